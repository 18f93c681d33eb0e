// Reads the number of a tel: link found in a mail; nothing but digits, pauses and hashes comes out.
import { readTelUri, type ReadTelUri } from './readTelUri.ts';

/** The number of a `tel:` link, null when it is none or no number that could be called from anywhere. */
export function readTelLink(href: string, country: string | undefined): ReadTelUri | null {
  const link = readTelUri(href, country);
  return link?.number.isPossible() === true ? link : null;
}
