// A SIP PBX that tells lines, over real UDP and TCP sockets on loopback: digest, subscriptions, NOTIFYs, and every kind of fault.
import { createHash } from 'node:crypto';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A message as the fake reads it: start line, first value of each header in lower case, body. */
export interface FakeMessage {
  readonly start: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** A subscription the fake holds. */
export interface FakeDialog {
  readonly extension: string;
  readonly event: string;
  readonly request: FakeMessage;
  readonly tag: string;
  readonly send: (bytes: string | Buffer) => void;
  cseq: number;
}

/** How the fake behaves; may be changed while it runs. */
export interface FakeBehaviour {
  secret?: string;
  algorithms?: readonly ('MD5' | 'SHA-256')[];
  isSilent?: boolean;
  /** Status and extra headers for a SUBSCRIBE instead of accepting it. */
  refuse?: (extension: string, message: FakeMessage) => { status: number; headers?: string } | undefined;
  /** The body of the first NOTIFY. */
  body?: (extension: string, event: string) => string;
  notifyFirst?: boolean;
}

const contentTypes: Readonly<Record<string, string>> = {
  dialog: 'application/dialog-info+xml',
  presence: 'application/pidf+xml',
  'message-summary': 'application/simple-message-summary',
};

/** The fake. `start` it, read `port`, look at `requests` and `answers`, and `close` it. */
export class SipNotifierFake {
  readonly behaviour: FakeBehaviour = {};
  readonly requests: FakeMessage[] = [];
  /** Answers to our NOTIFYs. */
  readonly answers: FakeMessage[] = [];
  readonly dialogs = new Map<string, FakeDialog>();
  readonly sockets = new Set<Socket>();
  port = 0;
  #udp: UdpSocket | undefined;
  #tcp: Server | undefined;
  #count = 0;

  async start(transport: 'udp' | 'tcp'): Promise<void> {
    if (transport === 'udp') {
      const udp = createSocket('udp4');
      this.#udp = udp;
      udp.on('message', (bytes, from) => {
        this.#onText(bytes.toString(), (out) => udp.send(out, from.port, from.address));
      });
      await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
      this.port = udp.address().port;
      return;
    }
    this.#tcp = createServer((socket) => {
      this.#onSocket(socket);
    });
    await new Promise<void>((resolve) => this.#tcp?.listen(0, '127.0.0.1', resolve));
    this.port = (this.#tcp.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.#udp?.close();
    if (this.#tcp !== undefined) await new Promise((resolve) => this.#tcp?.close(resolve));
  }

  /** Requests of one method for one extension. */
  count(method: string, extension = ''): number {
    return this.requests.filter(({ start }) => start.startsWith(`${method} `) && start.includes(extension)).length;
  }

  /** The dialog of a device. */
  dialog(extension: string, event = 'dialog'): FakeDialog | undefined {
    return [...this.dialogs.values()].findLast((each) => each.extension === extension && each.event === event);
  }

  /** Sends a NOTIFY in the dialog of a device; `state` is its Subscription-State. */
  notify(extension: string, body: string, options: { event?: string; state?: string } = {}): void {
    const dialog = this.dialog(extension, options.event);
    if (dialog !== undefined) dialog.send(this.notifyText(dialog, body, options.state));
  }

  /** The text of a NOTIFY; `callId` to send one of a dialog that nobody knows. */
  notifyText(dialog: FakeDialog, body: string, state = 'active;expires=599', callId?: string): string {
    dialog.cseq += 1;
    this.#count += 1;
    const { headers } = dialog.request;
    const lines = [
      `NOTIFY ${/<([^>]+)>/.exec(headers.get('contact') ?? '')?.[1] ?? 'sip:x'} SIP/2.0`,
      `Via: ${headers.get('via')?.startsWith('SIP/2.0/TCP') === true ? 'SIP/2.0/TCP' : 'SIP/2.0/UDP'} 127.0.0.1:${String(this.port)};rport;branch=z9hG4bKf${String(this.#count)}`,
      'Max-Forwards: 70',
      `From: ${headers.get('to')?.replace(/;tag=.*/, '') ?? ''};tag=${dialog.tag}`,
      `To: ${headers.get('from') ?? ''}`,
      `Call-ID: ${callId ?? headers.get('call-id') ?? ''}`,
      `CSeq: ${String(dialog.cseq)} NOTIFY`,
      `Contact: <sip:127.0.0.1:${String(this.port)}>`,
      `Event: ${dialog.event}`,
      `Subscription-State: ${state}`,
      ...(body === '' ? [] : [`Content-Type: ${contentTypes[dialog.event] ?? 'text/plain'}`]),
      `Content-Length: ${String(Buffer.byteLength(body))}`,
    ];
    return `${lines.join('\r\n')}\r\n\r\n${body}`;
  }

  #onSocket(socket: Socket): void {
    this.sockets.add(socket);
    let rest = '';
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('data', (bytes) => {
      rest += bytes.toString();
      for (let end = rest.indexOf('\r\n\r\n'); end >= 0; end = rest.indexOf('\r\n\r\n')) {
        const length = Number(/^content-length:\s*(\d+)/im.exec(rest.slice(0, end))?.[1] ?? 0);
        const text = rest.slice(0, end + 4 + length);
        rest = rest.slice(end + 4 + length);
        if (text.trim() !== '') this.#onText(text, (out) => socket.write(out));
      }
    });
  }

  #onText(text: string, send: (bytes: string | Buffer) => void): void {
    const message = readMessage(text);
    if (message.start.startsWith('SIP/2.0')) {
      this.answers.push(message);
      return;
    }
    this.requests.push(message);
    if (this.behaviour.isSilent === true) return;
    if (message.start.startsWith('SUBSCRIBE ')) this.#onSubscribe(message, send);
    else send(answerText(message, '200 OK'));
  }

