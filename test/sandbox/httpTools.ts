// Small tools every sandbox server uses: listen, read a body, answer JSON, stop at once.
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

const maxBodyBytes = 4 * 1024 * 1024;
const keepAliveMs = 75_000;

/** Where a server of the sandbox listens. */
export interface ListenOptions {
  /** 0 lets the system choose. @default 0 */
  readonly port?: number;
  /** Serve TLS with these PEM texts. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** A server that listens. */
export interface RunningServer {
  /** e.g. `http://localhost:21200`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Cuts every connection and stops. */
  close(): Promise<void>;
}

function followSockets(server: Server): () => void {
  const sockets = new Set<Socket>();
  const remember = (socket: Socket): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  server.on('connection', remember);
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

/** Starts a server on the loopback interface. Rejects when the port is taken. */
export async function listen(handler: RequestListener, options: ListenOptions = {}): Promise<RunningServer> {
  const server: Server =
    options.tls === undefined ? createServer(handler) : createTlsServer({ ...options.tls }, handler);
  server.keepAliveTimeout = keepAliveMs;
  const cut = followSockets(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    cut();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url: `${options.tls === undefined ? 'http' : 'https'}://localhost:${String(port)}`, port, close };
}

/** The whole body as text; rejects when it is over 4 MB or the client goes away. */
export function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > maxBodyBytes) request.destroy(new Error('body too large'));
    });
    request.once('end', () =>
      resolve(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString('utf8')),
    );
    request.once('error', reject);
    request.once('aborted', () => reject(new Error('the client went away')));
  });
}

/** The body as JSON; an empty one is `{}`, a bad one rejects. */
export async function readJson(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(request);
  return text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>);
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Answers without a body. */
export function sendEmpty(response: ServerResponse, status = 204): void {
  response.writeHead(status, { 'content-length': '0' });
  response.end();
}

/** Value of `--name` among command line arguments. */
export function argument(args: readonly string[], name: string): string | undefined {
  const index = args.indexOf(`--${name}`);
  return index < 0 ? undefined : args[index + 1];
}

/** Value of `--name` as a number, or the default. */
export function numberArgument(args: readonly string[], name: string, fallback: number): number {
  const text = argument(args, name);
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isFinite(value)) throw new Error(`--${name} needs a number`);
  return value;
}

/** Runs `stop` once on Ctrl-C or SIGTERM, then exits. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const run = (): void => {
    if (stopping) return;
    stopping = true;
    void stop().finally(() => process.exit(0));
  };
  process.once('SIGINT', run);
  process.once('SIGTERM', run);
}

/** One port for each wish: the wished one when nobody listens there, else one the system chooses. All differ. */
export async function freePorts(wished: readonly number[]): Promise<readonly number[]> {
  const held: RunningServer[] = [];
  for (const port of wished) {
    const hold = (wanted: number): Promise<RunningServer> => listen(() => undefined, { port: wanted });
    held.push(await hold(port).catch(() => hold(0)));
  }
  await Promise.all(held.map((server) => server.close()));
  return held.map(({ port }) => port);
}
