// Keeps events on disk until the service has them: numbered without gaps, flushed before they are told, bounded in size.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SiteEventWire } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { readSegment, segmentName, SegmentWriter, type JournalLine } from './journalSegment.ts';

/** Where and how large. */
export interface JournalOptions {
  readonly folder: string;
  readonly maxBytes: number;
  /** Size from which a new file is begun. @default 4 MiB */
  readonly segmentBytes?: number;
  /** `pbx.journalFull` (facts.events): the oldest events were lost. */
  readonly onFault: (fault: AppError) => void;
}

/** Whole files are dropped, so one is a small part of the whole. */
const defaultSegmentBytes = 4 * 1_048_576;
const folderMode = 0o700;
const fileName = /^(\d{16})\.jsonl$/;

interface Sealed {
  readonly after: number;
  readonly last: number;
  readonly bytes: number;
}

/** The journal of one connector. */
export class Journal {
  /** Tells this journal from another one: numbers of a new one begin at 1 again. */
  readonly id: string;
  private readonly options: JournalOptions;
  private readonly segmentBytes: number;
  private readonly sealed: Sealed[];
  private writer: SegmentWriter;
  private openLines: JournalLine[];
  private last: number;
  private acked = 0;
  private usedUpTo = 0;
  private cached: { readonly after: number; readonly lines: readonly JournalLine[] } | undefined;

  /** Opens what is there or begins a new one. Throws `store.unavailable`. */
  constructor(options: JournalOptions) {
    this.options = options;
    this.segmentBytes = options.segmentBytes ?? defaultSegmentBytes;
    try {
      makeFolder(options.folder);
      const found = this.findSegments();
      this.id = found.id;
      this.sealed = found.sealed;
      this.writer = found.writer;
      this.openLines = [...found.lines];
      this.last = found.lines.at(-1)?.sequence ?? found.writer.header.after;
    } catch (cause) {
      throw new AppError('store.unavailable', `${options.folder}: the journal cannot be opened`, { cause });
    }
  }

  /** Number of the last event on disk, 0 when there was none yet. */
  get lastSequence(): number {
    return this.last;
  }

  /** Events not acknowledged. */
  get waiting(): number {
    return this.last - Math.max(this.acked, this.firstAfter);
  }

  private get firstAfter(): number {
    return this.sealed[0]?.after ?? this.writer.header.after;
  }

  /** Writes events as the next numbers; resolves when they are on disk. Throws what the disk says: then none is written. */
  async append(events: readonly SiteEventWire[]): Promise<void> {
    if (this.usedUpTo > this.last) this.seal(this.usedUpTo);
    else if (this.writer.bytes >= this.segmentBytes && this.openLines.length > 0) this.seal(this.last);
    const lines = await this.writer.append(this.last, events);
    for (const line of lines) this.openLines.push(line);
    this.last += lines.length;
    this.dropOldest();
  }

  /** The next events after `sequence` as they follow one another without a gap: at most `limit`, and `maxSize` characters. */
  read(sequence: number, limit: number, maxSize = Number.POSITIVE_INFINITY): readonly JournalLine[] {
    const lines = this.linesAfter(sequence);
    const from = firstAfter(lines, sequence);
    const next: JournalLine[] = [];
    let size = 0;
    for (const line of lines.slice(from, from + limit)) {
      const before = next.at(-1);
      size += line.size;
      if (before !== undefined && (line.sequence !== before.sequence + 1 || size > maxSize)) break;
      next.push(line);
    }
    return next;
  }

  /**
   * Numbers up to `sequence` are used: the service knows events of this journal that we do not, because the disk of this machine
   * was set back. New events get higher ones, or the service would take them for known.
   */
  skipTo(sequence: number): void {
    if (sequence > this.last) this.usedUpTo = sequence;
  }

  /** Forgets files whose events are all acknowledged; the newest stays, it knows the numbers. */
  acknowledge(sequence: number): void {
    this.acked = Math.max(this.acked, Math.min(sequence, this.last));
    while ((this.sealed[0]?.last ?? Number.POSITIVE_INFINITY) <= this.acked) this.removeFirst();
  }

  close(): void {
    this.writer.close();
  }

  private findSegments(): { id: string; sealed: Sealed[]; writer: SegmentWriter; lines: readonly JournalLine[] } {
    const { folder } = this.options;
    const names = readdirSync(folder)
      .filter((name) => fileName.test(name))
      .sort();
    const found = names.flatMap((name) => {
      const segment = readSegment(join(folder, name));
      return segment !== undefined && segmentName(segment.header.after) === name ? [segment] : [];
    });
    const newest = found.at(-1);
    const id = newest?.header.journal ?? randomUUID();
    if (newest === undefined) {
      return { id, sealed: [], writer: SegmentWriter.create(folder, { journal: id, after: 0 }), lines: [] };
    }
    const sealed = found.slice(0, -1).flatMap(({ header, lines }) => {
      const last = lines.at(-1)?.sequence;
      if (header.journal !== id || last === undefined) return [];
      return [{ after: header.after, last, bytes: statSync(join(folder, segmentName(header.after))).size }];
    });
    return { id, sealed, writer: SegmentWriter.reopen(folder, newest), lines: newest.lines };
  }

  /** Begins a new file, whose events come after `next`. An empty one is as good as read to its end. */
  private seal(next: number): void {
    const { after } = this.writer.header;
    const writer = SegmentWriter.create(this.options.folder, { journal: this.id, after: next });
    this.writer.close();
    this.sealed.push({ after, last: this.last, bytes: this.writer.bytes });
    this.writer = writer;
    this.openLines = [];
    this.last = next;
  }

  private dropOldest(): void {
    let bytes = this.writer.bytes + this.sealed.reduce((sum, each) => sum + each.bytes, 0);
    let lost = 0;
    for (let first = this.sealed[0]; first !== undefined && bytes > this.options.maxBytes; first = this.sealed[0]) {
      bytes -= first.bytes;
      lost += first.last - Math.max(first.after, this.acked);
      this.removeFirst();
    }
    if (lost === 0) return;
    const facts = { events: lost };
    this.options.onFault(new AppError('pbx.journalFull', 'the oldest events of the journal were dropped', { facts }));
  }

  private removeFirst(): void {
    const first = this.sealed.shift();
    if (first === undefined) return;
    if (this.cached?.after === first.after) this.cached = undefined;
    rmSync(join(this.options.folder, segmentName(first.after)), { force: true });
  }

  /** Lines of the file in which the event after `sequence` stands; one old file at a time is in memory. */
  private linesAfter(sequence: number): readonly JournalLine[] {
    const segment = this.sealed.find((each) => each.last > sequence);
    if (segment === undefined) return this.openLines;
    if (this.cached?.after !== segment.after) {
      const found = readSegment(join(this.options.folder, segmentName(segment.after)));
      this.cached = { after: segment.after, lines: found?.lines ?? [] };
    }
    return this.cached.lines;
  }
}

/** Node's own `recursive` spins for ever where a parent denies being missing (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder, { mode: folderMode });
}

/** Lines are in order: halving finds the first one after `sequence`. */
function firstAfter(lines: readonly JournalLine[], sequence: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle]?.sequence ?? 0) > sequence) high = middle;
    else low = middle + 1;
  }
  return low;
}
