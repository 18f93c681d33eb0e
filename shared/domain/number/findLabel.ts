// Finds the label of a number: the words before it, in brackets behind it, or alone on the line above.
import { foldText } from './foldText.ts';
import type { NumberKind } from './foundNumber.ts';
import { fillerWords, kindOfLabel, kindOfLetter } from './numberLabels.ts';

/** A label as it is written and what it says; no kind for a plain `Tel`. */
export interface Label {
  readonly label: string;
  readonly kind?: NumberKind;
}

/** A word of folded text with its positions. */
interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const reachChars = 60;
const mostWordsOfLabel = 2;
const mostFillers = 3;
const behind = /^[ \u00a0]{0,3}[([]\s?([\p{L} .]{1,24}?)\s?[)\]]/u;

/** The label of the number at `start`..`end`; `floor` is where the number before it ends. */
export function findLabel(text: string, start: number, end: number, floor: number): Label | undefined {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1) + 1, floor, start - reachChars);
  const lead = text.slice(lineStart, start);
  return labelAtEnd(lead) ?? labelBehind(text.slice(end, end + reachChars)) ?? labelAbove(text, start, floor);
}

/** `Tel. mobile: ` -> mobile, `My mobile number is ` -> mobile; `mobile home on wheels, ` -> none. */
function labelAtEnd(lead: string): Label | undefined {
  const words = wordsOf(foldText(lead));
  let last = words.length - 1;
  for (let skipped = 0; skipped < mostFillers && fillerWords.has(words[last]?.text ?? ''); skipped += 1) last -= 1;
  const closest = words[last];
  if (closest === undefined || /[\d;,!?\n]/u.test(lead.slice(closest.end))) return undefined;
  for (let count = mostWordsOfLabel; count > 0; count -= 1) {
    const first = words[last - count + 1];
    if (first === undefined) continue;
    const name = words
      .slice(last - count + 1, last + 1)
      .map((word) => word.text)
      .join(' ');
    const kind = kindOfLabel(name);
    if (kind !== undefined) return labelOf(lead, first.start, closest.end, kind);
  }
  return letterLabel(lead, closest);
}

/** `M: 06 ...`, `| T +33 ...`: one letter counts with a colon, a dot or a bracket, or as a capital between separators. */
function letterLabel(lead: string, word: Word): Label | undefined {
  const kind = word.text.length === 1 ? kindOfLetter(word.text) : undefined;
  if (kind === undefined) return undefined;
  const isMarked = /^\s?[:.)\]]/u.test(lead.slice(word.end));
  const standsAlone = /(^|[|·•–/(\t] ?)$/u.test(lead.slice(0, word.start)) && /[A-Z]/u.test(lead.charAt(word.start));
  return isMarked || standsAlone ? labelOf(lead, word.start, word.end, kind) : undefined;
}

function labelBehind(tail: string): Label | undefined {
  const inside = behind.exec(tail)?.[1];
  if (inside === undefined) return undefined;
  const name = foldText(inside).replace(/\./gu, '').trim();
  const kind = kindOfLabel(name) ?? kindOfLetter(name);
  return kind === undefined || kind === null ? undefined : { label: inside, kind };
}

/** The line above counts when it holds nothing but the label and the number begins its line. */
function labelAbove(text: string, start: number, floor: number): Label | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1);
  if (lineStart < floor || text.slice(lineStart + 1, start).trim() !== '') return undefined;
  const above = text.slice(
    Math.max(floor, text.lastIndexOf('\n', lineStart - 1) + 1, lineStart - reachChars),
    lineStart,
  );
  const name = foldText(above).replace(/[.:]/gu, '').trim();
  const kind = kindOfLabel(name);
  return kind === undefined ? undefined : labelOf(above.trim(), 0, above.trim().length, kind);
}

function labelOf(lead: string, start: number, end: number, kind: NumberKind | null): Label {
  const dot = lead[end] === '.' ? 1 : 0;
  const label = lead.slice(start, end + dot).replace(/\s?:$/u, '');
  return kind === null ? { label } : { label, kind };
}

/** Words of letters; a dot inside an abbreviation (`Tel.mob`) parts words. */
function wordsOf(folded: string): readonly Word[] {
  return [...folded.matchAll(/\p{L}+/gu)].map(({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length,
  }));
}
