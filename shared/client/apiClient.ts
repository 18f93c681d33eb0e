// The typed client of /api/v1.
import * as v from 'valibot';
import {
  callsPageSchema,
  dialAnswerSchema,
  meSchema,
  meetingsAnswerSchema,
  missedCountSchema,
  peopleAnswerSchema,
  peoplePresenceAnswerSchema,
  phoneAnswerSchema,
  reportAnswerSchema,
  settingsAnswerSchema,
  speedDialsSchema,
  whyWordsSchema,
  type CallAction,
  type CallFilter,
  type CallsPage,
  type DialAnswer,
  type DialRequest,
  type Me,
  type MeetingsAnswer,
  type MissedCount,
  type PeopleAnswer,
  type PeoplePresenceAnswer,
  type PhoneAnswer,
  type PhoneChange,
  type Report,
  type ReportAnswer,
  type SettingsAnswer,
  type SettingsChange,
  type SpeedDials,
  type SpeedDialsChange,
  type WhyWords,
} from '#shared/contracts';
import { exportCalls, type ExportQuery } from './exportCalls.ts';
import { request, type RequestOptions } from './request.ts';

/** What a page of the log is asked with. `cursor` is the `next` of the page before. */
export interface CallsQuery {
  readonly filter: CallFilter;
  readonly cursor?: string;
  /** 1..200 @default 50 */
  readonly limit?: number;
  /** A part of a name, or of a number in any formatting; at most 100 characters. */
  readonly text?: string;
  /** Equal neighbours of a day of this IANA time zone come as one item with a count. */
  readonly collapseIn?: string;
  /** Calls that started in [from, to), ISO 8601 instants. */
  readonly from?: string;
  readonly to?: string;
}

/** Which people are wanted. */
export interface PeopleQuery {
  readonly text: string;
  /** @default both */
  readonly source?: 'organisation' | 'personal';
}

