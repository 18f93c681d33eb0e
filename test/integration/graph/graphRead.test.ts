// Reading seen presence against a scripted Graph: what is sent, and what is made of good and hostile answers.
import type { ErrorCode } from '#shared/errors';
import { answer, hang, reset, type Script } from './GraphFake.ts';
import { ada, bruno, faultOf, useGraph } from './GraphHarness.ts';

const at = useGraph();

function value(...entries: readonly unknown[]): Script {
  return answer(200, JSON.stringify({ '@odata.context': 'x', value: entries }));
}

describe('readPresences', () => {
  describe('when Graph answers', () => {
    it('asks for the users once and gives what Teams shows of them', async () => {
      at.current.graph.scripts = [
        value(
          { id: bruno, availability: 'Away', activity: 'Away', sequenceNumber: 'A1' },
          { id: ada.toUpperCase(), availability: 'Busy', activity: 'InAMeeting', statusMessage: null },
        ),
      ];
      expect(await at.current.client.readPresences([ada, bruno])).toEqual([
        { userId: bruno, availability: 'Away', activity: 'Away' },
        { userId: ada, availability: 'Busy', activity: 'InAMeeting' },
      ]);
      const [request] = at.current.graph.received;
      expect(request).toMatchObject({ method: 'POST', url: '/v1.0/communications/getPresencesByUserId' });
      expect(JSON.parse(request?.body ?? '')).toEqual({ ids: [ada, bruno] });
      expect(at.current.reports.at(-1)).toMatchObject({ op: 'readPresences', outcome: 'ok' });
    });

    it('keeps words it has never heard of', async () => {
      at.current.graph.scripts = [value({ id: ada, availability: 'Hologram', activity: 'x'.repeat(64) })];
      expect(await at.current.client.readPresences([ada])).toMatchObject([{ availability: 'Hologram' }]);
    });

    it.each([
      ['no words', { id: ada }],
      ['an empty word', { id: ada, availability: '', activity: 'Away' }],
      ['a word too long', { id: ada, availability: 'Away', activity: 'x'.repeat(65) }],
      ['words that are none', { id: ada, availability: 1, activity: {} }],
      ['a user nobody asked for', { id: 'cccc', availability: 'Away', activity: 'Away' }],
      ['null', null],
      ['a list', [[]]],
    ])('skips %s and keeps the others', async (_name, entry) => {
      const good = { id: bruno, availability: 'Away', activity: 'Away' };
      at.current.graph.scripts = [value(entry, good, { ...good, availability: 'Busy' })];
      expect(await at.current.client.readPresences([ada, bruno])).toEqual([
        { userId: bruno, availability: 'Away', activity: 'Away' },
      ]);
    });
  });

  describe('when Graph refuses or fails', () => {
    it.each<[string, Script, ErrorCode]>([
      ['403', answer(403), 'graph.consentLost'],
      ['429', answer(429), 'graph.throttled'],
      ['502', answer(502), 'graph.unavailable'],
      ['HTML', answer(200, '<!doctype html>'), 'graph.unreadable'],
      ['no list', answer(200, '{"value":"x"}'), 'graph.unreadable'],
      ['nothing', answer(200), 'graph.unreadable'],
      ['a body without end', answer(200, ' '.repeat(9 * 1024 * 1024)), 'graph.unreadable'],
      ['a reset', reset, 'graph.unavailable'],
    ])('throws what %s means', async (_name, script, code) => {
      at.current.graph.scripts = [script];
      expect((await faultOf(at.current.client.readPresences([ada]))).code).toBe(code);
    });

    it('gives up after its timeout', async () => {
      const hasty = at.current.makeClient({ timeoutMs: 300 });
      at.current.graph.scripts = [answer(200), hang];
      await hasty.clearPresence(ada);
      expect((await faultOf(hasty.readPresences([ada]))).code).toBe('graph.timeout');
    });

    it('renews a token that is refused, once', async () => {
      at.current.graph.scripts = [answer(401), value()];
      expect(await at.current.client.readPresences([ada])).toEqual([]);
      expect(at.current.issuer.tokenRequests).toHaveLength(2);
    });
  });

  describe('when asked for too many or for none', () => {
    it('asks Graph for 650 at most', async () => {
      at.current.graph.scripts = [value()];
      expect(await at.current.client.readPresences([])).toEqual([]);
      expect((await faultOf(at.current.client.readPresences(Array(651).fill(ada)))).code).toBe('input.invalid');
      expect(at.current.graph.received).toHaveLength(0);
      expect(await at.current.client.readPresences(Array(650).fill(ada))).toEqual([]);
    });
  });
});
