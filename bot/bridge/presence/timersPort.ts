// Time as the presence writer sees it: something to be called later, and one alarm that rings when the next thing is due.

/** Calls `fn` after `ms` milliseconds, unless cancelled by what it returns. */
export interface TimersPort {
  after(ms: number, fn: () => void): () => void;
}

/** The process's own timers; none of them keeps the process alive. */
export const realTimers: TimersPort = {
  after: (ms, fn) => {
    const timer = setTimeout(fn, ms);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};

/** One timer at a time: set for several times it rings at the earliest, and must then be set anew. */
export class Alarm {
  private readonly timers: TimersPort;
  private readonly now: () => number;
  private readonly onRing: () => void;
  private at = Infinity;
  private cancel: () => void = () => undefined;

  constructor(timers: TimersPort, now: () => number, onRing: () => void) {
    this.timers = timers;
    this.now = now;
    this.onRing = onRing;
  }

  set(at: number): void {
    if (at >= this.at) return;
    this.cancel();
    this.at = at;
    this.cancel = this.timers.after(Math.max(0, at - this.now()), () => {
      this.at = Infinity;
      this.onRing();
    });
  }

  stop(): void {
    this.cancel();
    this.at = Infinity;
  }
}
