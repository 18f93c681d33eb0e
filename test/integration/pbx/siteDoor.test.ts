// The door of site connectors: who is let in, through what proxies, and what hostile or half-dead peers can do.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { generate } from 'selfsigned';
import WebSocket from 'ws';
import { siteSecret, useSite, type SiteHarness } from '../../support/siteHarness.ts';
import { until } from '../../support/until.ts';

const box = useSite();
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server on a free port, closed with all its sockets after the test. */
async function listening(server: ReturnType<typeof createTcpServer>): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** The answer to an upgrade that is refused. */
function refusal(url: string, authorization?: string): Promise<IncomingMessage> {
  const socket = new WebSocket(url, authorization === undefined ? {} : { headers: { authorization } });
  return new Promise((resolve, reject) => {
    socket.on('error', () => undefined);
    socket.once('open', () => {
      socket.terminate();
      reject(new Error('it was let in'));
    });
    socket.once('unexpected-response', (request, answer) => {
      request.destroy();
      resolve(answer);
    });
  });
}

async function nonceFrom(url: string): Promise<string> {
  const answer = await refusal(url);
  return /nonce="([^"]+)"/.exec(answer.headers['www-authenticate'] ?? '')?.[1] ?? '';
}

function answerTo(nonce: string, secret = siteSecret, id = 'office'): string {
  const proof = createHmac('sha256', secret).update(`site\n${id}\n${nonce}`).digest('hex');
  return `Hookswitch-Site nonce="${nonce}", proof="${proof}"`;
}

function siteUrl(harness: SiteHarness, id = 'office'): string {
  return `${harness.url.replace('http', 'ws')}/api/v1/site/${id}`;
}

async function letIn(harness: SiteHarness): Promise<WebSocket> {
  const url = siteUrl(harness);
  const socket = new WebSocket(url, { headers: { authorization: answerTo(await nonceFrom(url)) } });
  closing.push(async () => socket.terminate());
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('open', resolve));
  return socket;
}

function closeOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve));
}

const hello = JSON.stringify({
  type: 'hello',
  protocol: 1,
  journal: '6f1c2b1e-3c1f-4c55-9d0a-0d7a4f0f5b11',
  capabilities: {
    hasRemoteParty: true,
    hasCallId: true,
    hasTransferInfo: true,
    makeCall: true,
    messageWaiting: true,
    tellUserStates: [],
    setForwarding: false,
  },
});

