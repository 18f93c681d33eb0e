// A token issuer for tests: real RSA keys, a key set, and tokens right or wrong in any way a test wants.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportJWK, SignJWT, type JWK, type JWTPayload } from 'jose';
import type { TokenTenant } from '#bot/http';

export const adaId = '0a0a0a0a-1111-4222-8333-444444444444';
export const clientId = 'cccccccc-1111-4222-8333-444444444444';
export const teamsClient = '1fec8e78-bce4-4aaf-ab1b-5451cc387264';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

// Making RSA keys is slow: one pool for all issuers of a test file.
const pool: SigningKey[] = [];

function keyAt(index: number): SigningKey {
  const known = pool[index];
  if (known !== undefined) return known;
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { kid: `key-${String(index)}`, ...pair };
  pool[index] = key;
  return key;
}

export interface TokenChanges {
  readonly claims?: JWTPayload & Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly key?: SigningKey;
}

export class IssuerFake {
  readonly tenant: TokenTenant;
  /** What the key set endpoint answers; undefined: the published keys. */
  answer: (() => unknown) | undefined;
  fetches = 0;
  readonly #keyIndex: number;
  readonly #nowSeconds: () => number;
  #key: SigningKey | undefined;
  #published: SigningKey[] | undefined;

  constructor(tenantId: string, keyIndex: number, now: () => number = Date.now) {
    const issuer = `https://login.example.test/${tenantId}/v2.0`;
    this.#keyIndex = keyIndex;
    this.#nowSeconds = () => Math.floor(now() / 1000);
    this.tenant = {
      id: tenantId,
      issuer,
      audiences: [clientId, `api://pbx.example.com/${clientId}`],
      jwksUri: `https://login.example.test/${tenantId}/discovery/v2.0/keys`,
      scope: 'access_as_user',
      allowedClients: [clientId, teamsClient],
    };
  }

  /** Signs the tokens; made when first wanted. */
  get key(): SigningKey {
    return (this.#key ??= keyAt(this.#keyIndex));
  }

  set key(key: SigningKey) {
    this.#key = key;
  }

  /** The key set; its first key is the one at first. */
  get published(): SigningKey[] {
    return (this.#published ??= [keyAt(this.#keyIndex)]);
  }

  static strayKey(index: number): SigningKey {
    return keyAt(index);
  }

  async jwks(): Promise<unknown> {
    this.fetches += 1;
    if (this.answer !== undefined) return this.answer();
    return { keys: await Promise.all(this.published.map(toJwk)) };
  }

  claims(): JWTPayload & Record<string, unknown> {
    const now = this.#nowSeconds();
    return {
      iss: this.tenant.issuer,
      aud: clientId,
      tid: this.tenant.id,
      oid: adaId,
      azp: clientId,
      scp: 'access_as_user',
      name: 'Ada Example',
      ver: '2.0',
      iat: now,
      nbf: now,
      exp: now + 3600,
    };
  }

  /** A user's access token; a claim set to undefined is left out. */
  token(changes: TokenChanges = {}): Promise<string> {
    const key = changes.key ?? this.key;
    return new SignJWT({ ...this.claims(), ...changes.claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...changes.header })
      .sign(key.privateKey);
  }
}

export async function toJwk(key: SigningKey): Promise<JWK> {
  return { ...(await exportJWK(key.publicKey)), kid: key.kid, use: 'sig', alg: 'RS256' };
}

export function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
