// Keeps the public keys of one token issuer: fetched when needed, and again for an unknown key id, but not too often.
import { AppError } from '#shared/errors';

/** How keys are kept; times in milliseconds, `now` since the epoch. */
export interface KeyCacheOptions<Key> {
  /** All keys of the issuer by key id. A rejection keeps the keys known before. */
  readonly fetchKeys: () => Promise<ReadonlyMap<string, Key>>;
  /** After this age a use fetches anew behind the caller's back. */
  readonly refreshAfterMs: number;
  /** After this age nothing is believed any more: a withdrawn key is forgotten in the end. */
  readonly longestUseMs: number;
  readonly coolDownMs: number;
  /** Whose keys, for the fault's text. */
  readonly issuer: string;
  readonly now: () => number;
}

/** Finds the key of an id; undefined: the issuer has no such key. Throws `service.unavailable` while no key is known at all. */
export function createKeyCache<Key>(options: KeyCacheOptions<Key>): (kid: string) => Promise<Key | undefined> {
  const { now, refreshAfterMs, longestUseMs, coolDownMs } = options;
  let keys: ReadonlyMap<string, Key> = new Map();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let fault: unknown;
  let pending: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    triedAt = now();
    try {
      keys = await options.fetchKeys();
      fetchedAt = now();
      fault = undefined;
    } catch (thrown) {
      fault = thrown;
    }
  }

  /** One fetch at a time, and none within the cool-down: forged key ids must not become requests to the issuer. */
  function refreshSoon(): Promise<void> {
    if (pending === undefined && now() - triedAt < coolDownMs) return Promise.resolve();
    pending ??= refresh().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  return async (kid) => {
    const age = now() - fetchedAt;
    if (age < longestUseMs && keys.has(kid)) {
      if (age > refreshAfterMs) void refreshSoon();
      return keys.get(kid);
    }
    await refreshSoon();
    if (now() - fetchedAt < longestUseMs) return keys.get(kid);
    throw new AppError('service.unavailable', `the signing keys of the ${options.issuer} cannot be fetched`, {
      cause: fault,
    });
  };
}
