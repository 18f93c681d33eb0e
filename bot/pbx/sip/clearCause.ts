// Says why a dialog ended, as far as its document tells (RFC 4235 3.7.1, the codes of RFC 3261 21).
import type { ClearCause } from '#shared/domain/call';
import type { Dialog } from './dialogInfo.ts';

const causeOfCode: Readonly<Record<number, ClearCause>> = {
  404: 'unreachable',
  408: 'callNotAnswered',
  410: 'unreachable',
  480: 'unreachable',
  484: 'unreachable',
  486: 'busy',
  487: 'callCancelled',
  500: 'networkCongestion',
  502: 'networkCongestion',
  503: 'networkCongestion',
  504: 'networkCongestion',
  600: 'busy',
  604: 'unreachable',
};

/** The cause; `unknown` where a call that was never answered ends without a word, as Kamailio tells it. */
export function clearCauseOf(dialog: Dialog, wasConfirmed: boolean): ClearCause {
  switch (dialog.event) {
    case 'cancelled':
      // A fork that was cancelled because another one answered says so by its code (RFC 3326 tells it by `200`).
      return dialog.code === 200 ? 'answeredElsewhere' : 'callCancelled';
    case 'rejected':
      return causeOfCode[dialog.code ?? 603] ?? 'rejected';
    case 'replaced':
      return 'transfer';
    case 'local-bye':
    case 'remote-bye':
      return 'normalClearing';
    case 'timeout':
      return wasConfirmed ? 'unknown' : 'callNotAnswered';
    case 'error':
      return causeOfCode[dialog.code ?? 0] ?? 'unknown';
    default:
      return wasConfirmed ? 'normalClearing' : 'unknown';
  }
}
