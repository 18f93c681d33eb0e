// The records of a log by id: pages of the service and live records merged so that the newer copy always wins.
import type { CallFilter, CallRecordWire, CallsPage } from '#shared/contracts';
import { isEqualCall, matchesFilter, toEntry, type CallRow } from './callOrder.ts';
import { createCallShelf, type CallShelf, type RecordChange } from './callShelf.ts';

/** What of the log is wanted; `text` is empty where nothing is searched. */
export interface LogScope {
  readonly filter: CallFilter;
  readonly text: string;
  readonly isCollapsed: boolean;
}

/** How a page is taken: instead of everything, behind the rest, or over the rows it covers. */
export type PageMode = 'first' | 'more' | 'again';

/** Records of one log under one scope. */
export interface CallRecords {
  readonly rows: (isCollapsed: boolean) => readonly CallRow[];
  /** Rows as the service counted them. */
  readonly size: () => number;
  /** Where the next page begins; undefined when there is none. */
  readonly cursor: () => string | undefined;
  /** Forgets everything, e.g. for another filter. */
  readonly clear: () => void;
  /** A page is about to be asked for: live records from now on are newer than its copies. */
  readonly pageAsked: (mode: PageMode) => void;
  readonly mergePage: (page: CallsPage, scope: LogScope, mode: PageMode) => RecordChange;
  /** Takes a live record. */
  readonly put: (record: CallRecordWire, scope: LogScope) => RecordChange;
  readonly hide: CallShelf['hide'];
  readonly knowMembers: CallShelf['knowMembers'];
  /** Rows that are gone. */
  readonly remove: (ids: readonly string[]) => RecordChange;
}

/** An empty set of records. */
export function createCallRecords(): CallRecords {
  const shelf = createCallShelf();
  let fresh = new Map<string, CallRecordWire>();
  /** Since the page was asked for: its copies of them are older than their end. */
  let gone = new Set<string>();
  /** Start of the oldest record that only the service can place: since the page was asked for, and before. */
  let unclearFromMs = Infinity;
  let askedFromMs = Infinity;

  const unclear = (fromMs: number): RecordChange => {
    unclearFromMs = Math.min(unclearFromMs, fromMs);
    return 'unclear';
  };
  const place = (record: CallRecordWire, scope: LogScope): RecordChange => {
    const change = placeRecord(shelf, record, scope);
    return change === 'unclear' ? unclear(Date.parse(record.startedAt)) : change;
  };

  return {
    rows: shelf.rows,
    size: () => shelf.entries.size,
    cursor: shelf.cursor,
    clear: shelf.clear,
    hide: shelf.hide,
    knowMembers: shelf.knowMembers,
    pageAsked: (mode) => {
      fresh = new Map();
      gone = new Set();
      if (mode === 'more') return;
      askedFromMs = Math.min(askedFromMs, unclearFromMs);
      unclearFromMs = Infinity;
    },
    mergePage: (page, scope, mode) => {
      const items = page.items.filter((record) => !gone.has(record.id)).map(toEntry);
      if (mode === 'more') shelf.append(items, page.next);
      else {
        shelf.replace(items, page.next, mode === 'again' ? askedFromMs : -Infinity);
        askedFromMs = Infinity;
      }
      const changes = [...fresh.values()].map((record) => place(record, scope));
      return changes.includes('unclear') ? 'unclear' : 'shown';
    },
    remove: (ids) => {
      const news = ids.filter((id) => !gone.has(id));
      for (const id of news) {
        gone.add(id);
        fresh.delete(id);
      }
      const change = shelf.take(news);
      return change === 'unclear' ? unclear(-Infinity) : change;
    },
    put: (record, scope) => {
      gone.delete(record.id);
      fresh.set(record.id, record);
      return place(record, scope);
    },
  };
}

function placeRecord(shelf: CallShelf, record: CallRecordWire, { filter, text }: LogScope): RecordChange {
  const known = shelf.entries.get(record.id);
  const entry = toEntry(record);
  if (!matchesFilter(record, filter)) {
    if (known !== undefined) return shelf.take([record.id]);
    return shelf.isInsideGroup(entry) ? 'unclear' : 'none';
  }
  if (known !== undefined) {
    if (known.count > 1 && !isEqualCall(known.record, record)) return 'unclear';
    shelf.set({ ...known, record });
    return 'shown';
  }
  if (text !== '') return 'unclear';
  // Older than everything read so far while older pages exist: it comes with its page, in its place.
  if (shelf.isBeyond(entry)) return 'none';
  if (shelf.isInsideGroup(entry)) return 'unclear';
  shelf.set(entry);
  return 'shown';
}
