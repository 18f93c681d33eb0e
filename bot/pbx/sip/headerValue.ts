// Takes header values apart: lists, parameters, addresses, CSeq and Via (RFC 3261 20 and 25). Nothing here throws.

/** Parameters by lower-case name; a flag has the empty value. Quotes are taken off. */
export type SipParams = ReadonlyMap<string, string>;

/** `"Name" <uri>;params` or `uri;params`. */
export interface NameAddr {
  readonly displayName?: string;
  readonly uri: string;
  readonly params: SipParams;
}

/** The number and method of a CSeq header. */
export interface CSeq {
  readonly number: number;
  readonly method: string;
}

/** One hop of a Via header. */
export interface Via {
  readonly transport: string;
  readonly sentBy: string;
  readonly params: SipParams;
}

/** The parts of a SIP, SIPS or TEL address that name somebody. */
export interface AddressParts {
  readonly scheme: string;
  /** Unescaped, without parameters and password; absent when the address names only a host. */
  readonly user?: string;
  readonly host?: string;
}

/** RFC 3261 8.1.1.5: the number is below 2**31. */
const mostCSeq = 2 ** 31;
const viaPattern = /^SIP\s*\/\s*2\.0\s*\/\s*([\w!%*+`'~.-]+)\s+([^\s;,]+(?:\s*:\s*\d+)?)\s*(;.*)?$/i;

/** Splits at `separator` where it stands outside quotes and angle brackets; null when a quote or bracket is not closed. */
export function splitOutside(text: string, separator: ',' | ';'): readonly string[] | null {
  const parts: string[] = [];
  let isQuoted = false;
  let isBracketed = false;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (isQuoted) {
      if (char === '\\') at += 1;
      else if (char === '"') isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === '<') isBracketed = true;
    else if (char === '>') isBracketed = false;
    else if (char === separator && !isBracketed) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  if (isQuoted || isBracketed) return null;
  parts.push(text.slice(from).trim());
  return parts;
}

/** All values of fields that hold comma-separated lists, such as Record-Route; empty and broken ones are left out. */
export function listValues(fields: readonly string[]): readonly string[] {
  return fields.flatMap((field) => splitOutside(field, ',') ?? []).filter((value) => value !== '');
}

/** `;a=1;b="2"` as a map; the first of equal names counts. */
export function parseParams(text: string): SipParams {
  const params = new Map<string, string>();
  for (const part of splitOutside(text, ';') ?? []) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    if (!params.has(name)) params.set(name, equals < 0 ? '' : unquote(part.slice(equals + 1).trim()));
  }
  return params;
}

/** The text of a quoted string; anything else as it is. */
export function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  return text.slice(1, -1).replace(/\\(.)/gsu, '$1');
}

/** An address header; null when it is none. Lenient: spaces inside the brackets and missing quotes are forgiven. */
export function parseNameAddr(value: string): NameAddr | null {
  const text = value.trim();
  if (splitOutside(text, ';') === null) return null;
  const open = bracketStart(text);
  if (open < 0) return bareAddress(text);
  const close = text.indexOf('>', open);
  const uri = text.slice(open + 1, close).trim();
  if (close < 0 || uri === '' || /\s/.test(uri)) return null;
  const displayName = unquote(text.slice(0, open).trim());
  return { uri, params: parseParams(text.slice(close + 1)), ...(displayName === '' ? {} : { displayName }) };
}

/** The first `<` outside quotes. */
function bracketStart(text: string): number {
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (isQuoted && char === '\\') at += 1;
    else if (char === '"') isQuoted = !isQuoted;
    else if (char === '<' && !isQuoted) return at;
  }
  return -1;
}

/** Without brackets all parameters belong to the header, and a `?` has no place (RFC 3261 20). */
function bareAddress(text: string): NameAddr | null {
  const end = text.indexOf(';');
  const uri = (end < 0 ? text : text.slice(0, end)).trim();
  if (uri === '' || /[\s"?,]/.test(uri)) return null;
  return { uri, params: parseParams(end < 0 ? '' : text.slice(end)) };
}

/** A CSeq header; null when it is none or out of range. */
export function parseCSeq(value: string): CSeq | null {
  const match = /^(\d{1,10})\s+(\S+)$/.exec(value.trim());
  const number = Number(match?.[1]);
  if (match?.[2] === undefined || number >= mostCSeq) return null;
  return { number, method: match[2] };
}

/** One value of a Via header; null when it is none. */
export function parseVia(value: string): Via | null {
  const match = viaPattern.exec(value.trim());
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return {
    transport: match[1].toUpperCase(),
    sentBy: match[2].replace(/\s/g, ''),
    params: parseParams(match[3] ?? ''),
  };
}

/** Who is meant by a SIP or TEL address; null when it is neither. */
export function addressParts(uri: string): AddressParts | null {
  const match = /^\s*(sips?|tel|pres|im)\s*:\s*([^\s]*)\s*$/i.exec(uri);
  const scheme = match?.[1]?.toLowerCase();
  const rest = match?.[2];
  if (scheme === undefined || rest === undefined || rest === '') return null;
  if (scheme === 'tel') return { scheme, user: unescaped(rest.split(';')[0] ?? '') };
  const at = rest.lastIndexOf('@');
  const host = (/^(\[[^\]]*\]|[^:;?]*)/.exec(rest.slice(at + 1))?.[1] ?? '').toLowerCase();
  if (at < 0) return { scheme, host };
  const user = unescaped(/^[^;:]*/.exec(rest.slice(0, at))?.[0] ?? '');
  return user === '' ? { scheme, host } : { scheme, host, user };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
