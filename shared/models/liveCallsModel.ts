// The calls that exist now, in the order that matters: what rings first, then the newest.
import type { LiveCall } from '#shared/contracts';
import { createStore, type Readable } from './store.ts';

/** The live calls. `known` is false until the service has told them once. */
export interface LiveCallsSnapshot {
  readonly calls: readonly LiveCall[];
  readonly known: boolean;
}

/** Live calls of the caller's lines. */
export interface LiveCallsModel extends Readable<LiveCallsSnapshot> {
  /** Replaces them all: the service always sends them whole. */
  replace(calls: readonly LiveCall[]): void;
}

/** A model that knows of no call yet. */
export function createLiveCallsModel(): LiveCallsModel {
  const store = createStore<LiveCallsSnapshot>({ calls: [], known: false });
  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    replace: (calls) => {
      store.patch({ calls: [...calls].sort(byUrgency), known: true });
    },
  };
}

function byUrgency(one: LiveCall, other: LiveCall): number {
  const urgency = Number(isRinging(other)) - Number(isRinging(one));
  return urgency !== 0 ? urgency : Date.parse(other.startedAt) - Date.parse(one.startedAt);
}

function isRinging(call: LiveCall): boolean {
  return call.direction === 'incoming' && call.state === 'alerting';
}
