// The words of many entries in one sorted table: every word that begins with some letters lies in one piece.
import { sortInSteps } from './sortInSteps.ts';
import { eachInSteps, type Steps } from './steps.ts';

/** The words of one entry: those that matter most, and others. */
export interface EntryWords {
  readonly first: readonly string[];
  readonly other: readonly string[];
}

/** How many of the typed words were found, by entry: among its first words, among all of them. */
export interface WordMatches {
  readonly inName: Uint8Array;
  readonly inAny: Uint8Array;
}

/** The ways to write one word. */
export type Spellings = readonly string[];

/** An immutable table. */
export interface WordTable {
  /**
   * An entry counts as far as the words were found in their order: 2 of 3 says that the third was not found. At most 255 words;
   * of each one of its spellings is enough.
   */
  match(words: readonly Spellings[]): WordMatches;
}

const mostWords = 255;

/** The table of `entries`, each under its place in the list. */
export function* buildWordTable<Entry>(
  entries: readonly Entry[],
  wordsOf: (entry: Entry) => EntryWords,
): Steps<WordTable> {
  // Codes: twice the place of the entry, and one more for one of its first words.
  const codesOf = new Map<string, number[]>();
  const note = (word: string, code: number): void => {
    const codes = codesOf.get(word);
    if (codes === undefined) codesOf.set(word, [code]);
    else codes.push(code);
  };
  yield* eachInSteps(entries, (entry, index) => {
    const { first, other } = wordsOf(entry);
    for (const word of new Set(first)) note(word, index * 2 + 1);
    for (const word of new Set(other)) note(word, index * 2);
  });
  const sorted = yield* sortInSteps([...codesOf], ([word]) => word);
  const words: string[] = [];
  const starts: number[] = [];
  const codes: number[] = [];
  yield* eachInSteps(sorted, ([word, own]) => {
    words.push(word);
    starts.push(codes.length);
    for (const code of own) codes.push(code);
  });
  starts.push(codes.length);
  return tableOf(words, Uint32Array.from(starts), Uint32Array.from(codes), entries.length);
}

function tableOf(words: readonly string[], starts: Uint32Array, codes: Uint32Array, size: number): WordTable {
  return {
    match: (typed) => {
      const inName = new Uint8Array(size);
      const inAny = new Uint8Array(size);
      for (const { turn, prefix } of typed.slice(0, mostWords).flatMap(inTurn)) {
        const from = starts[firstFrom(words, (word) => word >= prefix)] ?? 0;
        const to = starts[firstFrom(words, (word) => word > prefix && !word.startsWith(prefix))] ?? codes.length;
        for (let at = from; at < to; at += 1) {
          const code = codes[at] ?? 0;
          const index = code >>> 1;
          if (inAny[index] === turn) inAny[index] = turn + 1;
          if ((code & 1) === 1 && inName[index] === turn) inName[index] = turn + 1;
        }
      }
      return { inName, inAny };
    },
  };
}

function inTurn(spellings: Spellings, turn: number): readonly { readonly turn: number; readonly prefix: string }[] {
  return spellings.map((prefix) => ({ turn, prefix }));
}

/** Place of the first word that `isPast`, which is false for the words before it and true for those after. */
function firstFrom(words: readonly string[], isPast: (word: string) => boolean): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPast(words[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}
