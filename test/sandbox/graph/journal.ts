// Remembers every request received, compactly, with the monotonic clock all processes of one machine share.
import type { FaultKind } from './faults.ts';

/** One request, or one part of a batch. */
export interface JournalEntry {
  readonly n: number;
  /** `process.hrtime` in microseconds when the request arrived. */
  readonly atUs: number;
  readonly method: string;
  /** Path with its query, without the version. */
  readonly path: string;
  /** Parsed JSON, or the text when it was none. */
  readonly body: unknown;
  /** In a batch: `n` of the batch request and the id of the part. */
  readonly batch?: { readonly n: number; readonly id: string };
  /** 0 until answered, and for ever when no answer was given. */
  status: number;
  /** Application of the token, once known. */
  app?: string;
  /** What was made to go wrong with it. */
  fault?: FaultKind;
}

/** The journal as it goes over the wire. */
export interface JournalPage {
  /** Ask from here next time. */
  readonly next: number;
  /** Entries forgotten because the journal is bounded. */
  readonly dropped: number;
  readonly entries: readonly (Omit<JournalEntry, 'atUs'> & { readonly atUs: string })[];
}

/** Microseconds of the monotonic clock; exact in a number for 285 years of uptime. */
export function monotonicUs(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** A bounded list of requests; the oldest half is dropped when it is full. */
export class Journal {
  readonly #limit: number;
  #entries: JournalEntry[] = [];
  #first = 0;

  constructor(limit = 1_000_000) {
    this.#limit = limit;
  }

  add(entry: Omit<JournalEntry, 'n' | 'status'>): JournalEntry {
    if (this.#entries.length >= this.#limit) this.#dropHalf();
    const kept: JournalEntry = { n: this.#first + this.#entries.length, ...entry, status: 0 };
    this.#entries.push(kept);
    return kept;
  }

  /** Entries from number `from` on, at most `limit`. */
  page(from = 0, limit = Infinity): JournalPage {
    const start = Math.max(0, from - this.#first);
    const entries = this.#entries.slice(start, start + limit);
    const next = this.#first + Math.min(start + entries.length, this.#entries.length);
    return { next, dropped: this.#first, entries: entries.map((entry) => ({ ...entry, atUs: String(entry.atUs) })) };
  }

  /** Entries forgotten because the journal is bounded. */
  get dropped(): number {
    return this.#first;
  }

  /** Entries in order, for tests in the same process. */
  entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  reset(): void {
    this.#entries = [];
    this.#first = 0;
  }

  #dropHalf(): void {
    const half = this.#limit >> 1;
    this.#entries = this.#entries.slice(half);
    this.#first += half;
  }
}
