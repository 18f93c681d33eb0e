// Cuts a CSTA stream into frames and writes frames (ECMA-323 annex J: 8-byte header, then XML); bounded in memory.
import { AppError } from '#shared/errors';

/** One frame: the four digits that pair request and answer, and the XML text. */
export interface CstaFrame {
  /** `0000` to `9998` pairs a request with its answer, `9999` is an event. */
  readonly invokeId: string;
  readonly xml: string;
}

/** What one chunk held. After `broken` the stream cannot be read any further. */
export interface CstaFeed {
  readonly frames: readonly CstaFrame[];
  /** Frames over the size limit, skipped whole. */
  readonly dropped: number;
  readonly broken: boolean;
}

const headerBytes = 8;
/** As much as the XML reader takes. */
const longestFrameBytes = 256 * 1024;
/** More than that is no length: what came is no CSTA. */
const longestSkippedBytes = 16 * 1024 * 1024;
const longestShortFrameBytes = 0xffff;
const latin1Declaration = /^[^>]{0,80}encoding\s*=\s*["']ISO-8859-1["']/i;

/** Stream state: bytes not yet a whole frame. Feed it chunks cut anywhere. */
export class CstaFramer {
  private readonly chunks: Buffer[] = [];
  private held = 0;
  private wanted = headerBytes;
  private skipping = 0;
  private isBroken = false;

  feed(chunk: Buffer): CstaFeed {
    const frames: CstaFrame[] = [];
    let dropped = 0;
    this.push(chunk);
    while (!this.isBroken && this.held >= this.wanted) {
      const bytes = this.joined();
      const length = frameLength(bytes);
      if (length === undefined) this.breakOff();
      else if (length > longestFrameBytes) {
        dropped += 1;
        this.skip(bytes, length);
      } else if (bytes.length < length) this.wanted = length;
      else {
        frames.push(readFrame(bytes.subarray(0, length)));
        this.keep(bytes.subarray(length));
      }
    }
    return { frames, dropped, broken: this.isBroken };
  }

  private push(chunk: Buffer): void {
    if (this.isBroken) return;
    const skipped = Math.min(this.skipping, chunk.length);
    this.skipping -= skipped;
    const rest = chunk.subarray(skipped);
    if (rest.length === 0) return;
    this.chunks.push(rest);
    this.held += rest.length;
  }

  /** Joined only once a header or the whole frame is there, so that a slow large frame is not copied over and over. */
  private joined(): Buffer {
    const [first] = this.chunks;
    if (this.chunks.length === 1 && first !== undefined) return first;
    const bytes = Buffer.concat(this.chunks);
    this.chunks.splice(0, this.chunks.length, bytes);
    return bytes;
  }

  private keep(rest: Buffer): void {
    // A copy of small leftovers, so that a few bytes do not hold a large read in memory.
    const own = rest.length < headerBytes ? Buffer.from(rest) : rest;
    this.chunks.splice(0, this.chunks.length, ...(own.length === 0 ? [] : [own]));
    this.held = own.length;
    this.wanted = headerBytes;
  }

  private skip(bytes: Buffer, length: number): void {
    const skipped = Math.min(bytes.length, length);
    this.skipping = length - skipped;
    this.keep(bytes.subarray(skipped));
  }

  private breakOff(): void {
    this.isBroken = true;
    this.keep(Buffer.alloc(0));
  }
}

/**
 * Length of the whole frame. Some stacks write 32 bits where the others write two zero bytes and 16 bits: below 64 KB these are
 * the same bytes, so reading 32 serves both. Undefined when no frame begins here.
 */
function frameLength(bytes: Buffer): number | undefined {
  const length = bytes.readUInt32BE(0);
  if (length < headerBytes || length > longestSkippedBytes) return undefined;
  return /^\d{4}$/.test(bytes.toString('latin1', 4, headerBytes)) ? length : undefined;
}

function readFrame(bytes: Buffer): CstaFrame {
  const head = bytes.toString('latin1', headerBytes, headerBytes + 120);
  const encoding = latin1Declaration.test(head) ? 'latin1' : 'utf8';
  return { invokeId: bytes.toString('latin1', 4, headerBytes), xml: bytes.toString(encoding, headerBytes) };
}

/** The bytes of a frame. Throws `input.invalid` when the id is no four digits or the text does not fit 16 bits of length. */
export function formatFrame(invokeId: string, xml: string): Buffer {
  const body = Buffer.from(xml, 'utf8');
  const length = headerBytes + body.length;
  if (!/^\d{4}$/.test(invokeId) || length > longestShortFrameBytes) {
    throw new AppError('input.invalid', 'no CSTA frame can hold this message');
  }
  const header = Buffer.alloc(headerBytes);
  header.writeUInt16BE(length, 2);
  header.write(invokeId, 4, 'latin1');
  return Buffer.concat([header, body]);
}
