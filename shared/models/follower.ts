// Follows the service for a signed-in person: reads profile and log at the right moment, feeds the models from the stream.
import type { ApiClient, StreamState } from '#shared/client';
import type { Me, StreamEvent } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import type { AppModels } from './appModel.ts';
import { applyEvent } from './applyEvent.ts';

/** Hears the stream. */
export interface Follower {
  readonly onEvent: (event: StreamEvent) => void;
  readonly onState: (state: StreamState) => void;
  readonly readMe: () => Promise<void>;
  /** Reads again what could not be read, or is shown from this device. */
  readonly readAgain: () => void;
}

const signInCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['auth.missing', 'auth.invalid', 'signIn.failed']);

/** A follower that has heard nothing yet. */
export function createFollower(models: AppModels, api: Pick<ApiClient, 'me' | 'missedCount'>): Follower {
  const { session } = models;
  const logs = createLogReader(models);
  let isReadingMe = false;
  /** Something may have happened unheard. */
  let hasGap = false;

  const refused = (code: ErrorCode): void => {
    const { phase } = session.getSnapshot();
    if (phase !== 'signingIn') session.setPhase(signInCodes.has(code) ? 'signedOut' : phase, code);
  };

  const readMe = async (): Promise<void> => {
    if (isReadingMe) return;
    isReadingMe = true;
    try {
      const before = session.getSnapshot().me?.user.id;
      const me = await api.me();
      tellMe(models, me);
      // Somebody else has signed in: nothing of the person before stays on the pages.
      if (before !== undefined && before !== me.user.id) logs.readAll();
    } catch (fault) {
      refused(toAppError(fault).code);
    } finally {
      isReadingMe = false;
    }
  };

  const onState = (state: StreamState): void => {
    session.setStream(state);
    if (state.kind === 'open' && (session.getSnapshot().me === undefined || isCopyShown(models))) void readMe();
    if (state.kind !== 'lost') return;
    hasGap = true;
    if (signInCodes.has(state.code)) refused(state.code);
    logs.onLost();
  };

  const onEvent = (event: StreamEvent): void => {
    // An event proves that the token is good again, e.g. after the service had lost its keys.
    if (session.getSnapshot().phase === 'signedOut') session.setPhase('signedIn');
    if (event.type === 'reset') logs.readAll();
    if (event.type === 'snapshot') {
      logs.onSnapshot();
      void readMissed(models, api);
      if (hasGap) catchUp(models);
      // The next one comes after a gap.
      hasGap = true;
    }
    applyEvent(models, event);
  };

  const readAgain = (): void => {
    if (session.getSnapshot().me === undefined || isCopyShown(models)) void readMe();
    logs.readAgain();
    catchUp(models);
  };

  return { onEvent, onState, readMe, readAgain };
}

/** Later counts come over the stream. */
async function readMissed({ session }: AppModels, api: Pick<ApiClient, 'missedCount'>): Promise<void> {
  try {
    session.setMissedCount((await api.missedCount()).count);
  } catch {
    // A badge is no reason for a banner; the next snapshot reads it again.
  }
}

/** What was changed elsewhere during a gap is not told again, and what failed in it nobody else asks for again. */
function catchUp(models: AppModels): void {
  for (const kept of [models.speedDials, models.settings]) kept.wake();
  models.phone.heard();
  models.meetings.returned();
  if (models.people.getSnapshot().phase === 'failed') void models.people.search();
  void models.numbers.load().catch(() => undefined);
}

/** What the profile means to each model. */
function tellMe(models: AppModels, me: Me): void {
  const { session } = models;
  session.setMe(me);
  models.live.setCan(me.can.control ?? []);
  models.voicemail.setMe(me);
  // The stream tells them from its first event on; before it, and while it is away, this is what is known.
  if (session.getSnapshot().connection !== 'open') models.sharedLines.replace(me.sharedLines ?? []);
  models.dial.setCanRing(me.can.makeCall);
  for (const kept of [models.speedDials, models.settings]) kept.open(me.user.id);
  models.numbers.setCountry(me.country);
  models.numbers.setDialling(me.dialling);
}

interface LogReader {
  readonly readAll: () => void;
  /** What could not be read, or is shown from this device. */
  readonly readAgain: () => void;
  readonly onSnapshot: () => void;
  readonly onLost: () => void;
}

/** Decides when the logs are read from their first page. */
function createLogReader(models: AppModels): LogReader {
  const { recent, missed, log, voicemail } = models;
  let isRead = false;
  let hasSnapshot = false;

  const readAll = (): void => {
    isRead = true;
    // A page of the log nobody looks at any more is not read again, and counts no longer.
    models.copy.showNothing();
    void recent.load();
    void missed.load();
    // The others are read when their page is first opened.
    for (const one of [log, voicemail.calls]) if (one.getSnapshot().phase !== 'idle') void one.load();
  };

  const readAgain = (): void => {
    if (isCopyShown(models)) readAll();
    else
      for (const one of [recent, missed, log, voicemail.calls])
        if (one.getSnapshot().phase === 'failed') void one.load();
  };

  return {
    readAll,
    readAgain,
    /**
     * The log is read once the first snapshot is in, whatever was read before: from here on the stream tells every
     * record, so none falls between the page and the stream. Later connections replay what was missed.
     */
    onSnapshot: () => {
      if (hasSnapshot) readAgain();
      else readAll();
      hasSnapshot = true;
    },
    onLost: () => {
      if (!isRead) readAll();
    },
  };
}

/** Something on the pages is from the device's copy: the service knows better as soon as it is back. */
function isCopyShown({ copy }: AppModels): boolean {
  return copy.getSnapshot().shownFromMs !== undefined;
}
