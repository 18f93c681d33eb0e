// The call log: pages of the service and records of the live stream as one list, newest first.
import type { ApiClient } from '#shared/client';
import type { CallFilter, CallRecordWire } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import type { CallRow } from './callOrder.ts';
import { createCallRecords } from './callRecords.ts';
import { oncePerTurn } from './oncePerTurn.ts';
import { createStore, type Readable } from './store.ts';

/**
 * Where the log stands.
 *
 *   idle --load--> loading --page--> ready --loadMore--> loadingMore --page--> ready
 *                  loading --fault--> failed --load--> loading
 *                                     loadingMore --fault--> moreFailed --loadMore--> loadingMore
 *   any --setFilter, load--> loading
 */
export type CallLogPhase = 'idle' | 'loading' | 'ready' | 'failed' | 'loadingMore' | 'moreFailed';

/** What the log shows. `rows` stay while the log is read again. */
export interface CallLogSnapshot {
  readonly phase: CallLogPhase;
  readonly filter: CallFilter;
  readonly rows: readonly CallRow[];
  readonly hasMore: boolean;
  readonly error: ErrorCode | undefined;
}

/** The log of the signed-in person. */
export interface CallLogModel extends Readable<CallLogSnapshot> {
  setFilter(filter: CallFilter): void;
  /** Reads the first page (again). */
  load(): Promise<void>;
  /** Reads the first page unless that was done or is being done. */
  ensureLoaded(): Promise<void>;
  loadMore(): Promise<void>;
  /** A record was written or rewritten. Shown with all others that come in the same turn. */
  apply(record: CallRecordWire): void;
  /** Rows were deleted, on whatever device. */
  remove(ids: readonly string[]): void;
}

/** What a log model works with. */
export interface CallLogOptions {
  readonly api: Pick<ApiClient, 'calls'>;
  /** @default 'all' */
  readonly filter?: CallFilter;
  /** Rows per page, 1..200. @default 50 */
  readonly pageSize?: number;
}

const defaultPageSize = 50;
const unread = { phase: 'idle', rows: [], hasMore: false, error: undefined } as const;

/** A log that has read nothing yet. */
export function createCallLogModel(options: CallLogOptions): CallLogModel {
  const store = createStore<CallLogSnapshot>({ ...unread, filter: options.filter ?? 'all' });
  const records = createCallRecords();
  let reading = new AbortController();

  const show = (change: Partial<CallLogSnapshot> = {}): void => {
    store.patch({ ...change, rows: records.rows(), hasMore: records.cursor() !== undefined });
  };

  const read = async (mode: 'first' | 'more'): Promise<void> => {
    reading.abort();
    const current = (reading = new AbortController());
    const { filter } = store.getSnapshot();
    const cursor = mode === 'more' ? records.cursor() : undefined;
    records.pageAsked();
    store.patch({ phase: mode === 'first' ? 'loading' : 'loadingMore', error: undefined });
    try {
      const limit = options.pageSize ?? defaultPageSize;
      const page = await options.api.calls({ filter, limit, ...(cursor !== undefined && { cursor }) }, current.signal);
      if (current.signal.aborted) return;
      records.mergePage(page, filter, mode);
      show({ phase: 'ready' });
    } catch (fault) {
      if (current.signal.aborted) return;
      store.patch({ phase: mode === 'first' ? 'failed' : 'moreFailed', error: toAppError(fault).code });
    }
  };

  /** A replay brings many records in one turn: the list is built once for all of them. */
  const showSoon = oncePerTurn(show);
  const isPhase = (...phases: readonly CallLogPhase[]): boolean => phases.includes(store.getSnapshot().phase);

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    load: () => read('first'),
    ensureLoaded: async () => {
      if (isPhase('idle', 'failed')) await read('first');
    },
    loadMore: async () => {
      if (records.cursor() !== undefined && isPhase('ready', 'moreFailed')) await read('more');
    },
    setFilter: (filter) => {
      if (filter === store.getSnapshot().filter) return;
      records.clear();
      show({ filter });
      void read('first');
    },
    remove: (ids) => {
      if (records.remove(ids)) showSoon();
    },
    apply: (record) => {
      if (records.put(record, store.getSnapshot().filter)) showSoon();
    },
  };
}
