// What a SIP message is once it has been read (RFC 3261 7), and how its headers are looked up.

/** One header field; `name` is the long form in lower case, `value` is unfolded and trimmed. */
export interface SipHeader {
  readonly name: string;
  readonly value: string;
}

interface SipBase {
  readonly headers: readonly SipHeader[];
  readonly body: string;
}

/** A request as received. */
export interface SipRequest extends SipBase {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
}

/** A response as received; `status` is 100-699. */
export interface SipResponse extends SipBase {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}

/** Either of the two. */
export type SipMessage = SipRequest | SipResponse;

/** Longest message that is read, headers and body; a datagram cannot be longer anyway. */
export const longestMessageBytes = 65_536;

/** Compact forms (RFC 3261 7.3.3 and the registry of header fields). */
const longForm: Readonly<Record<string, string>> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  d: 'request-disposition',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  n: 'identity-info',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
  y: 'identity',
};

/** The long form of a header name in lower case. */
export function headerName(written: string): string {
  const name = written.toLowerCase();
  return name.length === 1 ? (longForm[name] ?? name) : name;
}

/** The first value of a header; `name` is the long form in lower case. */
export function headerOf(message: SipBase, name: string): string | undefined {
  return message.headers.find((header) => header.name === name)?.value;
}

/** All values of a header, one per field, in order. */
export function headersOf(message: SipBase, name: string): readonly string[] {
  return message.headers.filter((header) => header.name === name).map((header) => header.value);
}

/** A header that must be a whole number of at most ten digits, such as Expires; undefined when it is none. */
export function numberHeader(message: SipBase, name: string): number | undefined {
  const digits = /^\s*(\d{1,10})(?![\d.])/.exec(headerOf(message, name) ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}
