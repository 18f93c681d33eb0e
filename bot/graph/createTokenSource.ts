// The application's access token for Graph: kept until shortly before expiry, renewed by one request at a time.
import { AppError } from '#shared/errors';

const longestEarlyMs = 300_000;
const lastUseMarginMs = 10_000;
const renewalGapMs = 10_000;

/** A token as the identity provider gave it; `expiresAt` is milliseconds since the epoch. */
export interface FreshToken {
  readonly value: string;
  readonly expiresAt: number;
}

/** Throws whatever the acquiring function throws. */
export interface TokenSource {
  get(): Promise<string>;
  /** A token other than `refused`, which Graph answered with 401. Throws `graph.refused` when one was renewed a moment ago. */
  renew(refused: string): Promise<string>;
}

interface HeldToken {
  readonly value: string;
  readonly renewAt: number;
  readonly useUntil: number;
}

/** Keeps what `acquire` brings; never two calls of `acquire` at once. */
export function createTokenSource(acquire: () => Promise<FreshToken>, now: () => number): TokenSource {
  let held: HeldToken | undefined;
  let pending: Promise<string> | undefined;
  let lastRefusalAt = Number.NEGATIVE_INFINITY;

  async function fetchToken(): Promise<string> {
    held = toHeld(await acquire(), now());
    return held.value;
  }

  function renewOnce(): Promise<string> {
    pending ??= fetchToken().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  /** The held token is still good: nobody waits for its successor, and a failed try is repeated a little later. */
  function renewBehind(current: HeldToken): void {
    if (pending !== undefined) return;
    held = { ...current, renewAt: now() + renewalGapMs };
    renewOnce().catch(() => undefined);
  }

  return {
    async get() {
      if (held === undefined || now() >= held.useUntil) return renewOnce();
      const { value } = held;
      if (now() >= held.renewAt) renewBehind(held);
      return value;
    },
    async renew(refused) {
      if (held !== undefined && held.value !== refused) return held.value;
      if (pending !== undefined) return pending;
      if (now() - lastRefusalAt < renewalGapMs) throw new AppError('graph.refused', 'Graph refuses renewed tokens too');
      lastRefusalAt = now();
      held = undefined;
      return renewOnce();
    },
  };
}

function toHeld(token: FreshToken, now: number): HeldToken {
  const lifeMs = Math.max(0, token.expiresAt - now);
  const earlyMs = Math.min(longestEarlyMs, lifeMs / 5);
  return { value: token.value, renewAt: now + lifeMs - earlyMs, useUntil: now + lifeMs - lastUseMarginMs };
}
