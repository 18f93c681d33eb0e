// Decides how much of a source is read, and reads it: text as it is, HTML reduced.
import { htmlToText, type ReadText } from './htmlToText.ts';

/** Longest text that is searched; a mail's newest part stands at its beginning. */
const longestTextChars = 200_000;
/** Longest HTML that is reduced: markup is often ten times its text. */
const longestHtmlChars = 2_000_000;

/**
 * The text that `findNumbers` searches and its positions count in. Of a source too long to read in a moment only the
 * beginning, the newest part of a mail, is read, and `isCut` says so.
 */
export function readText(source: string, options: { readonly html?: boolean | undefined } = {}): ReadText {
  if (options.html !== true) {
    return { text: source.slice(0, longestTextChars), links: [], isCut: source.length > longestTextChars };
  }
  const read = htmlToText(source.slice(0, longestHtmlChars), longestTextChars);
  return source.length > longestHtmlChars ? { ...read, isCut: true } : read;
}
