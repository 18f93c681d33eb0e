// Graph in a box over a real socket: permissions, documented refusals, quota, batches, pages.
import { ada, bruno, busy, GraphWorld, session, tenant, testQuota, type Reply } from './graphWorld.ts';

let world: GraphWorld;

beforeAll(async () => {
  world = await GraphWorld.start();
});
afterAll(async () => {
  await world.close();
});
beforeEach(() => {
  world.reset();
});

describe('setPresence and clearPresence', () => {
  describe('when the request is as documented', () => {
    it('shows, expires by the clock, and journals', async () => {
      expect(await world.setPresence(ada.id, { ...session, expirationDuration: 'PT5M' })).toMatchObject({
        status: 200,
      });
      expect(world.graph.presence(ada.extension)).toMatchObject(busy);
      world.graph.advance(5 * 60_000);
      expect(world.graph.presence(ada.id)).toMatchObject({ availability: 'Offline', sessions: [] });
      const [entry] = world.graph.entries();
      expect(entry).toMatchObject({ method: 'POST', path: `/users/${ada.id}/presence/setPresence`, status: 200 });
      expect(entry?.app).toBe(tenant.clientId);
      expect(world.graph.journal().entries[0]?.atUs).toMatch(/^\d+$/);
    });

    it('clears once, then answers 404', async () => {
      await world.setPresence(ada.id);
      expect((await world.clearPresence(ada.id)).status).toBe(200);
      expect((await world.clearPresence(ada.id)).status).toBe(404);
    });
  });

  describe('when it is not', () => {
    it.each([
      ['a pair nobody may set', { ...session, activity: 'InAMeeting' }],
      ['a life under five minutes', { ...session, expirationDuration: 'PT4M59S' }],
      ['a life over four hours', { ...session, expirationDuration: 'PT4H1S' }],
      ['another application as session', { ...session, sessionId: ada.id }],
      ['no session', busy],
      ['text that is not JSON', '{"sessionId":'],
    ])('refuses %s with 400', async (_name, body) => {
      const reply = await world.ask('POST', `/users/${ada.id}/presence/setPresence`, body);
      expect(reply.status).toBe(400);
      expect(world.graph.presence(ada.id).sessions).toEqual([]);
    });

    it('answers 404 for a user nobody knows', async () => {
      expect((await world.setPresence(tenant.clientId)).status).toBe(404);
    });
  });
});

describe('permissions', () => {
  it.each([
    ['no token', async () => ''],
    ['an expired token', async () => world.issuer.wrongToken(ada, 'expired')],
    ['a forged token', async () => world.issuer.wrongToken(ada, 'forgedKey')],
    ['a token without signature', async () => world.issuer.wrongToken(ada, 'algorithmNone')],
    ['a token for our own API', async () => world.issuer.userToken(ada)],
    ['a token of a withdrawn audience', async () => world.issuer.appToken('https://other.example.com')],
  ])('answers 401 to %s', async (_name, mint) => {
    expect((await world.ask('GET', '/users', undefined, await mint())).status).toBe(401);
  });

  it('answers 403 without the application permission', async () => {
    const poor = await world.issuer.appToken(world.graph.url, ['User.Read.All']);
    const reply = await world.ask('POST', `/users/${ada.id}/presence/setPresence`, session, poor);
    expect(reply.status).toBe(403);
  });

  it('lets a person write their own presence only', async () => {
    const own = await world.issuer.userToken(ada, { audience: world.graph.url, scope: 'Presence.ReadWrite' });
    const write = (userId: string): Promise<Reply> =>
      world.ask('POST', `/users/${userId}/presence/setPresence`, session, own);
    expect([(await write(ada.id)).status, (await write(bruno.id)).status]).toEqual([200, 403]);
  });

  it('answers /me for people and 400 for applications', async () => {
    const own = await world.issuer.userToken(ada, { audience: world.graph.url, scope: 'User.Read Presence.Read' });
    expect((await world.ask('GET', '/me', undefined, own)).body).toMatchObject({
      id: ada.id,
      displayName: 'Ada Example',
    });
    expect((await world.ask('GET', '/me/presence', undefined, own)).body).toMatchObject({ availability: 'Offline' });
    expect((await world.ask('GET', '/me')).status).toBe(400);
  });

  it('believes a new key and no longer a withdrawn one', async () => {
    const before = world.token;
    await world.issuer.rotateKey({ keepOld: false });
    world.token = await world.issuer.appToken(world.graph.url);
    expect((await world.ask('GET', '/users?$top=1')).status).toBe(200);
    expect((await world.ask('GET', '/users?$top=1', undefined, before)).status).toBe(401);
  });
});

