// `$batch` against a scripted Graph: an outcome for each write, coded as a request of its own would be.
import type { PresenceWrite } from '#bot/graph';
import type { ErrorCode } from '#shared/errors';
import { answer, halfThenHang, hang, reset, type Script } from './GraphFake.ts';
import { ada, bruno, busy, clientId, faultOf, useGraph } from './GraphHarness.ts';

interface SentPart {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface PartScript {
  readonly status: unknown;
  readonly headers?: unknown;
  readonly body?: unknown;
}

const at = useGraph();
const set: PresenceWrite = { userId: ada, session: busy, minutes: 5 };
const clear: PresenceWrite = { userId: bruno, session: null, minutes: 0 };
const html = '<!doctype html><title>Sign in to the guest network</title>';

/** Answers the parts in order, each by its own script; `none` leaves a part out. */
function parts(...scripts: readonly (PartScript | 'none')[]): Script {
  return (response, request) => {
    const { requests } = JSON.parse(request.body) as { requests: SentPart[] };
    const responses = requests.flatMap(({ id }, index) => {
      const script = scripts[index] ?? { status: 200 };
      return script === 'none' ? [] : [{ id, ...script }];
    });
    answer(200, JSON.stringify({ responses }))(response, request);
  };
}

function sentParts(index = 0): readonly SentPart[] {
  return (JSON.parse(at.current.graph.received[index]?.body ?? '') as { requests: SentPart[] }).requests;
}

async function codesOf(writes: readonly PresenceWrite[]): Promise<readonly string[]> {
  const outcomes = await at.current.client.writePresences(writes);
  return outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.fault.code));
}

