// Requests that wait for their answer: non-INVITE client transactions with timers E, F and K (RFC 3261 17.1.2).
import { listValues, parseCSeq, parseVia } from './headerValue.ts';
import { headerOf, headersOf, type SipResponse } from './sipMessage.ts';
import type { CancelTimer, TimerWheel } from './timerWheel.ts';

/*
 *  trying ──1xx──▶ proceeding ──final──▶ answered
 *     │                 │                    timer K needs no state: a repeated answer finds no transaction any more
 *     ├───── timer F, loss ─────▶ ended without an answer
 *     └ timer E: the request again, on UDP alone
 */

/** What became of a request: the answer, none in time, or the connection went away. */
export type SipOutcome = SipResponse | 'timeout' | 'lost';

/** Called once. */
export type OnOutcome = (outcome: SipOutcome) => void;

interface Transaction {
  readonly method: string;
  readonly onOutcome: OnOutcome;
  stopRepeats: CancelTimer;
  stopDeadline: CancelTimer;
}

const t1Ms = 500;
const t2Ms = 4_000;
/** Timer F: 64 * T1. */
const defaultDeadlineMs = 64 * t1Ms;

/** The open client transactions of one connection, by the branch of their Via. */
export class ClientTransactions {
  private readonly open = new Map<string, Transaction>();
  private readonly wheel: TimerWheel;

  constructor(wheel: TimerWheel) {
    this.wheel = wheel;
  }

  /** `resend` is called by timer E; leave it out on reliable transports. */
  begin(
    branch: string,
    method: string,
    onOutcome: OnOutcome,
    options: { readonly resend?: () => void; readonly deadlineMs?: number },
  ): void {
    const transaction: Transaction = {
      method,
      onOutcome,
      stopRepeats: () => undefined,
      stopDeadline: this.wheel.after(options.deadlineMs ?? defaultDeadlineMs, () => {
        this.finish(branch, 'timeout');
      }),
    };
    this.open.set(branch, transaction);
    if (options.resend !== undefined) this.repeat(transaction, options.resend, t1Ms);
  }

  /** True when the response belongs to a request of ours that waited for it. */
  take(response: SipResponse): boolean {
    const branch = parseVia(listValues(headersOf(response, 'via'))[0] ?? '')?.params.get('branch');
    const transaction = branch === undefined ? undefined : this.open.get(branch);
    if (branch === undefined || transaction === undefined) return false;
    if (parseCSeq(headerOf(response, 'cseq') ?? '')?.method !== transaction.method) return false;
    if (response.status >= 200) this.finish(branch, response);
    return true;
  }

  /** The connection is gone: everything that waits is told so. */
  lose(): void {
    for (const branch of [...this.open.keys()]) this.finish(branch, 'lost');
  }

  private repeat(transaction: Transaction, resend: () => void, waitMs: number): void {
    transaction.stopRepeats = this.wheel.after(waitMs, () => {
      resend();
      this.repeat(transaction, resend, Math.min(t2Ms, waitMs * 2));
    });
  }

  private finish(branch: string, outcome: SipOutcome): void {
    const transaction = this.open.get(branch);
    if (transaction === undefined) return;
    this.open.delete(branch);
    transaction.stopRepeats();
    transaction.stopDeadline();
    transaction.onOutcome(outcome);
  }
}
