// Makes a hostile input out of a good one by a recipe of numbers, so that the same recipe always gives the same bytes.
import * as fc from 'fast-check';

type Step = readonly [kind: number, at: number, size: number, word: number];

/** What is done to which seed. */
export interface Recipe {
  readonly base: number;
  readonly steps: readonly Step[];
  /** Where a stream is cut. */
  readonly cut: number;
}

/** What inputs are made of. */
export interface Material {
  /** Good inputs. */
  readonly seeds: readonly Buffer[];
  /** Words that mean something to the parser. */
  readonly words: readonly string[];
}

const mostSteps = 5;
const mostPieces = 300;
const longestRange = 64;
const longestRun = 300;
/** One run in so many is long enough to meet a limit. */
const longRunOneIn = 100;
const longRunBytes = 70_000;
const commonWords = [
  '\0',
  '\r\n',
  '\r\n\r\n',
  '"',
  "'",
  '<',
  '>',
  ';',
  ',',
  ':',
  '=',
  '%00',
  '\uFEFF',
  '\u202E',
  '\xFF',
];
const numbers = ['0', '-1', '1e9', '2147483648', '4294967296', '99999999999999999999', '0x10', 'NaN', ''];

/** Recipes, small ones first. */
export const anyRecipe: fc.Arbitrary<Recipe> = fc.record({
  base: fc.nat(),
  steps: fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat(), fc.nat(), fc.nat()), { maxLength: mostSteps }),
  cut: fc.nat(),
});

/** The input of a recipe. */
export function mutate({ seeds, words }: Material, { base, steps }: Recipe): Buffer {
  let bytes = pick(seeds, base, Buffer.alloc(0));
  for (const each of steps) bytes = step(bytes, { seeds, words }, each);
  return bytes;
}

/** The same bytes in pieces, as a socket gives them. */
export function pieces(bytes: Buffer, cut: number): readonly Buffer[] {
  const size = 1 + (cut % Math.max(1, bytes.length));
  const parts: Buffer[] = [];
  // A few hundred pieces show what one byte at a time would show.
  const least = Math.max(size, Math.ceil(bytes.length / mostPieces));
  for (let from = 0; from < bytes.length; from += least) parts.push(bytes.subarray(from, from + least));
  return parts;
}

function step(bytes: Buffer, material: Material, [kind, at, size, word]: Step): Buffer {
  const from = at % (bytes.length + 1);
  const to = Math.min(bytes.length, from + (size % longestRange));
  const range = bytes.subarray(from, to);
  const put = (middle: Buffer, rest: number): Buffer =>
    Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(rest)]);
  switch (kind) {
    case 0:
      return put(Buffer.from([word % 256]), from + 1);
    case 1:
      return put(Buffer.alloc(0), to);
    case 2:
      return put(Buffer.concat([range, range]), to);
    case 3:
      return put(Buffer.from(pick(material.words, word, '')), from);
    case 4:
      return put(Buffer.from(pick(material.words, word, '')), to);
    case 5:
      return put(tailOf(pick(material.seeds, word, bytes), size), bytes.length);
    case 6:
      return bytes.subarray(0, from);
    case 7:
      return put(Buffer.alloc(runLength(size), word % 128), from);
    case 8:
      return otherNumber(bytes, from, pick(numbers, word, ''));
    default:
      return put(Buffer.from(pick(commonWords, word, '')), from);
  }
}

function tailOf(seed: Buffer, size: number): Buffer {
  return seed.subarray(size % (seed.length + 1));
}

function runLength(size: number): number {
  return size % longRunOneIn === 0 ? longRunBytes : size % longestRun;
}

/** With another number in the place of the first one from there on. */
function otherNumber(bytes: Buffer, from: number, number: string): Buffer {
  const rest = bytes.toString('latin1', from);
  return Buffer.concat([bytes.subarray(0, from), Buffer.from(rest.replace(/\d+/, number), 'latin1')]);
}

function pick<Thing>(things: readonly Thing[], at: number, none: Thing): Thing {
  return things[at % Math.max(1, things.length)] ?? none;
}
