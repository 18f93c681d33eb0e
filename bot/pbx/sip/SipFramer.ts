// Cuts a SIP byte stream into messages by Content-Length (RFC 3261 18.3); bounded in memory whatever the peer sends.
import { contentLength, findHeadEnd, parseHead, skipLineEnds } from './parse.ts';
import { longestMessageBytes, type SipMessage } from './sipMessage.ts';

/** What one chunk of the stream held. */
export interface SipFeed {
  readonly messages: readonly SipMessage[];
  /** Messages that were too large or not well formed, and were skipped whole. */
  readonly dropped: number;
  /** Keep-alives (two empty lines, RFC 5626 3.5.1) that want a single one back. */
  readonly pings: number;
  /** The stream can no longer be cut reliably: the connection must be closed. */
  readonly isBroken: boolean;
}

const noBytes = Buffer.alloc(0);

/** Stream state: bytes not yet a whole message. Feed it chunks cut anywhere. */
export class SipFramer {
  private rest: Buffer = noBytes;
  /** Bytes of `rest` already searched for the end of the headers. */
  private searched = 0;
  /** Bytes of an oversized body that are still to come. */
  private toSkip = 0;
  private isBroken = false;

  feed(chunk: Buffer): SipFeed {
    const out = { messages: [] as SipMessage[], dropped: 0, pings: 0 };
    if (this.isBroken) return { ...out, isBroken: true };
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    while (this.step(out));
    // A copy, so that a few bytes left over do not hold a large read in memory.
    this.rest = this.rest.length === 0 ? noBytes : Buffer.from(this.rest);
    return { ...out, isBroken: this.isBroken };
  }

  /** Takes one message or keep-alive off the front; false when more bytes are needed. */
  private step(out: { messages: SipMessage[]; dropped: number; pings: number }): boolean {
    if (!this.skipLarge() || this.rest.length === 0) return false;
    if (this.searched === 0) out.pings += this.takeKeepAlives();
    const end = findHeadEnd(this.rest, Math.max(0, this.searched - 2));
    if (end === undefined) {
      this.searched = this.rest.length;
      this.isBroken = this.rest.length > longestMessageBytes;
      return false;
    }
    const head = parseHead(this.rest.toString('utf8', 0, end.head));
    const length = head === null ? lengthOfBroken(this.rest.toString('latin1', 0, end.head)) : bodyLength(head);
    if (length === undefined || end.head > longestMessageBytes) {
      this.isBroken = true;
      return false;
    }
    if (end.body + length > longestMessageBytes) {
      out.dropped += 1;
      this.toSkip = end.body + length;
      return true;
    }
    if (this.rest.length < end.body + length) {
      this.searched = end.head;
      return false;
    }
    if (head === null) out.dropped += 1;
    else out.messages.push({ ...head, body: this.rest.toString('utf8', end.body, end.body + length) });
    this.drop(end.body + length);
    return true;
  }

  private skipLarge(): boolean {
    const skipped = Math.min(this.toSkip, this.rest.length);
    this.toSkip -= skipped;
    if (skipped > 0) this.drop(skipped);
    return this.toSkip === 0;
  }

  private takeKeepAlives(): number {
    const end = skipLineEnds(this.rest);
    if (end === 0) return 0;
    const lines = this.rest.toString('latin1', 0, end).split('\n').length - 1;
    this.drop(end);
    return Math.floor(lines / 2);
  }

  private drop(bytes: number): void {
    this.rest = this.rest.subarray(bytes);
    this.searched = 0;
  }
}

/** A message without Content-Length on a stream has no body (many field devices leave it out then). */
function bodyLength(head: SipMessage): number | undefined {
  const length = contentLength(head.headers) ?? 0;
  return length === 'invalid' ? undefined : length;
}

/** A message we cannot read can still be skipped when it says how long it is. */
function lengthOfBroken(head: string): number | undefined {
  const told = [...head.matchAll(/^(?:content-length|l)[ \t]*:[ \t]*(\d{1,9})[ \t]*$/gimu)].map((match) => match[1]);
  return told.length === 1 ? Number(told[0]) : undefined;
}
