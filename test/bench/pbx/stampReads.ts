// Notes when a datagram or a segment was handed to JavaScript, so that what comes of it can be timed without touching the product.
import { Socket as UdpSocket } from 'node:dgram';
import { Socket } from 'node:net';

/** When the read being handled was handed over, on the clock of `performance.now()`. */
export interface ReadStamp {
  at: number;
}

/** From now on, every read of every socket of this process is shown to `onBytes` and then stamps the result. */
export function stampReads(onBytes: (bytes: Buffer) => void): ReadStamp {
  const stamp: ReadStamp = { at: 0 };
  const onRead = (bytes: unknown): void => {
    if (Buffer.isBuffer(bytes)) onBytes(bytes);
    stamp.at = performance.now();
  };
  hearEvent(UdpSocket.prototype, 'message', onRead);
  hearEvent(Socket.prototype, 'data', onRead);
  return stamp;
}

function hearEvent(prototype: UdpSocket | Socket, name: string, onRead: (bytes: unknown) => void): void {
  const emit = prototype.emit as (...args: unknown[]) => boolean;
  Object.defineProperty(prototype, 'emit', {
    configurable: true,
    writable: true,
    value(this: unknown, ...args: unknown[]): boolean {
      if (args[0] === name) onRead(args[1]);
      return emit.apply(this, args);
    },
  });
}
