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
  readonly set: (entry: LogEntry) => void;
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
  const builder = createRowBuilder(entries);
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
      builder.forget();
      cursor = oldest = undefined;
    },
    set: (entry) => {
      add([entry]);
      builder.forget();
    },
    take: (ids) => {
      builder.forget();
      return takeFrom(entries, ids);
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

/** A folded row goes when as many calls go with it as it stands for; a call out of the middle of one is for the service to find. */
function takeFrom(entries: Map<string, LogEntry>, ids: readonly string[]): RecordChange {
  const known = ids.flatMap((id) => entries.get(id) ?? []);
  const whole = known.filter(({ count }) => count <= ids.length);
  for (const { record } of whole) entries.delete(record.id);
  const folded = whole.reduce((sum, { count }) => sum + count - 1, 0);
  const isElsewhere = ids.length - known.length > folded && [...entries.values()].some(({ count }) => count > 1);
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

function createRowBuilder(entries: ReadonlyMap<string, LogEntry>): RowBuilder {
  let built: { readonly isCollapsed: boolean; readonly rows: readonly CallRow[] } | undefined;
  return {
    rows: (isCollapsed) => {
      if (built?.isCollapsed !== isCollapsed) {
        built = { isCollapsed, rows: toRows([...entries.values()].sort(byNewest), isCollapsed) };
      }
      return built.rows;
    },
    forget: () => {
      built = undefined;
    },
    append: (items) => {
      if (built !== undefined) built = { ...built, rows: toRows(items, built.isCollapsed, built.rows) };
    },
  };
}
