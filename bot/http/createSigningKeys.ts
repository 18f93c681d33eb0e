// The public keys of one token issuer: fetched when needed, kept, and fetched again for an unknown key id, not too often.
import { importJWK, type CryptoKey } from 'jose';
import * as v from 'valibot';
import { createKeyCache } from '#bot/keys';
import { AppError } from '#shared/errors';

// Entra rolls keys a day ahead at least; a withdrawn key is forgotten within the longest use.
const refreshAfterMs = 6 * 3_600_000;
const longestUseMs = 24 * 3_600_000;
const coolDownMs = 30_000;
const maxKeys = 100;
const leastModulusBits = 2_048;

const keySchema = v.object({
  kty: v.literal('RSA'),
  kid: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  n: v.string(),
  e: v.string(),
  use: v.optional(v.literal('sig')),
  alg: v.optional(v.literal('RS256')),
});
const setSchema = v.object({ keys: v.array(v.unknown()) });

/** Finds the key of an id; undefined: the issuer has no such key. Throws `service.unavailable` while no key is known at all. */
export type FindKey = (kid: string) => Promise<CryptoKey | undefined>;

type Keys = ReadonlyMap<string, CryptoKey>;

/** Keys of `uri`, which `fetchJwks` brings as parsed JSON; `now` is milliseconds since the epoch. */
export function createSigningKeys(
  uri: string,
  fetchJwks: (uri: string) => Promise<unknown>,
  now: () => number,
): FindKey {
  return createKeyCache({
    fetchKeys: async () => importKeys(await fetchJwks(uri)),
    refreshAfterMs,
    longestUseMs,
    coolDownMs,
    issuer: 'issuer',
    now,
  });
}

async function importKeys(document: unknown): Promise<Keys> {
  const parsed = v.safeParse(setSchema, document);
  if (!parsed.success) throw new AppError('service.unavailable', 'the issuer answered no key set');
  const imported = await Promise.all(parsed.output.keys.slice(0, maxKeys).map(importKey));
  return new Map(imported.filter((pair) => pair !== undefined));
}

/** A key that is not for RS256 signatures, or is weak or broken, is as good as absent. */
async function importKey(entry: unknown): Promise<readonly [string, CryptoKey] | undefined> {
  const parsed = v.safeParse(keySchema, entry);
  if (!parsed.success) return undefined;
  const { kid, kty, n, e } = parsed.output;
  try {
    const key = await importJWK({ kty, n, e }, 'RS256');
    if (key instanceof Uint8Array || modulusBits(key) < leastModulusBits) return undefined;
    return [kid, key];
  } catch {
    return undefined;
  }
}

function modulusBits(key: CryptoKey): number {
  const { algorithm } = key;
  return 'modulusLength' in algorithm && typeof algorithm.modulusLength === 'number' ? algorithm.modulusLength : 0;
}
