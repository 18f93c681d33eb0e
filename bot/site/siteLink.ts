// The link of a site to the service: comes up, tells what is on disk, then how things are, and comes back with back-off.
import type WebSocket from 'ws';
import {
  eventFramesUnderWay,
  parseFrame,
  serviceMessageSchema,
  siteProtocol,
  type PbxPort,
  type RingOrder,
  type SiteMessage,
  type SiteOrder,
} from '#bot/pbx';
import { AppError, toAppError } from '#shared/errors';
import type { Journal } from './journal.ts';
import type { JournalLine } from './journalSegment.ts';
import { openSiteSocket, type SiteIdentity } from './siteSocket.ts';

/*
 *  waiting ──timer──▶ opening ──welcome──▶ telling ──everything from before told──▶ present
 *     ▲                  │                    │                                        │
 *     └───── failure ────┴──────── loss ──────┴────────────────────────────────────────┘      stop: any ──▶ stopped
 */

/** The present as frames, taken at one moment: what was told up to number `upTo` is in it. */
export interface PresentFrames {
  readonly upTo: number;
  readonly frames: readonly SiteMessage[];
}

/** What the link works with. */
export interface SiteLinkOptions {
  readonly identity: SiteIdentity;
  readonly journal: Journal;
  readonly pbx: Pick<
    PbxPort,
    'capabilities' | 'makeCall' | 'ringPhone' | 'setUserState' | 'setForwarding' | 'controlCall' | 'watch'
  >;
  takePresent(): PresentFrames;
  onLink(up: boolean): void;
  onFault(fault: AppError): void;
  readonly random: () => number;
  /** @default 4000 */
  readonly pingMs?: number;
  /** The service said nothing for so long: it is lost. @default 10000 */
  readonly silenceMs?: number;
}

const firstRetryMs = 500;
const longestRetryMs = 30_000;
const eventsPerFrame = 200;
const charactersPerFrame = 1_000_000;
const defaultPingMs = 4_000;
const defaultSilenceMs = 10_000;
const unsupported = 1_003;

/** One link that stays up. */
export class SiteLink {
  private readonly options: SiteLinkOptions;
  private socket: WebSocket | undefined;
  private present: PresentFrames | undefined;
  private isWelcome = false;
  private isStopped = false;
  private sent = 0;
  private readonly underWay: number[] = [];
  private failures = 0;
  private retryTimer: NodeJS.Timeout | undefined;

  constructor(options: SiteLinkOptions) {
    this.options = options;
  }

  open(): void {
    openSiteSocket(this.options.identity).then(
      (socket) => {
        this.use(socket);
      },
      (thrown: unknown) => {
        this.retry(toAppError(thrown, 'pbx.unreachable'));
      },
    );
  }

