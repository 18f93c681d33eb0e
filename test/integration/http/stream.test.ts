// The event stream over real sockets: replay, pings, expiry, slow readers, shutdown; and what is no HTTP at all.
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { generate } from 'selfsigned';
import { buildHttp, type HttpLimits, type HttpOptions } from '#bot/http';
import { silentLogger, silentMetrics, type LogFacts } from '#bot/telemetry';
import { refusal } from '../../../bot/http/createTokenVerifier.ts';
import type { StreamItem } from '#bot/bridge';
import { HeartFake, snapshot, type Subscription } from '../../unit/bot/http/HeartFake.ts';

const caller = { tenantId: 'aaaaaaaa-1111-4222-8333-444444444444', userId: '0a0a0a0a-1111-4222-8333-444444444444' };

let heart: HeartFake;
let app: FastifyInstance;
let openStreams: number;
let warnings: [string, LogFacts | undefined][];
let tokenLifeMs: number;
let clients: Socket[];

async function start(limits: Partial<HttpLimits> = {}, changes: Partial<HttpOptions> = {}): Promise<number> {
  app = buildHttp({
    publicUrl: 'http://localhost:8080',
    trustProxy: false,
    frameOrigins: [],
    heart,
    verifyToken: (token) =>
      token === 'good'
        ? Promise.resolve({ caller, expiresAt: Date.now() + tokenLifeMs })
        : Promise.reject(refusal('signature')),
    logger: { ...silentLogger, warn: (event, facts) => void warnings.push([event, facts]) },
    metrics: {
      ...silentMetrics,
      streamsOpen: (delta) => {
        openStreams += delta;
      },
    },
    limits,
    ...changes,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return (app.server.address() as AddressInfo).port;
}

/** A raw client: what it received so far, and a wait for more. */
class Client {
  received = '';
  readonly socket: Socket;
  #news: Promise<void>;
  #tellNews: () => void = () => undefined;

  constructor(port: number, headers: Record<string, string> = {}) {
    this.socket = connect(port, '127.0.0.1');
    clients.push(this.socket);
    this.socket.setEncoding('utf8');
    this.socket.on('data', (chunk: string) => {
      this.received += chunk;
      this.#tell();
    });
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => this.#tell());
    this.#news = new Promise((resolve) => (this.#tellNews = resolve));
    const lines = Object.entries({ host: 'localhost', authorization: 'Bearer good', ...headers });
    this.socket.write(`GET /api/v1/stream HTTP/1.1\r\n${lines.map((pair) => pair.join(': ')).join('\r\n')}\r\n\r\n`);
  }

  async until(text: string): Promise<void> {
    while (!this.received.includes(text)) {
      if (this.socket.closed) throw new Error(`closed before "${text}": ${this.received.slice(0, 500)}`);
      await this.#news;
    }
  }

  #tell(): void {
    this.#tellNews();
    this.#news = new Promise((resolve) => (this.#tellNews = resolve));
  }

  async closed(): Promise<void> {
    if (!this.socket.closed) await once(this.socket, 'close');
  }
}

async function onlySubscription(): Promise<Subscription> {
  while (heart.subscriptions.size === 0) await tick();
  const [subscription] = heart.subscriptions;
  if (subscription === undefined) throw new Error('nobody subscribed');
  return subscription;
}

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function unsubscribed(): Promise<void> {
  while (heart.subscriptions.size > 0 || openStreams > 0) await tick();
}

beforeEach(() => {
  heart = new HeartFake();
  openStreams = 0;
  warnings = [];
  tokenLifeMs = 3_600_000;
  clients = [];
});

afterEach(async () => {
  for (const socket of clients) socket.destroy();
  await app.close();
});

describe('GET /api/v1/stream', () => {
  describe('when a client connects', () => {
    it('answers an unbuffered, uncompressed event stream that begins with the snapshot', async () => {
      const client = new Client(await start(), { 'accept-encoding': 'gzip, br' });
      await client.until('event: snapshot');
      const head = client.received.split('\r\n\r\n')[0] ?? '';
      expect(head).toMatch(/^HTTP\/1\.1 200 /);
      expect(head).toContain('content-type: text/event-stream; charset=utf-8');
      expect(head).toContain('cache-control: no-store, no-transform');
      expect(head).toContain('x-accel-buffering: no');
      expect(head).toContain('x-content-type-options: nosniff');
      expect(head).not.toContain('content-encoding');
      const body = client.received.slice(head.length);
      expect(body).toContain('retry: 2000\n\n');
      expect(body).toContain(`id: 7\nevent: snapshot\ndata: ${JSON.stringify(snapshot.event)}\n\n`);
      expect(openStreams).toBe(1);
    });

    it('passes on every later event, its id only when it has one', async () => {
      const client = new Client(await start());
      const { tell } = await onlySubscription();
      tell({ event: { type: 'pbx', pbx: 'down' } });
      tell({ id: '8', event: { type: 'calls', calls: [] } });
      await client.until('event: calls');
      expect(client.received).toContain('event: pbx\ndata: {"type":"pbx","pbx":"down"}\n\n');
      expect(client.received).toContain('id: 8\nevent: calls\ndata: {"type":"calls","calls":[]}\n\n');
      expect(client.received).not.toContain('id: 8\nevent: pbx');
    });

    it('hands Last-Event-ID to the heart and refuses a strange one', async () => {
      const port = await start();
      const client = new Client(port, { 'last-event-id': '41' });
      await client.until('snapshot');
      expect((await onlySubscription()).lastEventId).toBe('41');
      const strange = new Client(port, { 'last-event-id': "1' or 1=1", connection: 'close' });
      await strange.closed();
      expect(strange.received).toMatch(/^HTTP\/1\.1 400 /);
      expect(strange.received).toContain('"paths":["last-event-id"]');
    });

    it('pings while nothing happens', async () => {
      const client = new Client(await start({ streamPingMs: 20 }));
      await client.until(': ping\n\n');
      client.received = '';
      await client.until(': ping\n\n');
    });

    it('refuses a bad token before any event', async () => {
      const client = new Client(await start(), { authorization: 'Bearer forged', connection: 'close' });
      await client.closed();
      expect(client.received).toMatch(/^HTTP\/1\.1 401 /);
      expect(heart.subscriptions.size).toBe(0);
    });

    it('limits how many streams one caller keeps open', async () => {
      const port = await start({ streamsPerCaller: 2 });
      const kept = [new Client(port), new Client(port)];
      await Promise.all(kept.map((client) => client.until('snapshot')));
      const third = new Client(port, { connection: 'close' });
      await third.closed();
      expect(third.received).toMatch(/^HTTP\/1\.1 429 /);
      kept[0]?.socket.destroy();
      while (openStreams > 1) await tick();
      await new Client(port).until('snapshot');
    });
  });

  describe('when the stream ends', () => {
    it('unsubscribes when the client goes away', async () => {
      const client = new Client(await start());
      await client.until('snapshot');
      client.socket.destroy();
      await unsubscribed();
      expect(warnings).toEqual([]);
    });

    it('ends it when the token is over', async () => {
      tokenLifeMs = 50;
      const client = new Client(await start());
      await client.until('0\r\n\r\n');
      await unsubscribed();
    });

    it('ends it when the service stops, and stopping does not wait for the client', async () => {
      const client = new Client(await start());
      await client.until('snapshot');
      await app.close();
      await client.closed();
      expect(heart.subscriptions.size).toBe(0);
    });
  });

  describe('when a client does not read', () => {
    const bulky: StreamItem = {
      id: '9',
      event: { type: 'people', people: [{ id: 'x'.repeat(60_000), lineState: 'idle' }] },
    };

    it('drops it once more than the limit waits, and tells the log', async () => {
      const client = new Client(await start({ streamMaxWaitingBytes: 200_000 }));
      await client.until('snapshot');
      client.socket.pause();
      const { tell } = await onlySubscription();
      let told = 0;
      while (heart.subscriptions.size > 0) {
        tell(bulky);
        told += 1;
        await tick();
      }
      expect(warnings).toEqual([['http.streamDropped', expect.objectContaining({ why: 'tooSlow' })]]);
      expect(told).toBeLessThan(1_000);
      tell(bulky);
      expect(openStreams).toBe(0);
    });

    it('serves the others meanwhile', async () => {
      const port = await start({ streamMaxWaitingBytes: 200_000 });
      const stalled = new Client(port);
      await stalled.until('snapshot');
      stalled.socket.pause();
      const dull = await onlySubscription();
      const lively = new Client(port);
      await lively.until('snapshot');
      while (heart.subscriptions.has(dull)) {
        dull.tell(bulky);
        await tick();
      }
      (await onlySubscription()).tell({ id: '10', event: { type: 'reset' } });
      await lively.until('id: 10\n');
    });

    it('does not hold a large first burst against a client that reads', async () => {
      heart.first = Array.from({ length: 50 }, () => bulky);
      const client = new Client(await start({ streamMaxWaitingBytes: 100_000 }));
      const { tell } = await onlySubscription();
      tell({ id: '11', event: { type: 'reset' } });
      await client.until('id: 11\n');
      expect(openStreams).toBe(1);
    });

    it('does not hold the stop of the service', async () => {
      heart.first = Array.from({ length: 200 }, () => bulky);
      const client = new Client(await start());
      client.socket.pause();
      await onlySubscription();
      await app.close();
      expect(openStreams).toBe(0);
    });

    it('has patience with one that reads slowly', async () => {
      heart.first = Array.from({ length: 150 }, () => bulky);
      const client = new Client(await start({ streamPingMs: 400 }));
      client.socket.on('data', () => {
        client.socket.pause();
        setTimeout(() => client.socket.resume(), 5);
      });
      const startedAt = performance.now();
      await client.until(': ping\n\n');
      expect(performance.now() - startedAt).toBeGreaterThan(800);
      expect(openStreams).toBe(1);
    }, 20_000);

    it('drops one that took nothing of a large first burst between two pings', async () => {
      heart.first = Array.from({ length: 200 }, () => bulky);
      const client = new Client(await start({ streamPingMs: 100 }));
      client.socket.pause();
      await onlySubscription();
      await unsubscribed();
      expect(warnings).toHaveLength(1);
    });
  });
});

describe('the server', () => {
  describe('when something else than HTTP comes', () => {
    it.each(['\x16\x03\x01\x02\x00', 'GET / HTTP/9.9\r\n\r\n', `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`])(
      'answers 400 and closes',
      async (bytes) => {
        const client = new Client(await start(), {});
        await client.until('snapshot');
        client.socket.destroy();
        const { port } = app.server.address() as AddressInfo;
        const socket = connect(port, '127.0.0.1');
        clients.push(socket);
        let answer = '';
        socket.on('data', (chunk) => (answer += chunk.toString()));
        socket.on('error', () => undefined);
        socket.write(bytes);
        await once(socket, 'close');
        expect(answer).toMatch(/^HTTP\/1\.1 400 /);
        await unsubscribed();
      },
    );
  });

  describe('when it has a certificate', () => {
    it('speaks TLS', async () => {
      const pems = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec', algorithm: 'sha256' });
      const port = await start({}, { tls: { cert: pems.cert, key: pems.private } });
      const request = httpsRequest({
        port,
        host: '127.0.0.1',
        path: '/healthz',
        ca: pems.cert,
        servername: 'localhost',
      });
      request.end();
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      expect(response.statusCode).toBe(200);
      response.resume();
      await once(response, 'end');
    });
  });
});
