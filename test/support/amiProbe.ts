// A manager client for tests of the sandbox PBX: sends actions, collects packets, waits for what it wants to see.
import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** One packet: keys in the order received. */
export type ProbePacket = ReadonlyMap<string, string>;

/** A connected client. */
export class AmiProbe {
  readonly packets: ProbePacket[] = [];
  banner = '';
  closed = false;
  private readonly socket: Socket;
  private text = '';
  private count = 0;
  private readonly waiting = new Set<() => void>();

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.setEncoding('utf8');
    this.socket.on('data', (chunk: string) => this.take(chunk));
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.closed = true;
      this.wake();
    });
  }

  /** Events of these names (all, when none is given), in order. */
  events(...names: readonly string[]): readonly ProbePacket[] {
    return this.packets.filter((packet) => {
      const name = packet.get('Event');
      return name !== undefined && (names.length === 0 || names.includes(name));
    });
  }

  /** Sends an action and resolves with its Response. */
  async send(action: string, headers: Readonly<Record<string, string>> = {}): Promise<ProbePacket> {
    const actionId = `probe-${++this.count}`;
    const lines = [
      `Action: ${action}`,
      `ActionID: ${actionId}`,
      ...Object.entries(headers).map(([k, v]) => `${k}: ${v}`),
    ];
    this.write(`${lines.join('\r\n')}\r\n\r\n`);
    return this.until(
      (packet) => packet.has('Response') && packet.get('ActionID') === actionId && !packet.has('Event'),
    );
  }

  /** Sends an action and resolves with the items of its list. */
  async list(action: string): Promise<readonly ProbePacket[]> {
    const response = await this.send(action);
    const actionId = response.get('ActionID') ?? '';
    await this.until((packet) => packet.get('EventList') === 'Complete' && packet.get('ActionID') === actionId);
    return this.packets.filter(
      (packet) => packet.get('ActionID') === actionId && packet.has('Event') && !packet.has('EventList'),
    );
  }

  login(secret: string, username = 'hookswitch', more: Readonly<Record<string, string>> = {}): Promise<ProbePacket> {
    return this.send('Login', { Username: username, Secret: secret, ...more });
  }

  async loginMd5(secret: string, username = 'hookswitch'): Promise<ProbePacket> {
    const challenge = (await this.send('Challenge', { AuthType: 'MD5' })).get('Challenge') ?? '';
    const key = createHash('md5')
      .update(challenge + secret)
      .digest('hex');
    return this.send('Login', { AuthType: 'MD5', Username: username, Key: key });
  }

  /** Resolves with the first packet, seen or still to come, that `matches`. */
  async until(matches: (packet: ProbePacket) => boolean): Promise<ProbePacket> {
    for (;;) {
      const hit = this.packets.find(matches);
      if (hit !== undefined) return hit;
      if (this.closed) throw new Error('the connection closed first');
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  untilEvent(name: string, facts: Readonly<Record<string, string>> = {}): Promise<ProbePacket> {
    return this.until(
      (packet) =>
        packet.get('Event') === name && Object.entries(facts).every(([key, value]) => packet.get(key) === value),
    );
  }

  async untilClosed(): Promise<void> {
    while (!this.closed) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  write(text: string): void {
    this.socket.write(text);
  }

  /** Stops reading, as a client that hangs does. */
  pause(): void {
    this.socket.pause();
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: string): void {
    // Only what is new can hold the end of a packet: a client that searched 10 MB again at every read would drown.
    let from = Math.max(0, this.text.length - 3);
    this.text += chunk;
    if (this.banner === '') {
      const end = this.text.indexOf('\r\n');
      if (end < 0) return;
      this.banner = this.text.slice(0, end);
      this.text = this.text.slice(end + 2);
      from = 0;
    }
    for (let end = this.text.indexOf('\r\n\r\n', from); end >= 0; end = this.text.indexOf('\r\n\r\n', from)) {
      this.packets.push(parsePacket(this.text.slice(0, end)));
      this.text = this.text.slice(end + 4);
      from = 0;
    }
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

/** Reads one packet's lines. */
export function parsePacket(block: string): ProbePacket {
  const pairs = block.split('\r\n').map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
  });
  return new Map(pairs);
}
