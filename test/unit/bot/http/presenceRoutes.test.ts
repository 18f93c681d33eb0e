// "Why do I look busy?" through app.inject: whose presence, for whom, in which language.
import * as v from 'valibot';
import { presenceWhySchema } from '#shared/contracts';
import { readLocale } from '../../../../bot/http/readLocale.ts';
import { tenantA, tenantB, useHttp } from './HttpHarness.ts';
import { adaId } from './IssuerFake.ts';

const at = useHttp();
const admin = { roles: ['Hookswitch.Admin'] };
const helpdesk = { roles: ['Hookswitch.Helpdesk'] };

async function send(
  method: 'GET' | 'POST',
  url: string,
  claims: object | undefined = {},
  headers: Record<string, string> = {},
): Promise<{ statusCode: number; body: string; json: () => unknown }> {
  const authorization = `Bearer ${await at.current.a.token({ claims: { ...claims } })}`;
  return at.current.app.inject({ method, url: `/api/v1${url}`, headers: { authorization, ...headers } });
}

const ofColleague = (what: string): string => `/admin/presence/${at.current.heart.colleagueId}/${what}`;

describe('the presence routes', () => {
  it('answer the caller about themselves, whatever ids the request holds', async () => {
    const answer = await send('GET', `/presence/me/why?lang=fr&tz=Europe%2FParis&userId=${adaId}&tenantId=${tenantB}`);
    expect(answer.statusCode).toBe(200);
    expect(v.is(presenceWhySchema, answer.json())).toBe(true);
    const caller = { tenantId: tenantA, userId: adaId, displayName: 'Ada Example' };
    expect(at.current.heart.asked).toEqual([
      { what: 'presenceWhy', caller, input: { locale: 'fr', timeZone: 'Europe/Paris' } },
    ]);
  });

  it('release the part of the caller with 204', async () => {
    const answer = await send('POST', '/presence/me/release');
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(at.current.heart.asked).toMatchObject([{ what: 'releasePresence', caller: { userId: adaId } }]);
  });

  it.each(['admin', 'helpdesk'])('let the %s look and release', async (role) => {
    const claims = role === 'admin' ? admin : helpdesk;
    expect((await send('GET', ofColleague('why'), claims)).statusCode).toBe(200);
    expect((await send('POST', ofColleague('release'), claims)).statusCode).toBe(204);
    const { colleagueId: userId } = at.current.heart;
    expect(at.current.heart.asked).toMatchObject([
      { what: 'presenceWhy', caller: { tenantId: tenantA, roles: [role] }, input: { userId, locale: 'en' } },
      { what: 'releasePresence', input: userId },
    ]);
  });

  const routes = [
    ['GET', 'why'],
    ['POST', 'release'],
  ] as const;
  const strangers: readonly (readonly [string, object])[] = [
    ['a plain user', {}],
    ['an auditor', { roles: ['Hookswitch.Auditor'] }],
    ['a role of another application', { roles: ['Admin', 'hookswitch.admin', 'Hookswitch.Admin '] }],
    ['roles of another shape', { roles: 'Hookswitch.Admin' }],
    ['roles that are no texts', { roles: [{ value: 'Hookswitch.Admin' }, 'Hookswitch.Admin'] }],
    ['more roles than anybody has', { roles: Array.from({ length: 101 }, () => 'Hookswitch.Admin') }],
  ];
  it.each(routes.flatMap((route) => strangers.map((stranger) => [...route, ...stranger] as const)))(
    'refuse %s .../%s to %s',
    async (method, what, _who, claims) => {
      const answer = await send(method, ofColleague(what), claims);
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ code: 'auth.forbidden' });
      expect(at.current.heart.asked).toEqual([]);
    },
  );

  it.each(routes)('refuse an application to %s .../%s, whatever its roles', async (method, what) => {
    const answer = await send(method, ofColleague(what), { ...admin, scp: undefined, idtyp: 'app' });
    expect(answer.statusCode).toBe(403);
    expect(at.current.counted).toContain('refused appToken');
  });

  it.each([
    ['GET', '/presence/me/why'],
    ['POST', '/presence/me/release'],
    ['GET', `/admin/presence/${adaId}/why`],
    ['POST', `/admin/presence/${adaId}/release`],
  ] as const)('know no anonymous caller at %s %s', async (method, url) => {
    const answer = await at.current.app.inject({ method, url: `/api/v1${url}` });
    expect(answer.statusCode).toBe(401);
    expect(at.current.heart.asked).toEqual([]);
  });

  it.each(routes)('say 404 at %s .../%s for a user of another tenant', async (method, what) => {
    const answer = await send(method, `/admin/presence/${tenantB}/${what}`, admin);
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'http.notFound' });
  });

  it.each([
    ['no object id', '/admin/presence/..%2F..%2Fme/why'],
    ['a mail address', '/admin/presence/ada@example.com/why'],
    ['two languages', '/presence/me/why?lang=fr&lang=en'],
    ['markup for a language', '/presence/me/why?lang=%3Cb%3E'],
    ['an endless zone', `/presence/me/why?tz=${'x'.repeat(65)}`],
  ])('refuse %s', async (_what, url) => {
    expect((await send('GET', url, admin)).statusCode).toBe(400);
    expect(at.current.heart.asked).toEqual([]);
  });

  it('limit how often one caller asks', async () => {
    const app = at.current.build({ limits: { whysPerMinute: 2 }, now: () => 0 });
    const { authorization } = at.current;
    const ask = async (): Promise<number> =>
      (await app.inject({ url: '/api/v1/presence/me/why', headers: { authorization } })).statusCode;
    expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
  });

  it('read the language of the browser', async () => {
    await send('GET', '/presence/me/why', {}, { 'accept-language': 'sv, fr-CA;q=0.8, en;q=0.5' });
    expect(at.current.heart.asked).toMatchObject([{ input: { locale: 'fr-CA' } }]);
  });
});

describe('readLocale', () => {
  it.each<[string | undefined, string | undefined, string]>([
    ['fr', 'en', 'fr'],
    [undefined, undefined, 'en'],
    [undefined, '', 'en'],
    [undefined, 'fr', 'fr'],
    [undefined, 'fr-FR,fr;q=0.9,en;q=0.8', 'fr-FR'],
    [undefined, 'en;q=0.5, fr;q=0.9', 'fr'],
    [undefined, 'fr;q=0, en-GB;q=0.1', 'en-GB'],
    [undefined, 'sv-SE, pl', 'en'],
    [undefined, 'sv-SE, de-AT;q=0.7', 'de-AT'],
    [undefined, '*', 'en'],
    [undefined, ';;;q=,,fr;q=abc', 'en'],
    [undefined, `${'x'.repeat(10_000)},fr`, 'en'],
  ])('%p and %p give %s', (lang, header, locale) => {
    expect(readLocale(lang, header)).toBe(locale);
  });
});
