// Signs in by nested app authentication: the host that embeds us (Teams, Outlook) is the broker (microsoft365.md 3.2).
import type { AccountInfo, IPublicClientApplication } from '@azure/msal-browser';
import { AppError } from '#shared/errors';

/** Entra ids of the sign-in (see AppConfig). */
export interface SignInOptions {
  readonly clientId: string;
  readonly authority: string;
  readonly scope: string;
}

/** A function that gets an access token from the broker; `isInteractive` lets the broker ask the person. */
export function createNestedSignIn(options: SignInOptions): (isInteractive: boolean) => Promise<string> {
  let client: Promise<IPublicClientApplication> | undefined;
  const nestedClient = (): Promise<IPublicClientApplication> => {
    client ??= loadClient(options).catch((fault: unknown) => {
      // A chunk that did not load may load next time.
      client = undefined;
      throw fault;
    });
    return client;
  };
  return async (isInteractive) => nestedToken(await nestedClient(), options.scope, isInteractive);
}

/** The sign-in library is large: it is fetched when a token is first needed, after the first paint. */
async function loadClient(options: SignInOptions): Promise<IPublicClientApplication> {
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
