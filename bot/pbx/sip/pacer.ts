// Decides how many SUBSCRIBEs may leave now: never more a second than agreed, fewer when the PBX says that it is too much.
import type { TimerWheel } from './timerWheel.ts';

const msPerSecond = 1000;
/** A burst is a tenth of a second's worth. */
const burstShare = 10;
const fewestPerSecond = 5;
/** One overload answers many requests at once: they count as one sign. */
const slowDownEveryMs = 1_000;
const mostInFlight = 250;

/** A token bucket whose rate follows the PBX, with a window of unanswered requests. */
export class Pacer {
  private readonly wheel: TimerWheel;
  private readonly mostPerSecond: number;
  private perSecond: number;
  private tokens = 1;
  private filledAt: number;
  private pausedUntil = 0;
  private slowedAt = Number.NEGATIVE_INFINITY;
  private inFlight = 0;
  /** One at a time until the PBX has shown that it takes our password: a wrong one is not tried fifty thousand times. */
  private window = 1;

  constructor(wheel: TimerWheel, mostPerSecond: number) {
    this.wheel = wheel;
    this.mostPerSecond = mostPerSecond;
    this.perSecond = mostPerSecond;
    this.filledAt = wheel.now();
  }

  /** A new connection proves itself anew. */
  reset(): void {
    this.window = 1;
    this.pausedUntil = 0;
    this.tokens = 1;
    this.filledAt = this.wheel.now();
  }

  /** True when one more may leave; it then counts as unanswered until `answered`. */
  take(): boolean {
    const now = this.wheel.now();
    if (now < this.pausedUntil || this.inFlight >= this.window) return false;
    const filled = this.tokens + ((now - this.filledAt) * this.perSecond) / msPerSecond;
    this.tokens = Math.min(Math.max(1, this.perSecond / burstShare), filled);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    this.inFlight += 1;
    return true;
  }

  answered(): void {
    this.inFlight = Math.max(0, this.inFlight - 1);
  }

  get isIdle(): boolean {
    return this.inFlight === 0;
  }

  /** The PBX answered as it should. */
  speedUp(): void {
    this.window = mostInFlight;
    this.perSecond = Math.min(this.mostPerSecond, this.perSecond + this.mostPerSecond / 1000);
  }

  /** The PBX is overloaded or does not answer; `pauseMs` when it says for how long nothing shall come. */
  slowDown(pauseMs = 0): void {
    const now = this.wheel.now();
    this.pausedUntil = Math.max(this.pausedUntil, now + pauseMs);
    if (now - this.slowedAt < slowDownEveryMs) return;
    this.slowedAt = now;
    this.perSecond = Math.max(Math.min(fewestPerSecond, this.mostPerSecond), this.perSecond / 2);
  }
}
