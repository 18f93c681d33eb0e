// Keeps the issuer's RSA keys: one signs, older ones stay published until they are withdrawn.
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type CryptoKey, type JSONWebKeySet, type JWK } from 'jose';

/** One RS256 key pair with its published half. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

/** A fresh key nobody has published. */
export async function makeSigningKey(kid: string = randomUUID()): Promise<SigningKey> {
  const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  const publicJwk = { ...(await exportJWK(pair.publicKey)), kid, use: 'sig', alg: 'RS256' };
  return { kid, privateKey: pair.privateKey, publicJwk };
}

/** The published keys and the one that signs. */
export class SigningKeys {
  #current: SigningKey;
  #published: readonly SigningKey[];
  #generation = 0;

  private constructor(first: SigningKey) {
    this.#current = first;
    this.#published = [first];
  }

  static async create(): Promise<SigningKeys> {
    return new SigningKeys(await makeSigningKey());
  }

  get current(): SigningKey {
    return this.#current;
  }

  /** Grows at each rotation. */
  get generation(): number {
    return this.#generation;
  }

  /** Signs with a new key from now on; `keepOld` leaves the former ones published, as a real roll-over does. */
  async rotate(keepOld: boolean): Promise<void> {
    this.#current = await makeSigningKey();
    this.#published = keepOld ? [this.#current, ...this.#published] : [this.#current];
    this.#generation += 1;
  }

  jwks(): JSONWebKeySet {
    return { keys: this.#published.map(({ publicJwk }) => publicJwk) };
  }
}
