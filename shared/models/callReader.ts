// Reads the pages of a log: the first one, the next one, and again from the top when only the service can tell what has changed.
import type { ApiClient, CallsQuery, ClockPort } from '#shared/client';
import { toAppError } from '#shared/errors';
import type { CallLogSnapshot } from './callLogModel.ts';
import type { CallRecords, LogScope, PageMode } from './callRecords.ts';
import type { Store } from './store.ts';

/** Reads for one log. */
export interface CallReader {
  readonly read: (mode: PageMode) => Promise<void>;
  /** Reads what is on show again, soon and once for many changes; a page that is on its way is waited for. */
  readonly readAgainSoon: () => void;
  /** What is on its way is no longer wanted. */
  readonly stop: () => void;
}

/** What reading works with. */
export interface CallReaderOptions {
  readonly api: Pick<ApiClient, 'calls'>;
  readonly clock: ClockPort;
  readonly pageSize: number;
  readonly timeZone: string | undefined;
  readonly store: Store<CallLogSnapshot>;
  readonly records: CallRecords;
  readonly scope: () => LogScope;
  readonly show: (change?: Partial<CallLogSnapshot>) => void;
}

/** Live changes are shown within a second (product L4). */
const againMs = 300;
const mostAgainMs = 60_000;
/** The service gives no longer pages. */
const mostPageRows = 200;

/** A reader that has read nothing yet. */
export function createCallReader(options: CallReaderOptions): CallReader {
  const { api, store, records, scope, show } = options;
  let reading = new AbortController();
  let running: PageMode | undefined;
  let isStale = false;
  const again = createPlan(options.clock, () => {
    if (running === undefined) void read('again');
  });

  const begin = (mode: PageMode): AbortSignal => {
    // Broken off for another page, reading again is still due.
    isStale = mode === 'more' && (isStale || running === 'again');
    reading.abort();
    reading = new AbortController();
    running = mode;
    again.cancel();
    records.pageAsked(mode);
    if (mode !== 'again') store.patch({ phase: mode === 'first' ? 'loading' : 'loadingMore', error: undefined });
    return reading.signal;
  };
  const read = async (mode: PageMode): Promise<void> => {
    const cursor = records.cursor();
    const signal = begin(mode);
    const asked = scope();
    try {
      const page = await api.calls(queryOf(options, mode, asked, cursor), signal);
      if (signal.aborted) return;
      running = undefined;
      const change = records.mergePage(page, asked, mode);
      show({ answered: asked.text, ...(mode !== 'again' && { phase: 'ready' }) });
      again.worked();
      // A search among hidden digits may give an empty page that has a next one.
      const goesOn = page.items.length === 0 && records.cursor() !== undefined;
      if (goesOn && mode !== 'again') await read('more');
      else if (isStale || change === 'unclear') again.plan();
    } catch (fault) {
      if (signal.aborted) return;
      running = undefined;
      if (mode === 'again') again.failed();
      else store.patch({ phase: mode === 'first' ? 'failed' : 'moreFailed', error: toAppError(fault).code });
    }
  };

  return {
    read,
    readAgainSoon: () => {
      isStale = true;
      if (running === undefined) again.plan();
    },
    stop: () => {
      reading.abort();
      running = undefined;
      isStale = false;
      again.cancel();
    },
  };
}

function queryOf(options: CallReaderOptions, mode: PageMode, asked: LogScope, cursor: string | undefined): CallsQuery {
  const { pageSize, timeZone, records } = options;
  const shown = Math.min(mostPageRows, Math.max(pageSize, records.size()));
  return {
    filter: asked.filter,
    limit: mode === 'again' ? shown : pageSize,
    ...(mode === 'more' && cursor !== undefined && { cursor }),
    ...(asked.text !== '' && { text: asked.text }),
    ...(asked.isCollapsed && timeZone !== undefined && { collapseIn: timeZone }),
  };
}

interface Plan {
  readonly plan: () => void;
  readonly cancel: () => void;
  readonly worked: () => void;
  /** Tries again, later each time. */
  readonly failed: () => void;
}

function createPlan(clock: ClockPort, action: () => void): Plan {
  let cancel = (): void => undefined;
  let failures = 0;
  const plan = (): void => {
    cancel();
    cancel = clock.after(Math.min(mostAgainMs, againMs * 2 ** failures), action);
  };
  return {
    plan,
    cancel: () => {
      cancel();
    },
    worked: () => {
      failures = 0;
    },
    failed: () => {
      failures += 1;
      plan();
    },
  };
}
