// The admin's routes through app.inject: who may ask what, and about which tenant.
import type { AdminReload } from '#shared/contracts';
import { adaId } from './IssuerFake.ts';
import { tenantA, useHttp } from './HttpHarness.ts';

const at = useHttp();
const rolesOf: Readonly<Record<string, object>> = {
  admin: { roles: ['Hookswitch.Admin'] },
  helpdesk: { roles: ['Hookswitch.Helpdesk'] },
  auditor: { roles: ['Hookswitch.Auditor'] },
  user: {},
};
const nothing: AdminReload = { applied: true, changes: [], faults: [] };

async function send(method: 'GET' | 'POST', url: string, who: string, app = at.current.app): Promise<number> {
  const authorization = `Bearer ${await at.current.a.token({ claims: { ...rolesOf[who] } })}`;
  return (await app.inject({ method, url: `/api/v1${url}`, headers: { authorization } })).statusCode;
}

describe('the admin routes', () => {
  it.each([
    ['/admin/lines', 'admin', 200],
    ['/admin/lines', 'helpdesk', 200],
    ['/admin/lines', 'auditor', 403],
    ['/admin/lines', 'user', 403],
    ['/admin/pbx', 'admin', 200],
    ['/admin/pbx', 'helpdesk', 200],
    ['/admin/pbx', 'auditor', 403],
    ['/admin/pbx', 'user', 403],
  ])('answer GET %s of a caller who is %s with %d', async (url, who, status) => {
    expect(await send('GET', url, who)).toBe(status);
    expect(at.current.heart.asked).toHaveLength(status === 200 ? 1 : 0);
  });

  it('ask about the tenant of the token, in the language asked for', async () => {
    await send('GET', '/admin/lines?lang=fr&offset=200&limit=50&tenantId=another', 'admin');
    await send('GET', '/admin/pbx?lang=fr', 'helpdesk');
    expect(at.current.heart.asked).toMatchObject([
      { what: 'adminLines', caller: { tenantId: tenantA }, input: { locale: 'fr', offset: 200, limit: 50 } },
      { what: 'adminPbx', caller: { tenantId: tenantA }, input: { locale: 'fr' } },
    ]);
  });

  it.each(['limit=0', 'limit=1001', 'limit=-1', 'offset=x', 'offset=99999999', 'lang=%3Cb%3E'])(
    'refuse GET /admin/lines?%s',
    async (query) => {
      expect(await send('GET', `/admin/lines?${query}`, 'admin')).toBe(400);
      expect(at.current.heart.asked).toEqual([]);
    },
  );

  describe('when the configuration is to be read again', () => {
    it.each([
      ['admin', 200, 1],
      ['helpdesk', 403, 0],
      ['auditor', 403, 0],
      ['user', 403, 0],
    ])('answers a caller who is %s with %d', async (who, status, times) => {
      const reload = jest.fn(() => Promise.resolve(nothing));
      const app = at.current.build({ reload });
      expect(await send('POST', '/admin/reload?lang=fr', who, app)).toBe(status);
      expect(reload).toHaveBeenCalledTimes(times);
      const caller: unknown = expect.objectContaining({ tenantId: tenantA, userId: adaId });
      if (times > 0) expect(reload).toHaveBeenCalledWith(caller, 'fr');
    });

    it('does so only so many times a minute', async () => {
      const app = at.current.build({
        reload: () => Promise.resolve(nothing),
        limits: { reloadsPerMinute: 1 },
        now: () => 0,
      });
      expect([
        await send('POST', '/admin/reload', 'admin', app),
        await send('POST', '/admin/reload', 'admin', app),
      ]).toEqual([200, 429]);
    });

    it('is not there without a file', async () => {
      expect(await send('POST', '/admin/reload', 'admin')).toBe(404);
    });
  });
});
