// Decides which log records belong to a filter, their order, and which neighbours are shown as one row.
import type { CallFilter, CallRecordWire, CallsPage } from '#shared/contracts';
import { isCovered } from '#shared/domain/number';

/** One row of the log as shown: a call, or the newest of `count` equal calls of the same day. */
export interface CallRow {
  readonly record: CallRecordWire;
  readonly count: number;
  /** Start of the oldest of them (ISO 8601). */
  readonly oldest: string;
  /** The first row of its day carries the day heading. */
  readonly startsDay: boolean;
  /** Its calls stand below it, each in a row with `isMember`. */
  readonly isOpen?: true;
  readonly isMember?: true;
}

/** What the service lists: a record, or the newest of `count` equal ones. */
export type CallItem = CallsPage['items'][number];

/** An item with what its order needs, computed once: a log of 10,000 is sorted at every live change. */
export interface LogEntry {
  readonly record: CallRecordWire;
  readonly startMs: number;
  /** Calendar day in the viewer's time zone. */
  readonly day: string;
  /** How many equal calls the service folded into it. */
  readonly count: number;
  readonly oldest: string;
  readonly oldestMs: number;
}

/** The entry of an item. */
export function toEntry({ count = 1, oldest, ...record }: CallItem): LogEntry {
  const start = new Date(record.startedAt);
  const startMs = start.getTime();
  const oldestMs = oldest === undefined ? startMs : Date.parse(oldest);
  return { record, startMs, day: start.toDateString(), count, oldest: oldest ?? record.startedAt, oldestMs };
}

/** True when the service would list `record` under `filter` (the rule of GET /calls). */
export function matchesFilter(record: CallRecordWire, filter: CallFilter): boolean {
  // Calls on lines of others stand among all calls and on their own page, not among one's own missed ones.
  if (record.owner !== undefined) return filter === 'all' || filter === 'shared';
  switch (filter) {
    case 'all':
      return true;
    case 'shared':
      return false;
    case 'missed':
      return record.direction === 'incoming' && (record.outcome === 'missed' || record.outcome === 'voicemail');
    case 'voicemail':
      return record.outcome === 'voicemail';
    case 'incoming':
    case 'outgoing':
      return record.direction === filter;
  }
}

/** Newest start first; equal starts by id, so that the order is the same in every view. */
export function byNewest(one: LogEntry, other: LogEntry): number {
  if (one.startMs !== other.startMs) return other.startMs - one.startMs;
  return one.record.id < other.record.id ? 1 : -1;
}

/**
 * Rows for entries in their order, going on behind `before`. With `isCollapsed` equal neighbours of one day are one row with a
 * count (spec telephony 6).
 */
export function toRows(
  entries: readonly LogEntry[],
  isCollapsed = true,
  before: readonly CallRow[] = [],
): readonly CallRow[] {
  const rows = [...before];
  let day = dayOf(rows.at(-1));
  for (const entry of entries) {
    const last = rows.at(-1);
    if (isCollapsed && last !== undefined && entry.day === day && isEqualCall(last.record, entry.record)) {
      rows[rows.length - 1] = { ...last, count: last.count + entry.count, oldest: entry.oldest };
    } else {
      rows.push({ record: entry.record, count: entry.count, oldest: entry.oldest, startsDay: entry.day !== day });
    }
    day = entry.day;
  }
  return rows;
}

/** The rule of the service: same owner, line, party, direction and outcome; the party is known by its whole number alone. */
export function isEqualCall(one: CallRecordWire, other: CallRecordWire): boolean {
  const party = partyKey(one);
  // Two withheld numbers are not known to be the same person, two with hidden digits neither.
  if (party === undefined || isCovered(party) || party !== partyKey(other)) return false;
  const differs = one.direction !== other.direction || one.outcome !== other.outcome || one.line !== other.line;
  return !differs && one.owner?.id === other.owner?.id;
}

function partyKey(record: CallRecordWire): string | undefined {
  return record.e164 ?? record.other.number ?? record.other.name;
}

function dayOf(row: CallRow | undefined): string {
  return row === undefined ? '' : new Date(row.record.startedAt).toDateString();
}
