// Reads, formats and launches phone numbers; what libphonenumber knows is asked of it, nothing is guessed.
import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max';
import { formatNational } from './formatNational.ts';

const longestNumber = 64;
const dialableShape = /^[+*#0-9][0-9*#]{0,31}$/;
const separators = /[\s\u00a0\u202f\u2009().\-/]/gu;

/** The valid number a text says, read as of `country`; undefined for everything else. */
export function parsed(text: string, country: string | undefined): PhoneNumber | undefined {
  if (text.length > longestNumber) return undefined;
  const region = country as CountryCode | undefined;
  const number = parsePhoneNumberFromString(
    text,
    region === undefined ? undefined : { defaultCountry: region, extract: false },
  );
  return number?.isValid() === true ? number : undefined;
}

/** E.164 (`+33199002014`) of a number in any formatting, or null when it is not a valid number of the plan of `country`. */
export function toE164(text: string, country?: string): string | null {
  return parsed(text, country)?.number ?? null;
}

/** The digits of a typed number without separators, or null when it holds anything a phone cannot dial. */
export function toDialable(text: string): string | null {
  if (text.length > longestNumber) return null;
  const bare = text.normalize('NFKC').replace(separators, '');
  return dialableShape.test(bare) ? bare : null;
}

/**
 * `tel:+33199002014` (RFC 3966 global form) where the number is valid, else the bare digits (an extension, a dial string);
 * null when it is no number or a service code (`*`, `#`): those are never dialled from a link.
 */
export function toTelUri(text: string, country?: string): string | null {
  const number = parsed(text, country);
  if (number !== undefined) {
    const extension = number.ext === undefined ? '' : `;ext=${number.ext}`;
    return `tel:${number.number}${extension}`;
  }
  const bare = toDialable(text);
  return bare === null || /[*#]/u.test(bare) ? null : `tel:${bare}`;
}

/** National format inside `country`, international otherwise; what is not a valid number stays as it was given. */
export function formatNumber(text: string, country?: string): string {
  const number = parsed(text, country);
  if (number === undefined) return text;
  return number.country === country ? formatNational(number) : number.formatInternational();
}
