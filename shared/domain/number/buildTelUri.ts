// Writes tel: URIs in the form a tenant has chosen (RFC 3966, and what phone apps make of it).
import { encodePostDial, readPostDial } from './postDial.ts';
import { isPhoneContext } from './telGrammar.ts';

/**
 * `e164`: `tel:+33199002014`. `dialString`: the digits as the PBX dials them, for apps that dial what they are given.
 * `rfc3966`: by the letter, so that local numbers carry their context and tones a parameter.
 */
export type TelForm = 'dialString' | 'e164' | 'rfc3966';

/** What is to be called. Of `e164` and `dialString` at least one is needed. */
export interface TelTarget {
  /** `+33199002014`. */
  readonly e164?: string | undefined;
  /** `00199002014`, `2014`: digits, perhaps behind `+`; with `*` or `#` only when `allowServiceCode`. */
  readonly dialString?: string | undefined;
  /** Extension behind the number, digits. */
  readonly ext?: string | undefined;
  /** Where a local number is valid: `example.com` or `+33`. */
  readonly phoneContext?: string | undefined;
  /** Sent after connecting: `,,123456789#`. */
  readonly postDial?: string | undefined;
  /** @default 'e164' */
  readonly form?: TelForm | undefined;
  /** Writes `,` as `%2C`. @default false */
  readonly encodePauses?: boolean | undefined;
  /** True once a person has confirmed that a code of `*` or `#` shall be dialled. @default false */
  readonly allowServiceCode?: boolean | undefined;
}

const e164Shape = /^\+[1-9]\d{1,14}$/u;
const digitsShape = /^\+?\d{1,31}$/u;
const serviceCodeShape = /^[\d*#]{1,32}$/u;
const extShape = /^\d{1,11}$/u;

/** One tel: URI, or null where a part is not what it says it is; nothing else can come out. */
export function buildTelUri(target: TelTarget): string | null {
  const form = target.form ?? 'e164';
  const number = numberOf(target, form);
  const tail = tailOf(target, form);
  if (number === null || tail === null) return null;
  if (form !== 'rfc3966' || number.startsWith('+')) return `tel:${number}${tail}`;
  const context = target.phoneContext ?? '';
  return isPhoneContext(context) ? `tel:${number}${tail};phone-context=${context.toLowerCase()}` : null;
}

function numberOf({ e164, dialString, allowServiceCode }: TelTarget, form: TelForm): string | null {
  if (e164 !== undefined && !e164Shape.test(e164)) return null;
  const local = dialString === undefined ? null : localDigits(dialString, allowServiceCode === true);
  if (dialString !== undefined && local === null) return null;
  return form === 'dialString' ? (local ?? e164 ?? null) : (e164 ?? local);
}

/** RFC 3966 lets `#` stand in a local number, RFC 3986 makes it a fragment: `%23` is what every reader understands. */
function localDigits(dialString: string, allowServiceCode: boolean): string | null {
  if (digitsShape.test(dialString)) return dialString;
  return allowServiceCode && serviceCodeShape.test(dialString) ? dialString.replaceAll('#', '%23') : null;
}

function tailOf({ ext = '', postDial = '', encodePauses }: TelTarget, form: TelForm): string | null {
  const codes = readPostDial(postDial);
  if (codes === null || (ext !== '' && !extShape.test(ext))) return null;
  // Apps that take bare digits know no `;ext=`: there the extension is keyed after a pause.
  if (form === 'dialString') return encodePostDial(`${ext === '' ? '' : `,${ext}`}${codes}`, encodePauses);
  const extension = ext === '' ? '' : `;ext=${ext}`;
  if (form === 'e164') return `${extension}${encodePostDial(codes, encodePauses)}`;
  // RFC 3966 has no tones; `postd` of RFC 2806 is still read by SIP stacks and is a lawful parameter.
  return codes === '' ? extension : `${extension};postd=${encodePostDial(codes).replaceAll(',', 'p')}`;
}
