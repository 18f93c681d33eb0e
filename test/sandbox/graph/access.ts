// Verifies bearer tokens with the sandbox issuer's keys and tells what they allow; verified tokens are remembered for speed.
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { graphError, type GraphAnswer } from './answers.ts';

const clockSkewSeconds = 300;
const rememberedTokens = 10_000;
const graphAudiences = ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000'];

/** What Graph needs of the issuer. */
export interface TokenKeys {
  readonly issuer: string;
  /** Grows when keys change. */
  readonly generation: number;
  jwks(): JSONWebKeySet;
  now(): number;
}

/** Who calls, as the token says. */
export interface GraphCaller {
  readonly app: string;
  /** Application permissions; empty for a delegated token. */
  readonly roles: ReadonlySet<string>;
  /** Delegated permissions; empty for an application token. */
  readonly scopes: ReadonlySet<string>;
  /** Object id of the signed-in user of a delegated token. */
  readonly userId: string | undefined;
  readonly expiresAtMs: number;
}

/** Permissions that let an operation through, any one of each list; an empty list never lets through. */
export interface Permissions {
  readonly application: readonly string[];
  readonly delegated: readonly string[];
  /** A delegated token reaches its own user only. */
  readonly ownOnly?: boolean;
}

/** Tells a caller apart from the answer that refuses it. */
export function isRefusal(result: GraphCaller | GraphAnswer): result is GraphAnswer {
  return 'status' in result;
}

function words(claim: unknown): ReadonlySet<string> {
  if (typeof claim === 'string') return new Set(claim.split(' ').filter(Boolean));
  return new Set(Array.isArray(claim) ? claim.filter((entry) => typeof entry === 'string') : []);
}

function callerOf(claims: JWTPayload): GraphCaller {
  const app = [claims.appid, claims.azp].find((claim) => typeof claim === 'string');
  const isApplication = claims.idtyp === 'app';
  return {
    app: typeof app === 'string' ? app : '',
    roles: isApplication ? words(claims.roles) : new Set(),
    scopes: isApplication ? new Set() : words(claims.scp),
    userId: !isApplication && typeof claims.oid === 'string' ? claims.oid : undefined,
    expiresAtMs: (claims.exp ?? 0) * 1000,
  };
}

function refused(message: string): GraphAnswer {
  return graphError(401, 'InvalidAuthenticationToken', message, { 'WWW-Authenticate': 'Bearer' });
}

/** Checks `Authorization` headers for one tenant; `ownAudiences` are the addresses this Graph answers at. */
export class TokenCheck {
  readonly #keys: TokenKeys;
  readonly #tenantId: string;
  readonly #audiences: () => readonly string[];
  readonly #known = new Map<string, GraphCaller>();
  #generation = -1;

  constructor(keys: TokenKeys, tenantId: string, ownAudiences: () => readonly string[]) {
    this.#keys = keys;
    this.#tenantId = tenantId;
    this.#audiences = () => [...graphAudiences, ...ownAudiences()];
  }

  /** The caller of a header seen before, without waiting; `undefined` when it must be verified first. */
  remembered(header: string | undefined): GraphCaller | undefined {
    if (header === undefined || this.#generation !== this.#keys.generation) return undefined;
    const caller = this.#known.get(header);
    return caller !== undefined && this.#keys.now() < caller.expiresAtMs ? caller : undefined;
  }

  /** The caller, or the 401 that refuses it. */
  async verify(header: string | undefined): Promise<GraphCaller | GraphAnswer> {
    const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
    if (header === undefined || token === undefined) return refused('Access token is empty.');
    try {
      const { payload } = await jwtVerify(token, createLocalJWKSet(this.#keys.jwks()), {
        issuer: this.#keys.issuer,
        audience: [...this.#audiences()],
        algorithms: ['RS256'],
        clockTolerance: clockSkewSeconds,
        currentDate: new Date(this.#keys.now()),
        requiredClaims: ['exp'],
      });
      if (payload.tid !== this.#tenantId) return refused('Invalid tenant.');
      return this.#remember(header, callerOf(payload));
    } catch (fault) {
      const reason = fault instanceof Error ? fault.message : String(fault);
      return refused(`Access token validation failure: ${reason}`);
    }
  }

  #remember(header: string, caller: GraphCaller): GraphCaller {
    if (this.#generation !== this.#keys.generation || this.#known.size >= rememberedTokens) this.#known.clear();
    this.#generation = this.#keys.generation;
    this.#known.set(header, caller);
    return caller;
  }
}

/** The 403 when the caller lacks every permission that would do, else `undefined`. */
export function refuseByPermission(
  caller: GraphCaller,
  needed: Permissions,
  userId: string | undefined,
): GraphAnswer | undefined {
  const isDelegated = caller.userId !== undefined;
  const granted = isDelegated ? caller.scopes : caller.roles;
  const list = isDelegated ? needed.delegated : needed.application;
  const isForeign = isDelegated && needed.ownOnly === true && userId !== caller.userId;
  if (!isForeign && list.some((permission) => granted.has(permission))) return undefined;
  return graphError(403, 'Forbidden', 'Insufficient privileges to complete the operation.');
}