  #onSubscribe(message: FakeMessage, send: (bytes: string | Buffer) => void): void {
    const { secret, refuse } = this.behaviour;
    const extension = /^SUBSCRIBE sip:([^@ ]*)@/.exec(message.start)?.[1] ?? this.#known(message)?.extension ?? '';
    const refusal = refuse?.(extension, message);
    const toTag = /;tag=([^;]+)/.exec(message.headers.get('to') ?? '')?.[1];
    if (secret !== undefined && toTag === undefined && !isAuthorized(message, secret)) {
      send(answerText(message, '401 Unauthorized', this.#challenges()));
    } else if (refusal !== undefined) send(answerText(message, `${String(refusal.status)} No`, refusal.headers));
    else if (toTag !== undefined && this.#known(message) === undefined) send(answerText(message, '481 Gone'));
    else this.#accept(message, extension, send);
  }

  #known(message: FakeMessage): FakeDialog | undefined {
    return this.dialogs.get(message.headers.get('call-id') ?? '');
  }

  #accept(message: FakeMessage, extension: string, send: (bytes: string | Buffer) => void): void {
    const callId = message.headers.get('call-id') ?? '';
    const event = message.headers.get('event') ?? '';
    const known = this.dialogs.get(callId);
    const dialog = known ?? { extension, event, request: message, tag: `t${String(this.dialogs.size)}`, send, cseq: 0 };
    this.dialogs.set(callId, dialog);
    const expires = message.headers.get('expires') ?? '600';
    const contact = `Contact: <sip:127.0.0.1:${String(this.port)}>\r\nExpires: ${expires}\r\n`;
    const ok = answerText(message, '200 OK', contact, dialog.tag);
    const body = this.behaviour.body?.(dialog.extension, event) ?? '';
    if (this.behaviour.notifyFirst === true) send(this.notifyText(dialog, body));
    send(ok);
    if (this.behaviour.notifyFirst !== true && expires !== '0') send(this.notifyText(dialog, body));
  }

  #challenges(): string {
    const algorithms = this.behaviour.algorithms ?? ['MD5'];
    return algorithms
      .map((name) => `WWW-Authenticate: Digest realm="pbx.test", nonce="n1", algorithm=${name}, qop="auth"\r\n`)
      .join('');
  }
}

function readMessage(text: string): FakeMessage {
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(line.indexOf(':') + 1).trim());
  }
  return { start, headers, body: text.slice(end + 4) };
}

function answerText(message: FakeMessage, status: string, extra = '', tag = 'fake'): string {
  const { headers } = message;
  const to = headers.get('to') ?? '';
  return [
    `SIP/2.0 ${status}`,
    `Via: ${headers.get('via') ?? ''}`,
    `From: ${headers.get('from') ?? ''}`,
    `To: ${to.includes(';tag=') ? to : `${to};tag=${tag}`}`,
    `Call-ID: ${headers.get('call-id') ?? ''}`,
    `CSeq: ${headers.get('cseq') ?? ''}`,
    `${extra}Content-Length: 0\r\n\r\n`,
  ].join('\r\n');
}

function isAuthorized(message: FakeMessage, secret: string): boolean {
  const value = message.headers.get('authorization') ?? '';
  const told = (name: string): string => new RegExp(`(?:^|[ ,])${name}="?([^",]+)`).exec(value)?.[1] ?? '';
  const name = told('algorithm') === 'SHA-256' ? 'sha256' : 'md5';
  const hash = (text: string): string => createHash(name).update(text).digest('hex');
  const ha1 = hash(`${told('username')}:pbx.test:${secret}`);
  const ha2 = hash(`SUBSCRIBE:${told('uri')}`);
  return told('response') === hash(`${ha1}:${told('nonce')}:${told('nc')}:${told('cnonce')}:auth:${ha2}`);
}
