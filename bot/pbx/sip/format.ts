// Writes SIP messages; a value can never start a line of its own.
import { AppError } from '#shared/errors';

/** Header fields in the order they are sent. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

const token = /^[\w!%*+`'~.-]+$/;
/** A line end, a NUL or any other control character but the tab. */
const unsafe = /[\0-\x08\x0a-\x1f\x7f]/;

/** The bytes of a request without a body. Throws `input.invalid` where a value would break the line it stands in. */
export function formatRequest(method: string, uri: string, headers: HeaderPairs): Buffer {
  if (!token.test(method) || !isSafeUri(uri)) throw new AppError('input.invalid', 'no SIP request can be made of this');
  return withHeaders(`${method} ${uri} SIP/2.0`, headers);
}

/** The bytes of a response without a body. Throws as `formatRequest` does. */
export function formatResponse(status: number, reason: string, headers: HeaderPairs): Buffer {
  if (unsafe.test(reason)) throw new AppError('input.invalid', 'line break in a SIP reason');
  return withHeaders(`SIP/2.0 ${String(status)} ${reason}`, headers);
}

/** True for an address that can stand in a request line or between angle brackets. */
export function isSafeUri(uri: string): boolean {
  return uri.length <= 1024 && /^[A-Za-z][\w+.-]*:[^\s<>"\0-\x20\x7f]+$/.test(uri);
}

/** A text as the user part of a SIP address (RFC 3261 25.1: escaped where it is no unreserved character). */
export function escapeUser(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '')).replaceAll('%2B', '+');
}

/** A text as a quoted string; control characters are left out. */
export function quote(text: string): string {
  return `"${text.replaceAll(/[\0-\x1f\x7f]/g, '').replaceAll(/["\\]/g, '\\$&')}"`;
}

function withHeaders(start: string, headers: HeaderPairs): Buffer {
  const lines = [start];
  for (const [name, value] of headers) {
    if (!token.test(name) || unsafe.test(value))
      throw new AppError('input.invalid', `line break in SIP header ${name}`);
    lines.push(`${name}: ${value}`);
  }
  lines.push('Content-Length: 0', '', '');
  return Buffer.from(lines.join('\r\n'), 'utf8');
}
