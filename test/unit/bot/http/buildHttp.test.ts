// The routes through app.inject: who is let in, what the heart is asked, and how refusals look.
import { buildHttp } from '#bot/http';
import * as v from 'valibot';
import { problemSchema } from '#shared/contracts';
import { errorTable, type ErrorCode } from '#shared/errors';
import { order, tenantA, tenantB, useHttp } from './HttpHarness.ts';
import { adaId, clientId, IssuerFake } from './IssuerFake.ts';

const at = useHttp();

describe(buildHttp.name, () => {
  describe('when a verified user asks', () => {
    it.each([
      ['/api/v1/me', 'me', undefined],
      ['/api/v1/calls', 'calls', { filter: 'all', limit: 50, tz: 'UTC' }],
      [
        '/api/v1/calls?filter=missed&limit=10&cursor=abc',
        'calls',
        { filter: 'missed', limit: 10, cursor: 'abc', tz: 'UTC' },
      ],
      ['/api/v1/people', 'people', { q: '', limit: 25 }],
      ['/api/v1/people?q=bruno&limit=5', 'people', { q: 'bruno', limit: 5 }],
    ])('hands %s to the heart in the name of the token', async (url, what, input) => {
      const response = await at.current.app.inject({ url, headers: { authorization: at.current.authorization } });
      expect(response.statusCode).toBe(200);
      expect(at.current.heart.asked).toEqual([
        { what, caller: { tenantId: tenantA, userId: adaId, displayName: 'Ada Example' }, input },
      ]);
    });

    it('takes an order to dial with 202', async () => {
      const response = await at.current.app.inject({
        method: 'POST',
        url: '/api/v1/dial',
        headers: { authorization: at.current.authorization },
        payload: order,
      });
      expect(response.statusCode).toBe(202);
      expect(response.json()).toEqual({ requestId: order.requestId, dialled: order.number });
    });

    it('ignores ids of other users and tenants in the request', async () => {
      const headers = { authorization: at.current.authorization, 'x-tenant-id': tenantB, 'x-user-id': 'someone' };
      await at.current.app.inject({ url: `/api/v1/calls?userId=someone&tenantId=${tenantB}`, headers });
      expect(at.current.heart.asked[0]?.caller).toMatchObject({ tenantId: tenantA, userId: adaId });
      expect(at.current.heart.asked[0]?.input).toEqual({ filter: 'all', limit: 50, tz: 'UTC' });
    });

    it('keeps answers out of caches and away from other origins', async () => {
      const { headers } = await at.current.app.inject({
        url: '/api/v1/me',
        headers: { authorization: at.current.authorization, origin: 'https://x.test' },
      });
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['strict-transport-security']).toBe('max-age=31536000');
      expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['x-frame-options']).toBeUndefined();
    });
  });

  describe('when the caller has no right', () => {
    const routes = [
      ['GET', '/api/v1/me'],
      ['GET', '/api/v1/calls'],
      ['GET', '/api/v1/people'],
      ['GET', '/api/v1/stream'],
      ['POST', '/api/v1/dial'],
    ] as const;
    const now = Math.floor(Date.now() / 1000);
    const callers: readonly (readonly [string, () => Promise<string | undefined>, number, string])[] = [
      ['nobody', () => Promise.resolve(undefined), 401, 'missing'],
      ['basic credentials', () => Promise.resolve('Basic YWRhOmFkYQ=='), 401, 'malformed'],
      [
        'an expired token',
        async () => `Bearer ${await at.current.a.token({ claims: { exp: now - 600 } })}`,
        401,
        'expired',
      ],
      ['a forged token', async () => `Bearer ${(await at.current.a.token()).slice(0, -8)}AAAAAAAA`, 401, 'signature'],
      [
        'a foreign tenant',
        async () => `Bearer ${await new IssuerFake('dddddddd-1111-4222-8333-444444444444', 2).token()}`,
        401,
        'unknownTenant',
      ],
      [
        'an application',
        async () => `Bearer ${await at.current.a.token({ claims: { scp: undefined, idtyp: 'app' } })}`,
        403,
        'appToken',
      ],
      ['another client', async () => `Bearer ${await at.current.a.token({ claims: { azp: adaId } })}`, 403, 'client'],
    ];
    const table = routes.flatMap(([method, url]) =>
      callers.map(([who, header, status, reason]) => ({ method, url, who, header, status, reason })),
    );

    it.each(table)('refuses $method $url to $who', async ({ method, url, header, status, reason }) => {
      const value = await header();
      const response = await at.current.app.inject({
        method,
        url,
        headers: value === undefined ? {} : { authorization: value },
        ...(method === 'POST' ? { payload: order } : {}),
      });
      expect(response.statusCode).toBe(status);
      expect(v.is(problemSchema, response.json())).toBe(true);
      expect(at.current.heart.asked).toEqual([]);
      expect(at.current.counted).toContain(`refused ${reason}`);
      if (status === 401) expect(response.headers['www-authenticate']).toMatch(/^Bearer/);
    });

    it('takes no token from the query', async () => {
      const response = await at.current.app.inject({ url: `/api/v1/me?access_token=${await at.current.a.token()}` });
      expect(response.statusCode).toBe(401);
    });
  });

  describe('when the heart refuses', () => {
    it.each<[ErrorCode]>([
      ['dial.numberInvalid'],
      ['dial.noLine'],
      ['dial.notAllowed'],
      ['pbx.unreachable'],
      ['pbx.timeout'],
    ])('answers %s with the status of the table', async (code) => {
      at.current.heart.refuseWith(code, { number: '+33199002014' });
      const response = await at.current.app.inject({
        method: 'POST',
        url: '/api/v1/dial',
        headers: { authorization: at.current.authorization },
        payload: order,
      });
      expect(response.statusCode).toBe(errorTable[code].status);
      expect(response.json()).toEqual({ code, requestId: response.headers['x-request-id'] });
    });

    it.each([new Error('secret detail'), 'a string', undefined, { statusCode: 200 }])(
      'answers whatever else is thrown as internal, without details',
      async (fault) => {
        at.current.heart.fault = fault ?? null;
        const response = await at.current.app.inject({
          url: '/api/v1/me',
          headers: { authorization: at.current.authorization },
        });
        expect(response.statusCode).toBe(500);
        expect(response.json()).toEqual({ code: 'internal', requestId: response.headers['x-request-id'] });
        expect(at.current.lines.some((line) => line.level === 'error' && line.event === 'http.fault')).toBe(true);
      },
    );

    it('says when to come back', async () => {
      at.current.heart.refuseWith('service.unavailable', { retryAfterMs: 1_500 });
      const response = await at.current.app.inject({
        url: '/api/v1/me',
        headers: { authorization: at.current.authorization },
      });
      expect(response.headers['retry-after']).toBe('2');
    });

    it('refuses a stream before it begins', async () => {
      at.current.heart.refuseWith('service.unavailable');
      const response = await at.current.app.inject({
        url: '/api/v1/stream',
        headers: { authorization: at.current.authorization },
      });
      expect(response.statusCode).toBe(503);
      expect(response.json()).toMatchObject({ code: 'service.unavailable' });
    });
  });

  describe('when somebody asks too often', () => {
    it('limits each caller for itself and lets in again later', async () => {
      let nowMs = Date.now();
      const small = at.current.build({ limits: { requestsPerMinute: 3 }, now: () => nowMs });
      const other = `Bearer ${await at.current.a.token({ claims: { oid: clientId } })}`;
      const ask = async (header: string): Promise<number> =>
        (await small.inject({ url: '/api/v1/me', headers: { authorization: header } })).statusCode;
      expect([
        await ask(at.current.authorization),
        await ask(at.current.authorization),
        await ask(at.current.authorization),
      ]).toEqual([200, 200, 200]);
      const refused = await small.inject({ url: '/api/v1/me', headers: { authorization: at.current.authorization } });
      expect(refused.statusCode).toBe(429);
      expect(refused.headers['retry-after']).toBe('20');
      expect(await ask(other)).toBe(200);
      nowMs += 20_000;
      expect(await ask(at.current.authorization)).toBe(200);
      expect(await ask(at.current.authorization)).toBe(429);
    });

    it('limits orders to dial more strictly', async () => {
      const startMs = Date.now();
      const app = at.current.build({ now: () => startMs }); // however long the orders take, no time passes
      const statuses: number[] = [];
      for (let turn = 0; turn < 31; turn += 1) {
        const payload = { ...order, requestId: `order-${String(1000 + turn)}` };
        const response = await app.inject({
          method: 'POST',
          url: '/api/v1/dial',
          headers: { authorization: at.current.authorization },
          payload,
        });
        statuses.push(response.statusCode);
      }
      expect(statuses.filter((status) => status === 202)).toHaveLength(30);
      expect(statuses.at(-1)).toBe(429);
    });
  });

  describe('when it keeps its log', () => {
    it('writes one line per request without the query, and counts by route', async () => {
      await at.current.app.inject({
        url: '/api/v1/people?q=Bruno+Sample',
        headers: { authorization: at.current.authorization },
      });
      const line = at.current.lines.find(({ event }) => event === 'http.request');
      expect(line?.level).toBe('info');
      expect(line?.facts).toMatchObject({ method: 'GET', path: '/api/v1/people', status: 200, tenantId: tenantA });
      expect(JSON.stringify(at.current.lines)).not.toContain('Bruno');
      expect(at.current.counted).toEqual(['/api/v1/people 200']);
    });

    it.each([
      ['abc-123', 'abc-123'],
      ['a b', undefined],
      ['x'.repeat(65), undefined],
      ['<script>', undefined],
    ])('handles the request id %p', async (given, kept) => {
      const response = await at.current.app.inject({ url: '/healthz', headers: { 'x-request-id': given } });
      const id = response.headers['x-request-id'];
      if (kept === undefined) expect(id).toMatch(/^[0-9a-f-]{36}$/);
      else expect(id).toBe(kept);
    });
  });
});
