// Searching people as one types: waits for a pause, drops stale answers, keeps line states live.
import type { ApiClient, ClockPort } from '#shared/client';
import type { Person } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import { createStore, type Readable } from './store.ts';

/** The live state of a colleague's line, as the stream tells it. */
export interface PersonLineState {
  readonly id: string;
  readonly lineState: NonNullable<Person['lineState']>;
}

/**
 * Where the search stands: idle --search--> searching --answer--> ready; searching --fault--> failed --search--> searching.
 * The people found last stay on the page while the next search runs.
 */
export type PeoplePhase = 'idle' | 'searching' | 'ready' | 'failed';

/** What the people page shows. */
export interface PeopleSnapshot {
  readonly phase: PeoplePhase;
  /** As typed. */
  readonly query: string;
  /** The query that `people` answers. */
  readonly answered: string;
  readonly people: readonly Person[];
  readonly error: ErrorCode | undefined;
}

/** The people of the organisation. */
export interface PeopleModel extends Readable<PeopleSnapshot> {
  setQuery(query: string): void;
  /** Asks at once with the present query (first visit, "Try again"). */
  search(): Promise<void>;
  /** Searches unless that was done. */
  ensureLoaded(): Promise<void>;
  applyLineStates(states: readonly PersonLineState[]): void;
}

/** Shorter than the gap between two keys of most people would ask for every letter; longer feels slow. */
const pauseMs = 150;

/** A search that has found nobody yet. */
export function createPeopleModel(options: {
  readonly api: Pick<ApiClient, 'people'>;
  readonly clock: ClockPort;
}): PeopleModel {
  const store = createStore<PeopleSnapshot>({ phase: 'idle', query: '', answered: '', people: [], error: undefined });
  const lineStates = new Map<string, PersonLineState['lineState']>();
  let cancelPause = (): void => undefined;
  let asking = new AbortController();

  const withLiveState = (person: Person): Person => {
    const lineState = lineStates.get(person.id);
    return lineState === undefined || lineState === person.lineState ? person : { ...person, lineState };
  };

  const search = async (): Promise<void> => {
    cancelPause();
    asking.abort();
    const current = (asking = new AbortController());
    const { query } = store.getSnapshot();
    store.patch({ phase: 'searching', error: undefined });
    try {
      const { items } = await options.api.people({ text: query.trim() }, current.signal);
      if (current.signal.aborted) return;
      store.patch({ phase: 'ready', answered: query, people: items.map(withLiveState) });
    } catch (fault) {
      if (!current.signal.aborted) store.patch({ phase: 'failed', error: toAppError(fault).code });
    }
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    search,
    setQuery: (query) => {
      if (query === store.getSnapshot().query) return;
      store.patch({ query });
      cancelPause();
      cancelPause = options.clock.after(pauseMs, () => void search());
    },
    ensureLoaded: async () => {
      const { phase } = store.getSnapshot();
      if (phase === 'idle' || phase === 'failed') await search();
    },
    applyLineStates: (states) => {
      for (const { id, lineState } of states) lineStates.set(id, lineState);
      const { people } = store.getSnapshot();
      const next = people.map(withLiveState);
      if (next.some((person, index) => person !== people[index])) store.patch({ people: next });
    },
  };
}
