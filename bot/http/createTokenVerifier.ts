// Decides whether a bearer token is a user's access token for this service, and whose (microsoft365.md 3.3).
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import * as v from 'valibot';
import { AppError, type ErrorCode } from '#shared/errors';
import type { Caller, CallerRole } from '#bot/bridge';
import { createSigningKeys, type FindKey } from './createSigningKeys.ts';

// Entra dates `nbf` five minutes back by itself, so a small tolerance is enough (the spec allows up to five minutes).
const clockToleranceSeconds = 60;
const maxTokenLength = 16_384;
const secondMs = 1_000;

/** What the tokens of one tenant must say. `allowedClients` are the `azp` (or v1 `appid`) values let in. */
export interface TokenTenant {
  readonly id: string;
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly jwksUri: string;
  readonly scope: string;
  readonly allowedClients: readonly string[];
}

/** Tenants by configuration; `fetchJwks` must have a timeout of its own; `now` is milliseconds since the epoch. */
export interface TokenVerifierOptions {
  readonly tenants: readonly TokenTenant[];
  readonly fetchJwks: (uri: string) => Promise<unknown>;
  readonly now?: () => number;
}

/** Whose token it is and until when (milliseconds since the epoch). */
export interface VerifiedToken {
  readonly caller: Caller;
  readonly expiresAt: number;
}

/**
 * Throws `auth.invalid` or `auth.forbidden` with `facts.reason` (a RefusalReason), or `service.unavailable` when the
 * issuer's keys cannot be had.
 */
export type TokenVerifier = (token: string) => Promise<VerifiedToken>;

/** Why a token was refused; a closed set, fit for a metric's label. */
export type RefusalReason =
  | 'missing'
  | 'malformed'
  | 'algorithm'
  | 'unknownTenant'
  | 'unknownKey'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'notYetValid'
  | 'claims'
  | 'appToken'
  | 'scope'
  | 'client';

interface KnownTenant extends TokenTenant {
  readonly findKey: FindKey;
}

const guidSchema = v.pipe(v.string(), v.uuid(), v.toLowerCase());
const claimsSchema = v.object({
  oid: guidSchema,
  tid: guidSchema,
  exp: v.number(),
  scp: v.optional(v.string()),
  idtyp: v.optional(v.string()),
  azp: v.optional(v.string()),
  appid: v.optional(v.string()),
  name: v.fallback(v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(256))), undefined),
});
/** `roles` is read for what it is worth: a claim of another shape gives no role and keeps nobody out. */
const rolesSchema = v.fallback(v.pipe(v.array(v.pipe(v.string(), v.maxLength(128))), v.maxLength(100)), []);
/** Values of our app roles in Entra. */
const roleOf: ReadonlyMap<string, CallerRole> = new Map([
  ['Hookswitch.Admin', 'admin'],
  ['Hookswitch.Helpdesk', 'helpdesk'],
  ['Hookswitch.Auditor', 'auditor'],
]);
type Claims = v.InferOutput<typeof claimsSchema>;

/** A verifier that keeps each tenant's signing keys; it fetches nothing before the first token. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const now = options.now ?? Date.now;
  const tenants = new Map<string, KnownTenant>(
    options.tenants.map((tenant) => [
      tenant.id.toLowerCase(),
      { ...tenant, findKey: createSigningKeys(tenant.jwksUri, options.fetchJwks, now) },
    ]),
  );
  return async (token) => {
    const { tid, kid } = readUnverified(token);
    const tenant = tenants.get(tid);
    if (tenant === undefined) throw refusal('unknownTenant');
    const payload = await verifySignature(token, tenant, kid, now());
    const claims = parseClaims(payload);
    checkRights(claims, tenant);
    const displayName = claims.name === undefined ? {} : { displayName: claims.name };
    return {
      caller: { tenantId: tenant.id, userId: claims.oid, ...displayName, ...rolesOf(payload) },
      expiresAt: claims.exp * secondMs,
    };
  };
}

/** A refusal: 401 when another token may help, 403 when this user's client or token kind has no business here. */
export function refusal(reason: RefusalReason, cause?: unknown): AppError {
  const isForbidden = reason === 'appToken' || reason === 'scope' || reason === 'client';
  const code: ErrorCode = reason === 'missing' ? 'auth.missing' : isForbidden ? 'auth.forbidden' : 'auth.invalid';
  return new AppError(code, `token refused: ${reason}`, { cause, facts: { reason } });
}

/** What must be known to choose the key; nothing of it is believed before the signature holds. */
function readUnverified(token: string): { tid: string; kid: string } {
  if (token.length > maxTokenLength) throw refusal('malformed');
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    if (alg !== 'RS256') throw refusal('algorithm');
    const { tid } = decodeJwt(token);
    if (typeof tid !== 'string') throw refusal('unknownTenant');
    return { tid: tid.toLowerCase(), kid: typeof kid === 'string' ? kid : '' };
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : refusal('malformed', thrown);
  }
}

async function verifySignature(token: string, tenant: KnownTenant, kid: string, now: number): Promise<JWTPayload> {
  const key = await tenant.findKey(kid);
  if (key === undefined) throw refusal('unknownKey');
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['RS256'],
      issuer: tenant.issuer,
      audience: [...tenant.audiences],
      requiredClaims: ['exp'],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(now),
    });
    return payload;
  } catch (thrown) {
    throw refusal(reasonOf(thrown), thrown);
  }
}

function reasonOf(thrown: unknown): RefusalReason {
  if (thrown instanceof errors.JWTExpired) return 'expired';
  if (thrown instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (thrown instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (!(thrown instanceof errors.JWTClaimValidationFailed)) return 'malformed';
  if (thrown.claim === 'iss') return 'issuer';
  if (thrown.claim === 'aud') return 'audience';
  return thrown.claim === 'nbf' ? 'notYetValid' : 'claims';
}

function parseClaims(payload: JWTPayload): Claims {
  const claims = v.safeParse(claimsSchema, payload);
  if (!claims.success) throw refusal('claims');
  return claims.output;
}

function rolesOf(payload: JWTPayload): Pick<Caller, 'roles'> {
  const known = v.parse(rolesSchema, payload['roles']).flatMap((value) => roleOf.get(value) ?? []);
  return known.length === 0 ? {} : { roles: [...new Set(known)] };
}

function checkRights(claims: Claims, tenant: KnownTenant): void {
  // An application's token has no `scp`; an id token has none either, though its audience may fit.
  if (claims.idtyp === 'app' || claims.scp === undefined) throw refusal('appToken');
  if (!claims.scp.split(' ').includes(tenant.scope)) throw refusal('scope');
  const client = (claims.azp ?? claims.appid)?.toLowerCase();
  if (!tenant.allowedClients.some((allowed) => allowed.toLowerCase() === client)) throw refusal('client');
}
