// The small observable every view model is made of (the shape React's useSyncExternalStore reads).

/** A snapshot that changes over time. `getSnapshot` gives the same object until something changed. */
export interface Readable<Snapshot> {
  getSnapshot(): Snapshot;
  subscribe(listener: () => void): () => void;
}

/** A `Readable` its owner can change. */
export interface Store<Snapshot> extends Readable<Snapshot> {
  /** Replaces the named parts; listeners hear of it only when a part really differs. */
  patch(change: Partial<Snapshot>): void;
}

/** A store that begins with `initial`. */
export function createStore<Snapshot extends object>(initial: Snapshot): Store<Snapshot> {
  let snapshot = initial;
  const listeners = new Set<() => void>();
  return {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    patch: (change) => {
      const keys = Object.keys(change) as (keyof Snapshot)[];
      if (keys.every((key) => Object.is(snapshot[key], change[key]))) return;
      snapshot = { ...snapshot, ...change };
      for (const listener of [...listeners]) listener();
    },
  };
}
