// Faults and controls of the Graph sandbox, and its check against the documented shapes.
import { loadOpenapiCheck } from '../../sandbox/graph/index.ts';
import { ada, bruno, busy, GraphWorld, session, tenant } from './graphWorld.ts';
import { describeCorpus } from '../../support/describeCorpus.ts';

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

describe('faults', () => {
  it.each([
    ['throttle', 429],
    ['serverError', 503],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['notFound', 404],
  ] as const)('plays %s as %d, as often as told, on what matches', async (kind, status) => {
    world.graph.addFault({ kind, match: 'setPresence$', count: 1 });
    expect((await world.ask('GET', '/users?$top=1')).status).toBe(200);
    expect((await world.setPresence(ada.id)).status).toBe(status);
    expect((await world.setPresence(ada.id)).status).toBe(200);
  });

  it('hits single parts of a batch', async () => {
    world.graph.addFault({ kind: 'throttle', match: bruno.id, retryAfterSeconds: 7 });
    const requests = [ada, bruno].map(({ id }) => ({ id, method: 'GET', url: `/users/${id}` }));
    const { body } = await world.ask('POST', '/$batch', { requests });
    expect(body).toMatchObject({ responses: [{ status: 200 }, { status: 429, headers: { 'Retry-After': '7' } }] });
  });

  it('answers HTML, resets, and hangs', async () => {
    world.graph.addFault({ kind: 'html', count: 1 });
    const html = await fetch(`${world.graph.baseUrl}/users`);
    expect(html.headers.get('content-type')).toBe('text/html');
    await html.text();
    world.graph.addFault({ kind: 'reset', count: 1 });
    await expect(fetch(`${world.graph.baseUrl}/users`)).rejects.toThrow('fetch failed');
    world.graph.addFault({ kind: 'hang', count: 1 });
    await expect(fetch(`${world.graph.baseUrl}/users`, { signal: AbortSignal.timeout(100) })).rejects.toThrow(
      'timeout',
    );
  });

  it('delays and then answers truly', async () => {
    world.graph.addFault({ kind: 'latency', delayMs: 60, count: 1 });
    const start = performance.now();
    expect((await world.setPresence(ada.id)).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(59);
  });
});

describe('controls over HTTP', () => {
  const control = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`${world.graph.url}/_sandbox/${path}`, init);
  const post = (path: string, body: object): Promise<Response> =>
    control(path, { method: 'POST', body: JSON.stringify(body) });

  it('sets Teams clients and preferred presence, and waits for a presence', async () => {
    const waiting = control(`wait?user=${ada.extension}&availability=Busy&session=true`);
    await world.setPresence(ada.id);
    expect(await (await waiting).json()).toMatchObject({ id: ada.id, ...busy });
    await post('client', { user: ada.extension, state: 'presenting' });
    expect(world.graph.presence(ada.id)).toMatchObject({ availability: 'DoNotDisturb' });
    await post('preferred', { user: ada.id, availability: 'Away', activity: 'Away', minutes: 1 });
    const { users } = (await (await control('presence?first=1')).json()) as { users: object[] };
    expect(users).toMatchObject([{ extension: '2000', availability: 'Away' }]);
  });

  it('gives the journal from where one left off', async () => {
    await world.setPresence(ada.id);
    const first = (await (await control('journal?from=0')).json()) as { next: number; entries: object[] };
    await world.clearPresence(ada.id);
    const second = (await (await control(`journal?from=${String(first.next)}`)).json()) as { entries: object[] };
    expect([first.entries.length, second.entries.length]).toEqual([1, 1]);
    expect(second.entries[0]).toMatchObject({ path: `/users/${ada.id}/presence/clearPresence` });
  });

  it('holds a session of another application, and counts what each application sent', async () => {
    await post('session', { user: ada.id, app: 'other', availability: 'DoNotDisturb', activity: 'Presenting' });
    await world.setPresence(ada.id);
    expect(world.graph.presence(ada.id)).toMatchObject({ availability: 'DoNotDisturb' });
    await post('session', { user: ada.id, app: 'other' });
    expect(world.graph.presence(ada.id)).toMatchObject(busy);
    expect((await post('session', { user: ada.id, app: 'other', availability: 'Busy', activity: 'Busy' })).status).toBe(
      409,
    );
    expect(await (await control('quota')).json()).toMatchObject({
      windowMs: 30_000,
      dropped: 0,
      apps: [{ app: tenant.clientId, requests: 1, throttled: 0, maxInWindow: 1 }],
    });
  });

  it('arms and disarms faults, and tells what a wait saw when it fails', async () => {
    await post('faults', { kind: 'serverError' });
    expect((await world.setPresence(ada.id)).status).toBe(503);
    await control('faults', { method: 'DELETE' });
    expect((await world.setPresence(ada.id)).status).toBe(200);
    const failed = await control(`wait?user=${ada.id}&session=false&timeoutMs=50`);
    expect(failed.status).toBe(409);
    expect(await failed.text()).toContain('Busy/InACall');
  });
});

describe('the check against the documented shapes', () => {
  it('is left out where the file is absent', () => {
    expect(loadOpenapiCheck('no/such/file.json')).toBeNull();
  });
});

const check = loadOpenapiCheck();
describeCorpus(check !== null, 'the documented shapes (only where the shared corpora are)', () => {
  it.each([
    ['an unknown property', { ...session, foo: 1 }],
    ['a wrong case', { ...busy, SessionId: tenant.clientId }],
    ['a wrong type', { ...session, availability: { x: 1 } }],
    ['a bad duration', { ...session, expirationDuration: '3600' }],
  ])('records and refuses %s', async (_name, body) => {
    const reply = await world.setPresence(ada.id, body);
    expect(reply.status).toBe(400);
    expect(world.graph.violations).toMatchObject([{ n: 0, operation: 'POST /users/{id}/presence/setPresence' }]);
  });

  it('records an operation that does not exist and a property that cannot be selected', async () => {
    await world.ask('POST', `/users/${ada.id}/presence/setPresense`, session);
    await world.ask('GET', '/users?$select=phone');
    expect(world.graph.violations).toHaveLength(2);
  });

  it('describe our own answers too', async () => {
    const own = await world.issuer.userToken(ada, {
      audience: world.graph.url,
      scope: 'User.Read User.Read.All Calendars.Read People.Read Presence.Read.All',
    });
    const query = 'startDateTime=2026-11-16T00:00:00Z&endDateTime=2026-11-20T00:00:00Z';
    const reads: readonly [string, string][] = [
      ['/users', '/users?$top=5'],
      ['/users/{id}', `/users/${ada.id}`],
      ['/users/{id}/presence', `/users/${ada.id}/presence`],
      ['/me/calendarView', `/me/calendarView?${query}`],
      ['/me/people', '/me/people'],
    ];
    for (const [operation, path] of reads) {
      const { status, body } = await world.ask('GET', path, undefined, own);
      expect({ path, status, faults: check?.response(`GET ${operation}`, 200, body) }).toEqual({
        path,
        status: 200,
        faults: [],
      });
    }
    const many = await world.ask('POST', '/communications/getPresencesByUserId', { ids: [ada.id] });
    expect(check?.response('POST /communications/getPresencesByUserId', 200, many.body)).toEqual([]);
  });
});
