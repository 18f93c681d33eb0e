// Carries orders to phones: a few at a time, the newest for each phone only, and later and later where they fail.
import { backOffMs } from '#shared/domain/presence';
import { toAppError, type AppError } from '#shared/errors';
import type { ToldUserState } from '#bot/pbx';
import { placeKey } from './toldBook.ts';

/** One phone to be told. */
export interface PhoneOrder {
  readonly userId: string;
  readonly pbxId: string;
  readonly extension: string;
  readonly state: ToldUserState;
}

/** What the teller works with. */
export interface PhoneTellerOptions {
  readonly tell: (order: PhoneOrder) => Promise<void>;
  /** The phone took it, or `fault` says why not. */
  readonly onDone: (order: PhoneOrder, fault: AppError | undefined) => void;
  /** Nothing is on its way any more. */
  readonly onIdle: () => void;
  readonly now: () => number;
  readonly random: () => number;
}

/** A PBX carries out a setting in milliseconds; more at once would only wait there. */
const mostOpen = 20;

/** The teller of one tenant. */
export class PhoneTeller {
  private readonly options: PhoneTellerOptions;
  private readonly waiting = new Map<string, PhoneOrder>();
  private readonly open = new Map<string, PhoneOrder>();
  private readonly failing = new Map<string, { readonly failures: number; readonly notBefore: number }>();
  private isStopped = false;

  constructor(options: PhoneTellerOptions) {
    this.options = options;
  }

  /** Sends an order in its turn. One that is on its way already, or has just failed, is not sent again. */
  order(order: PhoneOrder): void {
    const key = placeKey(order);
    if (this.isOpen(order)) {
      this.waiting.delete(key);
      return;
    }
    if ((this.failing.get(key)?.notBefore ?? 0) > this.options.now()) return;
    this.waiting.set(key, order);
    this.drain();
  }

  /** True while the phone is being told just this. */
  isOpen(order: PhoneOrder): boolean {
    return this.open.get(placeKey(order))?.state === order.state;
  }

  /** The link is back: what failed may be tried at once. */
  forgetFailures(): void {
    this.failing.clear();
  }

  stop(): void {
    this.isStopped = true;
    this.waiting.clear();
  }

  private drain(): void {
    for (const [key, order] of this.waiting) {
      if (this.open.size >= mostOpen || this.isStopped) return;
      if (this.open.has(key)) continue;
      this.waiting.delete(key);
      this.open.set(key, order);
      void this.send(key, order);
    }
  }

  private async send(key: string, order: PhoneOrder): Promise<void> {
    let fault: AppError | undefined;
    try {
      await this.options.tell(order);
    } catch (thrown) {
      fault = toAppError(thrown, 'pbx.unreachable');
    }
    this.open.delete(key);
    if (this.isStopped) return;
    this.note(key, fault);
    this.options.onDone(order, fault);
    this.drain();
    if (this.open.size === 0) this.options.onIdle();
  }

  private note(key: string, fault: AppError | undefined): void {
    if (fault === undefined) {
      this.failing.delete(key);
      return;
    }
    const { now, random } = this.options;
    const failures = (this.failing.get(key)?.failures ?? 0) + 1;
    this.failing.set(key, { failures, notBefore: now() + backOffMs(failures, random()) });
  }
}
