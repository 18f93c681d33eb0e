// The calls that exist now, in the order that matters (what rings first, then the newest), and what is asked of them.
import type { ApiClient, ClockPort } from '#shared/client';
import type { CallAction, LiveCall } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import { createStore, type Readable } from './store.ts';

/**
 * What was asked of one call, through the phone system.
 *
 *   none --control--> asked --the call changes or ends, or nothing happens for some seconds--> none
 *                     asked --refused--> failed --control--> asked
 */
export type CallOrder =
  | { readonly kind: 'asked'; readonly action: CallAction }
  | { readonly kind: 'failed'; readonly action: CallAction; readonly code: ErrorCode };

/** The live calls. `known` is false until the service has told them once. */
export interface LiveCallsSnapshot {
  readonly calls: readonly LiveCall[];
  readonly known: boolean;
  /** By id of the call. */
  readonly orders: Readonly<Record<string, CallOrder>>;
}

/** Live calls of the caller's lines. */
export interface LiveCallsModel extends Readable<LiveCallsSnapshot> {
  /** Replaces them all: the service always sends them whole. */
  replace(calls: readonly LiveCall[]): void;
  /** Asks the phone system to do something with a call. Never rejects. */
  control(id: string, action: CallAction): Promise<void>;
  /** Somebody else has signed in: nothing of the person before stays. */
  forget(): void;
}

/** What the model works with. */
export interface LiveCallsOptions {
  readonly api: Pick<ApiClient, 'controlCall'>;
  readonly clock: ClockPort;
}

/** A phone system that took an order changes the call within this time, or it will not. */
const answerLimitMs = 8_000;
const nothing: LiveCallsSnapshot = { calls: [], known: false, orders: {} };

/** A model that knows of no call yet. */
export function createLiveCallsModel({ api, clock }: LiveCallsOptions): LiveCallsModel {
  const store = createStore<LiveCallsSnapshot>(nothing);

  const setOrder = (id: string, order: CallOrder | undefined): void => {
    const { [id]: _before, ...others } = store.getSnapshot().orders;
    store.patch({ orders: order === undefined ? others : { ...others, [id]: order } });
  };

  const control = async (id: string, action: CallAction): Promise<void> => {
    const { calls, orders } = store.getSnapshot();
    // Two phone systems of one person can do different things.
    const can = calls.find((call) => call.id === id)?.can ?? [];
    if (!can.includes(action) || orders[id]?.kind === 'asked') return;
    const order: CallOrder = { kind: 'asked', action };
    const isCurrent = (): boolean => store.getSnapshot().orders[id] === order;
    setOrder(id, order);
    try {
      await api.controlCall(id, action);
      clock.after(answerLimitMs, () => {
        if (isCurrent()) setOrder(id, undefined);
      });
    } catch (fault) {
      if (isCurrent()) setOrder(id, { kind: 'failed', action, code: toAppError(fault, 'service.unavailable').code });
    }
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    control,
    forget: () => {
      store.patch(nothing);
    },
    replace: (calls) => {
      const { calls: before, orders } = store.getSnapshot();
      store.patch({ calls: [...calls].sort(byUrgency), known: true, orders: openOrders(orders, before, calls) });
    },
  };
}

/** An order is over when its call is gone or in another state. */
function openOrders(
  orders: LiveCallsSnapshot['orders'],
  before: readonly LiveCall[],
  now: readonly LiveCall[],
): LiveCallsSnapshot['orders'] {
  const stateIn = (calls: readonly LiveCall[], id: string): string | undefined =>
    calls.find((call) => call.id === id)?.state;
  const open = Object.entries(orders).filter(([id]) => {
    const state = stateIn(now, id);
    return state !== undefined && state === stateIn(before, id);
  });
  return open.length === Object.keys(orders).length ? orders : Object.fromEntries(open);
}

function byUrgency(one: LiveCall, other: LiveCall): number {
  const urgency = Number(isRinging(other)) - Number(isRinging(one));
  return urgency !== 0 ? urgency : Date.parse(other.startedAt) - Date.parse(one.startedAt);
}

function isRinging(call: LiveCall): boolean {
  return call.direction === 'incoming' && call.state === 'alerting';
}
