// Decides which of an invitation's phone numbers one dials to take part.
import { findNumbersIn, foldText, type FoundNumber, type ReadText } from '#shared/domain/number';
import { codeLabelBefore } from './codeLabel.ts';
import { dialInWords, phoneWords } from './dialInWords.ts';

/** A line of the text; `announces` where its words announce a dial-in. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly announces: boolean;
  readonly isRule: boolean;
  readonly isBlank: boolean;
}

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
}

/** The dial-in numbers of one text of the invitation, in its order, each once. */
export function findDialIns(read: ReadText, context: DialInContext): readonly FoundNumber[] {
  const folded = foldText(read.text);
  const numbers = findNumbersIn(read, context.country).filter((number) => !isCode(number, folded));
  if (numbers.length === 0) return [];
  if (context.isLocation && isAlone(read.text, numbers)) return numbers;
  const lines = linesOf(folded, context.joinsSomething);
  const kept: FoundNumber[] = [];
  let reach = 0;
  let next = 0;
  for (const line of lines) {
    reach = reachAt(line, reach);
    for (; (numbers[next]?.start ?? Infinity) < line.end; next += 1) {
      const number = numbers[next];
      if (number === undefined || !isDialIn(number, read.text, reach)) continue;
      kept.push(number);
      reach = Math.max(reach, linesBelowNumber + 1);
    }
    if (!line.isBlank) reach -= 1;
  }
  return kept;
}

/** Ids of ten digits have the shape of numbers; one that is written with `+` is a number whatever stands before it. */
function isCode(number: FoundNumber, folded: string): boolean {
  return !number.text.startsWith('+') && codeLabelBefore(folded, number.start) !== null;
}

function isDialIn(number: FoundNumber, text: string, reach: number): boolean {
  if (number.postDial !== undefined || asksForPin(text, number.end)) return true;
  return reach > 0 && !personalKinds.has(number.kind);
}

/** `+49 40 ... PIN: 924830059#`, `... and enter this PIN: ...` on the same line. */
function asksForPin(text: string, end: number): boolean {
  const lineEnd = text.indexOf('\n', end);
  const rest = text.slice(end, Math.min(lineEnd === -1 ? text.length : lineEnd, end + 48));
  return /^[^\d]{0,32}\b(?:pin|code|id)\b[^\d]{0,4}\d{3}/iu.test(rest);
}

function reachAt(line: Line, reach: number): number {
  if (line.isRule) return 0;
  return line.announces ? linesBelowWords + 1 : Math.max(reach, 0);
}

function linesOf(folded: string, joinsSomething: boolean): readonly Line[] {
  const words = joinsSomething ? [...dialInWords, ...phoneWords] : dialInWords;
  let start = 0;
  return folded.split('\n').map((line) => {
    const at = start;
    start += line.length + 1;
    const announces = hasWord(line, words);
    return {
      start: at,
      end: start,
      announces,
      isRule: /^\s*[_\-=*~.:]{5,}/u.test(line),
      isBlank: line.trim() === '',
    };
  });
}

/** True where one of the words begins a word of the line. */
function hasWord(line: string, words: readonly string[]): boolean {
  return words.some((word) => {
    for (let at = line.indexOf(word); at !== -1; at = line.indexOf(word, at + 1)) {
      if (at === 0 || !/\p{L}/u.test(line.charAt(at - 1))) return true;
    }
    return false;
  });
}

function isAlone(text: string, numbers: readonly FoundNumber[]): boolean {
  let rest = text;
  for (const { text: written, label } of numbers) rest = rest.replace(written, '').replace(label ?? '', '');
  return !/\p{L}/u.test(rest);
}
