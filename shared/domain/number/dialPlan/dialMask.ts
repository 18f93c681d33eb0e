// Reads the mask language of pattern rules and matches by it in one pass: no mask can take long, unlike regular expressions.

/** One place of a mask: the digits it takes and the group it belongs to (0: none). */
interface Place {
  readonly takes: string;
  readonly group: number;
}

/** A mask that was read. `tail` takes any digits behind the places, at least `least` of them. */
export interface DialMask {
  readonly places: readonly Place[];
  readonly tail: { readonly least: number; readonly group: number } | null;
  readonly groups: number;
}

/** Digits each letter takes, as in Asterisk; everything else that is allowed takes itself. */
const wildcards: Readonly<Record<string, string>> = { X: '0123456789', Z: '123456789', N: '23456789' };
const mostGroups = 9;
const maskShape = /^\+?(?:[0-9*#XZN()]|\[[0-9-]{1,20}\])*[.!]?\)?$/u;
const maskPiece = /\[([0-9-]+)\]|[+0-9*#XZN().!]/gu;

/** Longest mask and replacement. */
export const longestMaskChars = 64;

/**
 * Reads a mask: digits, `*`, `#` and a leading `+` stand for themselves, `X` for 0-9, `Z` for 1-9, `N` for 2-9, `[2-57]` for
 * those digits, `.` at the end for one digit or more, `!` for none or more; `(...)` is a group. Null when it is no mask.
 */
export function readMask(text: string): DialMask | null {
  const mask = text.toUpperCase();
  if (mask === '' || mask.length > longestMaskChars || !maskShape.test(mask)) return null;
  const places: Place[] = [];
  let tail: DialMask['tail'] = null;
  let open = 0;
  let groups = 0;
  for (const [piece, set] of mask.matchAll(maskPiece)) {
    if (piece === '(') {
      if (open !== 0 || groups === mostGroups) return null;
      open = groups += 1;
    } else if (piece === ')') {
      if (open === 0) return null;
      open = 0;
    } else if (piece === '.' || piece === '!') tail = { least: piece === '.' ? 1 : 0, group: open };
    else {
      const takes = set === undefined ? (wildcards[piece] ?? piece) : digitsOfSet(set);
      if (takes === '') return null;
      places.push({ takes, group: open });
    }
  }
  return open === 0 && (places.length > 0 || tail !== null) ? { places, tail, groups } : null;
}

/** The text of each group (the first at 1, the whole at 0), or null when the text has another shape. */
export function matchMask(mask: DialMask, text: string): readonly string[] | null {
  const { places, tail } = mask;
  const rest = text.slice(places.length);
  if (text.length < places.length || !isTail(rest, tail)) return null;
  const groups = [text, ...Array.from({ length: mask.groups }, () => '')];
  for (const [index, place] of places.entries()) {
    const sign = text.charAt(index);
    if (!place.takes.includes(sign)) return null;
    if (place.group > 0) groups[place.group] = `${groups[place.group] ?? ''}${sign}`;
  }
  if (tail !== null && tail.group > 0) groups[tail.group] = `${groups[tail.group] ?? ''}${rest}`;
  return groups;
}

function isTail(rest: string, tail: DialMask['tail']): boolean {
  return tail === null ? rest === '' : rest.length >= tail.least && /^\d*$/u.test(rest);
}

/** `2-57` -> `23457`: every digit of the ranges; empty when the set is none. */
function digitsOfSet(set: string): string {
  if (!/^(?:\d(?:-\d)?)+$/u.test(set)) return '';
  const inside = (digit: string): boolean =>
    [...set.matchAll(/(\d)(?:-(\d))?/gu)].some(([, from = '', to = from]) => digit >= from && digit <= to);
  return '0123456789'.replace(/\d/gu, (digit) => (inside(digit) ? digit : ''));
}
