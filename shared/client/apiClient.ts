// The typed client of /api/v1.
import * as v from 'valibot';
import {
  callsPageSchema,
  dialAnswerSchema,
  meSchema,
  missedCountSchema,
  peopleAnswerSchema,
  whyWordsSchema,
  type CallFilter,
  type CallsPage,
  type DialAnswer,
  type DialRequest,
  type Me,
  type MissedCount,
  type PeopleAnswer,
  type WhyWords,
} from '#shared/contracts';
import { request, type RequestOptions } from './request.ts';

/** What a page of the log is asked with. `cursor` is the `next` of the page before. */
export interface CallsQuery {
  readonly filter: CallFilter;
  readonly cursor?: string;
  /** 1..200 @default 50 */
  readonly limit?: number;
  /** A part of a name, or of a number in any formatting; at most 100 characters. */
  readonly text?: string;
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
  /** Deletes the person's whole log. */
  deleteCalls(): Promise<void>;
  people(text: string, signal?: AbortSignal): Promise<PeopleAnswer>;
  dial(order: DialRequest): Promise<DialAnswer>;
  /** Why the signed-in person looks as they do in Teams. */
  presenceWhy(reader: Reader, signal?: AbortSignal): Promise<WhyWords>;
  /** Withdraws our part of the person's presence until the phone's state changes. */
  releasePresence(): Promise<void>;
}

const pageSize = 50;
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
      request(options, { path: `/calls/${encodeURIComponent(id)}`, schema: v.undefined(), method: 'DELETE' }),
    deleteCalls: () =>
      request(options, { path: '/calls', schema: v.undefined(), method: 'DELETE', body: { confirm: 'delete' } }),
    people: (text, signal) =>
      request(options, { path: peoplePath(text), schema: peopleAnswerSchema, ...(signal && { signal }) }),
    dial: (order) => request(options, { path: '/dial', schema: dialAnswerSchema, body: order }),
    presenceWhy: (reader, signal) =>
      request(options, { path: whyPath(reader), schema: whyWordsSchema, ...(signal && { signal }) }),
    releasePresence: () => request(options, { path: '/presence/me/release', schema: v.undefined(), method: 'POST' }),
  };
}

function callsPath(query: CallsQuery): string {
  const search = new URLSearchParams({ filter: query.filter, limit: String(query.limit ?? pageSize) });
  if (query.cursor !== undefined) search.set('cursor', query.cursor);
  const text = query.text?.trim().slice(0, maxQueryLength) ?? '';
  if (text !== '') search.set('q', text);
  return `/calls?${search.toString()}`;
}

function peoplePath(text: string): string {
  return `/people?${new URLSearchParams({ q: text.slice(0, maxQueryLength), limit: String(peopleLimit) }).toString()}`;
}

function whyPath({ locale, timeZone }: Reader): string {
  return `/presence/me/why?${new URLSearchParams({ lang: locale, tz: timeZone }).toString()}`;
}
