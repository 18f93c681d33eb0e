// The routes against input that does not fit: named fields, coded refusals, never a failure of ours.
import fc from 'fast-check';
import { buildHttp } from '#bot/http';
import * as v from 'valibot';
import { problemSchema } from '#shared/contracts';
import { anyCharacter } from '../../../support/anyCharacter.ts';
import { order, useHttp } from './HttpHarness.ts';

const at = useHttp();

describe(buildHttp.name, () => {
  describe('when the input does not fit', () => {
    it.each([
      ['/api/v1/calls?limit=0', ['limit']],
      ['/api/v1/calls?limit=1e9&filter=other', ['filter', 'limit']],
      ['/api/v1/calls?limit=5&limit=6', ['limit']],
      [`/api/v1/calls?cursor=${'x'.repeat(300)}`, ['cursor']],
      [`/api/v1/people?q=${'x'.repeat(101)}`, ['q']],
    ])('names the fields of %s', async (url, paths) => {
      const response = await at.current.app.inject({ url, headers: { authorization: at.current.authorization } });
      expect(response.statusCode).toBe(400);
      expect(response.json()).toEqual({ code: 'input.invalid', requestId: response.headers['x-request-id'], paths });
    });

    it.each<[string, string | object, string, number]>([
      ['no JSON', '{"number":', 'application/json', 400],
      ['an empty body', '', 'application/json', 400],
      ['a form', 'number=1', 'application/x-www-form-urlencoded', 400],
      ['plain text', '{}', 'text/plain', 400],
      ['a list', [], 'application/json', 400],
      ['a prototype', '{"__proto__":{"number":"1"},"requestId":"order-0001"}', 'application/json', 400],
      ['too long a number', { ...order, number: '1'.repeat(65) }, 'application/json', 400],
      ['a request id with a blank', { ...order, requestId: 'order 0001' }, 'application/json', 400],
      ['a body over 64 KB', { ...order, padding: 'x'.repeat(70_000) }, 'application/json', 413],
    ])('refuses to dial %s', async (_name, payload, type, status) => {
      const response = await at.current.app.inject({
        method: 'POST',
        url: '/api/v1/dial',
        headers: { authorization: at.current.authorization, 'content-type': type },
        payload,
      });
      expect(response.statusCode).toBe(status);
      expect(v.is(problemSchema, response.json())).toBe(true);
      expect(at.current.heart.dialled.size).toBe(0);
    });

    it.each(['/api/v1/nothing', '/nothing', '/api/v1/me/', '/api/v1/%zz', '/../etc/hostname', '/.git/config'])(
      'answers %s with a problem',
      async (url) => {
        const response = await at.current.app.inject({ url, headers: { authorization: at.current.authorization } });
        expect([400, 404]).toContain(response.statusCode);
        expect(v.is(problemSchema, response.json())).toBe(true);
      },
    );

    it('never fails on any query', async () => {
      const key = fc.oneof(fc.constantFrom('q', 'limit', 'cursor', 'filter', '__proto__', 'constructor'), fc.string());
      const roomy = at.current.build({ limits: { requestsPerMinute: 1_000_000 } });
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('calls', 'people', 'me'),
          fc.array(fc.tuple(key, fc.string({ unit: anyCharacter })), { maxLength: 6 }),
          async (route, pairs) => {
            const query = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
            const { statusCode } = await roomy.inject({
              url: `/api/v1/${route}?${query}`,
              headers: { authorization: at.current.authorization },
            });
            expect([200, 400]).toContain(statusCode);
          },
        ),
        { numRuns: 200 },
      );
    }, 20_000);

    it('never fails on any raw address or body', async () => {
      const roomy = at.current.build({ limits: { requestsPerMinute: 1_000_000, dialsPerMinute: 1_000_000 } });
      await fc.assert(
        fc.asyncProperty(fc.webPath(), fc.webQueryParameters(), fc.json(), async (path, query, payload) => {
          const headers = { authorization: at.current.authorization, 'content-type': 'application/json' };
          const get = await roomy.inject({ url: `/${path}?${query}`, headers });
          const post = await roomy.inject({ method: 'POST', url: '/api/v1/dial', headers, payload });
          expect(get.statusCode).toBeLessThan(500);
          expect(post.statusCode).toBeLessThan(500);
        }),
        { numRuns: 200 },
      );
    }, 20_000);
  });
});

/** Lone surrogates included, which encodeURIComponent would throw at. */
function encode(text: string): string {
  return [...Buffer.from(text, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}
