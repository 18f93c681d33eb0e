// What the sign-in page does inside the dialog: to Entra by redirect, back, and the token to the pane.
import type { SignInOptions } from '#shared/host';
import type { DialogWord } from './askInDialog.ts';
import { findHost } from './officeGlobal.ts';

/** Signs in and tells the pane. The page leaves for Entra and comes back once in between. */
export async function runSignInDialog(options: SignInOptions): Promise<void> {
  if ((await findHost()) === 'none') return;
  try {
    const token = await tokenByRedirect(options);
    if (token !== undefined) tellPane({ token });
  } catch (fault) {
    tellPane({ error: fault instanceof Error ? fault.message : String(fault) });
  }
}

/** The token after the return from Entra; undefined while the page is on its way there. */
async function tokenByRedirect({ clientId, authority, scope }: SignInOptions): Promise<string | undefined> {
  const msal = await import(/* webpackChunkName: "sign-in" */ '@azure/msal-browser');
  const client = await msal.createStandardPublicClientApplication({
    auth: {
      clientId,
      authority,
      knownAuthorities: [new URL(authority).host],
      // The page itself, registered as a single-page redirect address; without what Office put behind it.
      redirectUri: location.origin + location.pathname,
    },
    cache: { cacheLocation: 'sessionStorage' },
  });
  const result = await client.handleRedirectPromise();
  if (result !== null) return result.accessToken;
  await client.acquireTokenRedirect({ scopes: [scope], prompt: 'select_account' });
  return undefined;
}

/** Only a pane of our own origin may hear a token. */
function tellPane(word: DialogWord): void {
  Office.context.ui.messageParent(JSON.stringify(word), { targetOrigin: location.origin });
}
