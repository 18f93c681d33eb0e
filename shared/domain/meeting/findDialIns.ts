// Decides which of an invitation's phone numbers one dials to take part.
import { findNumbersIn, foldText, type FoundNumber, type ReadText } from '#shared/domain/number';
import { codeLabelBefore } from './codeLabel.ts';
import { linesOf, type Line } from './invitationLines.ts';

/** Lines with words below an announcement, and below a number, in which numbers still belong to it. */
const linesBelowWords = 5;
const linesBelowNumber = 3;
const personalKinds: ReadonlySet<string | undefined> = new Set(['direct', 'fax', 'home', 'mobile', 'pager']);

/** What decides whether plain words such as "phone" announce a dial-in, and which country numbers are read for. */
export interface DialInContext {
  readonly country?: string | undefined;
  /** True where the invitation has a join link or a code for callers. */
  readonly joinsSomething: boolean;
  /** True for a location: a number alone in it is there to be dialled. */
  readonly isLocation: boolean;
  /** Digits that are known to be an id: those in the join link. */
  readonly ids: readonly string[];
}

/** The dial-in numbers of one text of the invitation, in its order, each once. */
export function findDialIns(read: ReadText, context: DialInContext): readonly FoundNumber[] {
  const folded = foldText(read.text);
  const found = findNumbersIn(read, context.country);
  const ids = new Set([...context.ids, ...found.flatMap(({ postDial }) => postDial?.match(/\d{6,}/gu) ?? [])]);
  const numbers = found.filter((number) => !isCode(number, folded, ids));
  if (numbers.length === 0) return [];
  if (context.isLocation && isAlone(read.text, numbers)) return numbers;
  return announced(numbers, read.text, linesOf(folded, numbers, context.joinsSomething));
}

function announced(numbers: readonly FoundNumber[], text: string, lines: readonly Line[]): readonly FoundNumber[] {
  const kept: FoundNumber[] = [];
  let reach = 0;
  let next = 0;
  for (const line of lines) {
    reach = reachAt(line, reach);
    for (; (numbers[next]?.start ?? Infinity) < line.end; next += 1) {
      const number = numbers[next];
      if (number === undefined || !isDialIn(number, text, reach)) continue;
      kept.push(number);
      reach = Math.max(reach, linesBelowNumber + 1);
    }
    if (!line.isBlank) reach -= 1;
  }
  return kept;
}

/** Ids of ten digits have the shape of numbers; one that is written with `+` or brackets is a number whatever stands before it. */
function isCode(number: FoundNumber, folded: string, ids: ReadonlySet<string>): boolean {
  if (/^\(?\+|\(/u.test(number.text)) return false;
  return ids.has(number.text.replace(/\D/gu, '')) || codeLabelBefore(folded, number.start) !== null;
}

function isDialIn(number: FoundNumber, text: string, reach: number): boolean {
  if (number.postDial !== undefined || asksForPin(text, number.end)) return true;
  return reach > 0 && !personalKinds.has(number.kind);
}

/** `+49 40 ... PIN: 924830059#`, `... and enter this PIN: ...` on the same line, or any digits that end in `#`. */
function asksForPin(text: string, end: number): boolean {
  const lineEnd = text.indexOf('\n', end);
  const rest = text.slice(end, Math.min(lineEnd === -1 ? text.length : lineEnd, end + 64));
  return /^[^\d]{0,32}\b(?:pin|code|id)\b[^\d]{0,8}\d{3}|^[^\d+]{1,40}\d[\d ]{3,20}#/iu.test(rest);
}

function reachAt(line: Line, reach: number): number {
  if (line.isRule) return 0;
  return line.announces ? linesBelowWords + 1 : Math.max(reach, 0);
}

function isAlone(text: string, numbers: readonly FoundNumber[]): boolean {
  let rest = text;
  for (const { text: written, label } of numbers) rest = rest.replace(written, '').replace(label ?? '', '');
  return !/\p{L}/u.test(rest);
}
