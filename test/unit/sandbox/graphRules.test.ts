// The documented rules of presence as Graph in a box keeps them, rule by rule (microsoft365.md 1.1 to 1.5).
import type { TeamsClientState } from '../../sandbox/graph/index.ts';
import { ada, bruno, busy, GraphWorld, part, session, tenant, testQuota } from './graphWorld.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const otherApp = 'dddddddd-1111-4222-8333-444444444444';
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

function pair(text: string): { availability: string; activity: string } {
  const [availability = '', activity = ''] = text.split('/');
  return { availability, activity };
}

function seen(): string {
  const { availability, activity } = world.graph.presence(ada.id);
  return `${availability}/${activity}`;
}

describe('setPresence', () => {
  it.each([
    ['Available/Available', 200],
    ['Busy/InACall', 200],
    ['Busy/InAConferenceCall', 200],
    ['Away/Away', 200],
    ['DoNotDisturb/Presenting', 200],
    ['Available/InACall', 400],
    ['Busy/Busy', 400],
    ['Busy/InAMeeting', 400],
    ['BeRightBack/BeRightBack', 400],
    ['Offline/OffWork', 400],
    ['busy/inacall', 400],
  ])('answers %s with %d', async (text, status) => {
    expect((await world.setPresence(ada.id, { ...session, ...pair(text) })).status).toBe(status);
    expect(seen()).toBe(status === 200 ? text : 'Offline/Offline');
  });

  it.each([
    [undefined, 5],
    [null, 5],
    ['PT5M', 5],
    ['PT300S', 5],
    ['PT1H30M', 90],
    ['PT4H', 240],
    ['PT240M', 240],
    ['PT4M59S', 'refused'],
    ['PT4H1S', 'refused'],
    ['PT0S', 'refused'],
    ['P1D', 'refused'],
    ['-PT5M', 'refused'],
    ['5', 'refused'],
    ['', 'refused'],
    [300, 'refused'],
  ])('with an expiry of %p lives minutes: %p', async (expirationDuration, minutes) => {
    const { status } = await world.setPresence(ada.id, { ...session, expirationDuration });
    expect(status).toBe(minutes === 'refused' ? 400 : 200);
    if (typeof minutes !== 'number') return;
    world.graph.advance(minutes * minuteMs - 1);
    expect(seen()).toBe('Busy/InACall');
    world.graph.advance(1);
    expect(seen()).toBe('Offline/Offline');
  });

  it('fades a session set Available, unless it is set again', async () => {
    const available = { ...session, ...pair('Available/Available'), expirationDuration: 'PT1H' };
    await world.setPresence(ada.id, available);
    const shown: string[] = [];
    for (const minutes of [4, 1, 5]) {
      world.graph.advance(minutes * minuteMs);
      shown.push(seen());
    }
    await world.setPresence(ada.id, available);
    shown.push(seen());
    expect(shown).toEqual(['Available/Available', 'AvailableIdle/Inactive', 'Away/Away', 'Available/Available']);
  });
});

describe('what others see', () => {
  type Row = readonly [
    ours: string | null,
    other: string | null,
    client: TeamsClientState,
    preferred: string | null,
    shown: string,
  ];
  const rows: readonly Row[] = [
    ['Busy/InACall', null, 'active', null, 'Busy/InACall'],
    ['Busy/InACall', null, 'presenting', null, 'DoNotDisturb/Presenting'],
    ['Busy/InACall', 'DoNotDisturb/Presenting', 'active', null, 'DoNotDisturb/Presenting'],
    ['Away/Away', null, 'offline', null, 'Away/Away'],
    ['Away/Away', null, 'active', null, 'Available/Available'],
    ['Away/Away', 'Busy/InACall', 'active', null, 'Busy/InACall'],
    ['Available/Available', null, 'inMeeting', null, 'Busy/InAMeeting'],
    ['Available/Available', null, 'idle', null, 'Available/Available'],
    ['Busy/InACall', null, 'active', 'Available/Available', 'Available/Available'],
    ['DoNotDisturb/Presenting', null, 'focusing', 'BeRightBack/BeRightBack', 'BeRightBack/BeRightBack'],
    ['Busy/InACall', null, 'inCall', 'Offline/OffWork', 'Offline/OffWork'],
    [null, null, 'offline', 'Busy/Busy', 'Offline/Offline'],
    [null, 'Away/Away', 'offline', 'Busy/Busy', 'Busy/Busy'],
    [null, null, 'idle', 'DoNotDisturb/DoNotDisturb', 'DoNotDisturb/DoNotDisturb'],
  ];
  it.each(rows)(
    'ours %s, another application %s, Teams %s, chosen %s: %s',
    async (ours, other, client, chosen, shown) => {
      if (ours !== null) await world.setPresence(ada.id, { ...session, ...pair(ours) });
      if (other !== null) world.graph.setAppSession(ada.id, otherApp, pair(other));
      world.graph.setTeamsClient(ada.id, client);
      if (chosen !== null) await world.ask('POST', `/users/${ada.id}/presence/setUserPreferredPresence`, pair(chosen));
      const { body } = await world.ask('GET', `/users/${ada.id}/presence`);
      expect(body).toMatchObject(pair(shown));
    },
  );
});

