// Who is behind a number of the log: finds the person, so that another of their numbers can be called.
import type { ApiClient } from '#shared/client';
import type { Person } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import { createStore, type Readable } from './store.ts';

/**
 * Where the question stands: closed --open--> looking --answer--> found | unknown; looking --fault--> failed;
 * any --close--> closed.
 */
export type LookupPhase = 'closed' | 'looking' | 'found' | 'unknown' | 'failed';

/** What the views show. */
export interface PeopleLookupSnapshot {
  readonly phase: LookupPhase;
  /** Who is looked for, as the log shows them. */
  readonly title: string;
  readonly number: string;
  readonly person: Person | undefined;
  readonly error: ErrorCode | undefined;
}

/** Looks people up by number. */
export interface PeopleLookup extends Readable<PeopleLookupSnapshot> {
  open(number: string, title: string): Promise<void>;
  close(): void;
}

const closed: PeopleLookupSnapshot = { phase: 'closed', title: '', number: '', person: undefined, error: undefined };
/** Fewer digits at the end of two numbers are the same by chance. */
const leastDigits = 6;

/** Nobody is looked for. */
export function createPeopleLookup(api: Pick<ApiClient, 'people'>): PeopleLookup {
  const store = createStore<PeopleLookupSnapshot>(closed);
  let asking = new AbortController();
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    open: async (number, title) => {
      asking.abort();
      const current = (asking = new AbortController());
      store.patch({ ...closed, phase: 'looking', number, title });
      try {
        const { items } = await api.people({ text: number }, current.signal);
        if (current.signal.aborted) return;
        const person = items.find(({ numbers }) => numbers.some((one) => isSameNumber(one.number, number)));
        store.patch({ phase: person === undefined ? 'unknown' : 'found', person });
      } catch (fault) {
        if (!current.signal.aborted) store.patch({ phase: 'failed', error: toAppError(fault).code });
      }
    },
    close: () => {
      asking.abort();
      store.patch(closed);
    },
  };
}

/** `+33199002015` and `01 99 00 20 15`: the same digits, behind whatever stands for country and trunk. */
function isSameNumber(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.replace(/\D/gu, '').replace(/^0+/u, ''));
  if (a === undefined || b === undefined || a === '' || b === '') return false;
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= leastDigits && long.endsWith(short);
}
