// The socket to one Asterisk manager port: connect, log in, ask, keep alive, notice loss, come back with back-off.
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { AppError, toAppError } from '#shared/errors';
import { openPbxSocket } from '../openPbxSocket.ts';
import type { Fields } from './amiChannel.ts';
import { AmiFramer, formatAction } from './parse.ts';

/*
 *  stopped ──open──▶ connecting ──banner──▶ loggingIn ──Success──▶ up ──loss──▶ waiting ──timer──▶ connecting
 *                        │                     │                                  ▲
 *                        └────── failure ──────┴──────────────────────────────────┘      close: any ──▶ stopped
 */

/** How the manager port is reached. */
export interface AmiAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** PEM of the authorities trusted beside the system's. */
  readonly ca?: string;
  readonly username: string;
  readonly secret: string;
  readonly login: 'md5' | 'plain';
  readonly pingSeconds: number;
  /** Nothing heard for so long means the link is lost. @default 12000, so that loss is noticed within 15 s */
  readonly silenceLimitMs?: number;
}

/** What the owner of a connection hears. `onMessages` gets all messages of one read, in order. */
export interface AmiListener {
  /** Logged in. A rejection means the start-up queries failed, and the connection is dropped and tried again. */
  onUp(): Promise<void>;
  onDown(fault: AppError): void;
  onMessages(messages: readonly Fields[]): void;
  onFault(fault: AppError): void;
  onRetry(delayMs: number): void;
}

interface Waiting {
  readonly resolve: (fields: Fields) => void;
  readonly reject: (fault: AppError) => void;
  readonly timer: NodeJS.Timeout;
}

const firstRetryMs = 500;
const longestRetryMs = 30_000;
const connectTimeoutMs = 10_000;
/** Fifty thousand hints take seconds to list. */
const listTimeoutMs = 60_000;
/** Loss must be noticed within 15 s (pbx, rules for every connector). */
const defaultSilenceLimitMs = 12_000;
const msPerSecond = 1000;

/** One manager connection that stays up. */
export class AmiConnection {
  private readonly address: AmiAddress;
  private readonly listener: AmiListener;
  private readonly random: () => number;
  private socket: Socket | undefined;
  private framer = new AmiFramer();
  private readonly waiting = new Map<string, Waiting>();
  private readonly completed = new Set<string>();
  private actionCount = 0;
  private failures = 0;
  private state: 'stopped' | 'connecting' | 'loggingIn' | 'up' | 'waiting' = 'stopped';
  private retryTimer: NodeJS.Timeout | undefined;
  private pingTimer: NodeJS.Timeout | undefined;
  private lastByteAt = 0;

  constructor(address: AmiAddress, listener: AmiListener, random: () => number = Math.random) {
    this.address = address;
    this.listener = listener;
    this.random = random;
  }

