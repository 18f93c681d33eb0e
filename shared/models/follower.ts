// Follows the service for a signed-in person: reads profile and log at the right moment, feeds the models from the stream.
import type { ApiClient, StreamState } from '#shared/client';
import type { Me, StreamEvent } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import type { AppModels } from './appModel.ts';
import { applyEvent } from './applyEvent.ts';
import { mePart } from './deviceCopyClient.ts';
import { forgetPerson } from './forgetPerson.ts';

/** Hears the stream. */
export interface Follower {
  readonly onEvent: (event: StreamEvent) => void;
  readonly onState: (state: StreamState) => void;
  readonly readMe: () => Promise<void>;
  /** Reads the profile again, what could not be read, and what is shown from this device. */
  readonly readAgain: () => void;
  /** Somebody else has signed in: nothing of the person before stays, and no answer to them counts. */
  readonly forget: () => void;
}

const signInCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['auth.missing', 'auth.invalid', 'signIn.failed']);

/** A follower that has heard nothing yet. `openAnew`: the stream is that of somebody else, and another one is needed. */
export function createFollower(
  models: AppModels,
  api: Pick<ApiClient, 'me' | 'missedCount'>,
  openAnew: () => void,
): Follower {
  const { session } = models;
  const logs = createLogReader(models);
  /** Something may have happened unheard. */
  let hasGap = false;
  const profile = createProfileReader(models, api, () => {
    forget();
    openAnew();
    logs.readAll();
  });
  const sharing = createSharingWatch(models, [logs.readAll, profile.read]);
  loseStatesWith(models);

  const forget = (): void => {
    hasGap = false;
    profile.forget();
    logs.forget();
    sharing.forget();
    forgetPerson(models)();
  };

  const onState = (state: StreamState): void => {
    session.setStream(state);
    if (state.kind === 'open' && (session.getSnapshot().me === undefined || isCopyShown(models))) void profile.read();
    if (state.kind !== 'lost') return;
    hasGap = true;
    profile.onLost();
    if (signInCodes.has(state.code)) refuse(models, state.code);
    logs.onLost();
  };

  const onEvent = (event: StreamEvent): void => {
    // An event proves that the token is good again, e.g. after the service had lost its keys.
    if (session.getSnapshot().phase === 'signedOut') session.setPhase('signedIn');
    if (event.type === 'reset') logs.readAll();
    if (event.type === 'snapshot') {
      logs.onSnapshot();
      profile.onSnapshot(hasGap);
      if (hasGap) catchUp(models);
      // The next one comes after a gap, or because the service works by another configuration.
      hasGap = true;
    }
    applyEvent(models, event);
    if (event.type === 'snapshot' || event.type === 'sharedLines') sharing.look();
  };

  const readAgain = (): void => {
    const { me, connection } = session.getSnapshot();
    // While the service is away the profile on show is as good as the one on this device.
    if (me === undefined || connection === 'open' || isCopyShown(models)) void profile.read();
    logs.readAgain();
    catchUp(models);
  };

  return { onEvent, onState, readMe: profile.read, readAgain, forget };
}

function refuse({ session }: AppModels, code: ErrorCode): void {
  const { phase } = session.getSnapshot();
  if (phase !== 'signingIn') session.setPhase(signInCodes.has(code) ? 'signedOut' : phase, code);
}

interface SharingWatch {
  /** The stream has told shared lines. */
  readonly look: () => void;
  readonly forget: () => void;
}

/** Notices that the stream tells other shared lines than before: the log holds calls of lines that are shared no more, or lacks some. */
function createSharingWatch({ sharedLines }: AppModels, reads: readonly (() => unknown)[]): SharingWatch {
  let told: string | undefined;
  return {
    look: () => {
      const extensions = sharedLines.getSnapshot().lines.map(({ extension }) => extension);
      const now = JSON.stringify(extensions.sort());
      const before = told;
      told = now;
      if (before !== undefined && before !== now) for (const read of reads) void read();
    },
    forget: () => {
      told = undefined;
    },
  };
}

/** A short gap is not worth a word; after a longer one nobody knows how the lines of colleagues are. */
function loseStatesWith({ session, people, speedDials }: AppModels): void {
  let wasLost = false;
  session.subscribe(() => {
    const isLost = session.getSnapshot().connection === 'lost';
    if (isLost && !wasLost) for (const shown of [people, speedDials]) shown.loseLineStates();
    wasLost = isLost;
  });
}

