// Finds the next digits of a text that are many enough to be a phone number: all other text costs one look per letter.

const separator =
  '[-xX().[\\]/~ \\u00a0\\u00ad\\u200b\\u2010-\\u2015\\u2053\\u2060\\u2212\\u223c\\u3000\\u30fc\\uff08\\uff09\\uff0d-\\uff0f\\uff3b\\uff3d\\uff5e]';
/** By how many digits there must be; every repetition is bounded, so that a try takes a bounded time. */
const shapes = [0, 1, 2, 3, 4, 5, 6].map(
  (fewest) => new RegExp(`[0-9](?:${separator}{0,4}[0-9]){${Math.max(0, fewest - 1)}}`, 'gu'),
);

/** Position of the first of `fewest` digits or more, 6 at most, with only separators between them; -1 when there are none. */
export function nextDigits(text: string, from: number, fewest: number): number {
  const shape = shapes[fewest];
  if (shape === undefined) return -1;
  shape.lastIndex = from;
  return shape.exec(text)?.index ?? -1;
}
