// Reads a React-free model from React.
import { useSyncExternalStore } from 'react';

/** The shape of a model (see #shared/models). */
export interface ReadableModel<Snapshot> {
  readonly getSnapshot: () => Snapshot;
  readonly subscribe: (listener: () => void) => () => void;
}

/** The present snapshot of `model`; the component renders again when it changes. */
export function useModel<Snapshot>(model: ReadableModel<Snapshot>): Snapshot {
  return useSyncExternalStore(model.subscribe, model.getSnapshot);
}
