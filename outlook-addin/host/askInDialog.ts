// Opens our sign-in page in a dialog of Office and waits for what it says.
import { AppError } from '#shared/errors';
import { askOffice } from './officeGlobal.ts';

/** What the dialog tells the pane that opened it. */
export type DialogWord = { readonly token: string } | { readonly error: string };

/** Size in percent of the screen: the sign-in pages of Entra need no more. */
const size = { height: 60, width: 30 } as const;

/** The token the dialog at `url` brought. Throws `signIn.failed` when it brought none or was closed. */
export async function askInDialog(url: string): Promise<string> {
  const dialog = await askOffice<Office.Dialog>((answer) => {
    Office.context.ui.displayDialogAsync(url, size, answer);
  });
  try {
    return await tokenFrom(dialog);
  } finally {
    // Closed by the person: closing it again throws.
    try {
      dialog.close();
    } catch {
      // It is closed, which is what we want.
    }
  }
}

function tokenFrom(dialog: Office.Dialog): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (reason: string): void => {
      reject(new AppError('signIn.failed', `the sign-in dialog said: ${reason}`));
    };
    dialog.addEventHandler(Office.EventType.DialogMessageReceived, (said) => {
      if (!('message' in said) || (said.origin !== undefined && said.origin !== location.origin)) return;
      const word = wordOf(said.message);
      if ('token' in word) resolve(word.token);
      else refuse(word.error);
    });
    dialog.addEventHandler(Office.EventType.DialogEventReceived, () => {
      refuse('closed');
    });
  });
}

function wordOf(text: string): DialogWord {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said !== 'object' || said === null) return { error: 'unreadable' };
    if ('token' in said && typeof said.token === 'string' && said.token !== '') return { token: said.token };
    return { error: 'error' in said ? String(said.error).slice(0, 200) : 'unreadable' };
  } catch {
    return { error: 'unreadable' };
  }
}