describe('the door of site connectors', () => {
  describe('when somebody without the secret comes', () => {
    it('lets a connector know that its secret is wrong, and lets it try again slowly', async () => {
      const harness = box.current;
      harness.startSite({ secret: 'wrong' });
      await until(() => harness.codes(harness.siteFaults).includes('pbx.loginRefused'));
      expect(harness.siteLinks).toEqual([]);
      expect(harness.connector?.capabilities.makeCall).toBe(false);
    });
    it('answers an unknown id as it answers a wrong proof', async () => {
      for (const id of ['office', 'nobody']) {
        const url = siteUrl(box.current, id);
        const answer = await refusal(url, answerTo(await nonceFrom(url), 'wrong', id));
        expect(answer.statusCode).toBe(401);
        expect(answer.headers['www-authenticate']).toMatch(/^Hookswitch-Site nonce="/);
      }
    });
    it('takes no proof twice, none for another site, none to a challenge it did not make', async () => {
      const harness = box.current;
      const url = siteUrl(harness);
      const nonce = await nonceFrom(url);
      const socket = new WebSocket(url, { headers: { authorization: answerTo(nonce) } });
      await new Promise((resolve) => socket.once('open', resolve));
      socket.terminate();
      const other = await nonceFrom(url);
      const forged = `${other.slice(0, -1)}${other.endsWith('A') ? 'B' : 'A'}`;
      const tries = [
        answerTo(nonce),
        answerTo(other, siteSecret, 'cloud'),
        answerTo(forged),
        answerTo('x'),
        'Bearer x',
      ];
      for (const authorization of tries) expect((await refusal(url, authorization)).statusCode).toBe(401);
    });
    it('does not look at the clock of the site: only at its own, for one minute', async () => {
      const harness = box.current;
      await harness.stopService();
      let skew = 0;
      await harness.startService({ now: () => Date.now() + skew });
      const nonce = await nonceFrom(siteUrl(harness));
      skew = 61_000;
      expect((await refusal(siteUrl(harness), answerTo(nonce))).statusCode).toBe(401);
      // The connector's own clock is a minute behind now, and it gets in.
      harness.startSite();
      await until(() => harness.siteLinks.at(-1) === true);
    });
    it('slows down who tries too often', async () => {
      const harness = box.current;
      await harness.stopService();
      await harness.startService({ limits: { siteUpgradesPerMinute: 3 } });
      const answers: (number | undefined)[] = [];
      for (let each = 0; each < 5; each += 1) answers.push((await refusal(siteUrl(harness))).statusCode);
      expect(answers).toEqual([401, 401, 401, 429, 429]);
    });
    it('answers other upgrades with 404', async () => {
      expect((await refusal(`${box.current.url.replace('http', 'ws')}/api/v1/stream`)).statusCode).toBe(404);
    });
  });

  describe('when a site that was let in breaks the protocol', () => {
    const bad: readonly [string, string | Buffer][] = [
      ['no JSON', '{'],
      ['no hello', JSON.stringify({ type: 'present', up: true, liveConnectionIds: [] })],
      ['another protocol', hello.replace('"protocol":1', '"protocol":2')],
      ['bytes', Buffer.from('x')],
      ['a frame too large', 'x'.repeat(7_000_000)],
    ];
    it.each(bad)('closes the socket on %s', async (_name, frame) => {
      const socket = await letIn(box.current);
      const closed = closeOf(socket);
      socket.send(frame);
      expect([1003, 1006, 1008, 1009]).toContain(await closed);
      expect(box.current.told).toEqual([]);
    });
    it('closes on a second hello and on an event that is none', async () => {
      for (const frame of [hello, JSON.stringify({ type: 'events', sequence: 1, events: [{ kind: 'x' }] })]) {
        const socket = await letIn(box.current);
        socket.send(hello);
        await new Promise((resolve) => socket.once('message', resolve));
        const closed = closeOf(socket);
        socket.send(frame);
        expect(await closed).toBe(1008);
      }
    });
    it('survives a half frame and goes on with the next connector', async () => {
      const harness = box.current;
      const socket = await letIn(harness);
      const raw = (socket as unknown as { _socket: Socket })._socket;
      raw.write(Buffer.from([0x81, 0xfe, 0x10]));
      raw.end();
      await closeOf(socket);
      harness.startSite();
      await until(() => harness.siteLinks.at(-1) === true);
    });
    it('does not let a flood of frames pile up: the site waits on the network', async () => {
      const harness = box.current;
      const socket = await letIn(harness);
      socket.send(hello);
      const event = { kind: 'held', globalCallId: 'c', connectionId: 'x', deviceId: '2014' };
      for (let at = 0; at < 50; at += 1) {
        const events = Array.from({ length: 500 }, (_, index) => {
          const eventId = String(at * 500 + index);
          return { ...event, eventId, occurredAt: '2026-11-20T08:00:00Z' };
        });
        socket.send(JSON.stringify({ type: 'events', sequence: at * 500 + 1, events }));
      }
      await until(() => harness.ids().length === 25_000);
      expect(JSON.parse(harness.kept ?? '')).toMatchObject({ positions: [{ sequence: 25_000 }] });
    });
  });

  describe('when the way goes through a proxy', () => {
    /** A proxy that lets CONNECT through to those who know its password, and counts. */
    async function proxy(seen: string[]): Promise<number> {
      const server = createServer((_request, answer) => answer.writeHead(405).end());
      server.on('connect', (request: IncomingMessage, socket: Socket) => {
        seen.push(request.url ?? '');
        const wanted = `Basic ${Buffer.from('ada:pass word').toString('base64')}`;
        if (request.headers['proxy-authorization'] !== wanted) {
          socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
          return;
        }
        const [host = '', port = ''] = (request.url ?? '').split(':');
        const onward = connect(Number(port), host, () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
          onward.pipe(socket).pipe(onward);
        });
        for (const each of [onward, socket]) each.on('error', () => onward.destroy());
      });
      return listening(server);
    }

    it('dials by CONNECT, with its credentials, TLS inside, an authority of its own', async () => {
      const harness = box.current;
      const names = [{ type: 2 as const, value: 'localhost' }];
      const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
        extensions: [{ name: 'subjectAltName', altNames: names }],
      });
      await harness.stopService();
      await harness.startService({ tls: { cert, key } });
      const seen: string[] = [];
      const port = await proxy(seen);
      const url = `https://localhost:${String(harness.portNumber)}`;
      harness.startSite({ url, ca: cert, proxy: `http://ada:pass%20word@127.0.0.1:${String(port)}` });
      await until(() => harness.siteLinks.at(-1) === true);
      expect(new Set(seen)).toEqual(new Set([`localhost:${String(harness.portNumber)}`]));
    });
    it('trusts no certificate of an authority it does not know', async () => {
      const harness = box.current;
      const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }]);
      await harness.stopService();
      await harness.startService({ tls: { cert, key } });
      harness.startSite({ url: `https://localhost:${String(harness.portNumber)}` });
      await until(() => harness.siteFaults.length > 1);
      expect(harness.siteLinks).toEqual([]);
    });
    it('says when the proxy refuses', async () => {
      const harness = box.current;
      const port = await proxy([]);
      harness.startSite({ proxy: `http://127.0.0.1:${String(port)}` });
      await until(() => harness.siteFaults.some(({ message }) => message.includes('407')));
    });
  });

  describe('when the line goes dead without a word', () => {
    it('is noticed from both sides, and another one is made', async () => {
      const harness = box.current;
      let isDead = false;
      const relay = createTcpServer((socket) => {
        const onward = connect(harness.portNumber, '127.0.0.1');
        for (const [from, to] of [
          [socket, onward],
          [onward, socket],
        ] as const) {
          from.on('data', (bytes) => (isDead ? undefined : to.write(bytes)));
          from.on('error', () => undefined);
        }
      });
      const port = await listening(relay);
      harness.startSite({ url: `http://127.0.0.1:${String(port)}` });
      harness.pbx.comeUp();
      await until(() => harness.kinds().at(-1) === 'link up');
      isDead = true;
      await until(() => harness.kinds().at(-1) === 'link down');
      await until(() => harness.siteLinks.at(-1) === false);
      isDead = false;
      await until(() => harness.kinds().at(-1) === 'link up');
    });
  });
});
