// The typed client against a scripted fetch.
import { createApiClient, type ApiClient } from '#shared/client';
import { AppError, type ErrorCode } from '#shared/errors';
import { ClockFake } from '../../../support/ClockFake.ts';
import { aMe, aRecord, aWhy } from '../../../support/aRecord.ts';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

function setUp(answer: (sent: Sent) => Promise<Response>): {
  client: ApiClient;
  sent: Sent[];
  clock: ClockFake;
  times: number[];
} {
  const sent: Sent[] = [];
  const times: number[] = [];
  const clock = new ClockFake();
  const client = createApiClient({
    apiBase: '/api/v1',
    token: async () => 'the-token',
    fetch: (url, init) => {
      sent.push({ url, init });
      return answer({ url, init });
    },
    clock,
    onServerTime: (serverMs) => times.push(serverMs),
  });
  return { client, sent, clock, times };
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });

async function codeOf(work: Promise<unknown>): Promise<ErrorCode | 'none'> {
  return work.then(
    () => 'none' as const,
    (fault: unknown) => {
      if (fault instanceof AppError) return fault.code;
      throw fault;
    },
  );
}

/** Never answers, until it is called off. */
const silence = ({ init }: Sent): Promise<Response> =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener('abort', () => {
      reject(new DOMException('aborted', 'AbortError'));
    });
  });

describe('createApiClient', () => {
  it('sends the token and no cookies', async () => {
    const { client, sent } = setUp(async () => json(aMe()));
    await expect(client.me()).resolves.toEqual(aMe());
    expect(sent[0]?.url).toBe('/api/v1/me');
    expect(sent[0]?.init).toMatchObject({ credentials: 'omit', headers: { authorization: 'Bearer the-token' } });
  });

  it('asks for pages by filter, limit and cursor', async () => {
    const { client, sent } = setUp(async () => json({ items: [aRecord()], next: 'n&2' }));
    await client.calls({ filter: 'missed', limit: 5, cursor: 'a b&c' });
    expect(sent[0]?.url).toBe('/api/v1/calls?filter=missed&limit=5&cursor=a+b%26c');
  });

  it('cuts an over-long search text to what the service takes', async () => {
    const { client, sent } = setUp(async () => json({ items: [] }));
    await client.people({ text: 'x'.repeat(500) });
    expect(new URL(sent[0]?.url ?? '', 'http://x.test').searchParams.get('q')).toHaveLength(100);
  });

  it('posts an order to dial', async () => {
    const { client, sent } = setUp(async () => json({ requestId: 'request-1', dialled: '0199002015' }, 202));
    await client.dial({ number: '01 99 00 20 15', requestId: 'request-1' });
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      body: '{"number":"01 99 00 20 15","requestId":"request-1"}',
    });
  });

  it('tells which kind of number has to be confirmed', async () => {
    const problem = { code: 'dial.notAllowed', requestId: 'q', numberClass: 'premium' };
    const { client } = setUp(async () => json(problem, 403));
    const order = client.dial({ number: '3200', requestId: 'request-1' });
    await expect(order).rejects.toMatchObject({ code: 'dial.notAllowed', facts: { numberClass: 'premium' } });
  });

  it('asks why in the words and the zone of the reader', async () => {
    const { layer, words, can } = aWhy();
    const { client, sent } = setUp(async () => json(aWhy()));
    await expect(client.presenceWhy({ locale: 'fr-FR', timeZone: 'Europe/Paris' })).resolves.toEqual({
      layer,
      words,
      can,
    });
    expect(sent[0]?.url).toBe('/api/v1/presence/me/why?lang=fr-FR&tz=Europe%2FParis');
  });

  it('posts a release without a body and takes an answer without one', async () => {
    const { client, sent } = setUp(async () => new Response(null, { status: 204 }));
    await expect(client.releasePresence()).resolves.toBeUndefined();
    expect(sent[0]).toMatchObject({ url: '/api/v1/presence/me/release', init: { method: 'POST' } });
    expect(sent[0]?.init.body).toBeUndefined();
  });

  it('tells the clock of the service', async () => {
    const { client, times } = setUp(async () => json(aMe(), 200, { date: 'Fri, 20 Nov 2026 08:00:30 GMT' }));
    await client.me();
    expect(times).toEqual([Date.parse('2026-11-20T08:00:30Z')]);
  });

  describe('when the answer is no answer', () => {
    it.each<[string, () => Promise<Response>, ErrorCode]>([
      ['a problem', async () => json({ code: 'dial.noLine', requestId: 'q' }, 409), 'dial.noLine'],
      ['a problem of an unknown code', async () => json({ code: 'new.code', requestId: 'q' }, 403), 'auth.forbidden'],
      ['401 without a body', async () => new Response('', { status: 401 }), 'auth.invalid'],
      ['429 from a proxy', async () => new Response('slow down', { status: 429 }), 'http.tooManyRequests'],
      ['HTML from a proxy', async () => new Response('<html>', { status: 502 }), 'service.unavailable'],
      ['HTML with status 200', async () => new Response('<html>', { status: 200 }), 'service.unavailable'],
      ['JSON of another shape', async () => json({ user: 1 }), 'service.unavailable'],
      ['a dead network', () => Promise.reject(new TypeError('Failed to fetch')), 'service.unavailable'],
    ])('%s is a coded fault', async (_what, answer, code) => {
      expect(await codeOf(setUp(answer).client.me())).toBe(code);
    });

    it('gives up after ten seconds', async () => {
      const { client, clock } = setUp(silence);
      const code = codeOf(client.me());
      await clock.pass(9_999);
      await clock.pass(1);
      expect(await code).toBe('service.unavailable');
      expect(clock.waiting).toBe(0);
    });

    it('gives a report with a picture two minutes over a slow line', async () => {
      const { client, clock } = setUp(silence);
      const code = codeOf(client.sendReport({ title: 'x', topic: 'other', text: '', app: {} }));
      await clock.pass(119_999);
      expect(clock.waiting).toBe(1);
      await clock.pass(1);
      expect(await code).toBe('service.unavailable');
    });

    it('stops when the caller no longer wants it', async () => {
      const { client } = setUp(silence);
      const stop = new AbortController();
      const asked = client.people({ text: 'ada' }, stop.signal);
      stop.abort(new AppError('internal', 'no longer wanted'));
      expect(await codeOf(asked)).toBe('internal');
    });
  });
});
