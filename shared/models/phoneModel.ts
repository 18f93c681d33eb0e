// Do not disturb and forwarding of the person's own lines, as the phone system has them.
import type { ApiClient } from '#shared/client';
import type { PhoneChange, PhoneLine } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import { PhoneWishes } from './PhoneWishes.ts';
import { createStore, type Readable } from './store.ts';

/**
 * Where it stands. The lines stay while they are read again.
 *
 *   idle --load--> loading --answer--> ready --change--> changing --done--> loading
 *                  loading --fault--> failed --load--> loading
 *                                              changing --fault--> ready (with the error)
 *                                              changing --change--> changing (one after the other)
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
  /**
   * Sets one thing of one line, then reads what the phone system made of it. While another is being set the last wish of each
   * thing waits its turn.
   */
  change(change: PhoneChange): Promise<void>;
  /** The phone was set differently somewhere; read again where anybody looks. */
  heard(): void;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

const unread: PhoneSnapshot = { phase: 'idle', lines: [], error: undefined };

/** A phone nobody has asked about. */
export function createPhoneModel({ api }: { readonly api: Pick<ApiClient, 'phone' | 'changePhone'> }): PhoneModel {
  const store = createStore<PhoneSnapshot>(unread);
  const wishes = new PhoneWishes();
  let turn = 0;
  const show = (change: Partial<PhoneSnapshot>): void => {
    store.patch({ ...change, lines: wishes.lines });
  };

  const load = async (): Promise<void> => {
    // What is being set is read afterwards anyway.
    if (wishes.isWaiting) return;
    turn += 1;
    const mine = turn;
    store.patch({ phase: 'loading', error: undefined });
    try {
      const { lines } = await api.phone();
      if (mine !== turn) return;
      wishes.tell(lines);
      show({ phase: 'ready' });
    } catch (fault) {
      if (mine === turn) store.patch({ phase: 'failed', error: toAppError(fault, 'service.unavailable').code });
    }
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    load,
    change: async (change) => {
      const isFirst = wishes.add(change);
      show({ phase: 'changing', error: undefined });
      if (!isFirst) return;
      turn += 1;
      const mine = turn;
      const error = await wishes.send((wish) => api.changePhone(wish));
      if (mine !== turn) return;
      if (error === undefined) await load();
      else show({ phase: 'ready', error });
    },
    heard: () => {
      if (store.getSnapshot().phase !== 'idle') void load();
    },
    forget: () => {
      turn += 1;
      wishes.clear();
      store.patch(unread);
    },
  };
}
