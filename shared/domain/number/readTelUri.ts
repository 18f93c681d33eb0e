// Reads a tel: URI as it is met in mails and contacts: RFC 3966, spaces and percent signs, and tones behind the number.
import { isSupportedCountry, parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import { readPostDial } from './postDial.ts';
import { isGlobalNumber, isPhoneContext, splitTelUri, withoutSeparators } from './telGrammar.ts';

/** The number of a URI and what is to be sent after connecting. */
export interface ReadTelUri {
  readonly number: PhoneNumber;
  readonly ext?: string;
  readonly postDial?: string;
}

const longestUriChars = 400;
/** Open or behind a percent sign: a URI that holds one is an attack or broken. */
const controls = /\p{Cc}|%[01][\da-f]/iu;
const subscriberShape = /^(?:\/\/)?([+\d\s\u00a0().\-/]{2,60})([,pw].*)?$/iu;
const visual = /[\s\u00a0().\-/]/gu;
const parameterShape = /^([a-z\d-]+)=(.*)$/iu;
const codesShape = /^[\d*#,pw\s]*$/iu;
/** RFC 3966 section 5.4: who does not know a parameter named so must not use the URI. */
const mandatory = /^m-/u;

/** What the parameters say. */
interface Parameters {
  readonly values: ReadonlyMap<string, string>;
  readonly codes: string;
}

/** The number, its extension and its tones; null where it is no tel: URI or the number is of no country. */
export function readTelUri(uri: string, country?: string): ReadTelUri | null {
  const parts = splitTelUri(decoded(uri));
  const [, digits, codes = ''] = subscriberShape.exec(parts?.subscriber ?? '') ?? [];
  const parameters = parts === null ? null : readParameters(parts.segments);
  if (digits === undefined || parameters === null) return null;
  const number = readNumber(digits.replace(visual, ''), parameters.values.get('phone-context'), country);
  const [ext = '', behindExt = ''] = splitExtension(parameters.values.get('ext') ?? '');
  const postDial = readPostDial(codes + behindExt + parameters.codes);
  if (number === null || postDial === null) return null;
  return { number, ...(ext !== '' && { ext }), ...(postDial !== '' && { postDial }) };
}

function readNumber(digits: string, context: string | undefined, country: string | undefined): PhoneNumber | null {
  if (context !== undefined && !isPhoneContext(context)) return null;
  const isLocal = !digits.startsWith('+');
  const prefix = isLocal && context !== undefined && isGlobalNumber(context) ? withoutSeparators(context) : '';
  const defaultCountry = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const options = { ...(defaultCountry && { defaultCountry }), extract: false };
  return parsePhoneNumberFromString(prefix + digits, options) ?? null;
}

/** Parameters this product does not know are passed over; known ones count once. */
function readParameters(segments: readonly string[]): Parameters | null {
  const values = new Map<string, string>();
  let codes = '';
  for (const segment of segments) {
    const [, writtenName = '', value = ''] = parameterShape.exec(segment) ?? [];
    const name = writtenName.toLowerCase();
    if (mandatory.test(segment.toLowerCase()) || (values.has(name) && name !== '')) return null;
    if (name !== '') values.set(name, value.trim());
    else if (codesShape.test(segment)) codes += `;${segment}`;
  }
  return { values, codes: codes + (values.get('postd') ?? '') };
}

function splitExtension(value: string): readonly string[] {
  const [, ext = '', codes = ''] = /^([\d\-.()]{1,30})([,pw].*)?$/iu.exec(value) ?? [];
  const digits = withoutSeparators(ext);
  return digits.length <= 11 ? [digits, codes] : [];
}

/** Percent signs of printable ASCII only: a number holds nothing else, and a parameter may hold bytes that are no text. */
function decoded(uri: string): string {
  const text = uri.trim();
  if (text.length > longestUriChars) return '';
  const plain = text.replace(/%[2-7][\da-f]/giu, (escape) => String.fromCharCode(parseInt(escape.slice(1), 16))).trim();
  return controls.test(plain) ? '' : plain;
}
