// Sign-in in Teams: nested app authentication first, the host's getAuthToken where that is missing or fails.
import { authentication, nestedAppAuth } from '@microsoft/teams-js';
import type { AccountInfo, IPublicClientApplication } from '@azure/msal-browser';
import { AppError } from '#shared/errors';
import { limited } from './limited.ts';

/** Entra ids of the sign-in (see AppConfig). */
export interface TeamsSignInOptions {
  readonly clientId: string;
  readonly authority: string;
  readonly scope: string;
}

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

/** A function that gets a token; throws `signIn.failed`. Simultaneous silent requests share one answer. */
export function createTeamsSignIn(options: TeamsSignInOptions): (isInteractive: boolean) => Promise<string> {
  let client: Promise<IPublicClientApplication> | undefined;
  let silent: Promise<string> | undefined;
  let kept: KeptToken | undefined;

  const nestedClient = (): Promise<IPublicClientApplication> => {
    client ??= loadClient(options).catch((fault: unknown) => {
      // A chunk that did not load may load next time.
      client = undefined;
      throw fault;
    });
    return client;
  };

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

  const waysFor = (isInteractive: boolean): readonly (() => Promise<string>)[] => {
    const hostToken = (): Promise<string> => authentication.getAuthToken({ silent: !isInteractive });
    if (!isNestedAuthOffered()) return [hostToken];
    const nested = async (): Promise<string> => nestedToken(await nestedClient(), options.scope, isInteractive);
    return [nested, hostToken];
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
  return Math.min(nowMs + keepMs, expiryOf(token) - renewBeforeMs);
}

/** `exp` of a JWT in ms; only to plan, the service alone judges tokens. What cannot be read is not kept. */
function expiryOf(token: string): number {
  try {
    const payload = token.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? Number(claims.exp) : Number.NaN;
    return Number.isFinite(exp) ? exp * 1000 : 0;
  } catch {
    return 0;
  }
}

function isNestedAuthOffered(): boolean {
  try {
    return nestedAppAuth.isNAAChannelRecommended();
  } catch {
    // Thrown before the host is known: then there is no channel either.
    return false;
  }
}

/** The sign-in library is large: it is fetched when a token is first needed, after the first paint. */
async function loadClient(options: TeamsSignInOptions): Promise<IPublicClientApplication> {
  const msal = await import(/* webpackChunkName: "sign-in" */ '@azure/msal-browser');
  return msal.createNestablePublicClientApplication({
    auth: {
      clientId: options.clientId,
      authority: options.authority,
      // An authority that is not Microsoft's (a sovereign cloud, a sandbox) is trusted because our own service named it.
      knownAuthorities: [new URL(options.authority).host],
    },
  });
}

async function nestedToken(client: IPublicClientApplication, scope: string, isInteractive: boolean): Promise<string> {
  const account = client.getActiveAccount() ?? undefined;
  const request = { scopes: [scope], ...(account !== undefined && { account }) };
  const result = await client.acquireTokenSilent(request).catch(async (fault: unknown) => {
    if (!isInteractive) throw fault;
    return client.acquireTokenPopup(request);
  });
  rememberAccount(client, result.account);
  if (result.accessToken === '') throw new AppError('signIn.failed', 'the host gave no access token');
  return result.accessToken;
}

function rememberAccount(client: IPublicClientApplication, account: AccountInfo | null): void {
  if (account !== null) client.setActiveAccount(account);
}
