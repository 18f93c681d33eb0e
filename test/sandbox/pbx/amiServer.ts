// Listens for manager clients over TCP or TLS, and hands every event to those whose mask takes it.
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { AmiSession, type SessionHost } from './amiSession.ts';
import { type EventClass, eventText, type Fields, packetText } from './amiText.ts';
import type { AmiAction } from './amiFrames.ts';
import type { EventOutlet } from './switchboard.ts';

/** How the server listens and whom it lets in. */
export interface AmiServerOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
  readonly username: string;
  readonly secret: string;
  readonly readable: ReadonlySet<EventClass>;
  readonly onAction: (session: AmiSession, action: AmiAction) => void;
}

const banner = 'Asterisk Call Manager/9.0.0';

/** The manager interface of the sandbox PBX. */
export class AmiServer implements EventOutlet {
  eventCount = 0;
  byteCount = 0;
  port = 0;
  readonly sessions = new Set<AmiSession>();
  private readonly options: AmiServerOptions;
  private readonly loginListeners = new Set<() => void>();
  private server: Server | undefined;
  private silent = false;

  constructor(options: AmiServerOptions) {
    this.options = options;
    this.port = options.port;
  }

  async listen(): Promise<void> {
    const { tls, host } = this.options;
    const take = (socket: Socket) => this.accept(socket);
    const server = tls === undefined ? createServer(take) : createTlsServer({ cert: tls.cert, key: tls.key }, take);
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, host, resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  emit(eventClass: EventClass, name: string, fields: Fields): bigint {
    const text = eventText(eventClass, name, fields);
    this.eventCount += 1;
    this.byteCount += text.length;
    const sentAt = process.hrtime.bigint() / 1000n;
    for (const session of this.sessions) if (session.takes(eventClass)) session.write(text);
    return sentAt;
  }

  /** Bytes as they are, to every logged-in client. */
  raw(bytes: string | Uint8Array): void {
    for (const session of this.sessions) if (session.loggedIn) session.write(bytes);
  }

  /** Resolves once a client is logged in. */
  async whenLoggedIn(): Promise<void> {
    if ([...this.sessions].some((session) => session.loggedIn)) return;
    await new Promise<void>((resolve) => this.loginListeners.add(resolve));
  }

  /** Drops every client and refuses new ones. */
  async refuse(): Promise<void> {
    this.silent = false;
    const server = this.server;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
    for (const session of this.sessions) session.close();
    await closed;
  }

  /** Keeps connections open and takes new ones, but says nothing any more. */
  fallSilent(): void {
    this.silent = true;
    for (const session of this.sessions) session.mute = true;
  }

  /** Ends `refuse` or `fallSilent`; connections that went silent stay dead and are closed. */
  async comeBack(): Promise<void> {
    if (this.silent) for (const session of this.sessions) session.close();
    this.silent = false;
    if (this.server === undefined) await this.listen();
  }

  private accept(socket: Socket): void {
    const session = new AmiSession(socket, this.sessionHost(), this.silent);
    this.sessions.add(session);
    socket.on('close', () => this.sessions.delete(session));
  }

  private sessionHost(): SessionHost {
    const { username, secret, readable, onAction } = this.options;
    return {
      banner,
      username,
      secret,
      readable,
      onAction,
      onLogin: (session) => {
        if (readable.has('system')) session.write(fullyBooted());
        for (const listener of this.loginListeners) listener();
        this.loginListeners.clear();
      },
    };
  }
}

function fullyBooted(): string {
  return packetText([
    ['Event', 'FullyBooted'],
    ['Privilege', 'system,all'],
    ['Uptime', 60],
    ['LastReload', 60],
    ['Status', 'Fully Booted'],
  ]);
}
