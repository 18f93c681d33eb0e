// The token issuer: its documents, client credentials, user tokens that verify, and wrong ones that do not.
import { request } from 'node:https';
import { createLocalJWKSet, createRemoteJWKSet, customFetch, decodeProtectedHeader, jwtVerify } from 'jose';
import { startIssuer, wrongTokenKinds, type SandboxIssuer } from '../../sandbox/issuer/index.ts';
import { makeTenant } from '../../sandbox/tenant/index.ts';

const tenant = makeTenant({ users: 3, registrations: 2 });
const [ada] = tenant.users as [(typeof tenant.users)[0]];

let issuer: SandboxIssuer;

/** An https request that trusts the sandbox's authority only, so the certificate chain is part of the test. */
function ask(address: string, form?: Readonly<Record<string, string>>): Promise<{ status: number; body: never }> {
  return new Promise((resolve, reject) => {
    const body = form === undefined ? undefined : new URLSearchParams(form).toString();
    const sent = request(address, { ca: issuer.caPem, method: body === undefined ? 'GET' : 'POST' }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) as never }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const credentials = {
  grant_type: 'client_credentials',
  client_id: tenant.clientId,
  client_secret: tenant.clientSecret,
  scope: 'https://graph.microsoft.com/.default',
};

beforeAll(async () => {
  issuer = await startIssuer({ tenant });
});
afterAll(async () => {
  await issuer.close();
});

describe('the documents', () => {
  it.each(['/v2.0/.well-known/openid-configuration', '/.well-known/openid-configuration'])(
    'describe the issuer at %s',
    async (path) => {
      const { status, body } = await ask(issuer.authority + path);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        issuer: issuer.issuer,
        jwks_uri: issuer.jwksUri,
        token_endpoint: issuer.tokenEndpoint,
      });
    },
  );

  it('publish only public halves of the keys', async () => {
    const { body } = await ask(issuer.jwksUri);
    const { keys } = body as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });

  it('are not there for another tenant', async () => {
    expect((await ask(`${issuer.url}/common/discovery/v2.0/keys`)).status).toBe(400);
  });
});

describe('client credentials', () => {
  it('give an application token for the resource asked for', async () => {
    const { status, body } = await ask(issuer.tokenEndpoint, credentials);
    expect(status).toBe(200);
    const { access_token } = body as { access_token: string };
    const { payload } = await jwtVerify(access_token, createLocalJWKSet(issuer.jwks()), {
      issuer: issuer.issuer,
      audience: 'https://graph.microsoft.com',
    });
    expect(payload).toMatchObject({ idtyp: 'app', appid: tenant.clientId, tid: tenant.id });
    expect(payload.roles).toContain('Presence.ReadWrite.All');
    expect(payload.scp).toBeUndefined();
  });

  it('give each registration a token in its own name', async () => {
    const [other] = tenant.moreRegistrations;
    const change = { client_id: other?.clientId ?? '', client_secret: other?.clientSecret ?? '' };
    const { body } = await ask(issuer.tokenEndpoint, { ...credentials, ...change });
    const { access_token } = body as { access_token: string };
    const { payload } = await jwtVerify(access_token, createLocalJWKSet(issuer.jwks()));
    expect(payload).toMatchObject({ appid: other?.clientId, azp: other?.clientId });
    expect(other?.clientId).not.toBe(tenant.clientId);
    const mixed = await ask(issuer.tokenEndpoint, { ...credentials, client_id: other?.clientId ?? '' });
    expect(mixed).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it.each([
    ['a wrong secret', { client_secret: 'guess' }, 401, 'invalid_client'],
    ['an unknown application', { client_id: ada.id }, 400, 'unauthorized_client'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['a scope without /.default', { scope: 'User.Read' }, 400, 'invalid_scope'],
  ])('refuse %s', async (_name, change, status, error) => {
    const refused = await ask(issuer.tokenEndpoint, { ...credentials, ...change });
    expect(refused).toMatchObject({ status, body: { error } });
  });

  it('give what was consented to', async () => {
    issuer.setRoles([]);
    const { body } = await ask(issuer.tokenEndpoint, credentials);
    const { access_token } = body as { access_token: string };
    const { payload } = await jwtVerify(access_token, createLocalJWKSet(issuer.jwks()));
    expect(payload.roles).toEqual([]);
    issuer.setRoles(['Presence.ReadWrite.All']);
  });
});

describe('a user token', () => {
  const rules = (): object => ({ issuer: issuer.issuer, audience: tenant.clientId, algorithms: ['RS256'] });

  it('verifies by the published keys with the claims of Entra v2', async () => {
    const keys = createRemoteJWKSet(new URL(issuer.jwksUri), {
      [customFetch]: async (address: string) => Response.json((await ask(address)).body),
    });
    const { payload } = await jwtVerify(await issuer.userToken(ada), keys, rules());
    expect(payload).toMatchObject({
      ver: '2.0',
      oid: ada.id,
      tid: tenant.id,
      azp: tenant.clientId,
      scp: 'access_as_user',
      name: 'Ada Example',
      preferred_username: 'ada.example@example.com',
    });
  });

  it('carries the app roles of the user, and no such claim without any', async () => {
    const rolesIn = async (token: string): Promise<unknown> =>
      (await jwtVerify(token, createLocalJWKSet(issuer.jwks()), rules())).payload['roles'];
    expect(await rolesIn(await issuer.userToken(ada, { roles: ['Hookswitch.Helpdesk'] }))).toEqual([
      'Hookswitch.Helpdesk',
    ]);
    expect(await rolesIn(await issuer.userToken(ada))).toBeUndefined();
  });

  it('still verifies after a roll-over that keeps the old key, and no longer after one that does not', async () => {
    const before = await issuer.userToken(ada);
    await issuer.rotateKey();
    const after = await issuer.userToken(ada);
    expect(decodeProtectedHeader(before).kid).not.toBe(decodeProtectedHeader(after).kid);
    await expect(jwtVerify(before, createLocalJWKSet(issuer.jwks()), rules())).resolves.toBeDefined();
    await issuer.rotateKey({ keepOld: false });
    await expect(jwtVerify(before, createLocalJWKSet(issuer.jwks()), rules())).rejects.toThrow('no applicable key');
  });

  it.each(wrongTokenKinds)('that is wrong (%s) is refused by a verifier that checks everything', async (kind) => {
    const verify = async (token: string): Promise<void> => {
      const { payload } = await jwtVerify(token, createLocalJWKSet(issuer.jwks()), {
        ...rules(),
        requiredClaims: ['oid', 'scp', 'exp'],
      });
      const isRight = payload.scp === 'access_as_user' && payload.azp === tenant.clientId && payload.tid === tenant.id;
      if (!isRight) throw new Error('wrong claims');
    };
    await expect(verify(await issuer.userToken(ada))).resolves.toBeUndefined();
    await expect(verify(await issuer.wrongToken(ada, kind))).rejects.toThrow();
  });
});
