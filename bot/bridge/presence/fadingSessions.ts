// Remembers for a moment which sessions of ours were replaced or cleared: Graph goes on showing them for seconds.
import type { TeamsSession } from '#shared/domain/presence';

interface Faded {
  readonly session: TeamsSession;
  readonly until: number;
}

/** Longer than Graph was ever seen to take, and longer than the pause between two looks. */
const fadeMs = 30_000;

/** Sessions that have just ended. Times in milliseconds since the epoch. */
export class FadingSessions {
  /** In the order of their ends. */
  private readonly faded = new Map<string, Faded>();

  /** The session of the user was cleared or replaced at `now`. */
  note(userId: string, session: TeamsSession, now: number): void {
    for (const [oldest, { until }] of this.faded) {
      if (until > now) break;
      this.faded.delete(oldest);
    }
    this.faded.delete(userId);
    this.faded.set(userId, { session, until: now + fadeMs });
  }

  /** What may still show of the user's ended session. */
  of(userId: string, now: number): readonly TeamsSession[] {
    const faded = this.faded.get(userId);
    return faded === undefined || faded.until <= now ? [] : [faded.session];
  }
}
