// What the writer knows of one user: what is wanted, what stands in Teams, and how the requests went.
import type { TeamsSession, WriteState } from '#shared/domain/presence';
import type { ErrorCode } from '#shared/errors';

/** One user's entry. Times in milliseconds since the epoch, 0 = never. */
export interface WriteEntry {
  /** What the PBX gives reason for; becomes `state.desired` when it is pushed, unless the user was released. */
  wanted: TeamsSession | null;
  state: WriteState;
  /** Refusals in a row. */
  failures: number;
  /** When the PBX told what caused the wanted state; 0 for start-up. */
  causedAt: number;
  /** When the desired state was last pushed as a new one. */
  desiredAt: number;
  /** How long before its end the standing session is renewed. */
  renewBeforeMs: number;
  /** The disk knows of a session that may last until then. */
  writtenUntil: number;
  /** The person asked us to stay out until the phone says something else. */
  isReleased: boolean;
  /** A request of a former process may take effect until then, after one of ours: what is said before is said again. */
  doubtUntil: number;
  /** The disk was told that nothing is left in Teams, and nothing was wanted since. */
  isSettled: boolean;
  /** The session last sent, which may still stand when a clear did not work. */
  lastSet: TeamsSession | null;
  /** Times the present state was sent again because Teams did not show it. */
  healings: number;
  lastSentAt: number;
  lastAcceptedAt: number;
  lastFault: { readonly code: ErrorCode; readonly at: number } | undefined;
}

/** What the page that explains a presence may know. Times in milliseconds since the epoch, 0 = never. */
export interface WriterFacts {
  readonly wanted: TeamsSession | null;
  readonly acknowledged: TeamsSession | null | 'unknown';
  readonly expiresAt: number;
  readonly lastSentAt: number;
  readonly lastAcceptedAt: number;
  readonly lastFault?: { readonly code: ErrorCode; readonly at: number };
  /** When something is to be sent next: a retry, a change that waits for the quota (now), or a renewal. */
  readonly nextTryAt?: number;
  readonly isReleased: boolean;
}

/** An entry of a user in whose name nothing was sent yet. */
export function newEntry(acknowledged: null | 'unknown', expiresAt = 0): WriteEntry {
  return {
    wanted: null,
    state: { desired: null, acknowledged, expiresAt, inFlight: false, notBefore: 0 },
    failures: 0,
    causedAt: 0,
    desiredAt: 0,
    renewBeforeMs: 0,
    writtenUntil: 0,
    isReleased: false,
    doubtUntil: 0,
    isSettled: false,
    lastSet: null,
    healings: 0,
    lastSentAt: 0,
    lastAcceptedAt: 0,
    lastFault: undefined,
  };
}

/** An entry of which the disk knows: what stands in Teams is not known, and may still change by itself. */
export function recalledEntry(expiresAt: number, doubtUntil: number): WriteEntry {
  return { ...newEntry('unknown', expiresAt), doubtUntil };
}

/** An entry of a user who is settled but to be cleared once more, at `doubtUntil`: what Teams holds was or is in doubt. */
export function doubtedEntry(doubtUntil: number): WriteEntry {
  const entry = recalledEntry(0, doubtUntil);
  return { ...entry, isSettled: true, state: { ...entry.state, notBefore: doubtUntil } };
}

/** The state after Graph accepted a write that was answered at `now`; `renewBeforeMs` as long as nothing is in doubt. */
export function noteAccepted(
  entry: WriteEntry,
  write: { readonly session: TeamsSession | null; readonly expiresAt: number },
  renewBeforeMs: number,
  now: number,
): void {
  const { session, expiresAt } = write;
  entry.failures = 0;
  entry.lastAcceptedAt = now;
  entry.renewBeforeMs = now < entry.doubtUntil ? expiresAt - entry.doubtUntil : renewBeforeMs;
  entry.state = { ...entry.state, acknowledged: session, expiresAt, inFlight: false, notBefore: 0 };
}

/** The facts of an entry; of nobody we know when there is none. */
export function factsOf(entry: WriteEntry | undefined, nextTryAt: number | undefined): WriterFacts {
  const { wanted, state, lastSentAt, lastAcceptedAt, lastFault, isReleased } = entry ?? newEntry(null);
  return {
    wanted,
    acknowledged: state.acknowledged,
    expiresAt: state.expiresAt,
    lastSentAt,
    lastAcceptedAt,
    ...(lastFault === undefined ? {} : { lastFault }),
    ...(nextTryAt === undefined ? {} : { nextTryAt }),
    isReleased,
  };
}
