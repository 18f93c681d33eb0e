// Decides which log records belong to a filter, their order, and which neighbours are shown as one row.
import type { CallFilter, CallRecordWire } from '#shared/contracts';

/** One row of the log as shown: the newest of `count` equal calls of the same day. */
export interface CallRow {
  readonly record: CallRecordWire;
  readonly count: number;
  /** The first row of its day carries the day heading. */
  readonly startsDay: boolean;
}

/** A record with what its order needs, computed once: a log of 10,000 is sorted at every live change. */
export interface LogEntry {
  readonly record: CallRecordWire;
  readonly startMs: number;
  /** Calendar day in the viewer's time zone. */
  readonly day: string;
}

/** The entry of a record. */
export function toEntry(record: CallRecordWire): LogEntry {
  const start = new Date(record.startedAt);
  return { record, startMs: start.getTime(), day: start.toDateString() };
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

/** Rows for entries in their order: equal neighbours of one day collapse with a count (spec telephony 6). */
export function toRows(entries: readonly LogEntry[]): readonly CallRow[] {
  const rows: CallRow[] = [];
  let day = '';
  for (const entry of entries) {
    const last = rows.at(-1);
    if (last !== undefined && entry.day === day && isEqualCall(last.record, entry.record)) {
      rows[rows.length - 1] = { ...last, count: last.count + 1 };
    } else {
      rows.push({ record: entry.record, count: 1, startsDay: entry.day !== day });
    }
    day = entry.day;
  }
  return rows;
}

function isEqualCall(one: CallRecordWire, other: CallRecordWire): boolean {
  const party = partyKey(one);
  // Two withheld numbers are not known to be the same person.
  if (party === undefined || party !== partyKey(other)) return false;
  const differs = one.direction !== other.direction || one.outcome !== other.outcome || one.line !== other.line;
  return !differs && one.group?.id === other.group?.id && one.answeredBy?.number === other.answeredBy?.number;
}

function partyKey(record: CallRecordWire): string | undefined {
  return record.e164 ?? record.other.number;
}
