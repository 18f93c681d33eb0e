// Reads a candidate as a number: extension apart, every separator dropped, the rest to libphonenumber.
import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max';
import { extensionAtEnd } from './candidatePattern.ts';

/** Longest number of any plan with prefixes before it. */
const mostDigits = 24;

/** A candidate in pieces: what is parsed, and the extension. */
export interface CandidateParts {
  /** Digits, with a plus before them where one was written. */
  readonly body: string;
  readonly ext?: string;
}

/** Parts the extension from the number; separators and the `x` of carrier codes vanish. */
export function partsOf(candidate: string): CandidateParts {
  if (/^[0-9]+$/u.test(candidate)) return { body: candidate };
  const match = /[#=x~\uff03\uff5e\uff58\u0434]|int|anexo|ext/iu.test(candidate)
    ? extensionAtEnd.exec(candidate)
    : null;
  const ext = match?.slice(1).find(Boolean);
  const before = match === null ? candidate : candidate.slice(0, match.index);
  if (ext === undefined || before.replace(/\D/gu, '').length < 2) return { body: bodyOf(candidate) };
  return { body: bodyOf(before), ext };
}

/** The number of a body; undefined when it is none that any plan could hold. */
export function parseBody(body: string, country: CountryCode | undefined): PhoneNumber | undefined {
  if (body.length > mostDigits) return undefined;
  return parsePhoneNumberFromString(body, {
    ...(country !== undefined && { defaultCountry: country }),
    extract: false,
  });
}

function bodyOf(text: string): string {
  const digits = text.replace(/[^0-9]/gu, '');
  return /^[^0-9]*\+/u.test(text) ? `+${digits}` : digits;
}
