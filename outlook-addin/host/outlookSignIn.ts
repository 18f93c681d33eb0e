// Sign-in in Outlook: nested app authentication where the host has it, else a dialog of ours that signs in by redirect.
import { createNestedSignIn, createTokenKeeper, usableUntil, type SignInOptions, type TokenWay } from '#shared/host';
import { AppError } from '#shared/errors';
import { isSetSupported } from './officeGlobal.ts';
import { askInDialog } from './askInDialog.ts';

/** True when the host is a broker for us (microsoft365.md 3.2). */
export function isNestedAuthOffered(): boolean {
  return isSetSupported('NestedAppAuth', '1.1');
}

/** A function that gets a token; throws `signIn.failed`. Simultaneous silent requests share one answer. */
export function createOutlookSignIn(options: SignInOptions): (isInteractive: boolean) => Promise<string> {
  const nested = createNestedSignIn(options);
  let fromDialog = '';

  const dialogToken = async (): Promise<string> => {
    fromDialog = await askInDialog(new URL('sign-in.html', location.href).href);
    return fromDialog;
  };
  /** The dialog has its own storage, so nothing can renew its token in silence: it serves as long as it lives. */
  const keptToken = (): Promise<string> =>
    Date.now() < usableUntil(fromDialog)
      ? Promise.resolve(fromDialog)
      : Promise.reject(new AppError('signIn.failed', 'nobody has signed in yet'));

  return createTokenKeeper((isInteractive) => {
    const broker: readonly TokenWay[] = isNestedAuthOffered() ? [() => nested(isInteractive)] : [];
    return [...broker, isInteractive ? dialogToken : keptToken];
  });
}