/** Meetings that overlap [from, to), ISO 8601 instants; IANA zone for days. */
export interface MeetingsQuery {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/** Who reads the answer: BCP 47 locale and IANA time zone. */
export interface Reader {
  readonly locale: string;
  readonly timeZone: string;
}

/** The API as functions. Each throws an `AppError` with the service's code, or `service.unavailable`. */
export interface ApiClient {
  me(): Promise<Me>;
  calls(query: CallsQuery, signal?: AbortSignal): Promise<CallsPage>;
  /** Missed calls the person has not looked at, on any device. */
  missedCount(): Promise<MissedCount>;
  /** The person has looked at all of them. */
  markSeen(): Promise<void>;
  /** Deletes one row of the person's own log. */
  deleteCall(id: string): Promise<void>;
  /** Deletes rows of the person's own log, 1,000 at most; those that are gone already are no fault. */
  deleteSomeCalls(ids: readonly string[]): Promise<void>;
  /** Deletes the person's whole log. */
  deleteCalls(): Promise<void>;
  /** The log as a table for spreadsheets. */
  exportCalls(query: ExportQuery): Promise<Blob>;
  people(query: PeopleQuery, signal?: AbortSignal): Promise<PeopleAnswer>;
  /** What Teams shows of up to 50 people. */
  peoplePresence(ids: readonly string[], signal?: AbortSignal): Promise<PeoplePresenceAnswer>;
  dial(order: DialRequest): Promise<DialAnswer>;
  /** Why the signed-in person looks as they do in Teams. */
  presenceWhy(reader: Reader, signal?: AbortSignal): Promise<WhyWords>;
  /** Withdraws our part of the person's presence until the phone's state changes. */
  releasePresence(): Promise<void>;
  speedDials(): Promise<SpeedDials>;
  /** Throws `personal.conflict` when the list was made from an old one. */
  saveSpeedDials(change: SpeedDialsChange): Promise<SpeedDials>;
  settings(): Promise<SettingsAnswer>;
  changeSettings(change: SettingsChange): Promise<SettingsAnswer>;
  /** Throws `graph.consentMissing`. */
  meetings(query: MeetingsQuery, signal?: AbortSignal): Promise<MeetingsAnswer>;
  phone(): Promise<PhoneAnswer>;
  changePhone(change: PhoneChange): Promise<void>;
  /** Orders the PBX to do something with a live call of the person. */
  controlCall(id: string, action: CallAction): Promise<void>;
  sendReport(report: Report): Promise<ReportAnswer>;
}

const pageSize = 50;
/** 2 MB of picture over 150 kbit/s. */
const reportTimeoutMs = 120_000;
const peopleLimit = 50;
/** The schema of the query refuses longer texts. */
const maxQueryLength = 100;

/** A client of the API at `options.apiBase` (e.g. `/api/v1`). */
export function createApiClient(options: RequestOptions): ApiClient {
  return {
    me: () => request(options, { path: '/me', schema: meSchema }),
    calls: (query, signal) =>
      request(options, { path: callsPath(query), schema: callsPageSchema, ...(signal && { signal }) }),
    missedCount: () => request(options, { path: '/calls/missed', schema: missedCountSchema }),
    markSeen: () => request(options, { path: '/calls/seen', schema: v.undefined(), method: 'POST', body: {} }),
    deleteCall: (id) =>
      // Asked for when the page is left, too.
      request(options, {
        path: `/calls/${encodeURIComponent(id)}`,
        schema: v.undefined(),
        method: 'DELETE',
        keepalive: true,
      }),
    deleteSomeCalls: (ids) =>
      request(options, { path: '/calls/delete', schema: v.undefined(), method: 'POST', body: { ids } }),
    deleteCalls: () =>
      request(options, { path: '/calls', schema: v.undefined(), method: 'DELETE', body: { confirm: 'delete' } }),
    exportCalls: (query) => exportCalls(options, query),
    people: (query, signal) =>
      request(options, { path: peoplePath(query), schema: peopleAnswerSchema, ...(signal && { signal }) }),
    dial: (order) => request(options, { path: '/dial', schema: dialAnswerSchema, body: order }),
    presenceWhy: (reader, signal) =>
      request(options, { path: whyPath(reader), schema: whyWordsSchema, ...(signal && { signal }) }),
    releasePresence: () => request(options, { path: '/presence/me/release', schema: v.undefined(), method: 'POST' }),
    peoplePresence: (ids, signal) =>
      request(options, {
        path: `/people/presence?${new URLSearchParams({ ids: ids.join(',') }).toString()}`,
        schema: peoplePresenceAnswerSchema,
        ...(signal && { signal }),
      }),
    ...personalCalls(options),
  };
}

type PersonalCalls = Pick<
  ApiClient,
  | 'speedDials'
  | 'saveSpeedDials'
  | 'settings'
  | 'changeSettings'
  | 'meetings'
  | 'phone'
  | 'changePhone'
  | 'controlCall'
  | 'sendReport'
>;

/** What is kept for the person, their day and their phone. */
function personalCalls(options: RequestOptions): PersonalCalls {
  return {
    speedDials: () => request(options, { path: '/speed-dials', schema: speedDialsSchema }),
    saveSpeedDials: (change) =>
      request(options, { path: '/speed-dials', schema: speedDialsSchema, method: 'PUT', body: change }),
    settings: () => request(options, { path: '/settings', schema: settingsAnswerSchema }),
    changeSettings: (change) =>
      request(options, { path: '/settings', schema: settingsAnswerSchema, method: 'PATCH', body: change }),
    meetings: (query, signal) =>
      request(options, { path: meetingsPath(query), schema: meetingsAnswerSchema, ...(signal && { signal }) }),
    phone: () => request(options, { path: '/phone', schema: phoneAnswerSchema }),
    changePhone: (change) => request(options, { path: '/phone', schema: v.undefined(), method: 'POST', body: change }),
    controlCall: (id, action) =>
      request(options, {
        path: `/calls/live/${encodeURIComponent(id)}/${action}`,
        schema: v.undefined(),
        method: 'POST',
      }),
    sendReport: (report) =>
      request(options, { path: '/reports', schema: reportAnswerSchema, body: report, timeoutMs: reportTimeoutMs }),
  };
}

function callsPath(query: CallsQuery): string {
  const search = new URLSearchParams({ filter: query.filter, limit: String(query.limit ?? pageSize) });
  if (query.cursor !== undefined) search.set('cursor', query.cursor);
  const text = query.text?.trim().slice(0, maxQueryLength) ?? '';
  if (text !== '') search.set('q', text);
  if (query.from !== undefined) search.set('from', query.from);
  if (query.to !== undefined) search.set('to', query.to);
  if (query.collapseIn !== undefined) {
    search.set('collapse', '1');
    search.set('tz', query.collapseIn);
  }
  return `/calls?${search.toString()}`;
}

function peoplePath({ text, source }: PeopleQuery): string {
  const search = new URLSearchParams({ q: text.slice(0, maxQueryLength), limit: String(peopleLimit) });
  if (source !== undefined) search.set('source', source);
  return `/people?${search.toString()}`;
}

function meetingsPath({ from, to, timeZone }: MeetingsQuery): string {
  return `/meetings?${new URLSearchParams({ from, to, tz: timeZone }).toString()}`;
}

function whyPath({ locale, timeZone }: Reader): string {
  return `/presence/me/why?${new URLSearchParams({ lang: locale, tz: timeZone }).toString()}`;
}
