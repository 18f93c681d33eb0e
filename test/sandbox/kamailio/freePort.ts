// Finds a port of the loopback that is free for both UDP and TCP.
import { createSocket } from 'node:dgram';
import { createServer, type AddressInfo } from 'node:net';

const mostTries = 20;

/** A port nobody had a moment ago. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const port = await freeTcpPort();
    if (await isUdpFree(port)) return port;
  }
  throw new Error('no free port was found');
}

function freeTcpPort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        done(port);
      });
    });
  });
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = createSocket('udp4');
    socket.once('error', () => {
      done(false);
    });
    socket.bind(port, '127.0.0.1', () => {
      socket.close(() => {
        done(true);
      });
    });
  });
}
