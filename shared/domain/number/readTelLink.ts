// Reads the number of a tel: link found in a mail; nothing but digits, pauses and hashes comes out.
import { parsePhoneNumberFromString, isSupportedCountry, type PhoneNumber } from 'libphonenumber-js/max';

/** A link's number and what is to be sent after connecting. */
export interface TelLink {
  readonly number: PhoneNumber;
  readonly ext?: string;
  readonly postDial?: string;
}

const longestLinkChars = 160;
const shape =
  /^tel:(?:\/\/)?([+\d\s().\-/\u00a0]{3,40})((?:;[a-z0-9-]{1,20}=[^;,]{0,60})*)([,;p][\d,;p*#\s]{0,60})?$/iu;

/** The number of a `tel:` link, null when it is none or no number that could be called from anywhere. */
export function readTelLink(href: string, country: string | undefined): TelLink | null {
  const [, digits, parameters = '', codes = ''] = shape.exec(decoded(href)) ?? [];
  if (digits === undefined) return null;
  const defaultCountry = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const extension = /;ext=(\d{1,11})$/iu.exec(parameters)?.[1];
  const text = extension === undefined ? digits.trim() : `${digits.trim()};ext=${extension}`;
  const number = parsePhoneNumberFromString(text, { ...(defaultCountry && { defaultCountry }), extract: false });
  if (number?.isPossible() !== true) return null;
  const postDial = codes.replace(/[p;]/giu, ',').replace(/\s/gu, '');
  return { number, ...(number.ext !== undefined && { ext: number.ext }), ...(/\d/u.test(postDial) && { postDial }) };
}

function decoded(href: string): string {
  const text = href.slice(0, longestLinkChars + 1);
  if (text.length > longestLinkChars) return '';
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return '';
  }
}
