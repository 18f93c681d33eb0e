// The fetch handed to libraries: it reaches, and it does not wait for ever.
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { createOutboundFetch, type OutboundFetch } from '#bot/graph';

let way: OutboundFetch | undefined;
let server: Server | undefined;
afterEach(async () => {
  await way?.stop();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
});

async function listening(made: Server): Promise<string> {
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((made.address() as AddressInfo).port)}/`;
}

describe('createOutboundFetch', () => {
  it('carries method, headers and body there and the answer back', async () => {
    const url = await listening(
      createHttpServer((request, response) => {
        let body = '';
        request.on('data', (bytes: Buffer) => (body += bytes.toString()));
        request.on('end', () =>
          response.writeHead(201).end(`${request.method ?? ''} ${String(request.headers['x-a'])} ${body}`),
        );
      }),
    );
    way = createOutboundFetch({}, 2_000);
    const answer = await way.fetch(url, { method: 'POST', headers: { 'x-a': 'b' }, body: 'c' });
    expect([answer.status, await answer.text()]).toEqual([201, 'POST b c']);
  });

  it('gives up on a peer that accepts and says nothing', async () => {
    const url = await listening(createServer((socket) => socket.on('error', () => undefined).resume()));
    way = createOutboundFetch({}, 300);
    await expect(way.fetch(url)).rejects.toThrow();
  });
});
