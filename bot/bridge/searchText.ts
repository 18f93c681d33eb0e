// Text as the people search compares it: no accents, no case, words apart, also as others write them; numbers as their digits.

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
/** Letters that German and its neighbours write as two where the keyboard lacks them. */
const twoLetters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };
const umlaut = /[äöüøå]/g;
/** Between two letters of one name: `O’Brien`, `Anne-Marie`; many type such a name in one. */
const joint = /(?<=\p{L})['\u2019\u2018\u02bc\u0060\u00b4\-\u2010\u2011]+(?=\p{L})/gu;
/** A look that costs little. */
const oftenOtherwise = /['\-\u0060\u0080-\uffff]/;
/** A look that costs little: most text is plain. */
const beyondAscii = /[^\x00-\x7f]/;
const mark = /\p{M}/gu;
const between = /[^\p{L}\p{N}]+/u;
const numberShape = /^[\d\s+().\-/]+$/;
/** What a link to a number begins with, and what may stand behind the number. */
const link = /^(?:tel|callto|sip):(?:\/\/)?([^;?@]*)/i;

/** Lower case, without accents; wide letters and digits as plain ones. */
export function searchable(text: string): string {
  if (!beyondAscii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(mark, '')
    .toLowerCase()
    .replace(special, (letter) => likeLetters[letter] ?? letter);
}

/** The words people may type instead of those of `text`: `muller` is there as `mueller` too, `o brien` as `obrien`. */
export function otherWordsOf(text: string): readonly string[] {
  if (!oftenOtherwise.test(text)) return [];
  const whole = text.replace(joint, '');
  const spelt = spelledOut(text);
  const forms = [
    ...(whole === text ? [] : [whole]),
    ...(spelt === undefined ? [] : [spelt, ...(whole === text ? [] : [spelt.replace(joint, '')])]),
  ];
  return forms.flatMap((form) => wordsOf(searchable(form)));
}

/** `ü` as `ue`, whoever has it typed that way; undefined where there is no such letter. */
export function spelledOut(text: string): string | undefined {
  if (!beyondAscii.test(text)) return undefined;
  const lower = text.normalize('NFC').toLowerCase();
  const spelt = lower.replace(umlaut, (letter) => twoLetters[letter] ?? letter);
  return spelt === lower ? undefined : spelt;
}

/** The words of a searchable text. */
export function wordsOf(text: string): readonly string[] {
  return text.split(between).filter((word) => word !== '');
}

/** The digits of a number in whatever formatting. */
export function digitsOf(number: string): string {
  return (beyondAscii.test(number) ? number.normalize('NFKC') : number).replace(/\D/g, '');
}

/** What somebody types or pastes, plain: a link to a number is its number. */
export function typedText(q: string): string {
  const plain = q.normalize('NFKC').trim();
  const [, number] = link.exec(plain) ?? [];
  return number === undefined ? plain : number.replace(/%20/g, ' ').trim();
}

/** The digits somebody types who looks for a number; undefined where it is no number. */
export function typedDigits(q: string): string | undefined {
  const plain = q.normalize('NFKC').trim();
  const digits = digitsOf(plain);
  return digits !== '' && numberShape.test(plain) ? digits : undefined;
}
