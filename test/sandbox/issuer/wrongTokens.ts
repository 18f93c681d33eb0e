// Tokens that must be refused, each wrong in one way only.
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { guidOf, type SandboxUser } from '../tenant/index.ts';
import { makeSigningKey } from './signingKeys.ts';
import { appClaims, sign, userClaims, type MintContext } from './tokens.ts';

const hourSeconds = 3600;

/** Ways in which a token can be wrong. */
export type WrongTokenKind =
  | 'expired'
  | 'notYetValid'
  | 'otherTenant'
  | 'wrongIssuer'
  | 'wrongAudience'
  | 'forgedKey'
  | 'unknownKey'
  | 'algorithmNone'
  | 'hs256WithPublicKey'
  | 'tampered'
  | 'appOnly'
  | 'noScope'
  | 'otherScope'
  | 'foreignClient'
  | 'noObjectId';

/** The classic confusion: the published key, which everybody knows, used as an HMAC secret. */
async function hs256WithPublicKey(context: MintContext, claims: JWTPayload): Promise<string> {
  const secret = new TextEncoder().encode(JSON.stringify(context.key.publicJwk));
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'HS256', kid: context.key.kid }).sign(secret);
}

/** A true token whose payload names another user under the old signature. */
async function tampered(context: MintContext, claims: JWTPayload): Promise<string> {
  const [header = '', , signature = ''] = (await sign(context.key, claims)).split('.');
  const payload = Buffer.from(JSON.stringify({ ...claims, oid: guidOf('somebody else') })).toString('base64url');
  return [header, payload, signature].join('.');
}

type Maker = (context: MintContext, user: SandboxUser) => Promise<string>;

/** The true claims with some replaced (or, as `undefined`, left out), under the true key. */
function changed(changes: (context: MintContext) => JWTPayload): Maker {
  return (context, user) => sign(context.key, userClaims(context, user, { claims: changes(context) }));
}

/** The true claims under another key. */
function signedWith(kidOf: (context: MintContext) => string | undefined): Maker {
  return async (context, user) => sign(await makeSigningKey(kidOf(context)), userClaims(context, user));
}

function secondsOf({ nowMs }: MintContext): number {
  return Math.floor(nowMs / 1000);
}

const foreignTenant = guidOf('a tenant nobody configured');

const makers: Readonly<Record<WrongTokenKind, Maker>> = {
  expired: changed((context) => {
    const start = secondsOf(context) - 2 * hourSeconds;
    return { iat: start, nbf: start, exp: start + hourSeconds };
  }),
  notYetValid: changed((context) => {
    const start = secondsOf(context) + hourSeconds;
    return { nbf: start, exp: start + hourSeconds };
  }),
  otherTenant: changed(({ issuer, tenant }) => ({
    tid: foreignTenant,
    iss: issuer.replace(tenant.id, foreignTenant),
  })),
  wrongIssuer: changed(() => ({ iss: 'https://issuer.example.com/v2.0' })),
  wrongAudience: changed(() => ({ aud: guidOf('another application') })),
  forgedKey: signedWith(({ key }) => key.kid),
  unknownKey: signedWith(() => undefined),
  algorithmNone: (context, user) => Promise.resolve(new UnsecuredJWT(userClaims(context, user)).encode()),
  hs256WithPublicKey: (context, user) => hs256WithPublicKey(context, userClaims(context, user)),
  tampered: (context, user) => tampered(context, userClaims(context, user)),
  appOnly: (context) => sign(context.key, appClaims(context, context.tenant.clientId, ['Presence.ReadWrite.All'])),
  noScope: changed(() => ({ scp: undefined })),
  otherScope: changed(() => ({ scp: 'something_else' })),
  foreignClient: changed(() => ({ azp: guidOf('another client') })),
  noObjectId: changed(() => ({ oid: undefined })),
};

/** Every kind, for tables in tests. */
export const wrongTokenKinds = Object.keys(makers) as readonly WrongTokenKind[];

/** Mints one wrong token. */
export function wrongToken(context: MintContext, user: SandboxUser, kind: WrongTokenKind): Promise<string> {
  return makers[kind](context, user);
}
