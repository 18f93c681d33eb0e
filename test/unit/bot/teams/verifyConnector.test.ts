// Tokens of the connector: right, wrong, forged, absent; and the sandbox's way without.
import { appId, BotHarness, fetchJson, otherTenantId, tenantId } from './BotHarness.ts';
import { strangerKey, type TokenWish } from './ConnectorFake.ts';

let harness: BotHarness | undefined;
afterEach(async () => {
  await harness?.connector.close();
  harness = undefined;
});

async function started(change: Parameters<typeof BotHarness.start>[0] = {}): Promise<BotHarness> {
  harness = await BotHarness.start(change);
  return harness;
}

const wrong: readonly (readonly [string, TokenWish, number, string])[] = [
  ['is for another bot', { appId: '55555555-5555-4555-8555-555555555555' }, 401, 'botAudience'],
  ['has expired', { appId, expiresIn: -301 }, 401, 'botExpired'],
  ['is not valid yet', { appId, notBefore: 400 }, 401, 'botNotYetValid'],
  ['has another issuer', { appId, claims: { iss: 'https://sts.windows.net/x/' } }, 401, 'botIssuer'],
  ['names another address', { appId, claims: { serviceurl: 'https://evil.example/' } }, 403, 'botServiceUrl'],
  ['names no address', { appId, claims: { serviceurl: undefined } }, 403, 'botServiceUrl'],
  ['is signed with a key nobody knows', { appId, kid: 'unknown' }, 401, 'botUnknownKey'],
];

describe('an activity for a bot with an app id', () => {
  describe('when the token is right', () => {
    it('is taken', async () => {
      const bot = await started();
      expect(await bot.deliver({ text: 'help' })).toEqual({ status: 200 });
      expect(bot.refused).toEqual([]);
    });

    it('is taken within five minutes of its end', async () => {
      const bot = await started();
      const authorization = `Bearer ${await bot.connector.token({ appId, expiresIn: -240 })}`;
      expect(await bot.bot.handleMessages({ authorization, body: bot.activity({}) })).toEqual({ status: 200 });
    });
  });

  describe.each(wrong)('when the token %s', (_what, wish, status, reason) => {
    it(`is refused with ${String(status)}, and nothing is done`, async () => {
      const bot = await started();
      const authorization = `Bearer ${await bot.connector.token(wish)}`;
      const body = bot.activity({ text: 'call 2015' });
      expect(await bot.bot.handleMessages({ authorization, body })).toEqual({ status });
      expect(bot.refused).toEqual([reason]);
      expect(bot.desk.orders).toEqual([]);
      expect(bot.kept.size).toBe(0);
    });
  });

  describe('when the token is forged', () => {
    it('is refused', async () => {
      const bot = await started();
      const authorization = `Bearer ${await bot.connector.token({ appId, key: await strangerKey() })}`;
      expect(await bot.bot.handleMessages({ authorization, body: bot.activity({}) })).toEqual({ status: 401 });
      expect(bot.refused).toEqual(['botSignature']);
    });

    it.each([
      ['', 'botMalformed'],
      ['Basic dXNlcjpwYXNz', 'botMalformed'],
      ['Bearer not.a.token', 'botMalformed'],
      [`Bearer ${'x'.repeat(20_000)}`, 'botMalformed'],
      ['Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2FwaS5ib3RmcmFtZXdvcmsuY29tIn0.', 'botAlgorithm'],
      ['Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln', 'botAlgorithm'],
    ])('is refused when it is %.40s', async (authorization, reason) => {
      const bot = await started();
      expect(await bot.bot.handleMessages({ authorization, body: bot.activity({}) })).toEqual({ status: 401 });
      expect(bot.refused).toEqual([reason]);
    });
  });

  describe('when the key may not speak for Teams', () => {
    it('is refused', async () => {
      const bot = await started();
      bot.connector.endorsements = ['webchat'];
      expect(await bot.deliver({ text: 'help' })).toEqual({ status: 403 });
      expect(bot.refused).toEqual(['botEndorsement']);
    });
  });

  describe('when there is no token', () => {
    it.each([
      ['an activity', { text: 'help' }],
      ['garbage', { channelId: 7 }],
    ])('refuses %s with 401', async (_what, change) => {
      const bot = await started();
      const body = bot.activity(change);
      expect(await bot.bot.handleMessages({ authorization: undefined, body })).toEqual({ status: 401 });
    });

    it('is refused also where the sandbox is allowed: the tenant has a bot', async () => {
      const bot = await started({ allowAnonymous: true });
      expect(await bot.bot.handleMessages({ authorization: undefined, body: bot.activity({}) })).toEqual({
        status: 401,
      });
    });
  });

  describe('when the keys cannot be had', () => {
    it('answers that it cannot tell now', async () => {
      const bot = await started({ fetchJson: () => Promise.reject(new Error('no way out')) });
      expect(await bot.deliver({ text: 'help' })).toEqual({ status: 503 });
    });
  });

  describe('when the tokens name keys nobody knows, a thousand times', () => {
    it('asks for the keys once', async () => {
      let fetches = 0;
      const bot = await started({
        fetchJson: (url) => {
          fetches += 1;
          return fetchJson(url);
        },
      });
      const authorization = `Bearer ${await bot.connector.token({ appId, kid: 'unknown' })}`;
      for (let each = 0; each < 1_000; each += 1) {
        await bot.bot.handleMessages({ authorization, body: bot.activity({}) });
      }
      expect(fetches).toBe(2); // the metadata and the keys
    });
  });
});

describe('an activity for a service without a bot', () => {
  describe('when anonymous ones are not allowed', () => {
    it('is refused', async () => {
      const bot = await started({ registrations: [] });
      expect(await bot.bot.handleMessages({ authorization: undefined, body: bot.activity({}) })).toEqual({
        status: 401,
      });
      expect(await bot.deliver({})).toEqual({ status: 401 });
    });
  });

  describe('when anonymous ones are allowed, as in the sandbox', () => {
    it('is taken from this machine and sends no token', async () => {
      const bot = await started({ registrations: [], allowAnonymous: true });
      const body = bot.activity({ text: 'help' });
      expect(await bot.bot.handleMessages({ authorization: undefined, body })).toEqual({ status: 200 });
      expect(bot.connector.sent).toHaveLength(1);
      expect(bot.connector.sent[0]?.authorization).toBeUndefined();
      expect(bot.connector.tokenRequests).toEqual([]);
    });

    it.each([
      ['another machine', { serviceUrl: 'https://smba.trafficmanager.net/emea/' }],
      ['a name that only looks local', { serviceUrl: 'http://localhost.evil.example/' }],
      ['another tenant', { channelData: { tenant: { id: otherTenantId } } }],
    ])('is refused from %s', async (_what, change) => {
      const bot = await started({ registrations: [], allowAnonymous: true });
      const body = bot.activity(change);
      expect(await bot.bot.handleMessages({ authorization: undefined, body })).toEqual({ status: 403 });
    });

    it('refuses what is no activity', async () => {
      const bot = await started({ registrations: [], allowAnonymous: true, tenants: [tenantId] });
      expect(await bot.bot.handleMessages({ authorization: undefined, body: 'x' })).toEqual({ status: 400 });
    });
  });
});
