// The socket to one CSTA PBX: connect, register, ask, answer its status, notice loss, come back with back-off.
import type { Socket } from 'node:net';
import { AppError, toAppError } from '#shared/errors';
import { openPbxSocket } from '../openPbxSocket.ts';
import { textAt } from '../xml/parseXml.ts';
import { formatMessage, readMessage, type CstaMessage, type XmlContent } from './message.ts';
import { CstaFramer, formatFrame } from './parse.ts';
import { CstaRequests, type AskOptions } from './requests.ts';

/*
 *  stopped ──open──▶ connecting ──connected──▶ greeting ──answered──▶ up ──loss──▶ waiting ──timer──▶ connecting
 *                        │                        │                                 ▲
 *                        └──────── failure ───────┴─────────────────────────────────┘     close: any ──▶ stopped
 *
 *  greeting: SystemRegister where the PBX wants it, then a first RequestSystemStatus.
 */

/** How the PBX is reached. */
export interface CstaAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** PEM of the authorities trusted beside the system's. */
  readonly ca?: string;
  /** Present where the PBX wants SystemRegister (OpenScape Voice: after its own first SystemStatus). */
  readonly register?: { readonly requestSystemStatus?: boolean };
  /** Namespace of our messages. @default CSTA edition 5 */
  readonly namespace?: string;
  /** A question every so many seconds; up to 10, loss is noticed within 15 s. @default 10 */
  readonly heartbeatSeconds?: number;
  /** Time the PBX has to answer that question, ms. @default 4000 */
  readonly heartbeatAnswerMs?: number;
}

/** What the owner of a connection hears. */
export interface CstaListener {
  /** Greeted. A rejection means the start-up failed; the connection is dropped and tried again. */
  onUp(): Promise<void>;
  onDown(fault: AppError): void;
  onEvent(message: CstaMessage): void;
  /** A request of the PBX that it has been answered already. */
  onRequest(message: CstaMessage): void;
  /** Everything of one read of the wire has been handed over. */
  onReadEnd(): void;
  onFault(fault: AppError): void;
  onRetry(delayMs: number): void;
}

const firstRetryMs = 500;
const longestRetryMs = 30_000;
const connectTimeoutMs = 10_000;
const defaultHeartbeatSeconds = 10;
const defaultHeartbeatAnswerMs = 4_000;
/** A PBX that speaks first does so at once; one that does not is registered with all the same. */
const firstStatusWaitMs = 1_000;
const msPerSecond = 1000;
const eventInvokeId = '9999';

/** One CSTA connection that stays up. */
export class CstaConnection {
  private readonly address: CstaAddress;
  private readonly listener: CstaListener;
  private readonly random: () => number;
  private readonly requests = new CstaRequests();
  private socket: Socket | undefined;
  private framer = new CstaFramer();
  private failures = 0;
  private state: 'stopped' | 'connecting' | 'greeting' | 'up' | 'waiting' = 'stopped';
  private retryTimer: NodeJS.Timeout | undefined;
  private heartbeatTimer: NodeJS.Timeout | undefined;
  private reads = 0;
  private onFirstStatus: () => void = () => undefined;

  constructor(address: CstaAddress, listener: CstaListener, random: () => number = Math.random) {
    this.address = address;
    this.listener = listener;
    this.random = random;
  }

  open(): void {
    if (this.state !== 'stopped' && this.state !== 'waiting') return;
    this.state = 'connecting';
    this.framer = new CstaFramer();
    const socket = openPbxSocket(this.address, connectTimeoutMs, 'CSTA port');
    this.socket = socket;
    socket.once(this.address.tls ? 'secureConnect' : 'connect', () => {
      this.greet(socket);
    });
    socket.on('data', (chunk: Buffer) => {
      this.onData(socket, chunk);
    });
    socket.on('error', (error) => {
      this.lose(socket, toAppError(error, 'pbx.unreachable'));
    });
    socket.on('close', () => {
      this.lose(socket, new AppError('pbx.unreachable', 'the PBX closed the connection'));
    });
  }

  get isUp(): boolean {
    return this.state === 'up';
  }

  /** Sends a request and resolves with its answer. Throws `pbx.unreachable`, `pbx.timeout`, `pbx.refused` (facts: category, word). */
  async ask(name: string, content: XmlContent, options: AskOptions = {}): Promise<CstaMessage> {
    const socket = this.socket;
    if (socket === undefined || (this.state !== 'greeting' && this.state !== 'up')) {
      throw new AppError('pbx.unreachable', `no CSTA connection for ${name}`);
    }
    const xml = formatMessage(name, content, this.address.namespace);
    return this.requests.ask(name, options, (invokeId) => socket.write(formatFrame(invokeId, xml)));
  }

  /** Gives the connection up and comes back: the PBX has restarted behind it. */
  drop(fault: AppError): void {
    if (this.socket !== undefined) this.lose(this.socket, fault);
  }

  /** Closes for good. */
  async close(): Promise<void> {
    clearTimeout(this.retryTimer);
    const socket = this.socket;
    this.state = 'stopped';
    this.release(new AppError('pbx.unreachable', 'the connection is being closed'));
    if (socket === undefined || socket.destroyed) return;
    await new Promise<void>((resolve) => {
      socket.once('close', () => {
        resolve();
      });
      socket.end();
      setTimeout(() => socket.destroy(), 500).unref();
    });
  }

