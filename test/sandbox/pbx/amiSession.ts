// One manager client: banner, login, event mask, and a socket that is cut rather than waited for.
//
//   connected --Login ok--> loggedIn --Logoff / cut--> gone
//       |----Login wrong, 30 s of silence----------------^
import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { ActionReader, type AmiAction } from './amiFrames.ts';
import { type EventClass, type Fields, packetText } from './amiText.ts';

/** What a session needs from its server. */
export interface SessionHost {
  readonly banner: string;
  readonly username: string;
  readonly secret: string;
  /** Classes the account may read. */
  readonly readable: ReadonlySet<EventClass>;
  /** Told after the answer to a right login went out. */
  onLogin(session: AmiSession): void;
  /** Called for every action of a logged-in client that the session does not handle itself. */
  onAction(session: AmiSession, action: AmiAction): void;
}

/** Bytes a client may leave unread before it is cut. */
export const maxUnreadBytes = 10 * 1024 * 1024;
const chunkBytes = 65_536;
const pauseAboveBytes = 1024 * 1024;
const loginTimeoutMs = 30_000;

/** A connected client. */
export class AmiSession {
  loggedIn = false;
  /** The far end hears nothing and gets no answer, as when a link dies without closing. */
  mute: boolean;
  private readonly socket: Socket;
  private readonly host: SessionHost;
  private readonly reader = new ActionReader();
  private readonly loginTimer: NodeJS.Timeout;
  private mask: ReadonlySet<EventClass> = new Set();
  private challenge: string | undefined;

  constructor(socket: Socket, host: SessionHost, mute = false) {
    this.mute = mute;
    this.socket = socket;
    this.host = host;
    socket.setNoDelay(true);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => this.take(chunk));
    socket.on('error', () => socket.destroy());
    this.loginTimer = setTimeout(() => socket.destroy(), loginTimeoutMs);
    socket.on('close', () => clearTimeout(this.loginTimer));
    this.write(`${host.banner}\r\n`);
  }

  /** True when events of `eventClass` go to this client. */
  takes(eventClass: EventClass): boolean {
    return this.loggedIn && this.mask.has(eventClass);
  }

  /** Writes; a client that left too much unread is cut, so that the PBX never waits for anybody. */
  write(text: string | Uint8Array): void {
    if (this.mute || this.socket.destroyed) return;
    this.socket.write(text);
    if (this.socket.writableLength > maxUnreadBytes) this.socket.destroy();
  }

  /** Writes a long list in chunks; events may come between two chunks, as with a real PBX. */
  async writeLong(packets: readonly string[]): Promise<void> {
    let chunk = '';
    for (const packet of packets) {
      chunk += packet;
      if (chunk.length < chunkBytes) continue;
      this.write(chunk);
      chunk = '';
      if (!(await this.readyForMore())) return;
    }
    if (chunk !== '') this.write(chunk);
  }

  reply(action: AmiAction, response: 'Success' | 'Error' | 'Goodbye', more: Fields): void {
    this.write(packetText([['Response', response], ...idField(action), ...more]));
  }

  close(): void {
    this.socket.destroy();
  }

  /** Says what was written, then closes. */
  end(): void {
    this.socket.end();
    setTimeout(() => this.socket.destroy(), 1000).unref();
  }

  private async readyForMore(): Promise<boolean> {
    if (this.socket.writableLength > pauseAboveBytes) {
      await new Promise<void>((resolve) => {
        // Whichever comes takes both away: a long list waits often, and what stayed would pile up on the socket.
        const go = (): void => {
          this.socket.off('drain', go).off('close', go);
          resolve();
        };
        this.socket.once('drain', go).once('close', go);
      });
    } else {
      await new Promise((resolve) => setImmediate(resolve));
    }
    return !this.socket.destroyed;
  }

  private take(chunk: string): void {
    if (this.mute) return;
    const actions = this.reader.push(chunk);
    if (actions === null) {
      this.close();
      return;
    }
    for (const action of actions) if (!this.socket.destroyed) this.act(action);
  }

  private act(action: AmiAction): void {
    if (action.name === 'challenge') {
      this.answerChallenge(action);
      return;
    }
    if (action.name === 'login') {
      this.login(action);
      return;
    }
    if (!this.loggedIn) {
      this.reply(action, 'Error', [['Message', 'Permission denied']]);
      return;
    }
    if (action.name === 'logoff') {
      this.logoff(action);
      return;
    }
    if (action.name === 'events') {
      this.answerEvents(action);
      return;
    }
    this.host.onAction(this, action);
  }

  private answerChallenge(action: AmiAction): void {
    if (action.headers.get('authtype')?.toUpperCase() !== 'MD5') {
      this.reply(action, 'Error', [['Message', 'Must specify AuthType']]);
      return;
    }
    this.challenge = String(randomInt(100_000_000, 999_999_999));
    this.reply(action, 'Success', [['Challenge', this.challenge]]);
  }

  private login(action: AmiAction): void {
    if (!this.isRightSecret(action)) {
      this.reply(action, 'Error', [['Message', 'Authentication failed']]);
      this.end();
      return;
    }
    clearTimeout(this.loginTimer);
    this.loggedIn = true;
    this.mask = this.maskOf(action.headers.get('events') ?? 'on');
    this.reply(action, 'Success', [['Message', 'Authentication accepted']]);
    this.host.onLogin(this);
  }

  private isRightSecret(action: AmiAction): boolean {
    if (action.headers.get('username') !== this.host.username) return false;
    if (action.headers.get('authtype')?.toUpperCase() !== 'MD5') {
      return isSame(action.headers.get('secret') ?? '', this.host.secret);
    }
    if (this.challenge === undefined) return false;
    const key = createHash('md5')
      .update(this.challenge + this.host.secret)
      .digest('hex');
    this.challenge = undefined;
    return isSame((action.headers.get('key') ?? '').toLowerCase(), key);
  }

  private logoff(action: AmiAction): void {
    this.reply(action, 'Goodbye', [['Message', 'Thanks for all the fish.']]);
    this.end();
  }

  private answerEvents(action: AmiAction): void {
    const asked = action.headers.get('eventmask');
    if (asked === undefined) {
      this.reply(action, 'Error', [['Message', 'Invalid event mask']]);
      return;
    }
    this.mask = this.maskOf(asked);
    this.reply(action, 'Success', [['Events', this.mask.size > 0 ? 'On' : 'Off']]);
  }

  private maskOf(text: string): ReadonlySet<EventClass> {
    const words = text
      .toLowerCase()
      .split(',')
      .map((word) => word.trim());
    if (words.includes('on') || words.includes('all')) return this.host.readable;
    return new Set([...this.host.readable].filter((eventClass) => words.includes(eventClass)));
  }
}

/** `ActionID` is echoed second, right after `Response`, and only when the client sent one. */
export function idField(action: AmiAction): Fields {
  return action.actionId === undefined ? [] : [['ActionID', action.actionId]];
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
