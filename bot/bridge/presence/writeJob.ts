// One write on its way: from the entry's wish to a request, written ahead where the disk does not know it yet.
import { isSameSession, type TeamsSession } from '#shared/domain/presence';
import { toAppError } from '#shared/errors';
import type { PresenceOutcome } from '#bot/graph';
import type { WriteEntry } from './writeEntry.ts';
import { msPerMinute, type WriterOptions } from './writerOptions.ts';

/** The intent of a change is written with its cause: so much later it is sent without another word on disk. */
const writtenToleranceMs = 1_000;
/** The request leaves after the disk has answered, and its session lives from then: so much longer is written. */
const slowDiskMs = 30_000;

/** One write. Times in milliseconds since the epoch. */
export interface WriteJob {
  readonly userId: string;
  readonly entry: WriteEntry;
  readonly session: TeamsSession | null;
  readonly minutes: number;
  readonly expiresAt: number;
  readonly renewal: boolean;
  /** 0 when the write is not timed. */
  readonly causedAt: number;
  /** Our session that this write replaces. */
  readonly former: TeamsSession | null;
}

/** The job that brings an entry in step. */
export function jobFor(userId: string, entry: WriteEntry, options: WriterOptions): WriteJob {
  const { desired, acknowledged, expiresAt } = entry.state;
  const now = options.now();
  const minutes = desired === null ? 0 : options.minutesFor(desired);
  const renewal = acknowledged !== 'unknown' && isSameSession(desired, acknowledged) && expiresAt > now;
  return {
    userId,
    entry,
    session: desired,
    minutes,
    expiresAt: desired === null ? 0 : now + minutes * msPerMinute,
    renewal,
    causedAt: renewal ? 0 : entry.causedAt,
    former: entry.lastSet,
  };
}

/** True when the session, sent at this time, would outlast what the disk knows. */
export function needsWriteAhead({ session, minutes, entry }: WriteJob, at: number): boolean {
  return session !== null && at + minutes * msPerMinute > entry.writtenUntil + writtenToleranceMs;
}

/** Puts a job on disk if it cannot wait for others without; the fault when the disk refused, so that it must not be sent. */
export async function writtenAhead(job: WriteJob, options: WriterOptions): Promise<PresenceOutcome> {
  if (!needsWriteAhead(job, options.now() + slowDiskMs / 2)) return { ok: true };
  try {
    const until = job.expiresAt + slowDiskMs;
    await options.writeAhead(job.userId, job.session, until);
    job.entry.writtenUntil = until;
    return { ok: true };
  } catch (thrown) {
    return { ok: false, fault: toAppError(thrown, 'store.unavailable') };
  }
}

/** True while the job is still what is desired. */
export function isCurrent(job: WriteJob): boolean {
  return isSameSession(job.session, job.entry.state.desired);
}
