// The signing keys of the Bot Connector, with the channels each may speak for: fetched when needed, kept, renewed with care.
import { importJWK, type CryptoKey } from 'jose';
import * as v from 'valibot';
import { createKeyCache } from '#bot/keys';
import { AppError } from '#shared/errors';
import { isLoopbackUrl } from './trustServiceUrl.ts';

// Microsoft asks to renew at least every 24 hours.
const refreshAfterMs = 12 * 3_600_000;
const longestUseMs = 24 * 3_600_000;
const coolDownMs = 30_000;
const maxKeys = 200;

const metadataSchema = v.object({ jwks_uri: v.pipe(v.string(), v.url()) });
const setSchema = v.object({ keys: v.array(v.unknown()) });
const keySchema = v.object({
  kty: v.literal('RSA'),
  kid: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  n: v.string(),
  e: v.string(),
  endorsements: v.optional(v.array(v.string()), []),
});

/** A key and the channels (`msteams` ...) it is endorsed for. */
export interface ConnectorKey {
  readonly key: CryptoKey;
  readonly endorsements: readonly string[];
}

/** Undefined: the connector has no such key. Throws `service.unavailable` while no key is known at all. */
export type FindConnectorKey = (kid: string) => Promise<ConnectorKey | undefined>;

type Keys = ReadonlyMap<string, ConnectorKey>;

/** `metadataUrl` is the OpenID document; `fetchJson` brings parsed JSON; `now` is milliseconds since the epoch. */
export function createConnectorKeys(
  metadataUrl: string,
  fetchJson: (url: string) => Promise<unknown>,
  now: () => number,
): FindConnectorKey {
  return createKeyCache({
    fetchKeys: () => fetchKeys(metadataUrl, fetchJson),
    refreshAfterMs,
    longestUseMs,
    coolDownMs,
    issuer: 'connector',
    now,
  });
}

async function fetchKeys(metadataUrl: string, fetchJson: (url: string) => Promise<unknown>): Promise<Keys> {
  const metadata = v.safeParse(metadataSchema, await fetchJson(metadataUrl));
  if (!metadata.success) throw new AppError('service.unavailable', 'the connector answered no metadata');
  const { jwks_uri: uri } = metadata.output;
  if (!uri.startsWith('https:') && !isLoopbackUrl(uri)) {
    throw new AppError('service.unavailable', 'the connector names an insecure address for its keys');
  }
  const set = v.safeParse(setSchema, await fetchJson(uri));
  if (!set.success) throw new AppError('service.unavailable', 'the connector answered no key set');
  const imported = await Promise.all(set.output.keys.slice(0, maxKeys).map(importKey));
  return new Map(imported.filter((pair) => pair !== undefined));
}

/** A key that is broken or of another kind is as good as absent. */
async function importKey(entry: unknown): Promise<readonly [string, ConnectorKey] | undefined> {
  const parsed = v.safeParse(keySchema, entry);
  if (!parsed.success) return undefined;
  const { kid, kty, n, e, endorsements } = parsed.output;
  try {
    const key = await importJWK({ kty, n, e }, 'RS256');
    return key instanceof Uint8Array ? undefined : [kid, { key, endorsements }];
  } catch {
    return undefined;
  }
}
