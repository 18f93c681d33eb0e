// A clock and its timers that run as fast as the machine can, for simulations of hours.
import type { TimersPort } from '../../bot/bridge/presence/timersPort.ts';
import { KeyedHeap } from '../../bot/bridge/presence/keyedHeap.ts';

/** Turns of the microtask queue in which every chain of promises of the code under simulation settles. */
const settleTurns = 16;
const settled = Promise.resolve();

/** Virtual time in milliseconds. */
export class VirtualTime implements TimersPort {
  private at = Date.parse('2026-11-20T08:00:00Z');
  private readonly order = new KeyedHeap();
  private readonly actions = new Map<string, () => void>();
  private made = 0;
  /** Timers that fired. */
  fired = 0;
  private readonly settle: () => Promise<void>;

  /** `settle` lets promises run between timers. @default a few turns, which is fast; `wholeTurn` takes any number of them */
  constructor(settle: () => Promise<void> = someTurns) {
    this.settle = settle;
  }

  readonly now = (): number => this.at;

  after(ms: number, fn: () => void): () => void {
    this.made += 1;
    const key = String(this.made);
    this.actions.set(key, fn);
    this.order.set(key, this.at + Math.max(0, ms));
    return () => {
      this.order.delete(key);
      this.actions.delete(key);
    };
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.order.size;
  }

  /** Moves on by `ms`, firing what falls due in its order; `onStep` looks around after each. */
  async pass(ms: number, onStep: () => void = () => undefined): Promise<void> {
    const end = this.at + ms;
    await this.settle();
    for (let first = this.order.peek(); first !== undefined && first.rank <= end; first = this.order.peek()) {
      this.at = Math.max(this.at, first.rank);
      const action = this.actions.get(first.key);
      this.order.delete(first.key);
      this.actions.delete(first.key);
      this.fired += 1;
      action?.();
      await this.settle();
      onStep();
    }
    this.at = end;
  }
}

/** Lets every promise run that can. */
export function wholeTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function someTurns(): Promise<void> {
  for (let turn = 0; turn < settleTurns; turn += 1) await settled;
}
