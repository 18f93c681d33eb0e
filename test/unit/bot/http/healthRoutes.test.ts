// Probes and metrics: what they say, and to whom.
import { buildHttp } from '#bot/http';
import { useHttp } from './HttpHarness.ts';

const at = useHttp();

describe(buildHttp.name, () => {
  describe('when an operator or a probe asks', () => {
    it('is alive and ready', async () => {
      expect((await at.current.app.inject('/healthz')).json()).toEqual({ status: 'ok' });
      expect((await at.current.app.inject('/readyz')).statusCode).toBe(200);
      at.current.heart.isReady = false;
      const response = await at.current.app.inject('/readyz');
      expect(response.statusCode).toBe(503);
      expect(response.json()).toMatchObject({ ready: false, parts: [{ part: 'store', ok: false }] });
    });

    it('keeps details from the world', async () => {
      const outside = await at.current.app.inject({ url: '/readyz', remoteAddress: '203.0.113.7' });
      expect(outside.body).not.toContain('pbx-1');
      expect((await at.current.app.inject('/readyz')).body).toContain('pbx-1');
    });

    it.each([
      ['127.0.0.1', {}, 200],
      ['::1', {}, 200],
      ['::ffff:10.1.2.3', {}, 200],
      ['192.168.7.7', {}, 200],
      ['203.0.113.7', {}, 403],
      ['2001:db8::7', {}, 403],
      ['127.0.0.1', { 'x-forwarded-for': '10.0.0.1' }, 403],
      ['127.0.0.1', { forwarded: 'for=10.0.0.1' }, 403],
    ])('shows metrics to %s with %p: %d', async (remoteAddress, headers, status) => {
      expect((await at.current.app.inject({ url: '/metrics', remoteAddress, headers })).statusCode).toBe(status);
    });

    it('believes a proxy only when told to', async () => {
      const behind = at.current.build({ trustProxy: true });
      const ask = (from: string): Promise<{ statusCode: number }> =>
        behind.inject({ url: '/metrics', headers: { 'x-forwarded-for': from } });
      expect((await ask('203.0.113.7')).statusCode).toBe(403);
      expect((await ask('10.0.0.7')).statusCode).toBe(200);
    });

    it('wants the metrics token when there is one', async () => {
      const guarded = at.current.build({ metricsToken: 'let-me-see' });
      const ask = (header: string): Promise<{ statusCode: number; body: string }> =>
        guarded.inject({ url: '/metrics', remoteAddress: '203.0.113.7', headers: { authorization: header } });
      expect((await ask('Bearer let-me-see')).body).toBe('hookswitch_up 1\n');
      expect((await ask('Bearer let-me-se')).statusCode).toBe(403);
      expect((await guarded.inject('/metrics')).statusCode).toBe(403);
    });
  });
});
