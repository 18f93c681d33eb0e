// The link to one PBX over SIP: opens the transport, proves it by OPTIONS, notices loss, comes back with back-off.
import { randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors';
import { ClientTransactions, type OnOutcome } from './clientTransactions.ts';
import { escapeUser, formatRequest, type HeaderPairs } from './format.ts';
import { ServerAnswers, type Decide } from './serverAnswers.ts';
import type { SipMessage } from './sipMessage.ts';
import type { CancelTimer, TimerWheel } from './timerWheel.ts';
import { openTransport, type SipAddress, type SipSource, type SipTransport } from './transport.ts';

/*
 *  stopped ──open──▶ connecting ──transport stands──▶ proving ──OPTIONS answered──▶ up ──loss──▶ waiting ──timer──▶ connecting
 *                        │                               │                                          ▲
 *                        └────────────── failure ────────┴──────────────────────────────────────────┘   close: any ──▶ stopped
 *
 *  loss: the transport closes, an OPTIONS stays without an answer, or the owner gives up (wrong password)
 */

/** What the owner of a connection hears. */
export interface SipListener {
  onUp(): void;
  onDown(fault: AppError): void;
  onFault(fault: AppError): void;
  onRetry(delayMs: number): void;
  /** A NOTIFY not seen before; gives the status of its answer. */
  readonly onNotify: Decide;
}

/** How a connection is made and who it speaks for. */
export interface ConnectionOptions {
  readonly address: SipAddress;
  /** User part of our Contact and From. */
  readonly username: string;
  readonly domain: string;
  readonly random: () => number;
  readonly wheel: TimerWheel;
}

const firstRetryMs = 500;
const longestRetryMs = 30_000;
/** With the time an answer may take, loss is noticed within 15 s (pbx, rules for every connector). */
const proofIntervalMs = 10_000;
const proofLimitMs = 4_000;

/** One connection that stays up. */
export class SipConnection {
  private readonly options: ConnectionOptions;
  private readonly listener: SipListener;
  private readonly transactions: ClientTransactions;
  private readonly ownTag = randomBytes(6).toString('hex');
  private answers: ServerAnswers;
  private transport: SipTransport | undefined;
  private state: 'stopped' | 'connecting' | 'proving' | 'up' | 'waiting' = 'stopped';
  private failures = 0;
  private cseq = 0;
  private stopTimer: CancelTimer = () => undefined;

  constructor(options: ConnectionOptions, listener: SipListener) {
    this.options = options;
    this.listener = listener;
    this.transactions = new ClientTransactions(options.wheel);
    this.answers = this.newAnswers();
  }

  get isUp(): boolean {
    return this.state === 'up';
  }

  open(): void {
    if (this.state !== 'stopped' && this.state !== 'waiting') return;
    this.state = 'connecting';
    this.answers = this.newAnswers();
    const transport: SipTransport = openTransport(this.options.address, {
      onOpen: () => {
        if (transport === this.transport) this.prove();
      },
      onMessage: (message, source) => {
        if (transport === this.transport) this.onMessage(message, source);
      },
      onDropped: () => {
        this.listener.onFault(new AppError('pbx.frameTooLarge', 'what came from the PBX was no SIP message'));
      },
      onClosed: (fault) => {
        if (transport === this.transport) this.lose(fault);
      },
    });
    this.transport = transport;
  }

  /** The address at which the PBX reaches us: of this very connection, or its NOTIFYs would come nowhere (spec pbx A.2.9). */
  contact(): string {
    const { address, username } = this.options;
    const local = this.transport?.local ?? '';
    const param = address.transport === 'udp' ? '' : `;transport=${address.transport}`;
    return `<sip:${escapeUser(username)}@${local}${param}>`;
  }

  /** Sends a request; `headers` lack Via, Max-Forwards and Content-Length. The outcome comes once, at the latest by timer F. */
  send(method: string, uri: string, headers: HeaderPairs, onOutcome: OnOutcome, deadlineMs?: number): void {
    const transport = this.transport;
    if (transport === undefined || this.state === 'connecting') {
      onOutcome('lost');
      return;
    }
    const branch = `z9hG4bK${randomBytes(9).toString('hex')}`;
    const via = `SIP/2.0/${this.options.address.transport.toUpperCase()} ${transport.local};rport;branch=${branch}`;
    const bytes = formatRequest(method, uri, [['Via', via], ['Max-Forwards', '70'], ...headers]);
    const resend = transport.isStream ? {} : { resend: () => transport.send(bytes) };
    this.transactions.begin(branch, method, onOutcome, {
      ...resend,
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
    });
    transport.send(bytes);
  }

  /** The owner saw that this connection works: the next back-off starts anew. */
  confirm(): void {
    this.failures = 0;
  }

  /** Gives the connection up and comes back later. */
  fail(fault: AppError): void {
    this.lose(fault);
  }

  close(): void {
    this.state = 'stopped';
    this.release();
  }

  private newAnswers(): ServerAnswers {
    return new ServerAnswers((request) => this.listener.onNotify(request), this.ownTag);
  }

  private onMessage(message: SipMessage, source: SipSource): void {
    if (message.kind === 'request') this.answers.take(message, source);
    else this.transactions.take(message);
  }

  /** Any answer to OPTIONS will do: that there is one is the point. */
  private prove(): void {
    if (this.state === 'connecting') this.state = 'proving';
    const { username, domain } = this.options;
    const self = `<sip:${escapeUser(username)}@${domain}>`;
    this.cseq += 1;
    const headers: HeaderPairs = [
      ['From', `${self};tag=${this.ownTag}`],
      ['To', `<sip:${domain}>`],
      ['Call-ID', randomBytes(12).toString('hex')],
      ['CSeq', `${String(this.cseq)} OPTIONS`],
      ['Contact', this.contact()],
    ];
    this.send(
      'OPTIONS',
      `sip:${domain}`,
      headers,
      (outcome) => {
        this.onProof(outcome !== 'timeout' && outcome !== 'lost');
      },
      proofLimitMs,
    );
  }

  private onProof(isAlive: boolean): void {
    if (this.state !== 'proving' && this.state !== 'up') return;
    if (!isAlive) {
      this.lose(new AppError('pbx.timeout', 'the PBX fell silent'));
      return;
    }
    this.stopTimer = this.options.wheel.after(proofIntervalMs, () => {
      this.prove();
    });
    if (this.state === 'up') return;
    this.state = 'up';
    this.listener.onUp();
  }

  private release(): void {
    this.stopTimer();
    const transport = this.transport;
    this.transport = undefined;
    this.transactions.lose();
    transport?.close();
  }

  private lose(fault: AppError): void {
    if (this.state === 'stopped' || this.state === 'waiting') return;
    const wasUp = this.state === 'up';
    this.state = 'waiting';
    this.release();
    if (wasUp) this.listener.onDown(fault);
    else this.listener.onFault(fault);
    const full = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(this.failures, 10));
    const delayMs = Math.round(full / 2 + (full / 2) * this.options.random());
    this.failures += 1;
    this.listener.onRetry(delayMs);
    this.stopTimer = this.options.wheel.after(delayMs, () => {
      this.open();
    });
  }
}
