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
  /** Asks the PBX to ring the phone of the own line `extension`, and to call nobody. */
  readonly ringTest: (extension: string) => Promise<void>;
  /** True when a call that was not there at the last order has gone out. */
  readonly heardCalls: (calls: readonly LiveCall[]) => boolean;
  /** What the service tells later of an order it took. */
  readonly failed: (requestId: string, code: ErrorCode) => void;
  /** What was ordered is none of ours any more, and its answer nobody's. */
  readonly forget: () => void;
}

interface PlacedOrder {
  readonly number: string;
  readonly requestId: string;
  /** Calls there were before it. */
  readonly before: ReadonlySet<string>;
  hasFailed: boolean;
}

type UnansweredOrder = OrderedCall & { readonly requestId: string; readonly atMs: number };

/** No order yet; `mustAsk` hears that a yes is needed first. */
export function createOrder(
  options: OrderOptions,
  tell: Teller,
  mustAsk: (call: OrderedCall, reason: AskedClass) => void,
): Orders {
  const { api, clock, newId } = options;
  let latest: PlacedOrder | undefined;
  let unanswered: UnansweredOrder | undefined;
  let liveIds: ReadonlySet<string> = new Set();
  /** Counts the people who sat here. */
  let turn = 0;

  const failed: Orders['failed'] = (requestId, code) => {
    if (latest?.requestId !== requestId) return;
    latest.hasFailed = true;
    tell({ kind: 'failed', number: latest.number, code });
  };

  const heardCalls: Orders['heardCalls'] = (calls) => {
    liveIds = new Set(calls.map(({ id }) => id));
    return calls.some((call) => isOnItsWay(call) && latest?.before.has(call.id) === false);
  };

  const place: Orders['place'] = async (call, isConfirmed) => {
    const { number, fromLine } = call;
    const requestId = sameOrderId(unanswered, call, clock.now()) ?? newId();
    const mine = turn;
    const order: PlacedOrder = { number, requestId, before: liveIds, hasFailed: false };
    latest = order;
    unanswered = { ...call, requestId, atMs: clock.now() };
    tell({ kind: 'asking', number });
    try {
      await api.dial({ ...call, requestId, ...(isConfirmed && { confirmed: true as const }) });
      if (mine !== turn) return;
      unanswered = undefined;
      // The stream can be faster than the answer.
      if (!order.hasFailed) tell({ kind: 'ringing', number, ...(fromLine !== undefined && { fromLine }) });
    } catch (fault) {
      if (mine !== turn) return;
      const { code, facts } = toAppError(fault, 'service.unavailable');
      // A refusal was an answer: the next try is a new order.
      if (code !== 'service.unavailable') unanswered = undefined;
      const { numberClass } = facts;
      const isAsked = code === 'dial.notAllowed' && !isConfirmed && isAskedClass(numberClass);
      tell(isAsked ? { kind: 'none' } : { kind: 'failed', number, code });
      if (isAsked) mustAsk(call, numberClass);
    }
  };

  const forget = (): void => {
    turn += 1;
    latest = unanswered = undefined;
    liveIds = new Set();
  };

  return { place, ringTest: createRingTest(options, tell, () => turn), failed, heardCalls, forget };
}

/** The id of the order when `call` is the one that was met with silence a moment ago. */
function sameOrderId(before: UnansweredOrder | undefined, call: OrderedCall, nowMs: number): string | undefined {
  const isSame = before?.number === call.number && before.fromLine === call.fromLine;
  return isSame && nowMs - before.atMs < sameOrderMs ? before.requestId : undefined;
}

function isOnItsWay({ direction, state }: LiveCall): boolean {
  return direction === 'outgoing' && state !== 'initiated';
}

/** Rings the own phone; `turn` says who sits here, and nobody else hears of it. */
function createRingTest(options: OrderOptions, tell: Teller, turn: () => number): Orders['ringTest'] {
  return async (extension) => {
    const mine = turn();
    tell({ kind: 'asking', number: extension });
    const outcome = await testRing(options, extension);
    if (mine === turn()) tell(outcome);
  };
}

/** The test itself asks whether the phone rang. */
async function testRing({ api, newId }: OrderOptions, extension: string): Promise<DialStatus> {
  try {
    await api.dial({ number: extension, requestId: newId(), test: true });
    return { kind: 'none' };
  } catch (fault) {
    return { kind: 'failed', number: extension, code: toAppError(fault, 'service.unavailable').code };
  }
}
