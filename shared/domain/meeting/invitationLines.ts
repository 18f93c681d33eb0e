// Reads the lines of an invitation: which announce a dial-in, which part its sections.
import { codeLabelBefore } from './codeLabel.ts';
import { dialInSigns, dialInWords, phoneWords } from './dialInWords.ts';

/** A line of the text; `announces` where its words announce a dial-in. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly announces: boolean;
  readonly isRule: boolean;
  readonly isBlank: boolean;
}

/** Lines above a number whose words may announce it; those further away are not read. */
const linesAbove = 8;
/** `Tel: +33 ...` alone on a line is how people sign; it is a dial-in only where a code for callers stands this near. */
const nearChars = 240;
const signature =
  /^[^\p{L}\d]*(?:tel|telephone|phone|telefon|telefono|telefone|telefoon|fon|t|p|ph|office|puhelin|τηλ|тел|телефон|טלפון|هاتف|电话|電話|전화)[.:：\s/-]*(?=[+(\d])[^\p{L}]*$/u;

const listed = /^[^\p{L}\d+]{0,12}\+\d[\d ().-]{6,24}(?:[,;][\d,;*#]{3,40})? +\(?\p{L}/u;

/** The lines of a folded text that holds numbers at the given places, in their order. */
export function linesOf(
  folded: string,
  numbers: readonly { readonly start: number }[],
  joinsSomething: boolean,
): readonly Line[] {
  let start = 0;
  const raw = folded.split('\n').map((text) => {
    const at = start;
    start += text.length + 1;
    return { text, start: at, end: start };
  });
  const read = linesToRead(raw, numbers);
  return raw.map(({ text, start: at, end }, index) => ({
    start: at,
    end,
    announces:
      read[index] === true && (announces(folded, text, at, joinsSomething) || (joinsSomething && isInList(raw, index))),
    isRule: /^\s*[_\-=*~.:]{5,}/u.test(text),
    isBlank: text.trim() === '',
  }));
}

/** Marks the lines with numbers and those above them, for most lines of a long mail need no reading. */
function linesToRead(
  lines: readonly { readonly text: string; readonly end: number }[],
  numbers: readonly { readonly start: number }[],
): readonly boolean[] {
  const read = lines.map(() => false);
  let next = numbers.length - 1;
  let left = 0;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const floor = lines[index - 1]?.end ?? 0;
    if ((numbers[next]?.start ?? -1) >= floor) left = linesAbove;
    while ((numbers[next]?.start ?? -1) >= floor) next -= 1;
    if (left > 0) read[index] = true;
    if (lines[index]?.text.trim() !== '') left -= 1;
  }
  return read;
}

function announces(folded: string, line: string, start: number, joinsSomething: boolean): boolean {
  if (hasWord(line, dialInWords)) return true;
  if (signature.test(line)) return joinsSomething && hasCodeNear(folded, start, start + line.length);
  return dialInSigns.some((sign) => line.includes(sign)) || (joinsSomething && hasWord(line, phoneWords));
}

/** Two lines of `+1 202 555 0142 United States` are a list to choose from, in whatever language it is announced. */
function isInList(lines: readonly { readonly text: string }[], index: number): boolean {
  const [above = '', line = '', below = ''] = [index - 1, index, index + 1].map((at) => lines[at]?.text);
  return listed.test(line) && (listed.test(above) || listed.test(below));
}

function hasCodeNear(folded: string, start: number, end: number): boolean {
  const from = Math.max(0, start - nearChars);
  const around = folded.slice(from, end + nearChars);
  return [...around.matchAll(/\d{3}/gu)].some(({ index }) => {
    const isInside = from + index >= start && from + index < end;
    return !isInside && codeLabelBefore(folded, from + index) !== null;
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
