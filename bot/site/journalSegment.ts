// One file of the journal: a header line, then one line for each event, each with its number; appended and flushed, never rewritten.
import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { siteEventSchema, type SiteEventWire } from '#shared/contracts';

const flush = promisify(fdatasync);
/** Numbers and names of callers: readable by the connector's own account only. */
const fileMode = 0o600;
const newline = 10;

const headerSchema = v.object({ journal: v.pipe(v.string(), v.uuid()), after: v.pipe(v.number(), v.integer()) });
const lineSchema = v.object({ s: v.pipe(v.number(), v.integer()), e: siteEventSchema });

/** An event with its number. */
export interface JournalLine {
  readonly sequence: number;
  readonly event: SiteEventWire;
  /** Characters of its line. */
  readonly size: number;
}

/** What a file says of itself: its journal and the number before its first event. */
export interface SegmentHeader {
  readonly journal: string;
  readonly after: number;
}

/** A file as it was found. */
export interface FoundSegment {
  readonly header: SegmentHeader;
  readonly lines: readonly JournalLine[];
  /** Bytes up to the last whole line: a line cut short by a crash was never told to anybody. */
  readonly wholeBytes: number;
}

/** Name of the file whose events come after `after`; names sort as their events do. */
export function segmentName(after: number): string {
  return `${String(after).padStart(16, '0')}.jsonl`;
}

/** Reads a file; undefined when it is none of a journal. Lines that cannot be read are left out. Throws what the disk says. */
export function readSegment(path: string): FoundSegment | undefined {
  const bytes = readFileSync(path);
  const wholeBytes = bytes.lastIndexOf(newline) + 1;
  const [head = '', ...rest] = bytes.subarray(0, wholeBytes).toString('utf8').split('\n');
  const header = v.safeParse(headerSchema, parsed(head));
  if (!header.success) return undefined;
  const lines = rest.flatMap((line) => {
    const read = v.safeParse(lineSchema, parsed(line));
    return read.success ? [{ sequence: read.output.s, event: read.output.e, size: line.length }] : [];
  });
  return { header: header.output, lines, wholeBytes };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The file that is being written. */
export class SegmentWriter {
  readonly header: SegmentHeader;
  private readonly fd: number;
  private written: number;

  private constructor(header: SegmentHeader, fd: number, written: number) {
    this.header = header;
    this.fd = fd;
    this.written = written;
  }

  /** A new file. Throws what the disk says. */
  static create(folder: string, header: SegmentHeader): SegmentWriter {
    const path = join(folder, segmentName(header.after));
    const fd = openSync(path, 'w', fileMode);
    const bytes = Buffer.from(`${JSON.stringify(header)}\n`);
    writeSync(fd, bytes);
    syncFolder(folder);
    return new SegmentWriter(header, fd, bytes.length);
  }

  /** Goes on after the last whole line of a file. Throws what the disk says. */
  static reopen(folder: string, found: FoundSegment): SegmentWriter {
    const path = join(folder, segmentName(found.header.after));
    const fd = openSync(path, 'r+');
    ftruncateSync(fd, found.wholeBytes);
    return new SegmentWriter(found.header, fd, found.wholeBytes);
  }

  get bytes(): number {
    return this.written;
  }

  /** Resolves when the lines are on the disk itself. When it throws, nothing of them is left in the file. */
  async append(after: number, events: readonly SiteEventWire[]): Promise<readonly JournalLine[]> {
    const texts = events.map((event, index) => JSON.stringify({ s: after + 1 + index, e: event }));
    const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
    try {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.fd, bytes, done, bytes.length - done, this.written + done);
      }
      await flush(this.fd);
    } catch (thrown) {
      ftruncateSync(this.fd, this.written);
      throw thrown;
    }
    this.written += bytes.length;
    return events.map((event, index) => ({ sequence: after + 1 + index, event, size: texts[index]?.length ?? 0 }));
  }

  close(): void {
    closeSync(this.fd);
  }
}

/** A new file is there after a power cut only when its folder was flushed too. */
function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
