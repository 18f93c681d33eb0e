// What Teams shows of the people on the screen: asked once they stand still, and again while somebody looks.
import type { ApiClient, ClockPort } from '#shared/client';
import type { TeamsPresence } from '#shared/contracts';
import { createStore, type Readable } from './store.ts';

/** States by person; people whose state is not known are missing. */
export interface PeoplePresenceSnapshot {
  readonly states: ReadonlyMap<string, TeamsPresence>;
}

/** The states of those who are watched. Faults are silent: a search is worth as much without them. */
export interface PeoplePresenceModel extends Readable<PeoplePresenceSnapshot> {
  /** These people are on the screen now; nobody: nothing is asked. */
  watch(ids: readonly string[]): void;
  /** The page came into sight again, or left it. */
  setVisible(isVisible: boolean): void;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

/** While somebody types the people on the screen change with every key. */
const calmMs = 250;
const againMs = 30_000;
/** States this old are no longer told. */
const staleMs = 90_000;
const mostIds = 50;

/** Nobody is watched. */
export function createPeoplePresenceModel(options: {
  readonly api: Pick<ApiClient, 'peoplePresence'>;
  readonly clock: ClockPort;
}): PeoplePresenceModel {
  const { api, clock } = options;
  const store = createStore<PeoplePresenceSnapshot>({ states: new Map() });
  let watched: readonly string[] = [];
  let isVisible = true;
  let heardAtMs = clock.now();
  let asking = new AbortController();
  let cancel = (): void => undefined;

  const plan = (delayMs: number): void => {
    cancel();
    if (isVisible && watched.length > 0) cancel = clock.after(delayMs, () => void ask());
  };
  const ask = async (): Promise<void> => {
    asking.abort();
    const current = (asking = new AbortController());
    try {
      const { items } = await api.peoplePresence(watched.slice(0, mostIds), current.signal);
      if (current.signal.aborted) return;
      heardAtMs = clock.now();
      store.patch({ states: new Map(items.map((state) => [state.id, state])) });
    } catch {
      if (current.signal.aborted) return;
      if (clock.now() - heardAtMs >= staleMs) store.patch({ states: new Map() });
    }
    plan(againMs);
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    watch: (ids) => {
      if (ids.join() === watched.join()) return;
      watched = ids;
      asking.abort();
      plan(calmMs);
    },
    forget: () => {
      asking.abort();
      store.patch({ states: new Map() });
      plan(calmMs);
    },
    setVisible: (value) => {
      if (value === isVisible) return;
      isVisible = value;
      if (!value) asking.abort();
      plan(clock.now() - heardAtMs >= againMs ? 0 : againMs);
    },
  };
}
