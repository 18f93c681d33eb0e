// Any character of Unicode, for texts nobody would think of.
import fc from 'fast-check';

const surrogatesFrom = 0xd800;
const surrogatesCount = 0x800;
const lastCodePoint = 0x10ffff;

/**
 * The same characters as fast-check's unit `binary`: every code point but half surrogates. That one lists the whole
 * million of them in each test file, to find its way back from a character to its place; this one reckons.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .nat({ max: lastCodePoint - surrogatesCount })
  .map(characterAt, placeOf);

function characterAt(place: number): string {
  return String.fromCodePoint(place < surrogatesFrom ? place : place + surrogatesCount);
}

function placeOf(character: unknown): number {
  const code = typeof character === 'string' ? character.codePointAt(0) : undefined;
  if (code === undefined || character !== String.fromCodePoint(code)) throw new Error('not one character');
  if (code < surrogatesFrom) return code;
  if (code < surrogatesFrom + surrogatesCount) throw new Error('half a character');
  return code - surrogatesCount;
}
