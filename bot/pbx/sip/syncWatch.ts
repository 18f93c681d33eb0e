// Knows when every subscription has told its state after a connect, or that the rest will not: then the snapshot is taken.
import type { Subscription } from './subscription.ts';
import type { TimerWheel } from './timerWheel.ts';

/** Nothing moved for so long: the snapshot is taken with what is known. */
const patienceMs = 10_000;

/** One round of synchronisation after the other. */
export class SyncWatch {
  private readonly wheel: TimerWheel;
  private readonly onSynced: () => void;
  private unsettled = 0;
  private movedAt = 0;
  private isOn = false;

  constructor(wheel: TimerWheel, onSynced: () => void) {
    this.wheel = wheel;
    this.onSynced = onSynced;
  }

  get isRunning(): boolean {
    return this.isOn;
  }

  begin(): void {
    this.isOn = true;
    this.unsettled = 0;
    this.moved();
  }

  /** Gives a round up: the connection went away. */
  abort(): void {
    this.isOn = false;
  }

  /** The subscription starts anew; a running round waits for it. Once per subscription and round. */
  expect(subscription: Subscription): void {
    if (this.isOn) this.unsettled += 1;
    subscription.isSettled = !this.isOn;
  }

  /** Its state is known, or it is known that it will not be. */
  settle(subscription: Subscription): void {
    if (subscription.isSettled) return;
    subscription.isSettled = true;
    this.unsettled -= 1;
    this.moved();
    this.check();
  }

  /** Something was answered. */
  moved(): void {
    this.movedAt = this.wheel.now();
  }

  /** Call from time to time. */
  check(): void {
    if (!this.isOn) return;
    if (this.unsettled > 0 && this.wheel.now() - this.movedAt <= patienceMs) return;
    this.isOn = false;
    this.onSynced();
  }
}
