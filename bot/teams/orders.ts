// Places the calls people ask the bot for: never one press twice, and no more than a hand can ask for.
import { createHash, randomUUID } from 'node:crypto';
import { toAppError, type ErrorCode } from '#shared/errors';
import type { BotCaller, BotDesk } from './BotDesk.ts';

/** A second press on the same button within this time is the same wish. */
const samePressMs = 30_000;
const minuteMs = 60_000;
const ordersPerMinute = 30;
const rememberedPresses = 1_000;

/** What is asked: `activityId` makes a repeated delivery the same order, `press` two presses of one button. */
export interface OrderWish {
  readonly number: string;
  readonly activityId: string | undefined;
  readonly press?: string;
}

/** What came of it. */
export type Placed =
  | { readonly ok: true; readonly dialled: string }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly reason: string;
      /** The person would have to be asked first, which a command cannot do (product D7). */
      readonly needsAsking?: true;
    };

/** Places an order. Never throws. */
export type PlaceOrder = (caller: BotCaller, wish: OrderWish) => Promise<Placed>;

/** `now` is milliseconds since the epoch. */
export function createOrders(desk: BotDesk, now: () => number): PlaceOrder {
  const presses = new Map<string, { readonly requestId: string; readonly at: number }>();
  const recent = new Map<string, readonly number[]>();

  function requestIdOf(user: string, wish: OrderWish): { requestId: string; isNew: boolean } {
    const requestId = idOf(user, wish.activityId ?? randomUUID());
    if (wish.press === undefined) return { requestId, isNew: true };
    const key = `${user} ${wish.press}`;
    const known = presses.get(key);
    if (known !== undefined && now() - known.at < samePressMs) return { requestId: known.requestId, isNew: false };
    presses.delete(key);
    presses.set(key, { requestId, at: now() });
    forgetOldest(presses);
    return { requestId, isNew: true };
  }

  function isAllowed(user: string): boolean {
    const at = now();
    const times = (recent.get(user) ?? []).filter((time) => at - time < minuteMs);
    if (times.length >= ordersPerMinute) return false;
    recent.delete(user);
    recent.set(user, [...times, at]);
    forgetOldest(recent);
    return true;
  }

  return async (caller, wish) => {
    const user = `${caller.tenantId} ${caller.userId}`;
    const { requestId, isNew } = requestIdOf(user, wish);
    if (isNew && !isAllowed(user)) {
      return { ok: false, code: 'http.tooManyRequests', reason: 'over the rate of one user' };
    }
    try {
      const { dialled } = await desk.dial(caller, { number: wish.number, requestId });
      return { ok: true, dialled };
    } catch (thrown) {
      const fault = toAppError(thrown);
      const needsAsking = fault.code === 'dial.notAllowed' && fault.facts['numberClass'] !== undefined;
      return { ok: false, code: fault.code, reason: fault.message, ...(needsAsking && { needsAsking }) };
    }
  };
}

function idOf(user: string, activityId: string): string {
  return createHash('sha256').update(`${user} ${activityId}`).digest('hex').slice(0, 32);
}

/** Maps keep the order of insertion: the first is the oldest. */
function forgetOldest(map: Map<string, unknown>): void {
  if (map.size <= rememberedPresses) return;
  const oldest = map.keys().next();
  if (oldest.done !== true) map.delete(oldest.value);
}
