// Which tokens are let in: real keys, real signatures, and every way to be wrong.
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { createTokenVerifier, type RefusalReason, type TokenVerifier } from '#bot/http';
import { AppError } from '#shared/errors';
import { adaId, clientId, encode, IssuerFake, teamsClient, toJwk } from './IssuerFake.ts';

const tenantA = 'aaaaaaaa-1111-4222-8333-444444444444';
const tenantB = 'bbbbbbbb-1111-4222-8333-444444444444';
const startMs = Date.parse('2026-11-20T08:00:00Z');

let nowMs: number;
let a: IssuerFake;
let b: IssuerFake;
let verify: TokenVerifier;

beforeEach(() => {
  nowMs = startMs;
  a = new IssuerFake(tenantA, 0, () => nowMs);
  b = new IssuerFake(tenantB, 1, () => nowMs);
  verify = createTokenVerifier({
    tenants: [a.tenant, b.tenant],
    fetchJwks: (uri) => (uri === a.tenant.jwksUri ? a.jwks() : b.jwks()),
    now: () => nowMs,
  });
});

async function refusalOf(token: string): Promise<[string, unknown]> {
  const thrown: unknown = await verify(token).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof AppError)) throw new Error(`expected a refusal, got ${String(thrown)}`);
  return [thrown.code, thrown.facts['reason']];
}

