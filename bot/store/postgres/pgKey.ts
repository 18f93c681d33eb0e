// Texts as PostgreSQL can hold and index them: no NUL, no half characters, and keys of bounded length.
import { createHash } from 'node:crypto';
import { toStoredText } from '../safeText.ts';

// An index entry holds 2,704 bytes at most (BTMaxItemSize), shared by up to three keys of up to four bytes a character.
const maxKeyLength = 200;
// Stored texts that begin with the mark go on with a quote: no text's hash can be another text.
const hashMark = '\u0001#';

/** The key for a text; equal keys only for equal texts. */
export function pgKey(text: string): string {
  const stored = toStoredText(text);
  if (stored.length <= maxKeyLength) return stored;
  return hashMark + createHash('sha256').update(stored, 'utf8').digest('base64');
}
