// Gets tokens by the ways a host offers, in their order, and keeps one for a while so that not every request asks the host.
import { AppError } from '#shared/errors';
import { limited } from './limited.ts';

/** One way of getting a token; throws when it does not work. */
export type TokenWay = () => Promise<string>;

interface KeptToken {
  readonly token: string;
  readonly untilMs: number;
}

/** Asking the host is a round trip through two windows: not before every request. */
const keepMs = 300_000;
const renewBeforeMs = 120_000;
const silentTimeoutMs = 15_000;
/** A person may have to find a phone for the second factor. */
const interactiveTimeoutMs = 300_000;

/**
 * A function that gets a token; throws `signIn.failed` when none of the ways works. Simultaneous silent requests share
 * one answer. `waysFor` is asked each time, because a host may learn what it can do after its start.
 */
export function createTokenKeeper(
  waysFor: (isInteractive: boolean) => readonly TokenWay[],
): (isInteractive: boolean) => Promise<string> {
  let silent: Promise<string> | undefined;
  let kept: KeptToken | undefined;

  const getToken = async (isInteractive: boolean): Promise<string> => {
    if (!isInteractive && kept !== undefined && Date.now() < kept.untilMs) return kept.token;
    const limitMs = isInteractive ? interactiveTimeoutMs : silentTimeoutMs;
    const faults: unknown[] = [];
    for (const way of waysFor(isInteractive)) {
      try {
        const token = await limited(way(), limitMs, 'signIn.failed');
        kept = { token, untilMs: keepUntil(token, Date.now()) };
        return token;
      } catch (fault) {
        faults.push(fault);
      }
    }
    throw new AppError('signIn.failed', 'no way of signing in worked', { cause: faults });
  };

  return (isInteractive) => {
    if (isInteractive) return getToken(true);
    silent ??= getToken(false).finally(() => {
      silent = undefined;
    });
    return silent;
  };
}

/** When to ask the host again: before the token expires, and soon anyway, in case the service no longer takes it. */
export function keepUntil(token: string, nowMs: number): number {
  return Math.min(nowMs + keepMs, usableUntil(token));
}

/** Until when (ms) a token is worth sending; what cannot be read is not. Only to plan: the service alone judges tokens. */
export function usableUntil(token: string): number {
  try {
    const payload = token.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? Number(claims.exp) : Number.NaN;
    return Number.isFinite(exp) ? exp * 1000 - renewBeforeMs : 0;
  } catch {
    return 0;
  }
}
