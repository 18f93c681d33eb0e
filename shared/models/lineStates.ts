// The states of colleagues' lines as the stream tells them, and what of them still counts.
import type { Person } from '#shared/contracts';

/** The state of a line. */
export type LineState = NonNullable<Person['lineState']>;

/** The live state of a colleague's line, as the stream tells it. */
export interface PersonLineState {
  readonly id: string;
  readonly lineState: LineState;
}

/**
 * States by person. What counts:
 *
 *   untold --snapshot--> told --connection lost--> unknown --snapshot--> told
 *   any --another person signs in--> untold
 *
 * While untold, single states count as they come; once told, a line the snapshot leaves out is at rest
 * (contracts/stream.ts: the service leaves resting colleagues out).
 */
export interface LineStates {
  /** Undefined: nobody has told it. */
  readonly of: (id: string) => LineState | undefined;
  /** Some have changed. */
  readonly apply: (states: readonly PersonLineState[]) => void;
  /** The whole present: who is left out is at rest. */
  readonly replace: (states: readonly PersonLineState[]) => void;
  /** Nobody tells any more. */
  readonly lose: () => void;
  readonly forget: () => void;
  /** A moment to compare with: what is told after it is newer than an answer asked for at it. */
  readonly now: () => number;
  /** An answer asked for at `askedAt` knows better than anything told before. */
  readonly answered: (states: readonly PersonLineState[], askedAt: number) => void;
}

/** Nothing is told yet. */
export function createLineStates(): LineStates {
  const told = new Map<string, { readonly state: LineState; readonly at: number }>();
  let phase: 'untold' | 'told' | 'unknown' = 'untold';
  let moment = 0;
  let wholeAt = 0;
  const put = (states: readonly PersonLineState[]): void => {
    moment += 1;
    for (const { id, lineState } of states) told.set(id, { state: lineState, at: moment });
  };
  return {
    of: (id) => {
      if (phase === 'unknown') return 'unknown';
      return told.get(id)?.state ?? (phase === 'told' ? 'idle' : undefined);
    },
    apply: put,
    replace: (states) => {
      told.clear();
      phase = 'told';
      put(states);
      wholeAt = moment;
    },
    lose: () => {
      phase = 'unknown';
    },
    forget: () => {
      told.clear();
      phase = 'untold';
    },
    now: () => moment,
    answered: (states, askedAt) => {
      const isOlder = ({ id }: PersonLineState): boolean => (told.get(id)?.at ?? wholeAt) <= askedAt;
      for (const one of states.filter(isOlder)) told.set(one.id, { state: one.lineState, at: askedAt });
    },
  };
}