  /** More events are on disk. */
  pump(): void {
    if (!this.isWelcome) return;
    while (this.underWay.length < eventFramesUnderWay) {
      const upTo = this.present?.upTo ?? Number.POSITIVE_INFINITY;
      const read = this.options.journal.read(this.sent, eventsPerFrame, charactersPerFrame);
      const lines = read.filter((line) => line.sequence <= upTo);
      const [first] = lines;
      if (first !== undefined) this.tellEvents(first.sequence, lines);
      else if (this.present !== undefined && (read.length > 0 || this.sent >= upTo)) this.tellPresent();
      else return;
    }
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.retryTimer);
    this.socket?.close();
    this.socket?.terminate();
  }

  private use(socket: WebSocket): void {
    if (this.isStopped) {
      socket.terminate();
      return;
    }
    this.socket = socket;
    this.isWelcome = false;
    this.underWay.length = 0;
    const stopWatching = this.watchSilence(socket);
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) socket.close(unsupported);
      else this.onText(data.toString('utf8'));
    });
    socket.on('error', (error) => {
      this.options.onFault(toAppError(error, 'pbx.unreachable'));
    });
    socket.on('close', (code) => {
      stopWatching();
      this.lose(code);
    });
    const { journal, pbx } = this.options;
    const { tellUserStates, control = [], ...can } = pbx.capabilities;
    const capabilities = { ...can, tellUserStates: [...tellUserStates], control: [...control] };
    this.send({ type: 'hello', protocol: siteProtocol, journal: journal.id, capabilities });
  }

  private watchSilence(socket: WebSocket): () => void {
    const { pingMs = defaultPingMs, silenceMs = defaultSilenceMs } = this.options;
    let heardAt = performance.now();
    const noteLife = (): void => {
      heardAt = performance.now();
    };
    for (const event of ['message', 'ping', 'pong']) socket.on(event, noteLife);
    const timer = setInterval(() => {
      if (performance.now() - heardAt > silenceMs) socket.terminate();
      else socket.ping();
    }, pingMs);
    return () => clearInterval(timer);
  }

  private onText(text: string): void {
    const message = parseFrame(serviceMessageSchema, text);
    if (message === undefined) {
      this.options.onFault(new AppError('input.invalid', 'the service sent a frame that is not of the protocol'));
      this.socket?.terminate();
    } else if (message.type === 'welcome') this.begin(message.sequence);
    else if (message.type === 'ack') this.onAck(message.sequence);
    else if (message.type === 'watch') this.options.pbx.watch(message.deviceIds);
    else void this.obey(message.id, message.order);
  }

  private begin(sequence: number): void {
    this.failures = 0;
    this.isWelcome = true;
    this.options.journal.acknowledge(sequence);
    this.options.journal.skipTo(sequence);
    this.sent = sequence;
    this.present = this.options.takePresent();
    this.options.onLink(true);
    this.pump();
  }

  private onAck(sequence: number): void {
    while ((this.underWay[0] ?? Number.POSITIVE_INFINITY) <= sequence) this.underWay.shift();
    this.options.journal.acknowledge(sequence);
    this.pump();
  }

  private tellEvents(sequence: number, lines: readonly JournalLine[]): void {
    this.send({ type: 'events', sequence, events: lines.map((line) => line.event) });
    this.sent = sequence + lines.length - 1;
    this.underWay.push(this.sent);
  }

  private tellPresent(): void {
    for (const frame of this.present?.frames ?? []) this.send(frame);
    this.present = undefined;
  }

  /** An order is carried out once, while its link is there; whoever asked hears of a loss at once. */
  private async obey(id: string, order: SiteOrder): Promise<void> {
    const { pbx } = this.options;
    const { socket } = this;
    try {
      if (order.op === 'makeCall') await pbx.makeCall(order);
      else if (order.op === 'setUserState') await pbx.setUserState(order.deviceId, order.state);
      else if (order.op === 'setForwarding') await pbx.setForwarding(order);
      else if (order.op === 'ringPhone') await ringPhone(pbx, order);
      else if (pbx.controlCall !== undefined) await pbx.controlCall(order);
      else throw new AppError('pbx.refused', 'this PBX does nothing with calls for us');
      if (socket === this.socket) this.send({ type: 'answer', id, ok: true });
    } catch (thrown) {
      const { code } = toAppError(thrown, 'pbx.refused');
      if (socket === this.socket) this.send({ type: 'answer', id, ok: false, code });
    }
  }

  private send(message: SiteMessage): void {
    this.socket?.send(JSON.stringify(message));
  }

  private lose(code: number): void {
    this.socket = undefined;
    const wasWelcome = this.isWelcome;
    this.isWelcome = false;
    if (wasWelcome) this.options.onLink(false);
    this.retry(new AppError('pbx.unreachable', `the link to the service ended (${String(code)})`));
  }

  private retry(fault: AppError): void {
    if (this.isStopped) return;
    this.options.onFault(fault);
    const full = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(this.failures, 10));
    this.failures += 1;
    const delayMs = Math.round(full / 2 + (full / 2) * this.options.random());
    this.retryTimer = setTimeout(() => {
      this.open();
    }, delayMs);
  }
}

async function ringPhone(pbx: Pick<PbxPort, 'ringPhone'>, order: RingOrder): Promise<void> {
  if (pbx.ringPhone === undefined) throw new AppError('pbx.refused', 'this PBX rings no phone without a call');
  await pbx.ringPhone(order);
}
