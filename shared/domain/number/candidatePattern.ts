// The shapes a phone number can have in a text: Google's PhoneNumberMatcher.java and PhoneNumberUtil.java as regular expressions.

/** Dashes, slashes, dots, spaces, brackets, tildes and the `x` of carrier codes; without the dash of ASCII, which goes first. */
const otherPunctuation =
  'xX\u2010-\u2015\u2212\u30fc\uff0d-\uff0f \u00a0\u00ad\u200b\u2060\u3000()\uff08\uff09\uff3b\uff3d.\\[\\]/~\u2053\u223c\uff5e';
const punctuation = `[-${otherPunctuation}]{0,4}`;
const lead = '[(\\[\uff08\uff3b+\uff0b]';
const digits = '[0-9]{1,20}';

const gapBefore = '[ \u00a0\\t,]*';
const gapAfter = '[:.\uff0e]?[ \u00a0\\t,-]*';
const surely = '(?:e?xt(?:ensi(?:o\u0301?|\u00f3))?n?|\uff45?\uff58\uff54\uff4e?|\u0434\u043e\u0431|anexo)';
const perhaps = '(?:[x\uff58#\uff03~\uff5e]|int|\uff49\uff4e\uff54)';
/** Extensions; codes behind commas are none, they are sent after connecting. */
const extension =
  `;ext=([0-9]{1,20})|${gapBefore}${surely}${gapAfter}([0-9]{1,20})#?|` +
  `${gapBefore}${perhaps}${gapAfter}([0-9]{1,9})#?|[- ]+([0-9]{1,6})#`;

/** The whole of a candidate; every repetition is bounded, so that it takes a bounded time wherever it is tried. */
export const candidateShape = `(?:${lead}${punctuation}){0,2}${digits}(?:${punctuation}${digits}){0,20}(?:${bounded(extension)})?`;

/** The extension at the end of a candidate. */
export const extensionAtEnd = new RegExp(`(?:${bounded(extension)})$`, 'iu');

/** A candidate that begins with a bracket or a plus is no part of a word before it. */
export const beginsWithLead = new RegExp(`^${lead}`, 'u');

const spaces = '[\\u0020\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';

/**
 * Where a candidate that is no number as a whole may break into several, the surest break first: slash, bracket, spaced
 * hyphen, long dash, dot, space. The group is what may be a number.
 */
export const innerShapes: readonly RegExp[] = [
  '/+(.*)',
  '(\\([^(]*)',
  `(?:${spaces}-|-${spaces})${spaces}*(.+)`,
  `[\\u2012-\\u2015\\uff0d]${spaces}*(.+)`,
  `\\.+${spaces}*([^.]+)`,
  `${spaces}+([^${spaces.slice(1)}+)`,
].map((source) => new RegExp(source, 'gu'));

const opening = '(\\[\uff08\uff3b';
const closing = ')\\]\uff09\uff3d';
const inside = `[^${opening}${closing}]`;

/** Brackets close what they open; the first may have lost its partner. */
export const balancedBrackets = new RegExp(
  `^[${opening}]?(?:${inside}+[${closing}])?${inside}+(?:[${opening}]${inside}+[${closing}]){0,3}${inside}*$`,
  'u',
);

/** The gaps of a label are short in any text worth reading; without a bound a run of commas takes quadratic time. */
function bounded(source: string): string {
  return source.replaceAll(']*', ']{0,8}').replaceAll(']+', ']{1,8}');
}