describe('setUserPreferredPresence', () => {
  it.each([
    ['Available/Available', 7],
    ['Busy/Busy', 1],
    ['DoNotDisturb/DoNotDisturb', 1],
    ['BeRightBack/BeRightBack', 7],
    ['Away/Away', 7],
    ['Offline/OffWork', 7],
  ])('%s lives %d days by default', async (text, days) => {
    world.graph.setTeamsClient(ada.id, 'inMeeting');
    const path = `/users/${ada.id}/presence/setUserPreferredPresence`;
    expect((await world.ask('POST', path, pair(text))).status).toBe(200);
    world.graph.advance(days * dayMs - 1);
    expect(seen()).toBe(text);
    world.graph.advance(1);
    expect(seen()).toBe('Busy/InAMeeting');
  });

  it.each(['Busy/InACall', 'Away/Busy', 'Offline/Offline', 'DoNotDisturb/Presenting'])('refuses %s', async (text) => {
    const path = `/users/${ada.id}/presence/setUserPreferredPresence`;
    expect((await world.ask('POST', path, pair(text))).status).toBe(400);
  });

  it('is taken away by clearUserPreferredPresence', async () => {
    world.graph.setTeamsClient(ada.id, 'active');
    world.graph.setPreferred(ada.id, pair('Away/Away'));
    expect((await world.ask('POST', `/users/${ada.id}/presence/clearUserPreferredPresence`, {})).status).toBe(200);
    expect(seen()).toBe('Available/Available');
  });
});

describe('two applications of one tenant', () => {
  it('hold a session each, and neither clears the other’s', async () => {
    const other = await world.tokenOf(otherApp);
    const path = `/users/${ada.id}/presence`;
    await world.setPresence(ada.id);
    const clear = (): Promise<{ status: number }> =>
      world.ask('POST', `${path}/clearPresence`, { sessionId: otherApp }, other);
    expect((await clear()).status).toBe(404);
    await world.ask('POST', `${path}/setPresence`, { ...session, sessionId: otherApp }, other);
    expect(world.graph.presence(ada.id).sessions.map(({ app }) => app)).toEqual([tenant.clientId, otherApp]);
    expect((await clear()).status).toBe(200);
    expect(seen()).toBe('Busy/InACall');
  });

  it('may not name each other as session', async () => {
    const other = await world.tokenOf(otherApp);
    expect((await world.ask('POST', `/users/${ada.id}/presence/setPresence`, session, other)).status).toBe(400);
  });

  it('have a quota each', async () => {
    const other = await world.tokenOf(otherApp);
    for (let count = 0; count <= testQuota; count += 1) await world.setPresence(ada.id);
    const read = await world.ask('GET', `/users/${ada.id}/presence`, undefined, other);
    expect([(await world.setPresence(ada.id)).status, read.status]).toEqual([429, 200]);
    expect(world.graph.quota()).toMatchObject({
      limit: testQuota,
      windowMs: 30_000,
      apps: [
        { app: tenant.clientId, requests: testQuota + 2, throttled: 2, maxInWindow: testQuota + 2 },
        { app: otherApp, requests: 1, throttled: 0, maxInWindow: 1 },
      ],
    });
  });
});

describe('the quota', () => {
  const ids = (count: number): object => ({ ids: Array.from({ length: count }, () => ada.id) });

  it.each([
    ['GET', () => `/users/${ada.id}/presence`, undefined],
    ['GET', () => `/communications/presences/${ada.id}`, undefined],
    ['POST', () => '/communications/getPresencesByUserId', ids(650)],
    ['POST', () => `/users/${ada.id}/presence/setPresence`, session],
    ['POST', () => `/users/${ada.id}/presence/clearPresence`, { sessionId: tenant.clientId }],
    ['POST', () => `/users/${ada.id}/presence/setUserPreferredPresence`, { availability: 'Away', activity: 'Away' }],
  ])('counts %s of a presence as one request', async (method, path, body) => {
    await world.ask(method, path(), body);
    expect(world.graph.quota().apps).toMatchObject([{ requests: 1, maxInWindow: 1 }]);
    for (let count = 1; count < testQuota; count += 1) await world.ask(method, path(), body);
    expect((await world.ask(method, path(), body)).status).toBe(429);
  });

  it('grants a full batch, counts its parts and not the batch, and names a wait to each part refused', async () => {
    const parts = (): readonly object[] =>
      Array.from({ length: 20 }, (_, index) => part(String(index), ada.id, 'setPresence'));
    const statuses: number[] = [];
    for (let batch = 0; batch < 3; batch += 1) {
      const replies = await world.batch(parts());
      statuses.push(...replies.map(({ status }) => status));
      for (const { status, headers } of replies) expect('Retry-After' in headers).toBe(status === 429);
    }
    expect(statuses).toEqual(Array.from({ length: 60 }, (_, index) => (index < testQuota ? 200 : 429)));
    expect(world.graph.quota().apps).toMatchObject([{ requests: 60, throttled: 20, maxInWindow: 60 }]);
  });

  it('counts refused requests too, so that who retries at once goes on waiting', async () => {
    for (let count = 0; count < testQuota; count += 1) await world.setPresence(ada.id);
    const statuses: number[] = [];
    for (let step = 0; step < 2 * testQuota; step += 1) {
      world.pass(700);
      statuses.push((await world.setPresence(bruno.id, { ...session, ...busy })).status);
    }
    expect(new Set(statuses)).toEqual(new Set([429]));
  });

  it('does not count other requests', async () => {
    await world.ask('GET', '/users?$top=1');
    await world.batch([{ id: '1', method: 'GET', url: '/users' }]);
    expect(world.graph.quota().apps).toEqual([]);
  });
});
