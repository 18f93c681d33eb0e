// A heart that knows two tenants with two users each, keeps who asked what, and streams what a test tells it to.
import type { CallsPage, DialAnswer, DialRequest, Me, PeopleAnswer } from '#shared/contracts';
import { AppError, toAppError, type ErrorCode } from '#shared/errors';
import type { Caller, HeartPort, Readiness, StreamItem } from '#bot/bridge';

export interface Subscription {
  readonly caller: Caller;
  readonly lastEventId: string | undefined;
  readonly tell: (item: StreamItem) => void;
}

export const snapshot: StreamItem = {
  id: '7',
  event: { type: 'snapshot', calls: [], presence: 'available', pbx: 'up', lines: [], people: [] },
};

export class HeartFake implements HeartPort {
  readonly asked: { readonly what: string; readonly caller: Caller; readonly input?: unknown }[] = [];
  readonly subscriptions = new Set<Subscription>();
  readonly dialled = new Map<string, DialAnswer>();
  isReady = true;
  /** Thrown by the next call of any kind while set. */
  fault: unknown;
  first: readonly StreamItem[] = [snapshot];

  me(caller: Caller): Me {
    this.#note('me', caller);
    return {
      user: { id: caller.userId, tenantId: caller.tenantId, displayName: caller.displayName ?? '' },
      lines: [{ extension: '2014', state: 'idle' }],
      presence: 'available',
      pbx: 'up',
      can: { makeCall: true },
      country: 'FR',
    };
  }

  calls(caller: Caller, query: unknown): CallsPage {
    this.#note('calls', caller, query);
    return { items: [] };
  }

  people(caller: Caller, query: unknown): PeopleAnswer {
    this.#note('people', caller, query);
    return { items: [{ id: caller.tenantId, displayName: 'Bruno Sample', numbers: [] }] };
  }

  dial(caller: Caller, request: DialRequest): Promise<DialAnswer> {
    try {
      this.#note('dial', caller, request);
    } catch (thrown) {
      return Promise.reject(toAppError(thrown));
    }
    const answer = this.dialled.get(request.requestId) ?? { requestId: request.requestId, dialled: request.number };
    this.dialled.set(request.requestId, answer);
    return Promise.resolve(answer);
  }

  subscribe(caller: Caller, lastEventId: string | undefined, tell: (item: StreamItem) => void): () => void {
    this.#note('subscribe', caller, lastEventId);
    const subscription = { caller, lastEventId, tell };
    this.subscriptions.add(subscription);
    for (const item of this.first) tell(item);
    return () => this.subscriptions.delete(subscription);
  }

  readiness(): Readiness {
    const parts = [{ part: 'store', ok: this.isReady, detail: 'pbx-1.example.test' }];
    return { ready: this.isReady, parts };
  }

  refuseWith(code: ErrorCode, facts = {}): void {
    this.fault = new AppError(code, 'as told by the test', { facts });
  }

  #note(what: string, caller: Caller, input?: unknown): void {
    this.asked.push({ what, caller, input });
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- tests throw what no Error is on purpose
    if (this.fault !== undefined) throw this.fault;
  }
}
