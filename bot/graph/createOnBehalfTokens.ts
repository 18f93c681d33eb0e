// Tokens on behalf of people: kept for each person until shortly before they end, exchanged once however many ask at a time.
import { AppError, toAppError } from '#shared/errors';
import type { FreshToken, TokenSource } from './createTokenSource.ts';
import type { UserAssertion } from './GraphPort.ts';

/** Of all people and scopes together: some ten megabytes. */
const mostHeld = 5_000;
const lastUseMarginMs = 60_000;
/** A page that is open asks again and again; consent is given by hand. */
const consentKeepMs = 30_000;

/** Gives each person their tokens. */
export interface OnBehalfTokens {
  /** The source of this person's tokens with `scope`. Its functions throw what `exchange` throws. */
  sourceFor(assertion: UserAssertion, scope: string): TokenSource;
}

interface Held {
  /** The token, or why there is none. */
  readonly result: FreshToken | AppError;
  readonly until: number;
}

/** Keeps what `exchange` brings; `now` is milliseconds since the epoch. */
export function createOnBehalfTokens(
  exchange: (assertion: string, scope: string) => Promise<FreshToken>,
  now: () => number,
): OnBehalfTokens {
  const held = new Map<string, Held>();
  const pending = new Map<string, Promise<string>>();

  function keep(key: string, kept: Held): void {
    held.delete(key);
    held.set(key, kept);
    for (const oldest of held.keys()) {
      if (held.size <= mostHeld) break;
      held.delete(oldest);
    }
  }

  async function fetchToken(key: string, assertion: UserAssertion, scope: string): Promise<string> {
    try {
      const token = await exchange(assertion.reveal(), scope);
      keep(key, { result: token, until: token.expiresAt - lastUseMarginMs });
      return token.value;
    } catch (thrown) {
      const fault = toAppError(thrown, 'graph.unavailable');
      if (fault.code === 'graph.consentMissing') keep(key, { result: fault, until: now() + consentKeepMs });
      throw fault;
    }
  }

  function fetchOnce(key: string, assertion: UserAssertion, scope: string): Promise<string> {
    const underway = pending.get(key);
    if (underway !== undefined) return underway;
    const fetched = fetchToken(key, assertion, scope).finally(() => pending.delete(key));
    pending.set(key, fetched);
    return fetched;
  }

  return {
    sourceFor: (assertion, scope) => {
      const key = `${assertion.userId} ${scope}`;
      return {
        async get() {
          const known = held.get(key);
          if (known === undefined || now() >= known.until) return fetchOnce(key, assertion, scope);
          if (known.result instanceof AppError) throw known.result;
          keep(key, known);
          return known.result.value;
        },
        renew(refused) {
          const known = held.get(key);
          if (known !== undefined && !(known.result instanceof AppError) && known.result.value === refused)
            held.delete(key);
          return this.get();
        },
      };
    },
  };
}
