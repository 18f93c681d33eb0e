// A clock that moves only when told to.
import type { ClockPort } from '#shared/client';

/** A `ClockPort` under the control of a test. */
export class ClockFake implements ClockPort {
  #now: number;
  #timers: { readonly atMs: number; readonly action: () => void }[] = [];

  constructor(now = Date.parse('2026-11-20T08:00:00Z')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { atMs: this.#now + delayMs, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Moves on, running what falls due in its order, and lets promises settle in between. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const due = this.#timers.filter((timer) => timer.atMs <= end).sort((one, other) => one.atMs - other.atMs)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = due.atMs;
      due.action();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets everything that waits for settled promises run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
