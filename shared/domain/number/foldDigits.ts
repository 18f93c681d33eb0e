// Replaces the decimal digits of all scripts by those of ASCII, each by one, so that positions hold.

/** Where the zeros of the scripts of Unicode's basic plane stand; their nines follow in order. */
const zeros =
  '660 6f0 7c0 966 9e6 a66 ae6 b66 be6 c66 ce6 d66 de6 e50 ed0 f20 1040 1090 17e0 1810 1946 19d0 1a80 1a90 1b50 1bb0 1c40 1c50 a620 a8d0 a900 a9d0 a9f0 aa50 abf0 ff10'
    .split(' ')
    .map((zero) => parseInt(zero, 16));
/** A look that costs little: below are no digits but those of ASCII. */
const beyondLatin = /[\u0660-\uffff]/;
const other = /(?![0-9])\p{Nd}|\uff0b/gu;

/** The text with plain digits and plus signs; as long as the text. */
export function foldDigits(text: string): string {
  if (!beyondLatin.test(text)) return text;
  return text.replace(other, (letter) => (letter.length > 1 ? letter : plainOf(letter)));
}

function plainOf(letter: string): string {
  const code = letter.charCodeAt(0);
  if (letter === '\uff0b') return '+';
  const zero = zeros.find((at) => code >= at && code < at + 10);
  return zero === undefined ? letter : String(code - zero);
}
