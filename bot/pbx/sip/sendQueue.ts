// The subscriptions whose SUBSCRIBE is due, leaving in order and at the pace that the PBX bears.
import { Pacer } from './pacer.ts';
import type { Subscription } from './subscription.ts';
import type { CancelTimer, TimerWheel } from './timerWheel.ts';

/** At the next tick of the wheel, so that each tick's share of the pace is used. */
const nextTickMs = 0;

/** A queue that stands still until it is started. */
export class SendQueue {
  private readonly wheel: TimerWheel;
  private readonly pacer: Pacer;
  private readonly send: (subscription: Subscription) => void;
  private readonly due = new Set<Subscription>();
  private isRunning = false;
  private isPumping = false;
  private stopTimer: CancelTimer = () => undefined;

  constructor(wheel: TimerWheel, mostPerSecond: number, send: (subscription: Subscription) => void) {
    this.wheel = wheel;
    this.pacer = new Pacer(wheel, mostPerSecond);
    this.send = send;
  }

  start(): void {
    this.isRunning = true;
    this.pacer.reset();
    this.tick();
  }

  stop(): void {
    this.isRunning = false;
    this.stopTimer();
    this.due.clear();
  }

  /** A subscription that already waits keeps its place. */
  add(subscription: Subscription): void {
    this.due.add(subscription);
    this.pump();
  }

  remove(subscription: Subscription): void {
    this.due.delete(subscription);
  }

  /** A request that left has its outcome. */
  answered(): void {
    this.pacer.answered();
    this.pump();
  }

  /** The PBX answered as it should. */
  speedUp(): void {
    this.pacer.speedUp();
  }

  /** The PBX is overloaded; `pauseMs` when it wants nothing at all for so long. */
  slowDown(pauseMs: number): void {
    this.pacer.slowDown(pauseMs);
  }

  private pump(): void {
    // An outcome can come while its request is being sent; without this guard, thousands would nest.
    if (this.isPumping) return;
    this.isPumping = true;
    for (const subscription of this.due) {
      if (!this.isRunning || !this.pacer.take()) break;
      this.due.delete(subscription);
      this.send(subscription);
    }
    this.isPumping = false;
  }

  private tick(): void {
    this.stopTimer();
    this.stopTimer = this.wheel.after(nextTickMs, () => {
      this.pump();
      this.tick();
    });
  }
}
