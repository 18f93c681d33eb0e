// Orders a call from the PBX and tells what became of it; a repeated order after silence is the same order.
import type { ApiClient, ClockPort } from '#shared/client';
import { toAppError, type ErrorCode } from '#shared/errors';

/**
 * What became of the last order.
 *
 *   none --ring--> asking --202--> ringing --some seconds--> none
 *                  asking --refused--> failed --dismiss--> none
 *   none --copy--> copied | copyFailed
 */
export type DialStatus =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' | 'ringing' | 'copied' | 'copyFailed'; readonly number: string }
  | { readonly kind: 'failed'; readonly number: string; readonly code: ErrorCode };

/** Shows a status; good news goes by itself. */
export type Teller = (status: DialStatus) => void;

const shownMs = 8_000;
/** A second try this soon after silence is the same order: the PBX may have taken the first one. */
const sameOrderMs = 30_000;

/** A teller that puts each status on show. */
export function createTeller(clock: ClockPort, show: (status: DialStatus) => void): Teller {
  let cancelFade = (): void => undefined;
  return (status) => {
    cancelFade();
    show(status);
    if (status.kind !== 'ringing' && status.kind !== 'copied') return;
    cancelFade = clock.after(shownMs, () => {
      show({ kind: 'none' });
    });
  };
}

/** A function that asks the PBX to ring the caller's phone and then to dial. */
export function createOrder(
  options: { readonly api: Pick<ApiClient, 'dial'>; readonly clock: ClockPort; readonly newId: () => string },
  tell: Teller,
): (number: string, isConfirmed: boolean) => Promise<void> {
  const { api, clock, newId } = options;
  let unanswered: { readonly number: string; readonly requestId: string; readonly atMs: number } | undefined;

  const requestIdFor = (number: string): string => {
    const isSame = unanswered?.number === number && clock.now() - unanswered.atMs < sameOrderMs;
    return isSame && unanswered !== undefined ? unanswered.requestId : newId();
  };

  return async (number, isConfirmed) => {
    const requestId = requestIdFor(number);
    unanswered = { number, requestId, atMs: clock.now() };
    tell({ kind: 'asking', number });
    try {
      await api.dial({ number, requestId, ...(isConfirmed && { confirmed: true as const }) });
      unanswered = undefined;
      tell({ kind: 'ringing', number });
    } catch (fault) {
      const { code } = toAppError(fault, 'service.unavailable');
      // A refusal was an answer: the next try is a new order.
      if (code !== 'service.unavailable') unanswered = undefined;
      tell({ kind: 'failed', number, code });
    }
  };
}
