// Keeps a hundred thousand time-outs with one timer of the system: due actions lie in buckets of a tenth of a second.

/** Where time comes from; a test moves it by hand. */
export interface SipClock {
  /** Milliseconds that never go back; their zero means nothing. */
  elapsed(): number;
  /** Calls `action` about every `intervalMs`; gives back what stops it. */
  every(intervalMs: number, action: () => void): () => void;
}

/** Takes a planned action back; harmless once it ran. */
export type CancelTimer = () => void;

const tickMs = 100;

/** The clock of the machine. What has arrived meanwhile is read before anything counts as late. */
export const machineClock: SipClock = {
  elapsed: () => performance.now(),
  every(intervalMs, action) {
    const timer = setInterval(() => setImmediate(action), intervalMs);
    return () => {
      clearInterval(timer);
    };
  },
};

interface Entry {
  readonly action: () => void;
}

/** Actions in the future, to a tenth of a second. */
export class TimerWheel {
  private readonly clock: SipClock;
  private readonly buckets = new Map<number, Set<Entry>>();
  private lastTick: number;
  private stopClock: (() => void) | undefined;

  constructor(clock: SipClock) {
    this.clock = clock;
    this.lastTick = Math.floor(clock.elapsed() / tickMs);
  }

  start(): void {
    this.stopClock ??= this.clock.every(tickMs, () => {
      this.advance();
    });
  }

  /** Forgets what was planned. */
  stop(): void {
    this.stopClock?.();
    this.stopClock = undefined;
    this.buckets.clear();
  }

  /** Milliseconds of the wheel's clock. */
  now(): number {
    return this.clock.elapsed();
  }

  /** Runs `action` once, not before `delayMs` are over. */
  after(delayMs: number, action: () => void): CancelTimer {
    const now = this.clock.elapsed();
    // Never in a bucket that is being run or was run: it would lie there for ever.
    const tick = Math.max(Math.floor(now / tickMs) + 1, Math.ceil((now + delayMs) / tickMs));
    const bucket = this.buckets.get(tick) ?? new Set<Entry>();
    this.buckets.set(tick, bucket);
    const entry: Entry = { action };
    bucket.add(entry);
    return () => {
      if (bucket.delete(entry) && bucket.size === 0) this.buckets.delete(tick);
    };
  }

  private advance(): void {
    const target = Math.floor(this.clock.elapsed() / tickMs);
    const late = target - this.lastTick;
    // After a long sleep of the machine the buckets are fewer than the ticks missed.
    const ticks =
      late > this.buckets.size
        ? this.dueTicks(target)
        : Array.from({ length: late }, (_, at) => this.lastTick + 1 + at);
    for (const tick of ticks) {
      this.lastTick = tick;
      this.runBucket(tick);
    }
    this.lastTick = Math.max(this.lastTick, target);
  }

  private dueTicks(target: number): readonly number[] {
    return [...this.buckets.keys()].filter((tick) => tick <= target).sort((one, other) => one - other);
  }

  private runBucket(tick: number): void {
    const bucket = this.buckets.get(tick);
    if (bucket === undefined) return;
    this.buckets.delete(tick);
    for (const entry of [...bucket]) if (bucket.delete(entry)) entry.action();
  }
}
