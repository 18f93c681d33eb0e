// The bot's own access tokens for the connector (OAuth 2.0 client credentials), kept until shortly before they expire.
import * as v from 'valibot';
import { AppError } from '#shared/errors';
import type { BotRegistration } from './botOptions.ts';
import { exchangeWithConnector } from './connectorHttp.ts';

const scope = 'https://api.botframework.com/.default';
const renewBeforeMs = 5 * 60_000;
const secondMs = 1_000;
const answerSchema = v.object({ access_token: v.string(), expires_in: v.pipe(v.number(), v.minValue(0)) });

/** The way to the token endpoint. */
export interface TokenWay {
  readonly fetch: typeof fetch;
  /** Authority, without a slash at its end. */
  readonly loginUrl: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Brings a valid token. Throws `service.unavailable`; nothing was sent to the connector then. */
export type BotToken = () => Promise<string>;

/** One request at a time; a failure is not kept. */
export function createBotToken(registration: BotRegistration, way: TokenWay): BotToken {
  let kept: { readonly token: string; readonly until: number } | undefined;
  let pending: Promise<string> | undefined;

  async function renew(): Promise<string> {
    const { token, seconds } = await requestToken(registration, way);
    kept = { token, until: way.now() + seconds * secondMs - renewBeforeMs };
    return token;
  }

  return () => {
    if (kept !== undefined && way.now() < kept.until) return Promise.resolve(kept.token);
    pending ??= renew().finally(() => {
      pending = undefined;
    });
    return pending;
  };
}

async function requestToken(registration: BotRegistration, way: TokenWay): Promise<{ token: string; seconds: number }> {
  const { appId, appSecret, appTenantId } = registration;
  const form = { grant_type: 'client_credentials', client_id: appId, client_secret: appSecret, scope };
  try {
    const answer = await exchangeWithConnector(way.fetch, {
      url: `${way.loginUrl}/${encodeURIComponent(appTenantId)}/oauth2/v2.0/token`,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    const { access_token: token, expires_in: seconds } = v.parse(answerSchema, JSON.parse(answer.text));
    return { token, seconds };
  } catch (cause) {
    // The cause is kept without its text where it may hold the answer's body.
    const status = cause instanceof AppError ? cause.facts['status'] : undefined;
    throw new AppError('service.unavailable', 'the bot got no token for the connector', {
      ...(cause instanceof AppError ? { cause } : {}),
      facts: { mayHaveArrived: false, ...(typeof status === 'number' ? { tokenStatus: status } : {}) },
    });
  }
}
