// The Graph client and the token verifier against the sandbox tenant: documented rules, real https, real keys.
import { createGraphClient, createJsonFetcher, type GraphPort, type JsonFetcher } from '#bot/graph';
import { createTokenVerifier, type TokenVerifier } from '#bot/http';
import { applyUserChanges } from '../../../bot/bridge/applyUserChanges.ts';
import { startGraph, type SandboxGraph } from '../../sandbox/graph/index.ts';
import { startIssuer, wrongTokenKinds, type SandboxIssuer } from '../../sandbox/issuer/index.ts';
import { makeTenant, type SandboxUser } from '../../sandbox/tenant/index.ts';
import { busy, faultOf } from './GraphHarness.ts';

const tenant = makeTenant({ users: 1_200, disabled: 100 });
const [ada] = tenant.users as readonly [SandboxUser];
let issuer: SandboxIssuer;
let graph: SandboxGraph;
let client: GraphPort;
let fetcher: JsonFetcher;
let verify: TokenVerifier;

beforeAll(async () => {
  issuer = await startIssuer({ tenant });
  graph = await startGraph({ tenant, keys: issuer });
  client = createGraphClient({
    tenant: {
      tenantId: tenant.id,
      baseUrl: graph.baseUrl,
      authority: issuer.authority,
      clientId: tenant.clientId,
      clientSecret: tenant.clientSecret,
      timeoutMs: 5_000,
      connections: 4,
    },
    outbound: { ca: issuer.caPem },
  });
  fetcher = createJsonFetcher({ ca: issuer.caPem }, 5_000);
  verify = createTokenVerifier({
    tenants: [
      {
        id: tenant.id,
        issuer: issuer.issuer,
        audiences: [tenant.clientId],
        jwksUri: issuer.jwksUri,
        scope: 'access_as_user',
        allowedClients: [tenant.clientId],
      },
    ],
    fetchJwks: fetcher.fetchJson,
  });
});

afterAll(async () => {
  await client.stop();
  await fetcher.stop();
  await graph.close();
  await issuer.close();
});

