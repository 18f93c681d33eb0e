// A person's own meetings through app.inject: always in the name of the token, and not without end.
import { tenantA, tenantB, useHttp } from './HttpHarness.ts';
import { adaId } from './IssuerFake.ts';

const at = useHttp();
const day = 'from=2026-11-20T00:00:00.000Z&to=2026-11-21T00:00:00.000Z';

async function ask(query: string, app = at.current.app) {
  const { authorization } = at.current;
  return app.inject({ method: 'GET', url: `/api/v1/meetings?${query}`, headers: { authorization } });
}

describe('GET /meetings', () => {
  it('asks the heart in the name of the token, whatever ids the request holds', async () => {
    expect((await ask(`${day}&userId=${tenantB}&tenantId=${tenantB}`)).statusCode).toBe(200);
    const caller = { tenantId: tenantA, userId: adaId };
    expect(at.current.heart.asked).toMatchObject([{ what: 'meetings', caller }]);
    expect(JSON.stringify(at.current.heart.asked.at(-1)?.input)).not.toContain(tenantB);
  });

  it('limits how often one caller asks: each other range would cost requests to Graph', async () => {
    const app = at.current.build({ limits: { meetingsPerMinute: 1 }, now: () => 0 });
    expect((await ask(day, app)).statusCode).toBe(200);
    const refused = await ask(day, app);
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '60']);
  });
});
