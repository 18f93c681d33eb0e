// Orders a call from the PBX and tells what became of it; a repeated order after silence is the same order.
import type { ApiClient, ClockPort } from '#shared/client';
import type { AskedClass, LiveCall } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import { isAskedClass } from './numberAnswers.ts';

/**
 * What became of the last order.
 *
 *   none --ring--> asking --202--> ringing --the call goes out, or half a minute--> none
 *                  asking --refused--> failed --dismiss--> none
 *                  asking, ringing, none --own phone not picked up--> failed
 *                  asking --the person must be asked--> none
 *   none --copy--> copied | copyFailed
 */
export type DialStatus =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' | 'copied' | 'copyFailed'; readonly number: string }
  /** With `fromLine` it is the phone of that shared line that rings. */
  | { readonly kind: 'ringing'; readonly number: string; readonly fromLine?: string }
  | { readonly kind: 'failed'; readonly number: string; readonly code: ErrorCode };

/** Shows a status; good news goes by itself. */
export type Teller = (status: DialStatus) => void;

const shownMs = 8_000;
/** A phone that nobody picks up rings about this long. */
const ringingMs = 30_000;
/** A second try this soon after silence is the same order: the PBX may have taken the first one. */
const sameOrderMs = 30_000;

/** A teller that puts each status on show. */
export function createTeller(clock: ClockPort, show: (status: DialStatus) => void): Teller {
  let cancelFade = (): void => undefined;
  return (status) => {
    cancelFade();
    show(status);
    if (status.kind !== 'ringing' && status.kind !== 'copied') return;
    cancelFade = clock.after(status.kind === 'ringing' ? ringingMs : shownMs, () => {
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

/** What is called, and from which line when it is not one of the caller's own. */
export interface OrderedCall {
  readonly number: string;
  readonly fromLine?: string;
}

/** Orders of one device. */
export interface Orders {
  /** Asks the PBX to ring the caller's phone and then to dial. */
  readonly place: (call: OrderedCall, isConfirmed: boolean) => Promise<void>;
  /** True when a call that was not there at the last order has gone out. */
  readonly heardCalls: (calls: readonly LiveCall[]) => boolean;
  /** What the service tells later of an order it took. */
  readonly failed: (requestId: string, code: ErrorCode) => void;
}

interface PlacedOrder {
  readonly number: string;
  readonly requestId: string;
  /** Calls there were before it. */
  readonly before: ReadonlySet<string>;
  hasFailed: boolean;
}

/** No order yet; `mustAsk` hears that a yes is needed first. */
export function createOrder(
  options: OrderOptions,
  tell: Teller,
  mustAsk: (call: OrderedCall, reason: AskedClass) => void,
): Orders {
  const { api, clock, newId } = options;
  let latest: PlacedOrder | undefined;
  let unanswered: (OrderedCall & { readonly requestId: string; readonly atMs: number }) | undefined;
  let liveIds: ReadonlySet<string> = new Set();

  const requestIdFor = ({ number, fromLine }: OrderedCall): string => {
    const isSame = unanswered?.number === number && unanswered.fromLine === fromLine;
    return isSame && unanswered !== undefined && clock.now() - unanswered.atMs < sameOrderMs
      ? unanswered.requestId
      : newId();
  };

  const failed: Orders['failed'] = (requestId, code) => {
    if (latest?.requestId !== requestId) return;
    latest.hasFailed = true;
    tell({ kind: 'failed', number: latest.number, code });
  };

  const heardCalls: Orders['heardCalls'] = (calls) => {
    liveIds = new Set(calls.map(({ id }) => id));
    return calls.some(
      ({ id, direction, state }) =>
        direction === 'outgoing' && state !== 'initiated' && latest?.before.has(id) === false,
    );
  };

  const place: Orders['place'] = async (call, isConfirmed) => {
    const { number, fromLine } = call;
    const requestId = requestIdFor(call);
    const order: PlacedOrder = { number, requestId, before: liveIds, hasFailed: false };
    latest = order;
    unanswered = { ...call, requestId, atMs: clock.now() };
    tell({ kind: 'asking', number });
    try {
      await api.dial({ ...call, requestId, ...(isConfirmed && { confirmed: true as const }) });
      unanswered = undefined;
      // The stream can be faster than the answer.
      if (!order.hasFailed) tell({ kind: 'ringing', number, ...(fromLine !== undefined && { fromLine }) });
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
      mustAsk(call, numberClass);
    }
  };

  return { place, failed, heardCalls };
}
