// The speed dials of the signed-in person: the same list in every app, at hand also while the service is away.
import type { ApiClient, ClockPort } from '#shared/client';
import type { SpeedDialList } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import { createLineStates, type LineState, type LineStates, type PersonLineState } from './lineStates.ts';
import { createOwnEntry, type OwnEntry } from './ownEntry.ts';
import type { SettingsPort } from './ports.ts';
import {
  createSpeedDialsChanges,
  type SpeedDialsChanges,
  type SpeedDialsDesk,
  type SpeedDialsNotice,
} from './speedDialsChanges.ts';
import { parseSpeedDialsCopy } from './speedDialsCopy.ts';
import { SpeedDialsSync, type SyncOptions } from './SpeedDialsSync.ts';
import { createStore, type Readable, type Store } from './store.ts';

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
  /** Live states of the people in the list: by person, of a number without one by the id of its speed dial. */
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
  /** Some lines have changed. */
  applyLineStates(states: readonly PersonLineState[]): void;
  /** The whole present: colleagues who are left out are at rest. */
  replaceLineStates(states: readonly PersonLineState[]): void;
  /** The connection is lost: nobody tells any more. */
  loseLineStates(): void;
  dismiss(): void;
  /** Everything kept of the person was erased: begins anew, without what this device remembers. */
  startOver(): void;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
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
  const states = createLineStates();
  let userId: string | undefined;
  const entry = createOwnEntry(options.settings, 'speedDials.copy', isOwed);
  const tell = createTeller(store, options.clock);
  const sync = new SpeedDialsSync(syncOptions(options, entry), {
    onChange: () => {
      const { list, isKnown, isWaiting } = sync;
      store.patch({ list, isKnown, isWaiting, lineStates: statesOf(list, sync.people, states) });
    },
    onRead: (state) => {
      store.patch(readingOf(state));
      again(store.getSnapshot().phase === 'failed' && sync.isWaiting);
    },
    onLost: (code) => {
      tell({ kind: 'lost', code });
    },
  });

  const read = (): void => {
    if (userId !== undefined) void sync.readAgain();
  };
  const again = createLater(options.clock, read);
  const begin = (): void => {
    again(false);
    tell(undefined);
    store.patch(empty);
    sync.begin();
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    ...changesOf({ newId: options.newId, list: () => store.getSnapshot().list, edit: sync.edit, tell }),
    open: (id) => {
      if (id !== userId) {
        userId = id;
        entry.open(id);
        begin();
      }
      read();
    },
    wake: read,
    heard: sync.heard,
    ...lineEarOf(store, states, () => sync.people),
    startOver: () => {
      entry.remove();
      begin();
      read();
    },
    forget: () => {
      userId = undefined;
      entry.close();
      states.forget();
      begin();
    },
  };
}

function changesOf(desk: SpeedDialsDesk): SpeedDialsChanges & Pick<SpeedDialsModel, 'dismiss'> {
  return {
    ...createSpeedDialsChanges(desk),
    dismiss: () => {
      desk.tell(undefined);
    },
  };
}

/** Changes the service has not been told are kept also when somebody else uses the device. */
function isOwed(text: string): boolean {
  return (parseSpeedDialsCopy(text)?.edits.length ?? 0) > 0;
}

function syncOptions({ api, newId }: SpeedDialsOptions, entry: OwnEntry): SyncOptions {
  let app: string | undefined;
  let edits = 0;
  return {
    api,
    drawer: {
      read: () => parseSpeedDialsCopy(entry.read()),
      write: (copy) => {
        entry.write(JSON.stringify(copy));
      },
    },
    newEditId: () => {
      app ??= newId();
      edits += 1;
      return `${app}.${String(edits)}`;
    },
  };
}

type LineEar = Pick<SpeedDialsModel, 'applyLineStates' | 'replaceLineStates' | 'loseLineStates'>;

/** Hears of the lines, and shows what differs. */
function lineEarOf(
  store: Store<SpeedDialsSnapshot>,
  states: LineStates,
  people: () => SpeedDialsSync['people'],
): LineEar {
  const show = (): void => {
    const { list, lineStates } = store.getSnapshot();
    const next = statesOf(list, people(), states);
    if (Object.keys(next).some((id) => next[id] !== lineStates[id])) store.patch({ lineStates: next });
  };
  return {
    applyLineStates: (told) => {
      states.apply(told);
      show();
    },
    replaceLineStates: (told) => {
      states.replace(told);
      show();
    },
    loseLineStates: () => {
      states.lose();
      show();
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

function statesOf(
  list: SpeedDialList,
  people: Readonly<Record<string, string>>,
  states: LineStates,
): Readonly<Record<string, LineState>> {
  const shown: Record<string, LineState> = {};
  for (const { id, number, personId } of list.items) {
    const person = personId ?? people[number];
    const state = person === undefined ? undefined : states.of(person);
    if (state !== undefined) shown[personId ?? id] = state;
  }
  return shown;
}
