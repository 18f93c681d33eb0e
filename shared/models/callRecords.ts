// The records of a log by id: pages of the service and live records merged so that the newer copy always wins.
import type { CallFilter, CallRecordWire, CallsPage } from '#shared/contracts';
import { byNewest, matchesFilter, toEntry, toRows, type CallRow, type LogEntry } from './callOrder.ts';

/** Records of one log under one filter. */
export interface CallRecords {
  readonly rows: () => readonly CallRow[];
  /** Where the next page begins; undefined when there is none. */
  readonly cursor: () => string | undefined;
  /** Forgets everything, e.g. for another filter. */
  readonly clear: () => void;
  /** A page is about to be asked for: live records from now on are newer than its copies. */
  readonly pageAsked: () => void;
  readonly mergePage: (page: CallsPage, filter: CallFilter, mode: 'first' | 'more') => void;
  /** Takes a live record. False when it changes nothing that is shown. */
  readonly put: (record: CallRecordWire, filter: CallFilter) => boolean;
  /** Rows that are gone. False when none of them was shown. */
  readonly remove: (ids: readonly string[]) => boolean;
}

/** An empty set of records. */
export function createCallRecords(): CallRecords {
  let entries = new Map<string, LogEntry>();
  let fresh = new Map<string, CallRecordWire>();
  /** Since the page was asked for: its copies of them are older than their end. */
  let gone = new Set<string>();
  let cursor: string | undefined;
  let oldest: LogEntry | undefined;

  const set = (record: CallRecordWire, filter: CallFilter): boolean => {
    if (!matchesFilter(record, filter)) return entries.delete(record.id);
    entries.set(record.id, toEntry(record));
    return true;
  };

  /** Older than everything read so far while older pages exist: it comes with its page, in its place. */
  const isBeyondLoaded = (record: CallRecordWire): boolean =>
    cursor !== undefined && oldest !== undefined && !entries.has(record.id) && byNewest(toEntry(record), oldest) > 0;

  return {
    rows: () => toRows([...entries.values()].sort(byNewest)),
    cursor: () => cursor,
    clear: () => {
      entries = new Map();
      cursor = oldest = undefined;
    },
    pageAsked: () => {
      fresh = new Map();
      gone = new Set();
    },
    mergePage: (page, filter, mode) => {
      if (mode === 'first') entries = new Map();
      for (const record of page.items) if (!gone.has(record.id)) entries.set(record.id, toEntry(record));
      const last = page.items.at(-1);
      if (last !== undefined) oldest = toEntry(last);
      cursor = page.next;
      for (const record of fresh.values()) set(record, filter);
    },
    remove: (ids) => {
      let isChanged = false;
      for (const id of ids) {
        gone.add(id);
        fresh.delete(id);
        isChanged = entries.delete(id) || isChanged;
      }
      return isChanged;
    },
    put: (record, filter) => {
      gone.delete(record.id);
      fresh.set(record.id, record);
      return !isBeyondLoaded(record) && set(record, filter);
    },
  };
}
