// The lines that others share with the person, in the order that matters: what rings first, then by extension.
import type { SharedLine } from '#shared/contracts';
import { createStore, type Readable } from './store.ts';

/** The shared lines; empty for most people. */
export interface SharedLinesSnapshot {
  readonly lines: readonly SharedLine[];
}

/** Lines shared with the signed-in person. */
export interface SharedLinesModel extends Readable<SharedLinesSnapshot> {
  /** Replaces them all. */
  replace(lines: readonly SharedLine[]): void;
  /** Lines that changed, each whole; the others stay. */
  apply(changed: readonly SharedLine[]): void;
}

/** A model that knows of no line. */
export function createSharedLinesModel(): SharedLinesModel {
  const store = createStore<SharedLinesSnapshot>({ lines: [] });
  const replace = (lines: readonly SharedLine[]): void => {
    store.patch({ lines: [...lines].sort(byUrgency) });
  };
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    replace,
    apply: (changed) => {
      const lines = new Map(store.getSnapshot().lines.map((line) => [line.extension, line]));
      for (const line of changed) lines.set(line.extension, line);
      replace([...lines.values()]);
    },
  };
}

function byUrgency(one: SharedLine, other: SharedLine): number {
  const urgency = Number(isRinging(other)) - Number(isRinging(one));
  return urgency !== 0 ? urgency : one.extension.localeCompare(other.extension, 'en', { numeric: true });
}

function isRinging({ calls }: SharedLine): boolean {
  return calls.some(({ direction, state }) => direction === 'incoming' && state === 'alerting');
}
