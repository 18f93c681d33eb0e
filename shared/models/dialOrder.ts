// Orders a call from the PBX and tells what became of it; a repeated order after silence is the same order.
import type { ApiClient, ClockPort } from '#shared/client';
import type { AskedClass } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import { isAskedClass } from './numberAnswers.ts';

/**
 * What became of the last order.
 *
 *   none --ring--> asking --202--> ringing --some seconds--> none
 *                  asking --refused--> failed --dismiss--> none
 *                  asking, ringing, none --own phone not picked up--> failed
 *                  asking --the person must be asked--> none
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

/** What orders work with. */
export interface OrderOptions {
  readonly api: Pick<ApiClient, 'dial'>;
  readonly clock: ClockPort;
  readonly newId: () => string;
}

/** Orders of one device. */
export interface Orders {
  /** Asks the PBX to ring the caller's phone and then to dial. */
  readonly place: (number: string, isConfirmed: boolean) => Promise<void>;
  /** What the service tells later of an order it took. */
  readonly failed: (requestId: string, code: ErrorCode) => void;
}

interface PlacedOrder {
  readonly number: string;
  readonly requestId: string;
  hasFailed: boolean;
}

/** No order yet; `mustAsk` hears that a yes is needed first. */
export function createOrder(
  options: OrderOptions,
  tell: Teller,
  mustAsk: (number: string, reason: AskedClass) => void,
): Orders {
  const { api, clock, newId } = options;
  let latest: PlacedOrder | undefined;
  let unanswered: { readonly number: string; readonly requestId: string; readonly atMs: number } | undefined;

  const requestIdFor = (number: string): string => {
    const isSame = unanswered?.number === number && clock.now() - unanswered.atMs < sameOrderMs;
    return isSame && unanswered !== undefined ? unanswered.requestId : newId();
  };

  const failed: Orders['failed'] = (requestId, code) => {
    if (latest?.requestId !== requestId) return;
    latest.hasFailed = true;
    tell({ kind: 'failed', number: latest.number, code });
  };

  const place: Orders['place'] = async (number, isConfirmed) => {
    const requestId = requestIdFor(number);
    const order: PlacedOrder = { number, requestId, hasFailed: false };
    latest = order;
    unanswered = { number, requestId, atMs: clock.now() };
    tell({ kind: 'asking', number });
    try {
      await api.dial({ number, requestId, ...(isConfirmed && { confirmed: true as const }) });
      unanswered = undefined;
      // The stream can be faster than the answer.
      if (!order.hasFailed) tell({ kind: 'ringing', number });
    } catch (fault) {
      const { code, facts } = toAppError(fault, 'service.unavailable');
      // A refusal was an answer: the next try is a new order.
      if (code !== 'service.unavailable') unanswered = undefined;
      const { numberClass } = facts;
      if (code !== 'dial.notAllowed' || isConfirmed || !isAskedClass(numberClass)) {
        tell({ kind: 'failed', number, code });
        return;
      }
      tell({ kind: 'none' });
      mustAsk(number, numberClass);
    }
  };

  return { place, failed };
}
