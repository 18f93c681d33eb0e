// What the HTTP room may ask of the heart, always in the name of a verified caller.
import type {
  AdminLines,
  AdminPbx,
  CallRecordWire,
  CallsPage,
  CallsQueryWire,
  CallAction,
  CallsSelection,
  DialAnswer,
  DialRequest,
  Me,
  MeetingsAnswer,
  PeopleAnswer,
  PeoplePresenceAnswer,
  PhoneAnswer,
  PhoneChange,
  PresenceWhy,
  Report,
  ReportAnswer,
  SettingsAnswer,
  SettingsChange,
  SpeedDials,
  SpeedDialsChange,
  StreamEvent,
} from '#shared/contracts';
import type { UserAssertion } from '#bot/graph';
import type { UserDatum } from '#bot/store';

/** What an app role of Entra lets somebody do beyond their own things (product A5). */
export type CallerRole = 'admin' | 'helpdesk' | 'auditor';

/** A verified user: both ids come from a checked access token, never from the request. */
export interface Caller {
  readonly tenantId: string;
  readonly userId: string;
  readonly displayName?: string;
  /** Absent: a user like any other. */
  readonly roles?: readonly CallerRole[];
  /** Lets Graph be asked in the user's name; not enumerable, so that no log line and no copy has it. Absent: not asked. */
  readonly assertion?: UserAssertion;
}

/** A question about somebody's presence: about `userId` (a door must have checked the caller's role), else the caller. */
export interface WhyQuestion {
  readonly userId?: string;
  /** BCP 47; the sentences come in its language, English where we have none. */
  readonly locale: string;
  /** IANA name; UTC when absent or not known. */
  readonly timeZone?: string;
}

/** A search of people; without `source` both are asked. */
export interface PeopleSearch {
  readonly q: string;
  readonly limit: number;
  readonly source?: 'organisation' | 'personal';
}

/** A range of instants, ISO 8601, and the IANA zone of the reader. */
export interface MeetingsQuery {
  readonly from: string;
  readonly to: string;
  readonly tz: string;
}

/** Something kept of a person, as the person gets it. */
export type UserDatumWire =
  Exclude<UserDatum, { readonly kind: 'record' }> | { readonly kind: 'record'; readonly record: CallRecordWire };

/** One event for a stream; `id` is set on what can be replayed. */
export interface StreamItem {
  readonly id?: string;
  readonly event: StreamEvent;
}

/** Whether the service can do its work now, part by part, for /readyz. */
export interface Readiness {
  readonly ready: boolean;
  readonly parts: readonly { readonly part: string; readonly ok: boolean; readonly detail?: string }[];
}

/** The heart as the routes see it. Throws coded errors only. */
export interface HeartPort {
  me(caller: Caller): Me;
  /** Own calls, and those on lines shared with the caller. Rejects with `store.*`, `input.invalid` for cursor or time zone. */
  calls(caller: Caller, query: CallsQueryWire): Promise<CallsPage>;
  /** Every row of the selection, newest first. */
  exportCalls(caller: Caller, selection: CallsSelection): AsyncIterable<CallRecordWire>;
  /** Missed calls the caller has not looked at, on any device. */
  missedCount(caller: Caller): Promise<number>;
  /** The caller has looked at the changes up to `upTo`, or at all. */
  markSeen(caller: Caller, upTo?: number): Promise<void>;
  /** Deletes a row of the caller's own log. Rejects with `http.notFound`. */
  deleteCall(caller: Caller, recordId: string): Promise<void>;
  /** Deletes rows of the caller's own log, 1,000 at most, as far as they are there. */
  deleteSomeCalls(caller: Caller, recordIds: readonly string[]): Promise<void>;
  deleteCalls(caller: Caller): Promise<void>;
  /** Everything kept of the caller, or of `userId` (a door must have checked the role). Throws `auth.forbidden`. */
  userData(caller: Caller, userId?: string): AsyncIterable<UserDatumWire>;
  eraseUser(caller: Caller, userId?: string): Promise<void>;
  /** Of the organisation and of the caller's own contacts; those that cannot be had are left out. */
  people(caller: Caller, search: PeopleSearch): Promise<PeopleAnswer>;
  /** What Teams shows of those of `ids` who are of the caller's tenant; nobody where it cannot be read. */
  peoplePresences(caller: Caller, ids: readonly string[]): Promise<PeoplePresenceAnswer>;
  /** The caller's own. Rejects with `input.invalid`, `graph.*`; `graph.consentMissing` where nobody has agreed to it. */
  meetings(caller: Caller, query: MeetingsQuery): Promise<MeetingsAnswer>;
  /** Throws `dial.numberInvalid`, `dial.noLine`, `dial.notAllowed`, `pbx.*`. A repeated requestId is not dialled twice. */
  dial(caller: Caller, request: DialRequest): Promise<DialAnswer>;
  /** What the caller keeps, the same in every app. Reject with `store.*`; a change also with `input.invalid`, `personal.conflict`. */
  speedDials(caller: Caller): Promise<SpeedDials>;
  changeSpeedDials(caller: Caller, change: SpeedDialsChange): Promise<SpeedDials>;
  settings(caller: Caller): Promise<SettingsAnswer>;
  changeSettings(caller: Caller, change: SettingsChange): Promise<SettingsAnswer>;
  /** Keeps a problem report. Rejects with `http.tooManyRequests`, `store.*`. */
  report(caller: Caller, report: Report): Promise<ReportAnswer>;
  /** How the caller's own lines are set. */
  phone(caller: Caller): PhoneAnswer;
  /** Rejects with `http.notFound` for a line of anybody else, `pbx.*`, `dial.numberInvalid`, `dial.notAllowed`. */
  changePhone(caller: Caller, change: PhoneChange): Promise<void>;
  /** Rejects with `http.notFound` for a call that is not on a line of the caller, `pbx.*`. */
  controlCall(caller: Caller, callId: string, action: CallAction): Promise<void>;
  /**
   * Calls `listener` with a snapshot (after any replay since `lastEventId`) before it resolves, then with every change, until the
   * function it gives is called. Rejects with `store.*`; then nothing is told.
   */
  subscribe(caller: Caller, lastEventId: string | undefined, listener: (item: StreamItem) => void): Promise<() => void>;
  /** Throws `http.notFound` for somebody the caller's tenant does not know. Costs at most one read of Graph per person and 5 s. */
  presenceWhy(caller: Caller, question: WhyQuestion): Promise<PresenceWhy>;
  /** Withdraws our session in Teams of the caller, or of `userId`, until the phone's state changes. Throws `http.notFound`. */
  releasePresence(caller: Caller, userId?: string): void;
  /** For admins and helpdesk (a door must have checked the role): lines and mismatches of the caller's tenant. */
  adminLines(
    caller: Caller,
    query: { readonly locale: string; readonly offset: number; readonly limit: number },
  ): Promise<AdminLines>;
  /** As `adminLines`: the connections of the caller's tenant. */
  adminPbx(caller: Caller, query: { readonly locale: string }): Promise<AdminPbx>;
  readiness(): Promise<Readiness>;
}
