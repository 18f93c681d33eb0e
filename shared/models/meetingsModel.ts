// The person's own meetings: read when somebody looks, kept fresh while they look.
import type { ApiClient, ClockPort } from '#shared/client';
import type { MeetingWire } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import { midnightAfter } from './meetingsOrder.ts';
import { createStore, type Readable } from './store.ts';

/**
 * Where the meetings stand. Those read last stay while they are read again.
 *
 *   idle --load--> loading --answer--> ready --load fails--> failed --load--> ready
 *                  loading --fault--> failed --nobody looks any more--> idle | ready
 *                  loading --nobody has agreed--> consentMissing --load--> ready
 */
export type MeetingsPhase = 'idle' | 'loading' | 'ready' | 'failed' | 'consentMissing';

/** What the meetings page and the first page show. */
export interface MeetingsSnapshot {
  readonly phase: MeetingsPhase;
  /** In order of start, from those that ended within the last hour to those a week ahead. */
  readonly meetings: readonly MeetingWire[];
  readonly error: ErrorCode | undefined;
  /** When `meetings` were read (ms since the epoch). */
  readonly readAtMs: number | undefined;
}

/** The meetings of the signed-in person. */
export interface MeetingsModel extends Readable<MeetingsSnapshot> {
  /** Reads them (again). Never rejects. */
  load(): Promise<void>;
  /** Keeps them fresh until the answer is called; for as many views as there are. */
  watch(): () => void;
  /** The page can be seen again after it was hidden, or the service is back: what may be old is read at once. */
  returned(): void;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

/** What the model works with. `timeZone` (IANA) is where days begin. */
export interface MeetingsOptions {
  readonly api: Pick<ApiClient, 'meetings'>;
  readonly clock: ClockPort;
  readonly timeZone: string;
  /** Nobody reads what nobody can see. */
  readonly isVisible: () => boolean;
}

const beforeMs = 60 * 60_000;
const shownDays = 7;
const refreshMs = 5 * 60_000;
/** On return within this time the last answer is fresh enough. */
const freshMs = 60_000;
const unread: MeetingsSnapshot = { phase: 'idle', meetings: [], error: undefined, readAtMs: undefined };

/** A model that has read nothing yet. */
export function createMeetingsModel(options: MeetingsOptions): MeetingsModel {
  const { clock } = options;
  const store = createStore<MeetingsSnapshot>(unread);
  let asking = new AbortController();
  let watchers = 0;

  const load = async (): Promise<void> => {
    asking.abort();
    const { signal } = (asking = new AbortController());
    if (store.getSnapshot().readAtMs === undefined) store.patch({ phase: 'loading', error: undefined });
    try {
      const meetings = await readMeetings(options, signal);
      if (!signal.aborted) store.patch({ phase: 'ready', meetings, error: undefined, readAtMs: clock.now() });
    } catch (fault) {
      if (signal.aborted) return;
      const { code } = toAppError(fault);
      store.patch({ phase: code === 'graph.consentMissing' ? 'consentMissing' : 'failed', error: code });
    }
  };

  const isOld = (): boolean => clock.now() - (store.getSnapshot().readAtMs ?? 0) >= freshMs;
  const refresh = createRefresh(clock, () => {
    if (options.isVisible()) void load();
  });

  const returned = (): void => {
    const { phase } = store.getSnapshot();
    if (watchers > 0 && phase !== 'loading' && (phase === 'failed' || isOld())) void load();
  };

  /** Nobody tries again from here on, so nothing is claimed to be away any longer. */
  const rest = (): void => {
    refresh.stop();
    const { phase, readAtMs } = store.getSnapshot();
    if (phase === 'failed') store.patch({ phase: readAtMs === undefined ? 'idle' : 'ready', error: undefined });
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    load,
    forget: () => {
      asking.abort();
      store.patch(unread);
    },
    watch: () => {
      watchers += 1;
      if (watchers === 1) refresh.start();
      if (store.getSnapshot().phase !== 'loading' && isOld()) void load();
      let isOver = false;
      return () => {
        if (!isOver) watchers -= 1;
        isOver = true;
        if (watchers === 0) rest();
      };
    },
    returned,
  };
}

/** Runs `action` every few minutes from `start` to `stop`. */
function createRefresh(
  clock: ClockPort,
  action: () => void,
): { readonly start: () => void; readonly stop: () => void } {
  let stop = (): void => undefined;
  const start = (): void => {
    stop();
    stop = clock.after(refreshMs, () => {
      action();
      start();
    });
  };
  return {
    start,
    stop: () => {
      stop();
    },
  };
}

async function readMeetings(
  { api, clock, timeZone }: MeetingsOptions,
  signal: AbortSignal,
): Promise<readonly MeetingWire[]> {
  const nowMs = clock.now();
  const from = new Date(nowMs - beforeMs).toISOString();
  const to = new Date(midnightAfter(nowMs, shownDays)).toISOString();
  return (await api.meetings({ from, to, timeZone }, signal)).items;
}
