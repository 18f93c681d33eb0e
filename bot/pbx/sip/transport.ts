// The sockets below SIP: UDP, TCP or TLS to one PBX, telling whole messages and knowing the address they leave from.
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { connect as connectTcp, isIP, isIPv6, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { AppError, toAppError } from '#shared/errors';
import { parseSip } from './parse.ts';
import { SipFramer } from './SipFramer.ts';
import type { SipMessage } from './sipMessage.ts';

/** How the PBX is reached. */
export interface SipAddress {
  readonly host: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp' | 'tls';
  /** PEM of the authorities trusted beside the system's. */
  readonly ca?: string;
  /** The name in the certificate where it is not `host`. */
  readonly serverName?: string;
}

/** Where a message came from: answers go back the same way. */
export interface SipSource {
  readonly host: string;
  readonly port: number;
  reply(bytes: Buffer): void;
}

/** What the owner of a transport hears. */
export interface TransportListener {
  onOpen(): void;
  onMessage(message: SipMessage, source: SipSource): void;
  /** Something was skipped. */
  onDropped(count: number): void;
  /** The end; nothing is heard after it. */
  onClosed(fault: AppError): void;
}

/** An open or opening way to the PBX. */
export interface SipTransport {
  readonly isStream: boolean;
  /** `host:port` of our end, once open. */
  readonly local: string;
  send(bytes: Buffer): void;
  close(): void;
}

const connectTimeoutMs = 10_000;
/** A peer that reads nothing for so long that this waits for it is lost. */
const mostWaitingBytes = 8 * 1024 * 1024;

/** Opens a transport; the listener is told when it stands, or why not. */
export function openTransport(address: SipAddress, listener: TransportListener): SipTransport {
  return address.transport === 'udp' ? new UdpTransport(address, listener) : new StreamTransport(address, listener);
}

function hostAndPort(host: string, port: number): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${String(port)}`;
}

class StreamTransport implements SipTransport {
  readonly isStream = true;
  private readonly socket: Socket;
  private readonly listener: TransportListener;
  private readonly framer = new SipFramer();
  private isClosed = false;

  constructor(address: SipAddress, listener: TransportListener) {
    this.listener = listener;
    const { host, port, ca, serverName } = address;
    const isTls = address.transport === 'tls';
    this.socket = isTls
      ? connectTls({
          host,
          port,
          servername: serverName ?? (isIP(host) > 0 ? '' : host),
          ...(ca === undefined ? {} : { ca }),
        })
      : connectTcp({ host, port });
    this.socket.setNoDelay(true);
    this.socket.setTimeout(connectTimeoutMs, () => {
      this.end(new AppError('pbx.timeout', 'no answer from the SIP port'));
    });
    this.socket.once(isTls ? 'secureConnect' : 'connect', () => {
      this.socket.setTimeout(0);
      if (!this.isClosed) listener.onOpen();
    });
    this.socket.on('data', (chunk: Buffer) => {
      this.onData(chunk);
    });
    this.socket.on('error', (error) => {
      this.end(toAppError(error, 'pbx.unreachable'));
    });
    this.socket.on('close', () => {
      this.end(new AppError('pbx.unreachable', 'the PBX closed the connection'));
    });
  }

  get local(): string {
    return hostAndPort(this.socket.localAddress ?? '127.0.0.1', this.socket.localPort ?? 0);
  }

  send(bytes: Buffer): void {
    if (this.isClosed) return;
    this.socket.write(bytes);
    if (this.socket.writableLength > mostWaitingBytes) this.end(new AppError('pbx.timeout', 'the PBX reads nothing'));
  }

  close(): void {
    this.isClosed = true;
    this.socket.destroySoon();
  }

  private onData(chunk: Buffer): void {
    if (this.isClosed) return;
    const { messages, dropped, pings, isBroken } = this.framer.feed(chunk);
    if (dropped > 0) this.listener.onDropped(dropped);
    if (pings > 0) this.send(Buffer.from('\r\n'));
    const source: SipSource = {
      host: this.socket.remoteAddress ?? '',
      port: this.socket.remotePort ?? 0,
      reply: (bytes) => {
        this.send(bytes);
      },
    };
    for (const message of messages) if (!this.isDone()) this.listener.onMessage(message, source);
    if (isBroken) this.end(new AppError('pbx.frameTooLarge', 'the stream of the PBX cannot be cut into messages'));
  }

  /** A listener may close the transport while it is told of a message. */
  private isDone(): boolean {
    return this.isClosed;
  }

  private end(fault: AppError): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.socket.destroy();
    this.listener.onClosed(fault);
  }
}

/**
 * Not connected to the PBX's port, because some send their NOTIFYs from another one; a second socket, which sends nothing,
 * tells which of our addresses faces the PBX.
 */
class UdpTransport implements SipTransport {
  readonly isStream = false;
  local = '';
  private readonly socket: UdpSocket;
  private readonly probe: UdpSocket;
  private readonly address: SipAddress;
  private readonly listener: TransportListener;
  private remoteHost: string;
  private isClosed = false;

  constructor(address: SipAddress, listener: TransportListener) {
    this.address = address;
    this.listener = listener;
    this.remoteHost = address.host;
    const type = isIPv6(address.host) ? 'udp6' : 'udp4';
    this.socket = createSocket(type);
    this.probe = createSocket(type);
    for (const socket of [this.socket, this.probe]) {
      socket.on('error', (error) => {
        this.end(toAppError(error, 'pbx.unreachable'));
      });
    }
    this.socket.on('message', (bytes, from) => {
      this.onDatagram(bytes, from.address, from.port);
    });
    this.probe.connect(address.port, address.host, () => {
      this.bind();
    });
  }

  send(bytes: Buffer): void {
    this.sendTo(bytes, this.address.port, this.remoteHost);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.socket.close();
    this.probe.close();
  }

  private bind(): void {
    if (this.isClosed) return;
    const ownHost = this.probe.address().address;
    this.remoteHost = this.probe.remoteAddress().address;
    this.socket.bind(0, ownHost, () => {
      if (this.isClosed) return;
      this.local = hostAndPort(ownHost, this.socket.address().port);
      this.listener.onOpen();
    });
  }

  private sendTo(bytes: Buffer, port: number, host: string): void {
    // What a datagram's way does with it is found out by the missing answer.
    if (!this.isClosed && port > 0) this.socket.send(bytes, port, host, () => undefined);
  }

  private onDatagram(bytes: Buffer, host: string, port: number): void {
    if (this.isClosed || bytes.length < 8) return;
    const message = parseSip(bytes);
    if (message === null) {
      this.listener.onDropped(1);
      return;
    }
    const reply = (answer: Buffer): void => {
      this.sendTo(answer, port, host);
    };
    this.listener.onMessage(message, { host, port, reply });
  }

  private end(fault: AppError): void {
    if (this.isClosed) return;
    this.close();
    this.listener.onClosed(fault);
  }
}