  private greet(socket: Socket): void {
    if (socket !== this.socket || this.state !== 'connecting') return;
    this.state = 'greeting';
    socket.setTimeout(0);
    this.register()
      .then(() => this.checkStatus(connectTimeoutMs))
      .then(() => this.becomeUp(socket))
      .catch((error: unknown) => {
        this.lose(socket, toAppError(error, 'pbx.unreachable'));
      });
  }

  private async register(): Promise<void> {
    const { register } = this.address;
    if (register === undefined) return;
    await this.firstStatus();
    const types = [
      ['systemStatus', 'true'],
      ['requestSystemStatus', String(register.requestSystemStatus ?? false)],
    ] as const;
    try {
      await this.ask('SystemRegister', [['requestTypes', types]]);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'pbx.refused') throw error;
      throw new AppError('pbx.loginRefused', 'the PBX refused the registration', { cause: error, facts: error.facts });
    }
  }

  private firstStatus(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, firstStatusWaitMs);
      this.onFirstStatus = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async becomeUp(socket: Socket): Promise<void> {
    if (socket !== this.socket) return;
    this.state = 'up';
    const everyMs = (this.address.heartbeatSeconds ?? defaultHeartbeatSeconds) * msPerSecond;
    this.heartbeatTimer = setInterval(() => {
      this.keepAlive(socket);
    }, everyMs);
    await this.listener.onUp();
    this.failures = 0;
  }

  /** A PBX that does not know the question has answered it all the same: it is there. */
  private async checkStatus(timeoutMs: number): Promise<void> {
    try {
      await this.ask('RequestSystemStatus', [], { timeoutMs });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'pbx.refused') throw error;
    }
  }

  private keepAlive(socket: Socket): void {
    const before = this.reads;
    this.checkStatus(this.address.heartbeatAnswerMs ?? defaultHeartbeatAnswerMs).catch(() => {
      // Silence is what counts: a PBX that still tells events is alive, whatever became of the answer.
      if (this.reads === before) this.lose(socket, new AppError('pbx.timeout', 'the PBX fell silent'));
    });
  }

  private onData(socket: Socket, chunk: Buffer): void {
    if (socket !== this.socket) return;
    this.reads += 1;
    const { frames, dropped, broken } = this.framer.feed(chunk);
    for (let each = 0; each < dropped; each += 1) {
      this.listener.onFault(new AppError('pbx.frameTooLarge', 'a message over the size limit was skipped'));
    }
    for (const { invokeId, xml } of frames) {
      if (socket !== this.socket) return;
      const message = readMessage(invokeId, xml);
      if (message === undefined) this.listener.onFault(new AppError('input.invalid', 'a frame holds no readable XML'));
      else this.take(socket, message);
    }
    this.listener.onReadEnd();
    if (broken) this.lose(socket, new AppError('pbx.unreachable', 'what answers there speaks no CSTA'));
  }

  private take(socket: Socket, message: CstaMessage): void {
    const { invokeId, name } = message;
    if (invokeId === eventInvokeId || name.endsWith('Event')) this.listener.onEvent(message);
    else if (name.endsWith('Response') || name === 'CSTAErrorCode' || name === 'UniversalFailure') {
      this.requests.settle(message);
    } else {
      socket.write(formatFrame(invokeId, this.answerTo(message)));
      if (name === 'SystemStatus') this.onFirstStatus();
      this.listener.onRequest(message);
    }
  }

  /** Requests of the PBX: its status, ours, the end of a monitor. It may not ask anything else of a computer. */
  private answerTo({ name }: CstaMessage): string {
    const { namespace } = this.address;
    if (name === 'SystemStatus' || name === 'MonitorStop') return formatMessage(`${name}Response`, [], namespace);
    if (name === 'RequestSystemStatus') {
      return formatMessage('RequestSystemStatusResponse', [['systemStatus', 'normal']], namespace);
    }
    return formatMessage('CSTAErrorCode', [['operation', 'serviceNotSupported']], namespace);
  }

  private release(fault: AppError): void {
    clearInterval(this.heartbeatTimer);
    this.onFirstStatus();
    this.requests.rejectAll(fault);
  }

  private lose(socket: Socket, fault: AppError): void {
    if (socket !== this.socket || this.state === 'stopped' || this.state === 'waiting') return;
    const wasUp = this.state === 'up';
    this.state = 'waiting';
    this.socket = undefined;
    socket.destroy();
    this.release(fault);
    if (wasUp) this.listener.onDown(fault);
    else this.listener.onFault(fault);
    const full = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(this.failures, 10));
    const delayMs = Math.round(full / 2 + (full / 2) * this.random());
    this.failures += 1;
    this.listener.onRetry(delayMs);
    this.retryTimer = setTimeout(() => {
      this.open();
    }, delayMs);
  }
}

/** The word of a SystemStatus message. */
export function systemStatusOf(message: CstaMessage): string {
  return textAt(message.root, 'systemStatus') ?? '';
}
