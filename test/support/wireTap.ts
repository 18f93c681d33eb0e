// Stands between the service and a PBX and keeps what the service said, word for word.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A tap on a TCP connection. */
export interface WireTap {
  readonly port: number;
  /** Headers of every manager action of this name, in order; header names in lower case. */
  actions(name: string): readonly ReadonlyMap<string, string>[];
  close(): Promise<void>;
}

/** Starts a tap that hands everything on to `port` of this machine. */
export async function startWireTap(port: number): Promise<WireTap> {
  let said = '';
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    keep(near);
    keep(far);
    near.on('data', (bytes) => (said += bytes.toString()));
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    actions: (name) => packetsOf(said).filter((headers) => headers.get('action') === name),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function packetsOf(said: string): readonly ReadonlyMap<string, string>[] {
  return said.split('\r\n\r\n').map((packet) => {
    const lines = packet.split('\r\n').map((line) => /^([^:]+): ?(.*)$/.exec(line));
    return new Map(lines.flatMap((line) => (line === null ? [] : [[(line[1] ?? '').toLowerCase(), line[2] ?? '']])));
  });
}
