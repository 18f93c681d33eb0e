// Judges the assertion of an on-behalf-of request as Entra does: a true token of a user for this application, and consent.
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import type { SandboxTenant, SandboxUser } from '../tenant/index.ts';
import type { BehalfGrant, TokenRefusal } from './tokenRequest.ts';

/** What is known when an assertion is judged. */
export interface BehalfWorld {
  readonly tenant: SandboxTenant;
  readonly issuer: string;
  readonly nowMs: number;
  readonly jwks: JSONWebKeySet;
  readonly consented: readonly string[];
  /** Ids of users who agree to nothing. */
  readonly withdrawn: ReadonlySet<string>;
}

/** An assertion that holds: whose it is, and what for. */
export interface GrantedBehalf extends BehalfGrant {
  readonly user: SandboxUser;
}

/** The grant with its user, or why there is none. */
export async function judgeAssertion(world: BehalfWorld, grant: BehalfGrant): Promise<GrantedBehalf | TokenRefusal> {
  const claims = await claimsOf(world, grant);
  if ('error' in claims) return claims as TokenRefusal;
  const user = world.tenant.find(String(claims.oid));
  if (user === undefined || typeof claims.scp !== 'string')
    return refused('AADSTS500131: Assertion audience or user does not fit an on-behalf-of request.');
  const missing = grant.scopes.filter((scope) => !world.consented.includes(scope));
  if (missing.length === 0 && !world.withdrawn.has(user.id)) return { ...grant, user };
  const text = `AADSTS65001: The user or administrator has not consented to use the application with ID '${grant.clientId}'.`;
  return { ...refused(text), suberror: 'consent_required' };
}

async function claimsOf(world: BehalfWorld, { assertion, clientId }: BehalfGrant): Promise<JWTPayload | TokenRefusal> {
  try {
    const { payload } = await jwtVerify(assertion, createLocalJWKSet(world.jwks), {
      issuer: world.issuer,
      algorithms: ['RS256'],
      currentDate: new Date(world.nowMs),
      requiredClaims: ['exp', 'oid'],
    });
    // Our own API is known by its id or by its address, which ends with the id.
    const isOurs = String(payload.aud).endsWith(clientId);
    return isOurs ? payload : refused('AADSTS50013: Assertion failed audience validation.');
  } catch (fault) {
    const isOver = fault instanceof errors.JWTExpired;
    return refused(
      isOver
        ? 'AADSTS500133: Assertion is not within its valid time range.'
        : 'AADSTS50013: Assertion failed signature validation.',
    );
  }
}

function refused(text: string): TokenRefusal {
  return { status: 400, error: 'invalid_grant', text };
}