describe('users', () => {
  it('come page by page along next links on the same address, the enabled only when asked', async () => {
    const ids: string[] = [];
    let path: string | undefined = '/users?$select=id,businessPhones&$filter=accountEnabled eq true&$top=50';
    let pages = 0;
    while (path !== undefined) {
      const { status, body } = await world.ask('GET', path);
      expect(status).toBe(200);
      const page = body as { value: { id: string }[]; '@odata.nextLink'?: string };
      ids.push(...page.value.map(({ id }) => id));
      path = page['@odata.nextLink']?.replace(world.graph.baseUrl, '');
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(ids).toEqual(tenant.users.slice(0, 120).map(({ id }) => id));
  });

  it.each(['/users?$top=1000', '/users?$filter=startswith(x)', '/users?$select=nonsense', '/users?$skiptoken=zzz'])(
    'refuses %s with 400',
    async (path) => {
      expect((await world.ask('GET', path)).status).toBe(400);
    },
  );

  it('are found by id and by address', async () => {
    expect((await world.ask('GET', `/users/${ada.id}`)).body).toMatchObject({ businessPhones: ['+33199002000'] });
    expect((await world.ask('GET', '/users/bruno.sample%40example.com')).body).toMatchObject({ id: bruno.id });
    expect((await world.ask('GET', '/users/nobody@example.com')).status).toBe(404);
  });
});

describe('an address without the version', () => {
  it('is refused and recorded', async () => {
    const answer = await fetch(`${world.graph.url}/users`, { headers: { authorization: `Bearer ${world.token}` } });
    expect(answer.status).toBe(400);
    expect(world.graph.violations).toMatchObject([{ operation: 'GET /users' }]);
  });
});

describe('presence reading', () => {
  it('gives up to 650 users at once and refuses more', async () => {
    await world.setPresence(bruno.id);
    const path = '/communications/getPresencesByUserId';
    const { body } = await world.ask('POST', path, { ids: [ada.id, bruno.id, tenant.id] });
    expect((body as { value: unknown[] }).value).toMatchObject([
      { id: ada.id, availability: 'Offline' },
      { id: bruno.id, ...busy },
    ]);
    const tooMany = Array.from({ length: 651 }, () => ada.id);
    expect((await world.ask('POST', path, { ids: tooMany })).status).toBe(400);
  });
});

describe('the quota', () => {
  async function useUp(): Promise<void> {
    for (let count = 0; count < testQuota; count += 1) await world.ask('GET', `/users/${ada.id}/presence`);
  }

  it('answers 429 with Retry-After over so many presence requests, and lets other requests through', async () => {
    await useUp();
    const refused = await world.setPresence(ada.id);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('30');
    expect((await world.ask('GET', '/users?$top=1')).status).toBe(200);
  });

  it('lets through again once the time named is over', async () => {
    await useUp();
    await world.setPresence(ada.id);
    world.pass(30_000);
    expect((await world.setPresence(ada.id)).status).toBe(200);
  });

  it('counts each part of a batch and throttles each on its own', async () => {
    for (let count = 0; count < testQuota - 2; count += 1) await world.ask('GET', `/users/${ada.id}/presence`);
    const requests = [ada, bruno, ada, bruno].map(({ id }, index) => ({
      id: String(index),
      method: 'POST',
      url: `/users/${id}/presence/setPresence`,
      headers: { 'Content-Type': 'application/json' },
      body: session,
    }));
    const { status, body } = await world.ask('POST', '/$batch', { requests });
    expect(status).toBe(200);
    const { responses } = body as { responses: { id: string; status: number; headers: Record<string, string> }[] };
    expect(responses.map((part) => part.status)).toEqual([200, 200, 429, 429]);
    expect(Number(responses[2]?.headers['Retry-After'])).toBeGreaterThan(0);
  });
});

describe('$batch', () => {
  const read = (id: string, userId: string, extra: object = {}): object => ({
    id,
    method: 'GET',
    url: `/users/${userId}`,
    ...extra,
  });

  it('journals the batch and each of its parts', async () => {
    await world.ask('POST', '/$batch', { requests: [read('a', ada.id), read('b', bruno.id)] });
    expect(world.graph.entries().map(({ path, batch }) => [path, batch?.n, batch?.id])).toEqual([
      ['/$batch', undefined, undefined],
      [`/users/${ada.id}`, 0, 'a'],
      [`/users/${bruno.id}`, 0, 'b'],
    ]);
  });

  it('answers 424 to parts that depend on a failed one', async () => {
    const requests = [read('1', 'nobody'), read('2', ada.id, { dependsOn: ['1'] }), read('3', ada.id)];
    const { body } = await world.ask('POST', '/$batch', { requests });
    const { responses } = body as { responses: { status: number }[] };
    expect(responses.map(({ status }) => status)).toEqual([404, 424, 200]);
  });

  it.each([
    ['none', []],
    ['21', Array.from({ length: 21 }, (_, index) => read(String(index), ada.id))],
    ['two of one id', [read('1', ada.id), read('1', ada.id)]],
    ['no id', [{ method: 'GET', url: '/users' }]],
  ])('refuses %s as a whole', async (_name, requests) => {
    expect((await world.ask('POST', '/$batch', { requests })).status).toBe(400);
  });

  it('wants a content type beside a body', async () => {
    const part = { id: '1', method: 'POST', url: `/users/${ada.id}/presence/setPresence`, body: session };
    const { body } = await world.ask('POST', '/$batch', { requests: [part] });
    expect((body as { responses: { status: number }[] }).responses[0]?.status).toBe(400);
    expect(world.graph.violations).toHaveLength(1);
  });
});

describe('calendar and people', () => {
  it('shows meetings of the days asked for', async () => {
    const query = 'startDateTime=2026-11-16T00:00:00Z&endDateTime=2026-11-17T00:00:00Z';
    const { body } = await world.ask('GET', `/users/${ada.id}/calendarView?${query}`);
    const { value } = body as { value: { subject: string; start: { dateTime: string } }[] };
    expect(value.map(({ subject, start }) => `${start.dateTime.slice(0, 16)} ${subject}`)).toEqual([
      '2026-11-16T09:00 Stand-up',
      '2026-11-16T14:00 Telephone conference',
    ]);
    expect((await world.ask('GET', `/users/${ada.id}/calendarView`)).status).toBe(400);
  });

  it('finds relevant people', async () => {
    const { body } = await world.ask('GET', `/users/${ada.id}/people?$search="bruno sample"`);
    expect(body).toMatchObject({ value: [{ displayName: 'Bruno Sample' }] });
  });
});
