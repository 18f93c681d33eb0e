// The call log: pages of the service and records of the live stream as one list, newest first.
import { systemClock, type ApiClient, type ClockPort } from '#shared/client';
import type { CallFilter, CallRecordWire } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import { createCallMembers, type CallMembers } from './callMembers.ts';
import type { CallRow } from './callOrder.ts';
import { createCallReader } from './callReader.ts';
import { createCallRecords, type CallRecords, type LogScope } from './callRecords.ts';
import type { RecordChange } from './callShelf.ts';
import { oncePerTurn } from './oncePerTurn.ts';
import { createStore, type Readable, type Store } from './store.ts';

/**
 * Where the log stands.
 *
 *   idle --load--> loading --page--> ready --loadMore--> loadingMore --page--> ready
 *                  loading --fault--> failed --load--> loading
 *                                     loadingMore --fault--> moreFailed --loadMore--> loadingMore
 *   any --setFilter, setText, setCollapsed, load--> loading
 */
export type CallLogPhase = 'idle' | 'loading' | 'ready' | 'failed' | 'loadingMore' | 'moreFailed';

/** What the log shows. `rows` stay while the log is read again. */
export interface CallLogSnapshot {
  readonly phase: CallLogPhase;
  readonly filter: CallFilter;
  /** The search as typed. */
  readonly text: string;
  /** The search that `rows` answer. */
  readonly answered: string;
  /** Equal neighbours are one row. */
  readonly isCollapsed: boolean;
  readonly rows: readonly CallRow[];
  readonly hasMore: boolean;
  /** Why reading failed last; with rows on show, why a folded row could not be opened. */
  readonly error: ErrorCode | undefined;
}

/** The log of the signed-in person. */
export interface CallLogModel extends Readable<CallLogSnapshot> {
  setFilter(filter: CallFilter): void;
  /** Searches for a part of a name, or of a number in any formatting, after a pause in typing. */
  setText(text: string): void;
  setCollapsed(isCollapsed: boolean): void;
  /** Opens a folded row to its calls, or closes it. */
  toggle(row: CallRow): void;
  /** The calls a row stands for, newest first. Rejects with the service's code. */
  callsOf(row: CallRow): Promise<readonly CallRecordWire[]>;
  /** Reads the first page (again). */
  load(): Promise<void>;
  /** Reads the first page unless that was done or is being done. */
  ensureLoaded(): Promise<void>;
  loadMore(): Promise<void>;
  /** A record was written or rewritten. Shown with all others that come in the same turn. */
  apply(record: CallRecordWire): void;
  /** Rows were deleted, on whatever device. */
  remove(ids: readonly string[]): void;
  /** Leaves a call out of what is shown, or no longer; whatever is read or told meanwhile. */
  hide(id: string, isHidden: boolean): void;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

/** What a log model works with. */
export interface CallLogOptions {
  readonly api: Pick<ApiClient, 'calls'>;
  /** @default the clock of the machine */
  readonly clock?: ClockPort;
  /** @default 'all' */
  readonly filter?: CallFilter;
  /** Rows per page, 1..200. @default 50 */
  readonly pageSize?: number;
  /** IANA zone for whose days the service folds equal neighbours, so that a page is full of rows. @default they are folded here */
  readonly timeZone?: string;
}

const defaultPageSize = 50;
/** The service searches in the whole log: shorter pauses would ask for every letter. */
const pauseMs = 250;
const unread = {
  phase: 'idle',
  filter: 'all',
  text: '',
  answered: '',
  isCollapsed: true,
  rows: [],
  hasMore: false,
  error: undefined,
} as const;

/** A log that has read nothing yet. */
export function createCallLogModel(options: CallLogOptions): CallLogModel {
  const { api, clock = systemClock, filter = 'all', pageSize = defaultPageSize, timeZone } = options;
  const store = createStore<CallLogSnapshot>({ ...unread, filter });
  const records = createCallRecords();
  const scope = (): LogScope => scopeOf(store.getSnapshot());
  const show = (change: Partial<CallLogSnapshot> = {}): void => {
    const { isCollapsed } = { ...store.getSnapshot(), ...change };
    const rows = members.within(records.rows(isCollapsed));
    store.patch({ ...change, rows, hasMore: records.cursor() !== undefined });
  };
  const members = createCallMembers({
    api,
    scope,
    onChange: show,
    onFault: (fault) => {
      store.patch({ error: toAppError(fault).code });
    },
  });
  const reader = createCallReader({ api, clock, pageSize, timeZone, store, records, scope, show });
  const readFirst = (): Promise<void> => reader.read('first');
  const isPhase = (...phases: readonly CallLogPhase[]): boolean => phases.includes(store.getSnapshot().phase);

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    ...scopeSetters({ store, records, members, clock, show, readFirst }),
    forget: () => {
      reader.stop();
      records.clear();
      members.clear();
      const { isCollapsed } = store.getSnapshot();
      show({ ...unread, filter, isCollapsed });
    },
    ...liveEar({ records, members, scope, show, onUnclear: reader.readAgainSoon }),
    hide: (id, isHidden) => {
      records.hide(id, isHidden);
      members.hide(id, isHidden);
      show();
    },
    toggle: (row) => {
      store.patch({ error: undefined });
      members.toggle(row);
    },
    callsOf: async (row) => {
      const calls = await members.callsOf(row);
      records.knowMembers(calls.map(({ id }) => id));
      return calls;
    },
    load: readFirst,
    ensureLoaded: async () => {
      if (isPhase('idle', 'failed')) await readFirst();
    },
    loadMore: async () => {
      if (records.cursor() !== undefined && isPhase('ready', 'moreFailed')) await reader.read('more');
    },
  };
}

