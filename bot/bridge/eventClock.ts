// When an event of a call happened by the service's clock: a PBX whose clock is far off must not shift, or break, anybody's log.
import type { CallEvent } from '#shared/domain/call';

/** How far the clock of a PBX may differ from the service's, in milliseconds, before it is not believed. */
export interface ClockLimits {
  /** Nothing is told before it happens: what is later than now is a wrong clock. */
  readonly aheadMs: number;
  /** What a site or a sender kept while its link was down comes late, and happened when it says. */
  readonly behindMs: number;
}

const msPerMinute = 60_000;
const minutesPerDay = 1_440;

/** Ten minutes ahead; a week behind, longer than a link stays down unnoticed. */
export const usualClockLimits: ClockLimits = { aheadMs: 10 * msPerMinute, behindMs: 7 * minutesPerDay * msPerMinute };

/** A clock at the limit must not be believed for one event of a call and not for the next. */
const slackMs = msPerMinute;
/** How many calls with a wrong clock are remembered: far more than one PBX has at once. */
const rememberedCalls = 10_000;

/**
 * The times of one tenant's calls. A call that begins at a wild time begins now, and what follows keeps its distance to that, so
 * that durations stay right; also when it all comes at once, or the clock is put right meanwhile.
 */
export class EventClock {
  private readonly now: () => number;
  private readonly limits: ClockLimits;
  /** By call: what is added to the times the PBX tells. */
  private readonly shifts = new Map<string, number>();

  /** `now` is the service's clock, milliseconds since the epoch; a replay runs on that of its recording. */
  constructor(now: () => number, limits: ClockLimits = usualClockLimits) {
    this.now = now;
    this.limits = limits;
  }

  /** The event at a time that can be believed: the same object when it was told at one. `isUnderWay`: its call is known already. */
  believed<Event extends CallEvent>(event: Event, isUnderWay: boolean): Event {
    const occurredAt = this.timeOf(event, isUnderWay ? slackMs : 0);
    return occurredAt === event.occurredAt ? event : { ...event, occurredAt };
  }

  private timeOf({ pbxId, globalCallId, occurredAt: told }: CallEvent, slack: number): number {
    const key = `${pbxId}/${globalCallId}`;
    const now = this.now();
    const shift = this.shifts.get(key);
    const { aheadMs, behindMs } = this.limits;
    const isNear = (at: number, backMs: number): boolean => at - now <= aheadMs + slack && now - at <= backMs + slack;
    if (shift === undefined) return isNear(told, behindMs) ? told : this.shifted(key, told, now);
    // Of a shifted call the shifted time goes first; where the clock was put right in the middle of it, the time as told.
    for (const backMs of [aheadMs, behindMs]) {
      for (const at of [told + shift, told]) if (isNear(at, backMs)) return at;
    }
    return this.shifted(key, told, now);
  }

  private shifted(key: string, told: number, now: number): number {
    if (!Number.isFinite(told)) return now;
    this.shifts.delete(key);
    this.shifts.set(key, now - told);
    const oldest = this.shifts.keys().next();
    if (this.shifts.size > rememberedCalls && oldest.done !== true) this.shifts.delete(oldest.value);
    return now;
  }
}
