// What the service keeps of the person: handed out as a file, and erased when they say so.
import type { OwnDataClient } from '#shared/client';
import { toAppError, type ErrorCode } from '#shared/errors';
import { createStore, type Readable } from './store.ts';

/**
 * Where it stands.
 *
 *   idle --download--> downloading --file--> idle
 *   idle --erase--> erasing --done--> erased --download--> downloading
 *   downloading, erasing --fault--> idle (with the error)
 */
export interface SettingsDataSnapshot {
  readonly phase: 'idle' | 'downloading' | 'erasing' | 'erased';
  readonly error: ErrorCode | undefined;
}

/** The person's own data. */
export interface SettingsDataModel extends Readable<SettingsDataSnapshot> {
  download(): Promise<void>;
  /** Erases everything; asked about before. */
  erase(): Promise<void>;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

/** What the model works with. */
export interface SettingsDataOptions {
  readonly api: OwnDataClient;
  readonly save: (name: string, content: Blob) => void;
  /** Everything was erased: what is shown is no longer there. */
  readonly onErased: () => void;
}

const fileName = 'hookswitch-my-data.ndjson';

/** A model that was asked for nothing yet. */
export function createSettingsDataModel({ api, save, onErased }: SettingsDataOptions): SettingsDataModel {
  const store = createStore<SettingsDataSnapshot>({ phase: 'idle', error: undefined });

  let turn = 0;
  const run = async (phase: 'downloading' | 'erasing', work: () => Promise<SettingsDataSnapshot['phase']>) => {
    if (['downloading', 'erasing'].includes(store.getSnapshot().phase)) return;
    turn += 1;
    const mine = turn;
    store.patch({ phase, error: undefined });
    try {
      const next = await work();
      if (mine === turn) store.patch({ phase: next });
    } catch (fault) {
      if (mine === turn) store.patch({ phase: 'idle', error: toAppError(fault, 'service.unavailable').code });
    }
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    forget: () => {
      turn += 1;
      store.patch({ phase: 'idle', error: undefined });
    },
    download: () =>
      run('downloading', async () => {
        const mine = turn;
        const file = await api.download();
        // Somebody else sits here now.
        if (mine === turn) save(fileName, file);
        return 'idle';
      }),
    erase: () =>
      run('erasing', async () => {
        await api.erase();
        onErased();
        return 'erased';
      }),
  };
}
