// The speed dials of the signed-in person: the same list in every app, at hand also while the service is away.
import type { ApiClient, ClockPort } from '#shared/client';
import type { Person, SpeedDialList } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import type { SettingsPort } from './ports.ts';
import { createSpeedDialsChanges, type SpeedDialsChanges, type SpeedDialsNotice } from './speedDialsChanges.ts';
import { readSpeedDialsCopy, writeSpeedDialsCopy } from './speedDialsCopy.ts';
import { SpeedDialsSync } from './SpeedDialsSync.ts';
import { createStore, type Readable, type Store } from './store.ts';

type LineState = NonNullable<Person['lineState']>;

/**
 * Where the list stands. It stays while it is read again, and changes are made and kept in every phase.
 *
 *   idle --open--> loading --list--> ready --news, wake--> loading
 *                  loading --fault--> failed --wake, change--> loading
 */
export type SpeedDialsPhase = 'idle' | 'loading' | 'ready' | 'failed';

/** What the views show. */
export interface SpeedDialsSnapshot {
  readonly phase: SpeedDialsPhase;
  /** The list was told, by the service or by this device. */
  readonly isKnown: boolean;
  readonly list: SpeedDialList;
  /** Changes wait for the service. */
  readonly isWaiting: boolean;
  /** Why the list could not be read. */
  readonly error: ErrorCode | undefined;
  /** Live states of the people in the list, by person. */
  readonly lineStates: Readonly<Record<string, LineState>>;
  readonly notice: SpeedDialsNotice | undefined;
}

/** The speed dials. Every change shows at once and is sent behind it. */
export interface SpeedDialsModel extends Readable<SpeedDialsSnapshot>, SpeedDialsChanges {
  /** This is the person: shows what the device remembers of them, then reads. */
  open(userId: string): void;
  /** The service is back: reads again, and sends what waits. */
  wake(): void;
  /** Another app or device of the person made this revision. */
  heard(revision: number): void;
  applyLineStates(states: readonly { readonly id: string; readonly lineState: LineState }[]): void;
  dismiss(): void;
}

/** What the model works with. */
export interface SpeedDialsOptions {
  readonly api: Pick<ApiClient, 'speedDials' | 'saveSpeedDials'>;
  readonly settings: SettingsPort;
  readonly clock: ClockPort;
  /** A fresh id, e.g. `crypto.randomUUID`. */
  readonly newId: () => string;
}

const shownMs = 8_000;
/** A refusal of the moment (too many requests, a store that is locked) is told by no stream when it is over. */
const againMs = 60_000;
const goesByItself: ReadonlySet<SpeedDialsNotice['kind']> = new Set(['added', 'known', 'imported']);
const empty: SpeedDialsSnapshot = {
  phase: 'idle',
  isKnown: false,
  list: { groups: [], items: [] },
  isWaiting: false,
  error: undefined,
  lineStates: {},
  notice: undefined,
};

/** Speed dials of nobody yet. */
export function createSpeedDialsModel(options: SpeedDialsOptions): SpeedDialsModel {
  const store = createStore<SpeedDialsSnapshot>(empty);
  const states = new Map<string, LineState>();
  let userId: string | undefined;
  const tell = createTeller(store, options.clock);
  const keepCopy = (): void => {
    // A list nobody has told would look like one that was emptied.
    if (userId === undefined || !(store.getSnapshot().isKnown || sync.isWaiting)) return;
    writeSpeedDialsCopy(options.settings, userId, sync.copy);
  };
  const sync = new SpeedDialsSync(options.api, {
    onChange: () => {
      const list = sync.list;
      store.patch({ list, isWaiting: sync.isWaiting, lineStates: statesOf(list, states) });
      keepCopy();
    },
    onRead: (state) => {
      store.patch(readingOf(state));
      again(store.getSnapshot().phase === 'failed' && sync.isWaiting);
    },
    onLost: (code) => {
      tell({ kind: 'lost', code });
    },
  });

  const again = createLater(options.clock, () => void sync.readAgain());

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    ...createSpeedDialsChanges({
      newId: options.newId,
      list: () => store.getSnapshot().list,
      edit: sync.edit,
      tell,
    }),
    open: (id) => {
      if (id !== userId) {
        userId = id;
        const copy = readSpeedDialsCopy(options.settings, id);
        store.patch({ ...empty, isKnown: copy !== undefined });
        sync.begin(copy);
      }
      void sync.readAgain();
    },
    wake: () => {
      if (userId !== undefined) void sync.readAgain();
    },
    heard: sync.heard,
    applyLineStates: (told) => {
      for (const { id, lineState } of told) states.set(id, lineState);
      const { list, lineStates } = store.getSnapshot();
      const next = statesOf(list, states);
      if (Object.keys(next).some((id) => next[id] !== lineStates[id])) store.patch({ lineStates: next });
    },
    dismiss: () => {
      tell(undefined);
    },
  };
}

/** Plans `action`, or calls it off. */
function createLater(clock: ClockPort, action: () => void): (isWanted: boolean) => void {
  let cancel = (): void => undefined;
  return (isWanted) => {
    cancel();
    if (isWanted) cancel = clock.after(againMs, action);
  };
}

function readingOf(state: 'loading' | 'ready' | ErrorCode): Partial<SpeedDialsSnapshot> {
  if (state === 'loading') return { phase: 'loading' };
  return state === 'ready' ? { phase: 'ready', isKnown: true, error: undefined } : { phase: 'failed', error: state };
}

/** Shows what became of a change; good news goes by itself. */
function createTeller(
  store: Store<SpeedDialsSnapshot>,
  clock: ClockPort,
): (notice: SpeedDialsNotice | undefined) => void {
  let cancelFade = (): void => undefined;
  return (notice) => {
    cancelFade();
    store.patch({ notice });
    // What can be taken back, or went wrong, stays until it is read.
    if (notice === undefined || !goesByItself.has(notice.kind)) return;
    cancelFade = clock.after(shownMs, () => {
      store.patch({ notice: undefined });
    });
  };
}

function statesOf(list: SpeedDialList, states: ReadonlyMap<string, LineState>): Readonly<Record<string, LineState>> {
  const shown: Record<string, LineState> = {};
  for (const { personId } of list.items) {
    const state = personId === undefined ? undefined : states.get(personId);
    if (personId !== undefined && state !== undefined) shown[personId] = state;
  }
  return shown;
}
