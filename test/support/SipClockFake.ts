// A clock for the SIP connector: one that moves only when told to, and one that runs faster than the machine's.
import type { SipClock } from '../../bot/pbx/sip/timerWheel.ts';

const tickMs = 100;

/** Time under the control of a test; nothing here waits. */
export class SipClockFake implements SipClock {
  #now = 0;
  readonly #actions = new Set<() => void>();

  elapsed(): number {
    return this.#now;
  }

  every(_intervalMs: number, action: () => void): () => void {
    this.#actions.add(action);
    return () => this.#actions.delete(action);
  }

  /** Moves on in steps of a tick. */
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= tickMs) this.jump(Math.min(left, tickMs));
  }

  /** Moves on at once, as after a sleep of the machine. */
  jump(ms: number): void {
    this.#now += ms;
    for (const action of [...this.#actions]) action();
  }
}

/** The machine's clock, `factor` times as fast. */
export function fastClock(factor: number): SipClock {
  return {
    elapsed: () => performance.now() * factor,
    every(intervalMs, action) {
      const timer = setInterval(() => setImmediate(action), Math.max(1, intervalMs / factor));
      return () => {
        clearInterval(timer);
      };
    },
  };
}
