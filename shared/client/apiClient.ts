// The typed client of /api/v1.
import {
  callsPageSchema,
  dialAnswerSchema,
  meSchema,
  peopleAnswerSchema,
  type CallFilter,
  type CallsPage,
  type DialAnswer,
  type DialRequest,
  type Me,
  type PeopleAnswer,
} from '#shared/contracts';
import { request, type RequestOptions } from './request.ts';

/** What a page of the log is asked with. `cursor` is the `next` of the page before. */
export interface CallsQuery {
  readonly filter: CallFilter;
  readonly cursor?: string;
  /** 1..200 @default 50 */
  readonly limit?: number;
}

/** The API as functions. Each throws an `AppError` with the service's code, or `service.unavailable`. */
export interface ApiClient {
  me(): Promise<Me>;
  calls(query: CallsQuery, signal?: AbortSignal): Promise<CallsPage>;
  people(text: string, signal?: AbortSignal): Promise<PeopleAnswer>;
  dial(order: DialRequest): Promise<DialAnswer>;
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
    people: (text, signal) =>
      request(options, { path: peoplePath(text), schema: peopleAnswerSchema, ...(signal && { signal }) }),
    dial: (order) => request(options, { path: '/dial', schema: dialAnswerSchema, body: order }),
  };
}

function callsPath(query: CallsQuery): string {
  const search = new URLSearchParams({ filter: query.filter, limit: String(query.limit ?? pageSize) });
  if (query.cursor !== undefined) search.set('cursor', query.cursor);
  return `/calls?${search.toString()}`;
}

function peoplePath(text: string): string {
  return `/people?${new URLSearchParams({ q: text.slice(0, maxQueryLength), limit: String(peopleLimit) }).toString()}`;
}
