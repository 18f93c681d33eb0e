// Replaces the letters that number matchers do not know by those they do, each by one, so that positions hold.

const plain: ReadonlyMap<string, string> = new Map([
  // Spaces that French typography and word processors put between digits.
  ...['\u2000', '\u2001', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008', '\u2009'].map(toSpace),
  ...['\u200a', '\u202f', '\u205f', '\u3000', '\t'].map(toSpace),
  ['\u2011', '-'],
  ['\u2044', '/'],
]);
const unusual = /[\t\u2000-\u200a\u2011\u202f\u2044\u205f\u3000\uff01-\uff5e]/gu;
/** Distance between a full-width letter and the plain one. */
const fullWidthOffset = 0xfee0;

/** The text with plain spaces, digits and signs; as long as the text. */
export function plainText(text: string): string {
  return text.replace(
    unusual,
    (letter) => plain.get(letter) ?? String.fromCharCode(letter.charCodeAt(0) - fullWidthOffset),
  );
}

function toSpace(letter: string): [string, string] {
  return [letter, ' '];
}
