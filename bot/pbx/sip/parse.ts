// Reads one SIP message from its bytes (RFC 3261 7): lenient in spacing and line ends, strict where a mistake would mislead.
import { listValues, parseCSeq, parseNameAddr, parseVia } from './headerValue.ts';
import { headerName, headersOf, longestMessageBytes, type SipHeader, type SipMessage } from './sipMessage.ts';

/** A real message has some 20 header fields. */
const mostHeaders = 256;
const newline = 0x0a;
const carriageReturn = 0x0d;
const requestLine = /^([\w!%*+`'~.-]{1,64}) ([^\s<>"]+) SIP\/2\.0$/i;
const statusLine = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i;
/** A quoted pair may hold them; parts of values are sent back, where they would break the line. */
const controls = /[\0-\x08\x0a-\x1f\x7f]/g;
const fieldLine = /^([^\s:\0]{1,128})[ \t]*:(.*)$/su;

/** Where the headers of a message end; `body` is the index of the first byte after the empty line. */
export interface HeadEnd {
  readonly head: number;
  readonly body: number;
}

/** The message in one datagram; null when there is none that can be trusted. Bytes after Content-Length are left out. */
export function parseSip(bytes: Buffer): SipMessage | null {
  if (bytes.length > longestMessageBytes) return null;
  const start = skipLineEnds(bytes);
  const end = findHeadEnd(bytes, start) ?? { head: bytes.length, body: bytes.length };
  const head = parseHead(bytes.toString('utf8', start, end.head));
  if (head === null) return null;
  const rest = bytes.length - end.body;
  const length = contentLength(head.headers) ?? rest;
  if (length === 'invalid' || length > rest) return null;
  return { ...head, body: bytes.toString('utf8', end.body, end.body + length) };
}

/** Empty lines before a message are keep-alives, not part of it (RFC 3261 7.5). */
export function skipLineEnds(bytes: Buffer, from = 0): number {
  let at = from;
  while (bytes[at] === newline || bytes[at] === carriageReturn) at += 1;
  return at;
}

/** The first empty line from `from` on; undefined when there is none yet. */
export function findHeadEnd(bytes: Buffer, from: number): HeadEnd | undefined {
  for (let at = bytes.indexOf(newline, from); at >= 0; at = bytes.indexOf(newline, at + 1)) {
    if (bytes[at + 1] === newline) return { head: at, body: at + 2 };
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === newline) return { head: at, body: at + 3 };
  }
  return undefined;
}

/** What the fields say of the body's length; undefined when they say nothing, `invalid` when they contradict themselves. */
export function contentLength(headers: readonly SipHeader[]): number | 'invalid' | undefined {
  const told = headersOf({ headers, body: '' }, 'content-length');
  if (told.length === 0) return undefined;
  if (told.some((value) => !/^\d{1,9}$/.test(value))) return 'invalid';
  const lengths = new Set(told.map(Number));
  return lengths.size === 1 ? [...lengths][0] : 'invalid';
}

/** Start line and headers as a message without a body; null when they are not well formed. */
export function parseHead(text: string): SipMessage | null {
  const lines = unfold(text);
  const start = lines?.[0];
  if (lines === null || start === undefined) return null;
  const headers: SipHeader[] = [];
  for (const line of lines.slice(1)) {
    const match = fieldLine.exec(line);
    if (match?.[1] === undefined || headers.length >= mostHeaders) return null;
    headers.push({ name: headerName(match[1]), value: (match[2] ?? '').replace(controls, ' ').trim() });
  }
  const message = withStartLine(start, headers);
  return message !== null && isSound(message) ? message : null;
}

/** The lines with folded ones joined (RFC 3261 7.3.1); null when the first header is a continuation. */
function unfold(text: string): readonly string[] | null {
  const lines: string[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (!/^[ \t]/.test(line)) {
      lines.push(line);
      continue;
    }
    if (lines.length < 2) return null;
    lines.push(`${lines.pop() ?? ''} ${line.trim()}`);
  }
  return lines;
}

function withStartLine(line: string, headers: readonly SipHeader[]): SipMessage | null {
  const status = statusLine.exec(line);
  if (status?.[1] !== undefined) {
    return { kind: 'response', status: Number(status[1]), reason: status[2] ?? '', headers, body: '' };
  }
  const request = requestLine.exec(line);
  if (request?.[1] === undefined || request[2] === undefined || carriesHeaders(request[2])) return null;
  return { kind: 'request', method: request[1], uri: request[2], headers, body: '' };
}

/** Before the `@` a question mark is part of the name; after it, it would begin headers, which no request line has. */
function carriesHeaders(uri: string): boolean {
  return /^sips?:/i.test(uri) && uri.slice(uri.lastIndexOf('@') + 1).includes('?');
}

/** What is there must be readable; what is missing is the business of who answers. */
function isSound(message: SipMessage): boolean {
  const cseqs = headersOf(message, 'cseq').map(parseCSeq);
  if (cseqs.includes(null)) return false;
  if (message.kind === 'request' && cseqs.some((cseq) => cseq?.method !== message.method)) return false;
  if (headersOf(message, 'max-forwards').some((value) => !/^\d{1,10}$/.test(value) || Number(value) > 255))
    return false;
  const vias = headersOf(message, 'via');
  if (vias.length > 0 && !areVias(vias)) return false;
  return ['from', 'to'].every((name) => headersOf(message, name).every((value) => parseNameAddr(value) !== null));
}

function areVias(fields: readonly string[]): boolean {
  const values = listValues(fields);
  return values.length > 0 && values.every((value) => parseVia(value) !== null);
}