describe('createTokenVerifier', () => {
  describe('when the token is right', () => {
    it('names the caller by tenant and object id, and the end of the session', async () => {
      await expect(verify(await a.token())).resolves.toEqual({
        caller: { tenantId: tenantA, userId: adaId, displayName: 'Ada Example' },
        expiresAt: startMs + 3_600_000,
      });
    });

    it.each([
      ['a host of Microsoft as client', { azp: teamsClient.toUpperCase() }],
      ['the application URI as audience', { aud: `api://pbx.example.com/${clientId}` }],
      ['a v1 client claim', { azp: undefined, appid: clientId }],
      ['several scopes', { scp: 'openid access_as_user email' }],
      ['ids in capitals', { oid: adaId.toUpperCase(), tid: tenantA.toUpperCase() }],
      ['a clock a little ahead', { nbf: startMs / 1000 + 50 }],
      ['a name that is none', { name: 7 }],
    ])('accepts %s', async (_name, claims) => {
      const { caller } = await verify(await a.token({ claims }));
      expect([caller.tenantId, caller.userId]).toEqual([tenantA, adaId]);
    });

    it('fetches the keys once for many tokens', async () => {
      const token = await a.token();
      await Promise.all(Array.from({ length: 20 }, () => verify(token)));
      expect(a.fetches).toBe(1);
      expect(b.fetches).toBe(0);
    });
  });

  describe('when a claim is wrong', () => {
    const now = startMs / 1000;
    it.each<[string, Record<string, unknown>, string, RefusalReason]>([
      ['expired', { exp: now - 61 }, 'auth.invalid', 'expired'],
      ['without expiry', { exp: undefined }, 'auth.invalid', 'claims'],
      ['not yet valid', { nbf: now + 400 }, 'auth.invalid', 'notYetValid'],
      ['of another issuer', { iss: 'https://login.example.test/other/v2.0' }, 'auth.invalid', 'issuer'],
      ['without issuer', { iss: undefined }, 'auth.invalid', 'issuer'],
      ['for another audience', { aud: 'https://graph.microsoft.com' }, 'auth.invalid', 'audience'],
      ['for an audience that only begins like ours', { aud: `${clientId}x` }, 'auth.invalid', 'audience'],
      ['without audience', { aud: undefined }, 'auth.invalid', 'audience'],
      ['of an unknown tenant', { tid: 'dddddddd-1111-4222-8333-444444444444' }, 'auth.invalid', 'unknownTenant'],
      ['of no tenant', { tid: undefined }, 'auth.invalid', 'unknownTenant'],
      ['of a tenant named like a property', { tid: '__proto__' }, 'auth.invalid', 'unknownTenant'],
      ['of an application', { scp: undefined, idtyp: 'app', roles: ['X'] }, 'auth.forbidden', 'appToken'],
      ['an id token', { scp: undefined }, 'auth.forbidden', 'appToken'],
      ['of an application that claims a scope', { idtyp: 'app' }, 'auth.forbidden', 'appToken'],
      ['without our scope', { scp: 'User.Read' }, 'auth.forbidden', 'scope'],
      ['with a scope like ours', { scp: 'access_as_user2' }, 'auth.forbidden', 'scope'],
      ['of another client', { azp: adaId }, 'auth.forbidden', 'client'],
      ['of no client', { azp: undefined }, 'auth.forbidden', 'client'],
      ['without object id', { oid: undefined }, 'auth.invalid', 'claims'],
      ['with an object id that is none', { oid: '../../me' }, 'auth.invalid', 'claims'],
      ['with scopes as a list', { scp: ['access_as_user'] }, 'auth.invalid', 'claims'],
    ])('refuses one %s', async (_name, claims, code, reason) => {
      expect(await refusalOf(await a.token({ claims }))).toEqual([code, reason]);
    });
  });

  describe('when the signature is wrong', () => {
    it('refuses a token of another tenant signed by its own key', async () => {
      const token = await a.token({ key: b.key });
      expect(await refusalOf(token)).toEqual(['auth.invalid', 'unknownKey']);
    });

    it("refuses the other tenant's key under our key id", async () => {
      const token = await a.token({ key: { ...b.key, kid: a.key.kid } });
      expect(await refusalOf(token)).toEqual(['auth.invalid', 'signature']);
    });

    it('refuses a changed payload', async () => {
      const [header, , signature] = (await a.token()).split('.');
      const forged = encode({ ...a.claims(), oid: 'ffffffff-1111-4222-8333-444444444444' });
      expect(await refusalOf([header, forged, signature].join('.'))).toEqual(['auth.invalid', 'signature']);
    });

    it.each(['none', 'None', 'NONE', ''])('refuses algorithm "%s"', async (alg) => {
      const token = `${encode({ alg, typ: 'JWT', kid: a.key.kid })}.${encode(a.claims())}.`;
      expect(await refusalOf(token)).toEqual(['auth.invalid', 'algorithm']);
    });

    it('refuses HS256 keyed with our public key', async () => {
      const input = `${encode({ alg: 'HS256', typ: 'JWT', kid: a.key.kid })}.${encode(a.claims())}`;
      const secrets = [
        a.key.publicKey.export({ type: 'spki', format: 'pem' }),
        a.key.publicKey.export({ type: 'spki', format: 'der' }),
      ];
      for (const secret of secrets) {
        const token = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
        expect(await refusalOf(token)).toEqual(['auth.invalid', 'algorithm']);
      }
    });

    it('refuses RS512 though key and signature fit', async () => {
      const input = `${encode({ alg: 'RS512', kid: a.key.kid })}.${encode(a.claims())}`;
      const token = `${input}.${createSign('sha512').update(input).sign(a.key.privateKey, 'base64url')}`;
      expect(await refusalOf(token)).toEqual(['auth.invalid', 'algorithm']);
    });

    it('does not use a key that comes with the token', async () => {
      const stray = IssuerFake.strayKey(2);
      const jwk = await toJwk(stray);
      const token = await a.token({ key: stray, header: { jwk, jku: 'https://keys.example.test/' } });
      expect(await refusalOf(token)).toEqual(['auth.invalid', 'unknownKey']);
    });

    it('refuses a critical header it does not know', async () => {
      const input = `${encode({ alg: 'RS256', kid: a.key.kid, crit: ['exp'], exp: 1 })}.${encode(a.claims())}`;
      const token = `${input}.${createSign('sha256').update(input).sign(a.key.privateKey, 'base64url')}`;
      expect(await refusalOf(token)).toEqual(['auth.invalid', 'malformed']);
    });

    it.each(['', 'a', 'a.b', 'a.b.c', '..', 'e30.e30.', 'x'.repeat(20_000)])('refuses %p', async (token) => {
      expect((await refusalOf(token))[0]).toBe('auth.invalid');
    });

    it('refuses any garbage with a code', async () => {
      const part = fc.oneof(
        fc.json().map((text) => Buffer.from(text).toString('base64url')),
        fc.string(),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (partsOfToken) => {
          expect((await refusalOf(partsOfToken.join('.')))[0]).toBe('auth.invalid');
        }),
        { numRuns: 200 },
      );
    });
  });

  describe('when the token carries app roles', () => {
    it.each<[unknown, readonly string[] | undefined]>([
      [['Hookswitch.Admin'], ['admin']],
      [
        ['Hookswitch.Helpdesk', 'Another.Role', 'Hookswitch.Auditor', 'Hookswitch.Helpdesk'],
        ['helpdesk', 'auditor'],
      ],
      [undefined, undefined],
      [[], undefined],
      [['Admin'], undefined],
      ['Hookswitch.Admin', undefined],
      [[7, 'Hookswitch.Admin'], undefined],
      [['Hookswitch.Admin', 'x'.repeat(200)], undefined],
      [{ 0: 'Hookswitch.Admin', length: 1 }, undefined],
    ])('reads %j as %j', async (roles, known) => {
      const { caller } = await verify(await a.token({ claims: { roles } }));
      expect(caller.roles).toEqual(known);
    });
  });

  describe('when the issuer rolls its keys', () => {
    it('fetches them for an unknown key id, but not again within the cool-down', async () => {
      await verify(await a.token());
      const next = IssuerFake.strayKey(2);
      nowMs += 31_000;
      a.published.push(next);
      await verify(await a.token({ key: next }));
      expect(a.fetches).toBe(2);
      const stray = await a.token({ key: IssuerFake.strayKey(3) });
      for (let turn = 0; turn < 10; turn += 1) {
        expect(await refusalOf(stray)).toEqual(['auth.invalid', 'unknownKey']);
      }
      expect(a.fetches).toBe(2);
    });

    it('forgets a withdrawn key', async () => {
      const token = await a.token({ claims: { exp: startMs / 1000 + 90_000 } });
      await verify(token);
      a.published.splice(0, 1, IssuerFake.strayKey(2));
      nowMs += 24 * 3_600_000 + 1;
      expect(await refusalOf(token)).toEqual(['auth.invalid', 'unknownKey']);
    });
  });

  describe('when the key set cannot be had', () => {
    it('says that the service is away, asks again after a while and recovers', async () => {
      a.answer = () => {
        throw new Error('connect ECONNREFUSED');
      };
      const token = await a.token();
      expect((await refusalOf(token))[0]).toBe('service.unavailable');
      expect((await refusalOf(token))[0]).toBe('service.unavailable');
      expect(a.fetches).toBe(1);
      a.answer = undefined;
      nowMs += 31_000;
      await expect(verify(token)).resolves.toMatchObject({ caller: { tenantId: tenantA } });
    });

    it('goes on with the keys it has', async () => {
      const token = await a.token({ claims: { exp: startMs / 1000 + 90_000 } });
      await verify(token);
      a.answer = () => 'not a key set';
      nowMs += 20 * 3_600_000;
      await expect(verify(token)).resolves.toMatchObject({ caller: { tenantId: tenantA } });
      expect(a.fetches).toBe(2);
    });

    it('leaves out keys that are broken, weak or for something else', async () => {
      const good = await toJwk(a.key);
      const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
      a.answer = () => ({
        keys: [
          null,
          7,
          { kty: 'oct', kid: 'k', k: 'AAAA' },
          { ...good, kid: 'enc', use: 'enc' },
          { ...weak, kid: 'weak' },
          { ...good, n: '!' },
          good,
        ],
      });
      await verify(await a.token());
      for (const kid of ['k', 'enc', 'weak']) {
        expect(await refusalOf(await a.token({ header: { kid } }))).toEqual(['auth.invalid', 'unknownKey']);
      }
    });
  });
});
