// Mints tokens as Microsoft Entra does (v2.0 claims), signed for real.
import { createHash, randomUUID } from 'node:crypto';
import { SignJWT, type JWTPayload } from 'jose';
import type { SandboxTenant, SandboxUser } from '../tenant/index.ts';
import type { SigningKey } from './signingKeys.ts';

/** Seconds a token lives. */
export const tokenLifeSeconds = 3599;

/** What minting needs to know. */
export interface MintContext {
  readonly tenant: SandboxTenant;
  readonly issuer: string;
  readonly key: SigningKey;
  readonly nowMs: number;
}

/** What may differ from the usual delegated token; `claims` are laid over everything (undefined removes one). */
export interface UserTokenOptions {
  /** @default our client id */
  readonly audience?: string;
  /** @default 'access_as_user' */
  readonly scope?: string;
  /** The application that asked (`azp`). @default our client id */
  readonly authorizedParty?: string;
  /** App roles of the user, e.g. `Hookswitch.Helpdesk`; without any, Entra leaves the claim out. */
  readonly roles?: readonly string[];
  readonly claims?: JWTPayload;
}

/** A stable id that differs per user and application, like Entra's pairwise `sub`. */
function pairwise(user: string, audience: string): string {
  return createHash('sha256').update(`${user}/${audience}`).digest('base64url');
}

function times(nowMs: number): JWTPayload {
  const seconds = Math.floor(nowMs / 1000);
  return { iat: seconds, nbf: seconds, exp: seconds + tokenLifeSeconds };
}

/** Claims of a delegated access token for our API. */
export function userClaims(context: MintContext, user: SandboxUser, options: UserTokenOptions = {}): JWTPayload {
  const audience = options.audience ?? context.tenant.clientId;
  return {
    aud: audience,
    iss: context.issuer,
    ...times(context.nowMs),
    azp: options.authorizedParty ?? context.tenant.clientId,
    azpacr: '0',
    name: user.displayName,
    oid: user.id,
    preferred_username: user.userPrincipalName,
    ...(options.roles === undefined ? {} : { roles: [...options.roles] }),
    scp: options.scope ?? 'access_as_user',
    sub: pairwise(user.id, audience),
    tid: context.tenant.id,
    uti: randomUUID(),
    ver: '2.0',
    ...options.claims,
  };
}

/** Claims of an id token for a client. */
export function idClaims(context: MintContext, user: SandboxUser, clientId: string): JWTPayload {
  return {
    aud: clientId,
    iss: context.issuer,
    ...times(context.nowMs),
    name: user.displayName,
    oid: user.id,
    preferred_username: user.userPrincipalName,
    sub: pairwise(user.id, clientId),
    tid: context.tenant.id,
    uti: randomUUID(),
    ver: '2.0',
  };
}

/** Claims of an application token for `audience` with these application permissions; `clientId` is ours unless given. */
export function appClaims(
  context: MintContext,
  audience: string,
  roles: readonly string[],
  clientId = context.tenant.clientId,
): JWTPayload {
  const { id } = context.tenant;
  return {
    aud: audience,
    iss: context.issuer,
    ...times(context.nowMs),
    appid: clientId,
    azp: clientId,
    idtyp: 'app',
    oid: pairwise(clientId, id),
    roles: [...roles],
    sub: pairwise(clientId, id),
    tid: id,
    uti: randomUUID(),
    ver: '1.0',
  };
}

/** Signs with RS256 under the key's id. */
export async function sign(key: SigningKey, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid }).sign(key.privateKey);
}
