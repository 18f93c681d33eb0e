// How the Graph client gets, keeps and renews its token, and what it says when it gets none.
import type { ErrorCode } from '#shared/errors';
import { answer, hang, type Script } from './GraphFake.ts';
import { ada, bruno, busy, faultOf, useGraph } from './GraphHarness.ts';

const at = useGraph();

describe('createGraphClient', () => {
  describe('when tokens end', () => {
    it('renews once after a 401 and repeats the request', async () => {
      at.current.graph.scripts = [answer(401), answer(200)];
      await at.current.client.setPresence(ada, busy, 5);
      expect(at.current.graph.received.map((request) => request.authorization)).toEqual([
        'Bearer app-token-1',
        'Bearer app-token-2',
      ]);
    });

    it('does not renew again and again when renewed tokens are refused', async () => {
      at.current.graph.scripts = [answer(401)];
      for (let turn = 0; turn < 5; turn += 1) {
        expect((await faultOf(at.current.client.setPresence(ada, busy, 5))).code).toBe('graph.refused');
      }
      expect(at.current.issuer.tokenRequests).toHaveLength(2);
    });

    it('renews before expiry without making anybody wait, one renewal at a time', async () => {
      at.current.issuer.lifeSeconds = 1000;
      await at.current.client.setPresence(ada, busy, 5);
      at.current.clockMs = Date.now() + 900_000;
      await Promise.all([at.current.client.setPresence(ada, busy, 5), at.current.client.setPresence(bruno, busy, 5)]);
      expect(at.current.graph.received.at(-1)?.authorization).toBe('Bearer app-token-1');
      while (at.current.reports.filter((report) => report.op === 'token').length < 2)
        await at.current.client.clearPresence(ada);
      await at.current.client.setPresence(ada, busy, 5);
      expect(at.current.graph.received.at(-1)?.authorization).toBe('Bearer app-token-2');
      expect(at.current.issuer.tokenRequests).toHaveLength(2);
    });

    it('waits for a new token once the old one is over', async () => {
      at.current.issuer.lifeSeconds = 1000;
      await at.current.client.setPresence(ada, busy, 5);
      at.current.clockMs = Date.now() + 1_000_000;
      await at.current.client.setPresence(ada, busy, 5);
      expect(at.current.graph.received.at(-1)?.authorization).toBe('Bearer app-token-2');
    });

    it.each<[string, Script, ErrorCode]>([
      ['refuses the application', answer(400, '{"error":"unauthorized_client"}'), 'graph.consentLost'],
      ['is throttled', answer(429, '{}', { 'retry-after': '3' }), 'graph.throttled'],
      ['is down', answer(503, '{}'), 'graph.unavailable'],
      ['answers HTML', answer(200, '<html></html>'), 'graph.unreadable'],
      ['hangs', hang, 'graph.timeout'],
    ])('passes on that the token endpoint %s, and recovers', async (_name, script, code) => {
      // Only what is to time out is hasty: on a busy machine an answer takes its time.
      const client = at.current.makeClient({ timeoutMs: script === hang ? 1_000 : 10_000 });
      at.current.issuer.script = script;
      expect((await faultOf(client.setPresence(ada, busy, 5))).code).toBe(code);
      at.current.issuer.script = undefined;
      await client.setPresence(ada, busy, 5);
      expect(at.current.graph.received).toHaveLength(1);
    });

    it('names a wrong secret without telling it', async () => {
      const wrong = at.current.makeClient({ secret: 'battery staple' });
      const fault = await faultOf(wrong.setPresence(ada, busy, 5));
      expect(fault.code).toBe('graph.refused');
      expect(fault.facts).toEqual({ op: 'token', reason: 'invalid_client', entra: 'AADSTS7000215' });
      expect(JSON.stringify([fault.message, fault.facts])).not.toContain('battery');
    });

    it('refuses an identity provider whose certificate nobody vouches for', async () => {
      const strict = at.current.makeClient({ ca: undefined });
      expect((await faultOf(strict.setPresence(ada, busy, 5))).code).toBe('graph.unavailable');
      expect(at.current.issuer.tokenRequests).toHaveLength(0);
    });
  });
});