interface ProfileReader {
  readonly read: () => Promise<void>;
  /** Reads again unless that was just done; `hasGap`: something of it may have changed unheard. */
  readonly onSnapshot: (hasGap: boolean) => void;
  readonly onLost: () => void;
  readonly forget: () => void;
}

/** Reads who the person is and what they may do; `onOther`: it is somebody else than before. */
function createProfileReader(
  models: AppModels,
  api: Pick<ApiClient, 'me' | 'missedCount'>,
  onOther: () => void,
): ProfileReader {
  const { session, copy } = models;
  let isReading = false;
  /** Answers to the person before are none of ours. */
  let turn = 0;
  let snapshots = 0;
  /** How many snapshots there were when the profile was last asked for; undefined: it may be old. */
  let askedAt: number | undefined;
  /** The stream tells presence, lamps and shared lines: newer than what the profile says of them. */
  let isToldLive = false;

  const read = async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    const mine = turn;
    const { me: before } = session.getSnapshot();
    const wasCopy = copy.isShown(mePart);
    const asked = snapshots;
    try {
      const me = await api.me();
      if (mine !== turn) return;
      if (!copy.isShown(mePart)) askedAt = asked;
      const isKnown = before?.user.id === me.user.id && !wasCopy;
      if (isKnown && dropCopy(copy)) return;
      if (before !== undefined && before.user.id !== me.user.id) onOther();
      tellMe(models, me, { isToldLive, isOpen: isKnown });
    } catch (fault) {
      if (mine === turn) refuse(models, toAppError(fault).code);
    } finally {
      if (mine === turn) isReading = false;
    }
  };

  return {
    read,
    onSnapshot: (hasGap) => {
      const mine = turn;
      isToldLive = true;
      void readMissed(models, api, () => mine === turn);
      if (hasGap && askedAt !== snapshots) void read();
      snapshots += 1;
    },
    onLost: () => {
      isToldLive = false;
      askedAt = undefined;
    },
    forget: () => {
      turn += 1;
      isReading = isToldLive = false;
      askedAt = undefined;
    },
  };
}

/** True: the profile that was read is the one on this device, older than what is known. */
function dropCopy(copy: AppModels['copy']): boolean {
  const isCopy = copy.isShown(mePart);
  if (isCopy) copy.setShown(mePart, undefined);
  return isCopy;
}

/** Later counts come over the stream. `isWanted`: still of the same person. */
async function readMissed(
  { session }: AppModels,
  api: Pick<ApiClient, 'missedCount'>,
  isWanted: () => boolean,
): Promise<void> {
  try {
    const { count } = await api.missedCount();
    if (isWanted()) session.setMissedCount(count);
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

/** What the profile means to each model. `isOpen`: what the person keeps is read already. */
function tellMe(models: AppModels, me: Me, { isToldLive, isOpen }: { isToldLive: boolean; isOpen: boolean }): void {
  const { session } = models;
  const { presence = me.presence, pbx = me.pbx } = isToldLive ? session.getSnapshot() : me;
  session.setMe({ ...me, presence, pbx });
  models.voicemail.setSite(me.voicemail);
  // The stream tells them from its first event on; before it, and while it is away, this is what is known.
  if (!isToldLive) {
    models.voicemail.setMailboxes(me.mailboxes);
    models.sharedLines.replace(me.sharedLines ?? []);
  }
  for (const kept of [models.numberChoice, models.dial]) kept.open(me.user.id);
  models.dial.setCanRing(me.can.makeCall, me.can.ringTest);
  if (!isOpen) for (const kept of [models.speedDials, models.settings]) kept.open(me.user.id);
  models.numbers.setCountry(me.country);
  models.numbers.setDialling(me.dialling);
  models.meetings.returned();
}

interface LogReader {
  readonly readAll: () => void;
  /** What could not be read, or is shown from this device. */
  readonly readAgain: () => void;
  readonly onSnapshot: () => void;
  readonly onLost: () => void;
  /** Nothing is read of the new person yet. */
  readonly forget: () => void;
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
    forget: () => {
      isRead = hasSnapshot = false;
    },
  };
}

/** Something on the pages is from the device's copy: the service knows better as soon as it is back. */
function isCopyShown({ copy }: AppModels): boolean {
  return copy.getSnapshot().shownFromMs !== undefined;
}
