// The entries of a log that are shown, where the log goes on behind them, and the rows they make.
import { byNewest, toRows, type CallRow, type LogEntry } from './callOrder.ts';

/**
 * What a change did to the rows. `unclear`: only the service can say (does it match the search, which call of a folded row is it?),
 * so the log is to be read again.
 */
export type RecordChange = 'none' | 'shown' | 'unclear';

/** Entries by the id of their record; those the service folded carry a count. */
export interface CallShelf {
  readonly entries: ReadonlyMap<string, LogEntry>;
  /** Where the next page begins; undefined when there is none. */
  readonly cursor: () => string | undefined;
  readonly rows: (isCollapsed: boolean) => readonly CallRow[];
  readonly clear: () => void;
  /** Leaves a call out of the rows, or no longer; unless it stands for others too. Outlasts every page that is read. */
  readonly hide: (id: string, isHidden: boolean) => void;
  readonly set: (entry: LogEntry) => void;
  /** These are the calls of one row, all of them where they are as many as it stands for; until the log is read again. */
  readonly knowMembers: (ids: readonly string[]) => void;
  /** Takes away what goes at the same time. */
  readonly take: (ids: readonly string[]) => RecordChange;
  readonly append: (items: readonly LogEntry[], next: string | undefined) => void;
  /** Takes a page from the top; what is older stays unless something older than `unclearFromMs` is in doubt. */
  readonly replace: (items: readonly LogEntry[], next: string | undefined, unclearFromMs: number) => void;
  /** Older than everything read so far while older pages exist. */
  readonly isBeyond: (entry: LogEntry) => boolean;
  /** Between the newest and the oldest of a folded row: it may be one of its calls. */
  readonly isInsideGroup: (entry: LogEntry) => boolean;
}

/** An empty shelf. */
export function createCallShelf(): CallShelf {
  const entries = new Map<string, LogEntry>();
  const hidden = new Set<string>();
  const members = createMembers(entries);
  const builder = createRowBuilder(entries, hidden);
  let cursor: string | undefined;
  let oldest: LogEntry | undefined;

  const isBehind = (entry: LogEntry): boolean =>
    !entries.has(entry.record.id) && (oldest === undefined || byNewest(entry, oldest) > 0);
  const add = (items: readonly LogEntry[]): void => {
    for (const entry of items) entries.set(entry.record.id, entry);
  };

  return {
    entries,
    cursor: () => cursor,
    rows: builder.rows,
    clear: () => {
      entries.clear();
      members.forget();
      builder.forget();
      cursor = oldest = undefined;
    },
    hide: (id, isHidden) => {
      hidden[isHidden ? 'add' : 'delete'](id);
      builder.forget();
    },
    set: (entry) => {
      add([entry]);
      builder.forget();
    },
    knowMembers: members.know,
    take: (ids) => {
      builder.forget();
      return takeFrom(entries, members.goingWith(ids), ids);
    },
    append: (items, next) => {
      if (items.every(isBehind)) builder.append(items);
      else builder.forget();
      add(items);
      oldest = items.at(-1) ?? oldest;
      cursor = next;
    },
    replace: (items, next, unclearFromMs) => {
      const kept = next === undefined ? [] : keptBehind([...entries.values()], items, unclearFromMs);
      entries.clear();
      members.forget();
      builder.forget();
      add(items);
      add(kept);
      if (kept.length > 0) return;
      oldest = items.at(-1);
      cursor = next;
    },
    isBeyond: (entry) => cursor !== undefined && isBehind(entry) && oldest !== undefined,
    isInsideGroup: ({ startMs }) =>
      [...entries.values()].some((one) => one.count > 1 && one.oldestMs <= startMs && startMs <= one.startMs),
  };
}

interface Members {
  readonly know: (ids: readonly string[]) => void;
  readonly forget: () => void;
  /** The calls of those rows all of whose calls are among `ids`. */
  readonly goingWith: (ids: readonly string[]) => ReadonlySet<string>;
}

/** Calls of folded rows, as far as they are known. */
function createMembers(entries: ReadonlyMap<string, LogEntry>): Members {
  let rows: readonly (readonly string[])[] = [];
  return {
    know: (ids) => {
      const folded = ids.reduce((sum, id) => sum + (entries.get(id)?.count ?? 0), 0);
      if (folded === ids.length) rows = [...rows, ids];
    },
    forget: () => {
      rows = [];
    },
    goingWith: (ids) => {
      const going = new Set(ids);
      return new Set(rows.filter((calls) => calls.every((id) => going.has(id))).flat());
    },
  };
}

/**
 * A folded row goes when every call it stands for is known to go; a call out of the middle of one, and the newest of one whose others
 * nobody here knows, are for the service to find. `members`: calls whose rows go whole.
 */
function takeFrom(entries: Map<string, LogEntry>, members: ReadonlySet<string>, ids: readonly string[]): RecordChange {
  const known = ids.flatMap((id) => entries.get(id) ?? []);
  const isStrange = ids.some((id) => !entries.has(id) && !members.has(id));
  const whole = known.filter(({ count, record }) => count === 1 || members.has(record.id));
  for (const { record } of whole) entries.delete(record.id);
  const isElsewhere = isStrange && [...entries.values()].some(({ count }) => count > 1);
  if (isElsewhere || whole.length < known.length) return 'unclear';
  return whole.length > 0 ? 'shown' : 'none';
}

/** What stays behind a page that was read again; nothing where the end of the page cuts what was read before. */
function keptBehind(
  entries: readonly LogEntry[],
  page: readonly LogEntry[],
  unclearFromMs: number,
): readonly LogEntry[] {
  const edgeMs = page.at(-1)?.oldestMs;
  if (edgeMs === undefined || unclearFromMs < edgeMs) return [];
  const inPage = new Set(page.map(({ record }) => record.id));
  const isCut = ({ startMs, oldestMs, record }: LogEntry): boolean =>
    startMs >= edgeMs && (oldestMs < edgeMs || (startMs === edgeMs && !inPage.has(record.id)));
  return entries.some(isCut) ? [] : entries.filter(({ startMs }) => startMs < edgeMs);
}

interface RowBuilder {
  readonly rows: (isCollapsed: boolean) => readonly CallRow[];
  readonly forget: () => void;
  /** Entries that stand behind all others: a log of 100,000 is not built again for each page. */
  readonly append: (items: readonly LogEntry[]) => void;
}

function createRowBuilder(entries: ReadonlyMap<string, LogEntry>, hidden: ReadonlySet<string>): RowBuilder {
  const isShown = ({ count, record }: LogEntry): boolean => count > 1 || !hidden.has(record.id);
  let built: { readonly isCollapsed: boolean; readonly rows: readonly CallRow[] } | undefined;
  return {
    rows: (isCollapsed) => {
      if (built?.isCollapsed !== isCollapsed) {
        built = { isCollapsed, rows: toRows([...entries.values()].filter(isShown).sort(byNewest), isCollapsed) };
      }
      return built.rows;
    },
    forget: () => {
      built = undefined;
    },
    append: (items) => {
      if (built !== undefined) built = { ...built, rows: toRows(items.filter(isShown), built.isCollapsed, built.rows) };
    },
  };
}