describe('writePresences', () => {
  describe('when Graph accepts', () => {
    it('sends one batch with a part for each write, relative to the version', async () => {
      at.current.graph.scripts = [parts()];
      expect(await codesOf([set, clear])).toEqual(['ok', 'ok']);
      expect(at.current.graph.received).toHaveLength(1);
      expect(at.current.graph.received[0]).toMatchObject({ method: 'POST', url: '/v1.0/$batch' });
      const shared = { method: 'POST', headers: { 'Content-Type': 'application/json' } };
      expect(sentParts()).toEqual([
        {
          id: '0',
          ...shared,
          url: `/users/${ada}/presence/setPresence`,
          body: { sessionId: clientId, ...busy, expirationDuration: 'PT5M' },
        },
        { id: '1', ...shared, url: `/users/${bruno}/presence/clearPresence`, body: { sessionId: clientId } },
      ]);
    });

    it('puts the outcomes in the order of the writes, whatever the order of the answers', async () => {
      const responses = [
        { id: '1', status: 503 },
        { id: '0', status: 200 },
      ];
      at.current.graph.scripts = [answer(200, JSON.stringify({ responses }))];
      expect(await codesOf([set, clear])).toEqual(['ok', 'graph.unavailable']);
    });

    it('tells the metrics of the batch and of every part', async () => {
      at.current.graph.scripts = [parts({ status: 429 }, { status: 404 })];
      await at.current.client.writePresences([set, clear]);
      expect(at.current.reports.map(({ op, outcome }) => `${op} ${outcome}`)).toEqual([
        'token ok',
        'batch ok',
        'setPresence throttled',
        'clearPresence ok',
      ]);
    });
  });

  describe('when single parts fail', () => {
    it.each<[string, PartScript | 'none', ErrorCode | 'ok']>([
      ['204', { status: 204 }, 'ok'],
      ['400', { status: 400, body: { error: { code: 'BadRequest' } } }, 'graph.refused'],
      ['403', { status: 403 }, 'graph.consentLost'],
      ['404', { status: 404 }, 'graph.notFound'],
      ['424', { status: 424 }, 'graph.unavailable'],
      ['429', { status: 429 }, 'graph.throttled'],
      ['500', { status: 500, body: html }, 'graph.unavailable'],
      ['504', { status: 504 }, 'graph.unavailable'],
      ['a redirect', { status: 302 }, 'graph.refused'],
      ['no answer', 'none', 'graph.unreadable'],
      ['a status that is none', { status: 'fine' }, 'graph.unreadable'],
      ['a status out of range', { status: 1e9 }, 'graph.unreadable'],
      ['headers that are none', { status: 200, headers: 'x' }, 'ok'],
    ])('names %s and keeps the other', async (_name, script, code) => {
      at.current.graph.scripts = [parts(script)];
      expect(await codesOf([set, clear])).toEqual([code, 'ok']);
    });

    it('takes a missing session as cleared', async () => {
      at.current.graph.scripts = [parts({ status: 200 }, { status: 404, body: { error: { code: 'NotFound' } } })];
      expect(await codesOf([set, clear])).toEqual(['ok', 'ok']);
    });

    it('says for each part after how long to come back', async () => {
      const throttled = (retryAfter: unknown): PartScript => ({
        status: 429,
        headers: { 'rEtRy-AfTeR': retryAfter, 'request-id': 'req-1' },
        body: { error: { code: 'TooManyRequests', message: 'Ada Example' } },
      });
      at.current.graph.scripts = [parts(throttled('7'), throttled(3), throttled(['x']))];
      const outcomes = await at.current.client.writePresences([set, clear, clear]);
      const facts = outcomes.map((outcome) => (outcome.ok ? undefined : outcome.fault.facts));
      expect(facts[0]).toEqual({
        op: 'setPresence',
        status: 429,
        retryAfterMs: 7_000,
        graphCode: 'TooManyRequests',
        graphRequestId: 'req-1',
      });
      expect(facts.map((fact) => fact?.['retryAfterMs'])).toEqual([7_000, 3_000, undefined]);
    });

    it('believes nobody when an id is answered twice, and ignores ids it never sent', async () => {
      const responses = [
        { id: '0', status: 200 },
        { id: '0', status: 429 },
        { id: '1', status: 200 },
        { id: '7', status: 200 },
        { id: 1, status: 500 },
        'nonsense',
        null,
      ];
      at.current.graph.scripts = [answer(200, JSON.stringify({ responses }))];
      expect(await codesOf([set, clear])).toEqual(['graph.unreadable', 'ok']);
    });

    it('refuses what is no user id alone, without asking', async () => {
      at.current.graph.scripts = [parts()];
      const outcomes = await codesOf([{ ...set, userId: '..' }, { ...set, userId: 'a\uD800' }, set]);
      expect(outcomes).toEqual(['graph.refused', 'graph.refused', 'ok']);
      expect(sentParts().map(({ id }) => id)).toEqual(['2']);
    });
  });

  describe('when a part answers 401', () => {
    it('renews the token once and sends those parts again, and only those', async () => {
      at.current.graph.scripts = [parts({ status: 401 }, { status: 429 }), parts({ status: 200 })];
      expect(await codesOf([set, clear])).toEqual(['ok', 'graph.throttled']);
      expect(sentParts(1).map(({ id }) => id)).toEqual(['0']);
      expect(at.current.graph.received.map(({ authorization }) => authorization)).toEqual([
        'Bearer app-token-1',
        'Bearer app-token-2',
      ]);
    });

    it('gives up on them when the new token is refused too', async () => {
      at.current.graph.scripts = [parts({ status: 401 }), parts({ status: 401 })];
      expect(await codesOf([set, clear])).toEqual(['graph.refused', 'ok']);
      expect(at.current.graph.received).toHaveLength(2);
    });

    it('keeps what was answered when the second try fails', async () => {
      at.current.graph.scripts = [parts({ status: 401 }), answer(503)];
      expect(await codesOf([set, clear])).toEqual(['graph.unavailable', 'ok']);
    });
  });

  describe('when the batch as a whole fails', () => {
    it.each<[string, Script, ErrorCode]>([
      ['400', answer(400), 'graph.refused'],
      ['401 twice', answer(401), 'graph.refused'],
      ['403', answer(403), 'graph.consentLost'],
      ['429', answer(429), 'graph.throttled'],
      ['503 in HTML', answer(503, html), 'graph.unavailable'],
      ['200 in HTML', answer(200, html, { 'content-type': 'text/html' }), 'graph.unreadable'],
      ['an empty 200', answer(200), 'graph.unreadable'],
      ['no list of responses', answer(200, '{"responses":{}}'), 'graph.unreadable'],
      ['nothing but null', answer(200, 'null'), 'graph.unreadable'],
      ['a body without end', answer(200, ' '.repeat(3 * 1024 * 1024)), 'graph.unreadable'],
      ['a body of brackets', answer(200, '['.repeat(1024 * 1024)), 'graph.unreadable'],
      ['a reset', reset, 'graph.unavailable'],
    ])('throws what %s means', async (_name, script, code) => {
      at.current.graph.scripts = [script];
      expect((await faultOf(at.current.client.writePresences([set, clear]))).code).toBe(code);
    });

    it.each([
      ['no answer', hang],
      ['half an answer', halfThenHang],
    ])('gives up on %s after its timeout', async (_name, script) => {
      const hasty = at.current.makeClient({ timeoutMs: 300 });
      at.current.graph.scripts = [answer(200), script];
      await hasty.clearPresence(ada);
      expect((await faultOf(hasty.writePresences([set]))).code).toBe('graph.timeout');
    });

    it('keeps the Retry-After of the batch', async () => {
      at.current.graph.scripts = [answer(429, '', { 'retry-after': '9' })];
      expect((await faultOf(at.current.client.writePresences([set]))).facts).toMatchObject({ retryAfterMs: 9_000 });
    });

    it('answers deep nonsense in a part like any other body', async () => {
      const deep = `${'{"error":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
      at.current.graph.scripts = [answer(200, `{"responses":[{"id":"0","status":500,"body":${deep}}]}`)];
      expect(await codesOf([set])).toEqual(['graph.unavailable']);
    });
  });

  describe('when asked for too much or nothing', () => {
    it('takes 20 writes, refuses 21, and sends nothing for none', async () => {
      at.current.graph.scripts = [parts()];
      expect(await at.current.client.writePresences([])).toEqual([]);
      expect((await faultOf(at.current.client.writePresences(Array(21).fill(set)))).code).toBe('input.invalid');
      expect(at.current.graph.received).toHaveLength(0);
      expect(new Set(await codesOf(Array(20).fill(set)))).toEqual(new Set(['ok']));
    });
  });
});
