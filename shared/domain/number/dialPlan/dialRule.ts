// Compiles pattern rules once per plan, applies them, and turns round those that can be.
import { longestMaskChars, matchMask, readMask, type DialMask } from './dialMask.ts';
import type { DialRule } from './dialPlanTypes.ts';

/** A piece of a replacement: signs as they are, or a group by its number. */
type Piece = string | number;

/** A rule ready to be applied; `inverse` where what was dialled tells what was meant. */
export interface CompiledRule {
  readonly mask: DialMask;
  readonly pieces: readonly Piece[];
  readonly isPlus: boolean;
  readonly inverse: { readonly mask: DialMask; readonly pieces: readonly Piece[] } | null;
}

/** Why a rule cannot be compiled. */
export type RuleFault = 'badMask' | 'badReplacement';

const replacementShape = /^\+?(?:[0-9*#]|\$[1-9])+$/u;
const compiled = /* @__PURE__ */ new WeakMap<readonly DialRule[], readonly (CompiledRule | null)[]>();

/** The rules of a plan, compiled at first use; null stands for one that is none. */
export function compileRules(rules: readonly DialRule[]): readonly (CompiledRule | null)[] {
  const known = compiled.get(rules);
  if (known !== undefined) return known;
  const made = rules.map(compileRule).map((rule) => (typeof rule === 'string' ? null : rule));
  compiled.set(rules, made);
  return made;
}

/** One rule, or what is wrong with it. */
export function compileRule({ match, replace }: DialRule): CompiledRule | RuleFault {
  const mask = readMask(match);
  if (mask === null) return 'badMask';
  if (replace.length > longestMaskChars || !replacementShape.test(replace)) return 'badReplacement';
  const pieces = (replace.match(/\$\d|[^$]+/gu) ?? []).map((piece) =>
    piece.startsWith('$') ? Number(piece.slice(1)) : piece,
  );
  if (pieces.some((piece) => typeof piece === 'number' && piece > mask.groups)) return 'badReplacement';
  return { mask, pieces, isPlus: match.startsWith('+'), inverse: invert(mask, pieces) };
}

/** What the rule makes of a number, null when the number has another shape. */
export function applyRule(rule: Pick<CompiledRule, 'mask' | 'pieces'>, number: string): string | null {
  const groups = matchMask(rule.mask, number);
  if (groups === null) return null;
  return rule.pieces.map((piece) => (typeof piece === 'number' ? (groups[piece] ?? '') : piece)).join('');
}

/** A rule turns round when every digit that may vary is dialled exactly once. */
function invert(mask: DialMask, pieces: readonly Piece[]): CompiledRule['inverse'] {
  const used = pieces.filter((piece) => typeof piece === 'number');
  const varying = [...mask.places.filter(({ takes }) => takes.length > 1), ...(mask.tail === null ? [] : [mask.tail])];
  if (new Set(used).size < used.length || varying.some(({ group }) => !used.includes(group))) return null;
  if (mask.tail !== null && pieces.at(-1) !== mask.tail.group) return null;
  const places = pieces.flatMap((piece) =>
    typeof piece === 'number'
      ? mask.places.filter(({ group }) => group === piece)
      : [...piece].map((takes) => ({ takes, group: 0 })),
  );
  return { mask: { places, tail: mask.tail, groups: mask.groups }, pieces: piecesOf(mask, used) };
}

/** The mask written as a replacement: groups that were dialled by their numbers, everything else as it is. */
function piecesOf(mask: DialMask, used: readonly number[]): readonly Piece[] {
  const pieces = mask.places.map(({ takes, group }): Piece => (used.includes(group) ? group : takes));
  if (mask.tail !== null) pieces.push(mask.tail.group);
  return pieces.filter((piece, index) => typeof piece === 'string' || pieces[index - 1] !== piece);
}
