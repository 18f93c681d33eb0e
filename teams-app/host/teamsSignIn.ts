// Sign-in in Teams: nested app authentication first, the host's getAuthToken where that is missing or fails.
import { authentication, nestedAppAuth } from '@microsoft/teams-js';
import { createNestedSignIn, createTokenKeeper, type SignInOptions } from '#shared/host';

/** A function that gets a token; throws `signIn.failed`. Simultaneous silent requests share one answer. */
export function createTeamsSignIn(options: SignInOptions): (isInteractive: boolean) => Promise<string> {
  const nested = createNestedSignIn(options);
  return createTokenKeeper((isInteractive) => {
    const hostToken = (): Promise<string> => authentication.getAuthToken({ silent: !isInteractive });
    return isNestedAuthOffered() ? [() => nested(isInteractive), hostToken] : [hostToken];
  });
}

function isNestedAuthOffered(): boolean {
  try {
    return nestedAppAuth.isNAAChannelRecommended();
  } catch {
    // Thrown before the host is known: then there is no channel either.
    return false;
  }
}
