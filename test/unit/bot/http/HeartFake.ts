// A heart that knows two tenants with two users each, keeps who asked what, and streams what a test tells it to.
import type {
  AdminLines,
  AdminPbx,
  CallRecordWire,
  CallsPage,
  DialAnswer,
  DialRequest,
  Me,
  MeetingsAnswer,
  PeopleAnswer,
  PeoplePresenceAnswer,
  PhoneAnswer,
  PresenceWhy,
  Report,
  ReportAnswer,
  SettingsAnswer,
  SpeedDials,
} from '#shared/contracts';
import { defaultUserSettings } from '#shared/contracts';
import { AppError, toAppError, type ErrorCode } from '#shared/errors';
import type { Caller, HeartPort, Readiness, StreamItem, UserDatumWire, WhyQuestion } from '#bot/bridge';
import { aWhy, someDialling } from '../../../support/aRecord.ts';

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
  readonly colleagueId = 'cccccccc-0000-4000-8000-000000000001';
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
      dialling: someDialling(),
    };
  }

  async calls(caller: Caller, query: unknown): Promise<CallsPage> {
    this.#note('calls', caller, query);
    return { items: [] };
  }

  /** Rows of the table. */
  rows: readonly CallRecordWire[] = [];

  async *exportCalls(caller: Caller, selection: unknown): AsyncGenerator<CallRecordWire> {
    this.#note('exportCalls', caller, selection);
    yield* this.rows;
  }

  async missedCount(caller: Caller): Promise<number> {
    this.#note('missedCount', caller);
    return 3;
  }

  async markSeen(caller: Caller, upTo?: number): Promise<void> {
    this.#note('markSeen', caller, upTo);
  }

  async deleteCall(caller: Caller, recordId: string): Promise<void> {
    this.#note('deleteCall', caller, recordId);
  }

  async deleteSomeCalls(caller: Caller, recordIds: readonly string[]): Promise<void> {
    this.#note('deleteSomeCalls', caller, recordIds);
  }

  async deleteCalls(caller: Caller): Promise<void> {
    this.#note('deleteCalls', caller);
  }

  async *userData(caller: Caller, userId?: string): AsyncGenerator<UserDatumWire> {
    this.#note('userData', caller, userId);
    for (const record of this.rows) yield { kind: 'record', record };
    yield { kind: 'seen', seq: 7 };
  }

  async eraseUser(caller: Caller, userId?: string): Promise<void> {
    this.#note('eraseUser', caller, userId);
  }

  async people(caller: Caller, query: unknown): Promise<PeopleAnswer> {
    this.#note('people', caller, query);
    return { items: [{ id: caller.tenantId, displayName: 'Bruno Sample', numbers: [] }] };
  }

  async peoplePresences(caller: Caller, ids: readonly string[]): Promise<PeoplePresenceAnswer> {
    this.#note('peoplePresences', caller, ids);
    return { items: ids.map((id) => ({ id, availability: 'Available', activity: 'Available' })) };
  }

  async meetings(caller: Caller, query: unknown): Promise<MeetingsAnswer> {
    this.#note('meetings', caller, query);
    return { items: [] };
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

  async speedDials(caller: Caller): Promise<SpeedDials> {
    this.#note('speedDials', caller);
    return { revision: 0, groups: [], items: [] };
  }

  async changeSpeedDials(caller: Caller, change: SpeedDials): Promise<SpeedDials> {
    this.#note('changeSpeedDials', caller, change);
    return { ...change, revision: change.revision + 1 };
  }

  async settings(caller: Caller): Promise<SettingsAnswer> {
    this.#note('settings', caller);
    return { revision: 0, settings: defaultUserSettings };
  }

  async changeSettings(caller: Caller, change: unknown): Promise<SettingsAnswer> {
    this.#note('changeSettings', caller, change);
    return { revision: 1, settings: defaultUserSettings };
  }

  async report(caller: Caller, report: Report): Promise<ReportAnswer> {
    this.#note('report', caller, report);
    return { id: 'report-1' };
  }

  phone(caller: Caller): PhoneAnswer {
    this.#note('phone', caller);
    return { lines: [] };
  }

  async changePhone(caller: Caller, change: unknown): Promise<void> {
    this.#note('changePhone', caller, change);
  }

  async controlCall(caller: Caller, callId: string, action: unknown): Promise<void> {
    this.#note('controlCall', caller, { callId, action });
  }

  async subscribe(
    caller: Caller,
    lastEventId: string | undefined,
    tell: (item: StreamItem) => void,
  ): Promise<() => void> {
    this.#note('subscribe', caller, lastEventId);
    const subscription = { caller, lastEventId, tell };
    this.subscriptions.add(subscription);
    for (const item of this.first) tell(item);
    return () => this.subscriptions.delete(subscription);
  }

  async presenceWhy(caller: Caller, question: WhyQuestion): Promise<PresenceWhy> {
    this.#note('presenceWhy', caller, question);
    this.#mustKnow(caller, question.userId);
    return aWhy();
  }

  releasePresence(caller: Caller, userId?: string): void {
    this.#note('releasePresence', caller, userId);
    this.#mustKnow(caller, userId);
  }

  async adminLines(caller: Caller, query: unknown): Promise<AdminLines> {
    this.#note('adminLines', caller, query);
    return { lines: [], mismatches: [], total: { lines: 0, mismatches: 0 } };
  }

  async adminPbx(caller: Caller, query: unknown): Promise<AdminPbx> {
    this.#note('adminPbx', caller, query);
    return { connections: [] };
  }

  async readiness(): Promise<Readiness> {
    const parts = [{ part: 'store', ok: this.isReady, detail: 'pbx-1.example.test' }];
    return { ready: this.isReady, parts };
  }

  refuseWith(code: ErrorCode, facts = {}): void {
    this.fault = new AppError(code, 'as told by the test', { facts });
  }

  /** Nobody but the caller is of the caller's tenant, except `colleagueId`. */
  #mustKnow(caller: Caller, userId: string | undefined): void {
    if (userId === undefined || userId === this.colleagueId || userId === caller.userId) return;
    throw new AppError('http.notFound', 'no such user in the tenant of the caller');
  }

  #note(what: string, caller: Caller, input?: unknown): void {
    this.asked.push({ what, caller, input });
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- tests throw what no Error is on purpose
    if (this.fault !== undefined) throw this.fault;
  }
}
