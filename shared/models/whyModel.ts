// "Why do I look busy?": asks the service when opened, and takes our part out of it when the person says so.
import type { ApiClient, Reader } from '#shared/client';
import type { WhyWords } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import { createStore, type Readable } from './store.ts';

/**
 * Where the answer stands. The last answer stays while it is asked for again.
 *
 *   closed --open--> loading --answer--> ready --refresh--> loading
 *                    loading --fault--> failed --refresh--> loading
 *   ready --release--> releasing --done--> loading
 *                      releasing --fault--> ready (with the error)
 *   any --close--> closed
 */
export type WhyPhase = 'closed' | 'loading' | 'ready' | 'failed' | 'releasing';

/** What the panel shows. */
export interface WhySnapshot {
  readonly phase: WhyPhase;
  readonly why: WhyWords | undefined;
  readonly error: ErrorCode | undefined;
}

/** The answer for the signed-in person. */
export interface WhyModel extends Readable<WhySnapshot> {
  /** Asks in the words of `locale` (BCP 47). */
  open(locale: string): Promise<void>;
  /** Asks again. */
  refresh(): Promise<void>;
  /** Withdraws our part, then asks again. */
  release(): Promise<void>;
  close(): void;
}

/** What the model works with. `timeZone` (IANA) is where times are read. */
export interface WhyOptions {
  readonly api: Pick<ApiClient, 'presenceWhy' | 'releasePresence'>;
  readonly timeZone: string;
}

const closed: WhySnapshot = { phase: 'closed', why: undefined, error: undefined };

/** A model nobody has opened yet. */
export function createWhyModel({ api, timeZone }: WhyOptions): WhyModel {
  const store = createStore<WhySnapshot>(closed);
  let reader: Reader = { locale: 'en', timeZone };
  let asking = new AbortController();

  /** Runs `work`; what it brings counts only while nobody closed the panel or asked anew. */
  const ask = async (
    phase: WhyPhase,
    phaseOnFault: WhyPhase,
    work: (signal: AbortSignal) => Promise<Partial<WhySnapshot>>,
  ): Promise<boolean> => {
    asking.abort();
    const { signal } = (asking = new AbortController());
    store.patch({ phase, error: undefined });
    try {
      const change = await work(signal);
      if (!signal.aborted) store.patch(change);
    } catch (fault) {
      if (!signal.aborted) store.patch({ phase: phaseOnFault, error: toAppError(fault).code });
      return false;
    }
    return !signal.aborted;
  };

  const load = async (): Promise<void> => {
    await ask('loading', 'failed', async (signal) => ({ phase: 'ready', why: await api.presenceWhy(reader, signal) }));
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    open: async (locale) => {
      reader = { locale, timeZone };
      await load();
    },
    refresh: load,
    release: async () => {
      if (store.getSnapshot().phase !== 'ready') return;
      const isDone = await ask('releasing', 'ready', async () => {
        await api.releasePresence();
        return {};
      });
      if (isDone) await load();
    },
    close: () => {
      asking.abort();
      store.patch(closed);
    },
  };
}
