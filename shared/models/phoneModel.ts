// Do not disturb and forwarding of the person's own lines, as the phone system has them.
import type { ApiClient } from '#shared/client';
import type { PhoneChange, PhoneLine } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import { createStore, type Readable } from './store.ts';

/**
 * Where it stands. The lines stay while they are read again.
 *
 *   idle --load--> loading --answer--> ready --change--> changing --done--> loading
 *                  loading --fault--> failed --load--> loading
 *                                              changing --fault--> ready (with the error)
 */
export type PhonePhase = 'idle' | 'loading' | 'ready' | 'failed' | 'changing';

/** What the views show. */
export interface PhoneSnapshot {
  readonly phase: PhonePhase;
  readonly lines: readonly PhoneLine[];
  readonly error: ErrorCode | undefined;
}

/** The phone of the person. */
export interface PhoneModel extends Readable<PhoneSnapshot> {
  load(): Promise<void>;
  /** Sets one thing of one line, then reads what the phone system made of it. */
  change(change: PhoneChange): Promise<void>;
  /** The phone was set differently somewhere; read again where anybody looks. */
  heard(): void;
}

/** A phone nobody has asked about. */
export function createPhoneModel({ api }: { readonly api: Pick<ApiClient, 'phone' | 'changePhone'> }): PhoneModel {
  const store = createStore<PhoneSnapshot>({ phase: 'idle', lines: [], error: undefined });
  let turn = 0;

  const load = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    store.patch({ phase: 'loading', error: undefined });
    try {
      const { lines } = await api.phone();
      if (mine === turn) store.patch({ phase: 'ready', lines });
    } catch (fault) {
      if (mine === turn) store.patch({ phase: 'failed', error: toAppError(fault, 'service.unavailable').code });
    }
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    load,
    change: async (change) => {
      // The phone system takes one order after the other.
      if (store.getSnapshot().phase === 'changing') return;
      turn += 1;
      store.patch({ phase: 'changing', error: undefined });
      try {
        await api.changePhone(change);
      } catch (fault) {
        store.patch({ phase: 'ready', error: toAppError(fault, 'service.unavailable').code });
        return;
      }
      await load();
    },
    heard: () => {
      const { phase } = store.getSnapshot();
      // What is being set is read afterwards anyway.
      if (phase !== 'idle' && phase !== 'changing') void load();
    },
  };
}