function scopeOf({ filter, text, isCollapsed }: CallLogSnapshot): LogScope {
  return { filter, text: text.trim(), isCollapsed };
}

interface LogParts {
  readonly records: CallRecords;
  readonly members: CallMembers;
  readonly show: (change?: Partial<CallLogSnapshot>) => void;
}

/** Changes what is wanted. Another filter clears the page; while a search runs the rows found last stay. */
function scopeSetters(
  parts: LogParts & {
    readonly store: Store<CallLogSnapshot>;
    readonly clock: ClockPort;
    readonly readFirst: () => Promise<void>;
  },
): Pick<CallLogModel, 'setFilter' | 'setText' | 'setCollapsed'> {
  const { store, records, members, clock, show, readFirst } = parts;
  let cancelPause = (): void => undefined;
  const begin = (change: Partial<CallLogSnapshot>): void => {
    cancelPause();
    records.clear();
    members.clear();
    show(change);
  };
  return {
    setFilter: (filter) => {
      if (filter === store.getSnapshot().filter) return;
      begin({ filter });
      void readFirst();
    },
    setCollapsed: (isCollapsed) => {
      const { phase, isCollapsed: before } = store.getSnapshot();
      if (isCollapsed === before) return;
      begin({ isCollapsed });
      if (phase !== 'idle') void readFirst();
    },
    setText: (text) => {
      const before = scopeOf(store.getSnapshot()).text;
      store.patch({ text });
      if (text.trim() === before) return;
      members.clear();
      cancelPause();
      cancelPause = clock.after(text.trim() === '' ? 0 : pauseMs, () => void readFirst());
    },
  };
}

/** Hears the stream. */
function liveEar(
  parts: LogParts & { readonly scope: () => LogScope; readonly onUnclear: () => void },
): Pick<CallLogModel, 'apply' | 'remove'> {
  const { records, members, scope, show, onUnclear } = parts;
  /** A replay brings many records in one turn: the list is built once for all of them. */
  const showSoon = oncePerTurn(show);
  const heard = (change: RecordChange): void => {
    if (change === 'unclear') onUnclear();
    if (change !== 'none') showSoon();
  };
  return {
    remove: (ids) => {
      members.remove(ids);
      heard(records.remove(ids));
    },
    apply: (record) => {
      members.put(record);
      heard(records.put(record, scope()));
    },
  };
}
