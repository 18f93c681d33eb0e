// A TCP line between a connector and a test PBX that can be cut and mended, and can change what the PBX says.
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What is done to the bytes of one connection coming from the PBX. */
export type Changer = (bytes: Buffer) => Buffer;

/** A line. */
export interface Wire {
  /** Where the connector dials. */
  readonly port: number;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Lays a line to `port` of this machine; each connection gets a changer of its own. */
export async function layWire(port: number, changerOf: () => Changer = () => (bytes) => bytes): Promise<Wire> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const listen = async (at: number): Promise<Server> => {
    const server = createServer((near) => {
      const far = connect(port, '127.0.0.1');
      const change = changerOf();
      keep(near, far);
      keep(far, near);
      near.pipe(far);
      far.on('data', (bytes: Buffer) => near.write(change(bytes)));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', resolve);
    });
    return server;
  };
  let server: Server | undefined = await listen(0);
  const { port: nearPort } = server.address() as AddressInfo;
  return {
    port: nearPort,
    cut: async () => {
      const open = server;
      server = undefined;
      const closed = new Promise<void>((resolve) => (open === undefined ? resolve() : open.close(() => resolve())));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: async () => {
      server ??= await listen(nearPort);
    },
  };
}
