// Text as the people search compares it: no accents, no case, words apart; numbers as their digits.

/** Letters that are no base letter with an accent, as people type them on another keyboard. */
const likeLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};
const special = /[ßæœøđðłþı]/g;
/** A look that costs little: most text is plain. */
const beyondAscii = /[^\x00-\x7f]/;
const mark = /\p{M}/gu;
const between = /[^\p{L}\p{N}]+/u;
const numberShape = /^[\d\s+().\-/]+$/;

/** Lower case, without accents. */
export function searchable(text: string): string {
  const lower = text.toLowerCase();
  if (!beyondAscii.test(lower)) return lower;
  return lower
    .normalize('NFD')
    .replace(mark, '')
    .replace(special, (letter) => likeLetters[letter] ?? letter);
}

/** The words of a searchable text. */
export function wordsOf(text: string): readonly string[] {
  return text.split(between).filter((word) => word !== '');
}

/** The digits of a number in whatever formatting. */
export function digitsOf(number: string): string {
  return number.replace(/\D/g, '');
}

/** The digits somebody types who looks for a number; undefined where it is no number. */
export function typedDigits(q: string): string | undefined {
  const plain = q.trim();
  const digits = digitsOf(plain);
  return digits !== '' && numberShape.test(plain) ? digits : undefined;
}