  open(): void {
    if (this.state !== 'stopped' && this.state !== 'waiting') return;
    this.state = 'connecting';
    this.framer = new AmiFramer();
    const socket = openPbxSocket(this.address, connectTimeoutMs, 'manager port');
    this.socket = socket;
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

  /** Sends an action, under its own `ActionID` or the next one, and resolves with its Response. Throws `pbx.unreachable`, `pbx.timeout`, `pbx.refused`. */
  async ask(name: string, headers: Readonly<Record<string, string>>, timeoutMs = connectTimeoutMs): Promise<Fields> {
    const socket = this.socket;
    if (socket === undefined || this.state === 'connecting' || this.state === 'waiting') {
      throw new AppError('pbx.unreachable', `no manager connection for ${name}`);
    }
    this.actionCount += 1;
    const actionId = headers.ActionID ?? `hs-${String(this.actionCount)}`;
    const bytes = formatAction(name, { ...headers, ActionID: actionId });
    const answer = this.expect(actionId, name, timeoutMs);
    socket.write(bytes);
    return answer;
  }

  /**
   * Sends a list action and resolves when its last event has been delivered to the listener. Throws as `ask` does.
   * The first Response only announces the list, so it is waited for again under the same id.
   */
  async askList(
    name: string,
    headers: Readonly<Record<string, string>> = {},
    timeoutMs = listTimeoutMs,
  ): Promise<void> {
    const first = await this.ask(name, headers, timeoutMs);
    const actionId = first.ActionID;
    if (actionId === undefined || this.completed.delete(actionId)) return;
    await this.expect(actionId, name, timeoutMs);
  }

  private async expect(actionId: string, name: string, timeoutMs: number): Promise<Fields> {
    const answer = await new Promise<Fields>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(actionId);
        reject(new AppError('pbx.timeout', `no answer to ${name}`));
      }, timeoutMs);
      this.waiting.set(actionId, { resolve, reject, timer });
    });
    if (answer.Response === 'Error') {
      throw new AppError('pbx.refused', `${name} refused: ${answer.Message ?? ''}`);
    }
    return answer;
  }

  /** Closes for good; the PBX is told when there is still a line to it. */
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
      socket.end(formatAction('Logoff', {}));
      setTimeout(() => socket.destroy(), 500).unref();
    });
  }

  private onData(socket: Socket, chunk: Buffer): void {
    if (socket !== this.socket) return;
    this.lastByteAt = Date.now();
    const { messages, dropped } = this.framer.feed(chunk);
    for (let each = 0; each < dropped; each += 1) {
      this.listener.onFault(new AppError('pbx.frameTooLarge', 'a message over the size limit was skipped'));
    }
    if (this.state === 'connecting') {
      const [banner, ...later] = messages;
      if (banner === undefined) return;
      if (banner.text?.[0]?.startsWith('Asterisk Call Manager') !== true) {
        this.lose(socket, new AppError('pbx.unreachable', 'what answers there is no manager port'));
        return;
      }
      this.welcome(socket);
      this.deliver(later.map((message) => message.fields));
      return;
    }
    this.deliver(messages.map((message) => message.fields));
  }

  private deliver(messages: readonly Fields[]): void {
    const events: Fields[] = [];
    for (const fields of messages) {
      if (fields.Event === undefined) this.settle(fields);
      else events.push(fields);
    }
    if (events.length === 0) return;
    this.listener.onMessages(events);
    for (const fields of events) {
      if (fields.EventList !== 'Complete' || fields.ActionID === undefined) continue;
      // A short list can be over in the same read that announced it, before anybody waits for its end.
      if (this.waiting.has(fields.ActionID)) this.settle(fields);
      else this.completed.add(fields.ActionID);
    }
  }

  private settle(fields: Fields): void {
    const waiting = fields.ActionID === undefined ? undefined : this.waiting.get(fields.ActionID);
    if (waiting === undefined || fields.ActionID === undefined) return;
    this.waiting.delete(fields.ActionID);
    clearTimeout(waiting.timer);
    waiting.resolve(fields);
  }

  private welcome(socket: Socket): void {
    this.state = 'loggingIn';
    socket.setTimeout(0);
    this.pingTimer = setInterval(() => {
      this.keepAlive(socket);
    }, this.address.pingSeconds * msPerSecond);
    this.logIn()
      .then(() => this.becomeUp(socket))
      .catch((error: unknown) => {
        this.lose(socket, toAppError(error, 'pbx.unreachable'));
      });
  }

  private async becomeUp(socket: Socket): Promise<void> {
    if (socket !== this.socket) return;
    this.state = 'up';
    await this.listener.onUp();
    this.failures = 0;
  }

  private async logIn(): Promise<void> {
    const { username, secret, login } = this.address;
    try {
      if (login === 'plain') {
        await this.ask('Login', { Username: username, Secret: secret });
        return;
      }
      const challenge = (await this.ask('Challenge', { AuthType: 'MD5' })).Challenge ?? '';
      const key = createHash('md5')
        .update(challenge + secret)
        .digest('hex');
      await this.ask('Login', { AuthType: 'MD5', Username: username, Key: key });
    } catch (error) {
      if (error instanceof AppError && error.code === 'pbx.refused') {
        throw new AppError('pbx.loginRefused', 'the PBX refused the manager login', { cause: error });
      }
      throw error;
    }
  }

  private keepAlive(socket: Socket): void {
    const silenceLimitMs = this.address.silenceLimitMs ?? defaultSilenceLimitMs;
    if (Date.now() - this.lastByteAt > silenceLimitMs) {
      this.lose(socket, new AppError('pbx.timeout', 'the PBX fell silent'));
      return;
    }
    // A refused or unanswered Ping needs no care here: silence is what counts.
    this.ask('Ping', {}, silenceLimitMs).catch(() => undefined);
  }

  private release(fault: AppError): void {
    clearInterval(this.pingTimer);
    for (const waiting of this.waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(fault);
    }
    this.waiting.clear();
    this.completed.clear();
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
