// The Graph client against a scripted Graph and a real https token endpoint with an authority of its own.
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createJsonFetcher } from '#bot/graph';
import type { ErrorCode } from '#shared/errors';
import { answer, halfThenHang, halfThenReset, hang, reset, type Script } from './GraphFake.ts';
import { ada, busy, clientId, faultOf, useGraph } from './GraphHarness.ts';

const at = useGraph();

describe('createGraphClient', () => {
  describe('when Graph accepts', () => {
    it('sets a session with our client id, a token of the tenant and an ISO duration', async () => {
      await at.current.client.setPresence(ada, busy, 5);
      expect(at.current.graph.received).toHaveLength(1);
      const [request] = at.current.graph.received;
      expect(request?.method).toBe('POST');
      expect(request?.url).toBe(`/v1.0/users/${ada}/presence/setPresence`);
      expect(request?.authorization).toBe('Bearer app-token-1');
      expect(JSON.parse(request?.body ?? '')).toEqual({ sessionId: clientId, ...busy, expirationDuration: 'PT5M' });
    });

    it('asks the token endpoint as a confidential client for the default scope of Graph', async () => {
      await at.current.client.setPresence(ada, busy, 5);
      const [form] = at.current.issuer.tokenRequests;
      expect(form?.get('grant_type')).toBe('client_credentials');
      expect(form?.get('client_id')).toBe(clientId);
      expect(form?.get('scope')?.split(' ')).toContain(`${at.current.graph.origin}/.default`);
    });

    it.each([
      [1, 'PT5M'],
      [90, 'PT90M'],
      [60, 'PT1H'],
      [240, 'PT4H'],
      [1000, 'PT4H'],
    ])('writes %d minutes as %s', async (minutes, iso) => {
      await at.current.client.setPresence(ada, busy, minutes);
      expect(at.current.graph.received[0]?.body).toContain(`"expirationDuration":"${iso}"`);
    });

    it('clears with the session id only', async () => {
      await at.current.client.clearPresence(ada);
      expect(at.current.graph.received[0]?.url).toBe(`/v1.0/users/${ada}/presence/clearPresence`);
      expect(JSON.parse(at.current.graph.received[0]?.body ?? '')).toEqual({ sessionId: clientId });
    });

    it('uses one token and few sockets for many calls', async () => {
      await Promise.all(Array.from({ length: 100 }, () => at.current.client.setPresence(ada, busy, 5)));
      expect(at.current.graph.received).toHaveLength(100);
      expect(at.current.issuer.tokenRequests).toHaveLength(1);
      expect(at.current.graph.connections).toBeLessThanOrEqual(4);
    });

    it('keeps a hostile user id inside its path segment', async () => {
      await at.current.client.clearPresence('a/../b?x#y@example.com');
      expect(at.current.graph.received[0]?.url).toBe(
        '/v1.0/users/a%2F..%2Fb%3Fx%23y%40example.com/presence/clearPresence',
      );
      expect((await faultOf(at.current.client.clearPresence('..'))).code).toBe('graph.refused');
    });
  });

  describe('when Graph refuses or fails', () => {
    const html = '<!doctype html><title>Sign in to the guest network</title>';
    it.each<[string, Script, ErrorCode]>([
      ['400', answer(400, '{"error":{"code":"BadRequest"}}'), 'graph.refused'],
      ['401 twice', answer(401), 'graph.refused'],
      ['403', answer(403, '{"error":{"code":"Forbidden"}}'), 'graph.consentLost'],
      ['404', answer(404, '{"error":{"code":"NotFound"}}'), 'graph.notFound'],
      ['429', answer(429), 'graph.throttled'],
      ['500', answer(500, 'oops'), 'graph.unavailable'],
      ['503 in HTML', answer(503, html), 'graph.unavailable'],
      ['a redirect', answer(302, '', { location: 'https://example.test/' }), 'graph.refused'],
      ['200 in HTML', answer(200, html, { 'content-type': 'text/html' }), 'graph.unreadable'],
      ['404 in HTML', answer(404, html), 'graph.unreadable'],
      ['a body without end', answer(200, '1'.repeat(70_000)), 'graph.unreadable'],
      ['a reset', reset, 'graph.unavailable'],
      ['a body cut short', halfThenReset, 'graph.unavailable'],
    ])('names %s', async (_name, script, code) => {
      at.current.graph.scripts = [script];
      expect((await faultOf(at.current.client.setPresence(ada, busy, 5))).code).toBe(code);
    });

    it.each([
      ['no answer', hang],
      ['half an answer', halfThenHang],
    ])('gives up on %s after its timeout', async (_name, script) => {
      const hasty = at.current.makeClient({ timeoutMs: 300 });
      await hasty.clearPresence(ada);
      at.current.graph.scripts = [script];
      const startedAt = performance.now();
      expect((await faultOf(hasty.setPresence(ada, busy, 5))).code).toBe('graph.timeout');
      expect(performance.now() - startedAt).toBeLessThan(10_000);
    });

    it('says after how long to come back, and keeps the code and request id of Graph', async () => {
      at.current.graph.scripts = [
        answer(429, '{"error":{"code":"TooManyRequests","message":"Ada Example"}}', {
          'retry-after': '7',
          'request-id': 'req-1',
        }),
      ];
      const fault = await faultOf(at.current.client.setPresence(ada, busy, 5));
      expect(fault.facts).toEqual({
        op: 'setPresence',
        status: 429,
        retryAfterMs: 7_000,
        graphCode: 'TooManyRequests',
        graphRequestId: 'req-1',
      });
    });

    it('reads a Retry-After date', async () => {
      at.current.graph.scripts = [answer(429, '', { 'retry-after': new Date(Date.now() + 30_000).toUTCString() })];
      const { retryAfterMs } = (await faultOf(at.current.client.setPresence(ada, busy, 5))).facts;
      expect(retryAfterMs).toBeGreaterThan(20_000);
      expect(retryAfterMs).toBeLessThanOrEqual(30_000);
    });

    it('takes a missing session as cleared', async () => {
      at.current.graph.scripts = [answer(404, '{"error":{"code":"NotFound"}}')];
      await expect(at.current.client.clearPresence(ada)).resolves.toBeUndefined();
      expect(at.current.reports.at(-1)).toMatchObject({ op: 'clearPresence', outcome: 'ok' });
    });

    it('tries once more on a connection that the server had closed', async () => {
      at.current.graph.scripts = [answer(200), reset, answer(200)];
      await at.current.client.setPresence(ada, busy, 5);
      await at.current.client.setPresence(ada, busy, 5);
      expect(at.current.graph.received).toHaveLength(3);
    });

    it('tells nobody home as unavailable', async () => {
      await at.current.client.setPresence(ada, busy, 5);
      await at.current.graph.stop();
      expect((await faultOf(at.current.client.setPresence(ada, busy, 5))).code).toBe('graph.unavailable');
    });
  });

  describe('when a proxy stands between', () => {
    it('goes through the proxy for tokens and for Graph', async () => {
      const targets: string[] = [];
      const proxy = await startProxy(targets);
      const proxied = at.current.makeClient({
        proxy: `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`,
      });
      await proxied.setPresence(ada, busy, 5);
      expect(targets).toContain(new URL(at.current.issuer.origin).host);
      expect(targets).toContain(new URL(at.current.graph.origin).host);
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    });
  });

  describe('when it is stopped', () => {
    it('lets a hanging call fail at once', async () => {
      await at.current.client.clearPresence(ada);
      at.current.graph.scripts = [hang];
      const fault = faultOf(at.current.client.setPresence(ada, busy, 5));
      while (at.current.graph.received.length < 2) await new Promise((resolve) => setImmediate(resolve));
      await at.current.client.stop();
      expect((await fault).code).toBe('graph.unavailable');
    });
  });
});

describe('createJsonFetcher', () => {
  it('brings JSON over our authority, and codes everything else', async () => {
    const fetcher = createJsonFetcher({ ca: at.current.issuer.ca }, 2_000);
    await expect(
      fetcher.fetchJson(`${at.current.issuer.authority}/.well-known/openid-configuration`),
    ).resolves.toMatchObject({
      issuer: `${at.current.issuer.authority}/v2.0`,
    });
    expect((await faultOf(fetcher.fetchJson(`${at.current.issuer.origin}/nothing`))).code).toBe('graph.notFound');
    await fetcher.stop();
  });
});

function startProxy(targets: string[]): Promise<Server> {
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    const target = request.url ?? '';
    targets.push(target);
    const { hostname, port } = new URL(`http://${target}`);
    const upstream = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  return new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(proxy)));
}
