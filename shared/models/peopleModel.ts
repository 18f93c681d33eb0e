// Searching people as one types: asks at once, then keeps pace; drops stale answers, keeps line states live.
import type { ApiClient, ClockPort, PeopleQuery } from '#shared/client';
import type { Person } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import { createStore, type Readable } from './store.ts';

/** The live state of a colleague's line, as the stream tells it. */
export interface PersonLineState {
  readonly id: string;
  readonly lineState: NonNullable<Person['lineState']>;
}

/** Which people are searched. */
export interface PeopleSources {
  readonly organisation: boolean;
  readonly personal: boolean;
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
  readonly sources: PeopleSources;
  readonly error: ErrorCode | undefined;
}

/** The people of the organisation, and the person's own contacts. */
export interface PeopleModel extends Readable<PeopleSnapshot> {
  setQuery(query: string): void;
  setSources(sources: PeopleSources): void;
  /** Asks at once with the present query (first visit, "Try again"). */
  search(): Promise<void>;
  /** Searches unless that was done. */
  ensureLoaded(): Promise<void>;
  applyLineStates(states: readonly PersonLineState[]): void;
}

/** The first key is asked for at once; within this time only the last of the next ones: a key held down asks 16 times a second. */
const paceMs = 60;
const everySource: PeopleSources = { organisation: true, personal: true };

/** A search that has found nobody yet. */
export function createPeopleModel(options: {
  readonly api: Pick<ApiClient, 'people'>;
  readonly clock: ClockPort;
}): PeopleModel {
  const store = createStore<PeopleSnapshot>({
    phase: 'idle',
    query: '',
    answered: '',
    people: [],
    sources: everySource,
    error: undefined,
  });
  const live = createLiveStates(store.getSnapshot);
  let asking = new AbortController();

  const search = async (): Promise<void> => {
    asking.abort();
    const current = (asking = new AbortController());
    const { query, sources } = store.getSnapshot();
    store.patch({ phase: 'searching', error: undefined });
    try {
      const asked = queryOf(query, sources);
      const { items } = asked === undefined ? { items: [] } : await options.api.people(asked, current.signal);
      if (current.signal.aborted) return;
      store.patch({ phase: 'ready', answered: query, people: live.among(items) });
    } catch (fault) {
      if (!current.signal.aborted) store.patch({ phase: 'failed', error: toAppError(fault).code });
    }
  };
  const searchInPace = createPace(options.clock, () => void search());

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    search,
    setQuery: (query) => {
      if (query === store.getSnapshot().query) return;
      store.patch({ query });
      searchInPace();
    },
    setSources: (sources) => {
      const { sources: before, phase } = store.getSnapshot();
      if (before.organisation === sources.organisation && before.personal === sources.personal) return;
      store.patch({ sources });
      if (phase !== 'idle') void search();
    },
    ensureLoaded: async () => {
      const { phase } = store.getSnapshot();
      if (phase === 'idle' || phase === 'failed') await search();
    },
    applyLineStates: (states) => {
      const { people } = store.getSnapshot();
      const next = live.apply(states);
      if (next.some((person, index) => person !== people[index])) store.patch({ people: next });
    },
  };
}

/** Undefined: nobody is asked for. */
function queryOf(query: string, { organisation, personal }: PeopleSources): PeopleQuery | undefined {
  const text = query.trim();
  if (organisation && personal) return { text };
  if (organisation) return { text, source: 'organisation' };
  return personal ? { text, source: 'personal' } : undefined;
}

interface LiveStates {
  /** The people of an answer, each in the state the stream told last, and the same object as before when nothing differs. */
  readonly among: (items: readonly Person[]) => readonly Person[];
  /** The people on show after these states. */
  readonly apply: (states: readonly PersonLineState[]) => readonly Person[];
}

function createLiveStates(snapshot: () => PeopleSnapshot): LiveStates {
  const states = new Map<string, PersonLineState['lineState']>();
  const withState = (person: Person): Person => {
    const lineState = states.get(person.id);
    return lineState === undefined || lineState === person.lineState ? person : { ...person, lineState };
  };
  return {
    among: (items) => {
      const before = new Map(snapshot().people.map((person) => [person.id, person]));
      return items.map(withState).map((person) => {
        const known = before.get(person.id);
        return known !== undefined && JSON.stringify(known) === JSON.stringify(person) ? known : person;
      });
    },
    apply: (news) => {
      for (const { id, lineState } of news) states.set(id, lineState);
      return snapshot().people.map(withState);
    },
  };
}

/** Runs `action` at once, then no sooner than a pace after the last time; what comes in between is one more. */
function createPace(clock: ClockPort, action: () => void): () => void {
  let isPacing = false;
  let isWanted = false;
  const run = (): void => {
    isPacing = true;
    isWanted = false;
    clock.after(paceMs, () => {
      isPacing = false;
      if (isWanted) run();
    });
    action();
  };
  return () => {
    if (isPacing) isWanted = true;
    else run();
  };
}