describe('createGraphClient', () => {
  describe('when it talks to the sandbox tenant', () => {
    it('sets and clears a presence session', async () => {
      await client.setPresence(ada.id, { availability: 'Busy', activity: 'InACall' }, 5);
      expect(graph.presence(ada.id)).toMatchObject({ availability: 'Busy', activity: 'InACall' });
      await client.clearPresence(ada.id);
      await client.clearPresence(ada.id);
      expect(graph.presence(ada.id)).toMatchObject({ availability: 'Offline' });
      expect(graph.violations).toEqual([]);
    });

    it('writes a batch as documented, each part with its own outcome, and reads it back', async () => {
      const people = tenant.users.slice(10, 30);
      const set = people.map(({ id: userId }) => ({ userId, session: busy, minutes: 5 }));
      const [first, second, third] = people as [SandboxUser, SandboxUser, SandboxUser];
      graph.addFault({ kind: 'throttle', match: first.id, retryAfterSeconds: 4 });
      graph.addFault({ kind: 'lost', match: second.id, count: 1 });
      graph.addFault({ kind: 'unauthorized', match: third.id, count: 1 });
      const outcomes = await client.writePresences(set);
      graph.clearFaults();
      expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.fault.code))).toEqual([
        'graph.throttled',
        'graph.unavailable',
        ...people.slice(2).map(() => 'ok'),
      ]);
      expect(outcomes[0]).toMatchObject({ fault: { facts: { retryAfterMs: 4_000 } } });
      const seen = await client.readPresences([...people.map(({ id }) => id), tenant.id]);
      expect(seen.map(({ availability }) => availability)).toEqual(['Offline', ...people.slice(1).map(() => 'Busy')]);
      const clears = people.map(({ id: userId }) => ({ userId, session: null, minutes: 0 }));
      expect((await client.writePresences(clears)).every(({ ok }) => ok)).toBe(true);
      expect(people.every(({ id }) => graph.presence(id).availability === 'Offline')).toBe(true);
      expect(graph.violations).toEqual([]);
    });

    it('reads 650 users at once', async () => {
      expect(await client.readPresences(tenant.users.slice(0, 650).map(({ id }) => id))).toHaveLength(650);
      expect(graph.violations).toEqual([]);
    });

    it('says unavailable when the answer is lost, although the session stands', async () => {
      // Twice: a connection that breaks at once is tried again by the client itself.
      graph.addFault({ kind: 'lost', count: 2 });
      expect((await faultOf(client.setPresence(ada.id, busy, 5))).code).toBe('graph.unavailable');
      expect(graph.presence(ada.id)).toMatchObject(busy);
      await client.clearPresence(ada.id);
    });

    it('reads everybody once, page by page, and then only what has changed', async () => {
      const whole = await client.userChanges();
      const { users } = applyUserChanges([], whole);
      expect(users).toHaveLength(1_100);
      expect(users.find(({ id }) => id === ada.id)).toMatchObject({ displayName: ada.displayName, mail: ada.mail });
      const requests = graph.entries().length;
      const [, bruno, chloe, dario] = tenant.users as readonly [SandboxUser, SandboxUser, SandboxUser, SandboxUser];
      graph.changeUser(ada.id, { displayName: 'Ada Renamed', businessPhones: [] });
      graph.changeUser(bruno.id, { accountEnabled: false });
      graph.removeUser(chloe.id);
      graph.changeUser(dario.id, { jobTitle: 'Notary' });
      graph.changeUser(dario.id, { jobTitle: 'Pilot' });
      const later = await client.userChanges(whole.position);
      expect(graph.entries()).toHaveLength(requests + 1);
      const changed = applyUserChanges(users, later);
      expect(changed.changedIds).toEqual(new Set([ada.id, bruno.id, chloe.id, dario.id]));
      expect(changed.users).toHaveLength(1_098);
      expect(changed.users.find(({ id }) => id === ada.id)).toMatchObject({
        displayName: 'Ada Renamed',
        businessPhones: [],
      });
      expect(changed.users.find(({ id }) => id === dario.id)).toMatchObject({ jobTitle: 'Pilot', mail: dario.mail });
      expect(applyUserChanges(changed.users, await client.userChanges(later.position)).changedIds.size).toBe(0);
      graph.forgetDeltaTokens();
      graph.changeUser(bruno.id, { accountEnabled: true });
      const again = applyUserChanges(changed.users, await client.userChanges(later.position));
      expect(again.changedIds).toEqual(new Set([bruno.id]));
      expect(graph.violations).toEqual([]);
    });

    it('says that consent is lost when the application has no permission any more', async () => {
      issuer.setRoles([]);
      const late = createGraphClient({
        tenant: {
          tenantId: tenant.id,
          baseUrl: graph.baseUrl,
          authority: issuer.authority,
          clientId: tenant.clientId,
          clientSecret: tenant.clientSecret,
          timeoutMs: 5_000,
          connections: 1,
        },
        outbound: { ca: issuer.caPem },
      });
      expect((await faultOf(late.clearPresence(ada.id))).code).toBe('graph.consentLost');
      issuer.setRoles(['Presence.ReadWrite.All', 'User.Read.All']);
      await late.stop();
    });
  });
});

describe('createTokenVerifier', () => {
  describe('when the sandbox issues tokens', () => {
    it('lets its user in, with keys fetched over https', async () => {
      const { caller } = await verify(await issuer.userToken(ada));
      expect(caller).toEqual({ tenantId: tenant.id, userId: ada.id, displayName: ada.displayName });
    });

    it.each(wrongTokenKinds)('refuses one that is wrong by %s', async (kind) => {
      const { code } = await faultOf(verify(await issuer.wrongToken(ada, kind)));
      expect(['auth.invalid', 'auth.forbidden']).toContain(code);
    });
  });
});
