// Puts what a PBX says into the journal: one flush for all that came meanwhile, in order, again and again while the disk refuses.
import type { SiteEventWire } from '#shared/contracts';
import { AppError } from '#shared/errors';
import type { Journal } from './journal.ts';

/** Events that may wait for the disk in memory. */
const waitingLimit = 50_000;
const retryMs = 1_000;

/** What the pen tells. */
export interface PenListener {
  /** More events are on disk. */
  onWritten(): void;
  /** `store.unavailable`: the disk refuses, tried again each second; `pbx.journalFull` (facts.events): events were lost. */
  onFault(fault: AppError): void;
}

/** Writes for one journal. */
export class JournalPen {
  private readonly journal: Journal;
  private readonly listener: PenListener;
  private waiting: SiteEventWire[] = [];
  private work: Promise<void> | undefined;
  private isClosed = false;
  private inHand = 0;

  constructor(journal: Journal, listener: PenListener) {
    this.journal = journal;
    this.listener = listener;
  }

  /** Number the last event given so far has, or will have on disk. */
  get lastSequence(): number {
    return this.journal.lastSequence + this.waiting.length + this.inHand;
  }

  put(events: readonly SiteEventWire[]): void {
    if (events.length === 0 || this.isClosed) return;
    for (const event of events) this.waiting.push(event);
    const excess = this.waiting.length - waitingLimit;
    if (excess > 0) {
      this.waiting.splice(0, excess);
      const facts = { events: excess };
      this.listener.onFault(new AppError('pbx.journalFull', 'the disk refuses and memory is full', { facts }));
    }
    this.work ??= this.write();
  }

  /** Writes what is left once and ends. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.work;
    this.journal.close();
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const events = this.waiting.splice(0);
      this.inHand = events.length;
      try {
        await this.journal.append(events);
        this.inHand = 0;
        this.listener.onWritten();
      } catch (cause) {
        this.inHand = 0;
        this.waiting = [...events, ...this.waiting].slice(-waitingLimit);
        this.listener.onFault(new AppError('store.unavailable', 'the journal cannot be written', { cause }));
        if (this.isClosed) break;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
    this.work = undefined;
  }
}
