// Searching people as one types: asks at once, then keeps pace; drops stale answers, keeps line states live.
import type { ApiClient, ClockPort, PeopleQuery } from '#shared/client';
import type { Person } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import { createLineStates, type LineStates, type PersonLineState } from './lineStates.ts';
import { createStore, type Readable, type Store } from './store.ts';

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
  /** Some lines have changed. */
  applyLineStates(states: readonly PersonLineState[]): void;
  /** The whole present: colleagues who are left out are at rest. */
  replaceLineStates(states: readonly PersonLineState[]): void;
  /** The connection is lost: nobody tells any more. */
  loseLineStates(): void;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

/** The first key is asked for at once; within this time only the last of the next ones: a key held down asks 16 times a second. */
const paceMs = 60;
const everySource: PeopleSources = { organisation: true, personal: true };
const nobody: PeopleSnapshot = {
  phase: 'idle',
  query: '',
  answered: '',
  people: [],
  sources: everySource,
  error: undefined,
};

/** A search that has found nobody yet. */
export function createPeopleModel(options: {
  readonly api: Pick<ApiClient, 'people'>;
  readonly clock: ClockPort;
}): PeopleModel {
  const store = createStore<PeopleSnapshot>(nobody);
  const states = createLineStates();
  let asking = new AbortController();

  const search = async (): Promise<void> => {
    asking.abort();
    const current = (asking = new AbortController());
    const { query, sources } = store.getSnapshot();
    const askedAt = states.now();
    store.patch({ phase: 'searching', error: undefined });
    try {
      const asked = queryOf(query, sources);
      const { items } = asked === undefined ? { items: [] } : await options.api.people(asked, current.signal);
      if (current.signal.aborted) return;
      states.answered(items.flatMap(stateIn), askedAt);
      const people = sameAs(
        store.getSnapshot().people,
        items.map((person) => withState(person, states)),
      );
      store.patch({ phase: 'ready', answered: query, people });
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
    ...lineEarOf(store, states),
    forget: () => {
      asking.abort();
      states.forget();
      store.patch({ ...nobody, sources: store.getSnapshot().sources });
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

type LineEar = Pick<PeopleModel, 'applyLineStates' | 'replaceLineStates' | 'loseLineStates'>;

/** Hears of the lines and shows what differs; a person of whom nothing does keeps their object. */
function lineEarOf(store: Store<PeopleSnapshot>, states: LineStates): LineEar {
  const show = (): void => {
    const { people } = store.getSnapshot();
    const next = people.map((person) => withState(person, states));
    if (next.some((person, index) => person !== people[index])) store.patch({ people: next });
  };
  return {
    applyLineStates: (news) => {
      states.apply(news);
      show();
    },
    replaceLineStates: (all) => {
      states.replace(all);
      show();
    },
    loseLineStates: () => {
      states.lose();
      show();
    },
  };
}

/** The person in the state that counts; who has no line has no state. */
function withState(person: Person, states: LineStates): Person {
  const lineState = person.lineState === undefined ? undefined : states.of(person.id);
  return lineState === undefined || lineState === person.lineState ? person : { ...person, lineState };
}

function stateIn({ id, lineState }: Person): PersonLineState[] {
  return lineState === undefined ? [] : [{ id, lineState }];
}

/** `people`, each the same object as in `before` when nothing differs. */
function sameAs(before: readonly Person[], people: readonly Person[]): readonly Person[] {
  const known = new Map(before.map((person) => [person.id, person]));
  return people.map((person) => {
    const same = known.get(person.id);
    return same !== undefined && JSON.stringify(same) === JSON.stringify(person) ? same : person;
  });
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
