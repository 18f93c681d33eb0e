// The caller's log beside its pages: missed calls, what was seen, deletion, the table for spreadsheets, a person's data.
import * as v from 'valibot';
import { callFilterSchema } from './calls.ts';
import { instantSchema } from './wire.ts';

/** Most ids of one POST /api/v1/calls/delete. */
export const mostDeletedCalls = 1_000;

const searchSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100));
const zoneSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const limitSchema = v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(200));

/**
 * What of a log is wanted. `q`: a part of a name, or of a number in any formatting; `from` and `to`: calls that started in
 * [from, to); `tz`: IANA time zone of the reader, for days and for times in tables, UTC when absent.
 */
const selection = {
  filter: v.optional(callFilterSchema, 'all'),
  q: v.exactOptional(searchSchema),
  from: v.exactOptional(instantSchema),
  to: v.exactOptional(instantSchema),
  tz: v.optional(zoneSchema, 'UTC'),
};

/**
 * Query of GET /api/v1/calls. `cursor` is the `next` of the page before, with all else the same; `limit` 1..200, default 50;
 * `collapse=1`: equal neighbours of a day come as one item with a count, one by one where last digits of numbers are hidden.
 */
export const callsQuerySchema = v.object({
  ...selection,
  cursor: v.exactOptional(v.pipe(v.string(), v.maxLength(256))),
  limit: v.optional(limitSchema, '50'),
  collapse: v.exactOptional(v.literal('1')),
});
export type CallsQueryWire = v.InferOutput<typeof callsQuerySchema>;

/** Answer of GET /api/v1/calls/missed: missed calls the person has not looked at, on any device; no more than 1,000. */
export const missedCountSchema = v.object({ count: v.number() });
export type MissedCount = v.InferOutput<typeof missedCountSchema>;

/** Body of POST /api/v1/calls/seen: SSE id of the newest change looked at; everything when absent. Answered with 204. */
export const seenSchema = v.object({ upTo: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))) });

/** Path of DELETE /api/v1/calls/{id}. */
export const callIdSchema = v.object({ id: v.pipe(v.string(), v.minLength(1), v.maxLength(256)) });

/** Body of POST /api/v1/calls/delete: rows of the person's own log; those that are gone already are no fault. Answered with 204. */
export const deleteSomeSchema = v.object({
  ids: v.pipe(v.array(callIdSchema.entries.id), v.minLength(1), v.maxLength(mostDeletedCalls)),
});

/** Body or query of DELETE /api/v1/calls: the word says that the whole log is meant. */
export const deleteAllSchema = v.object({ confirm: v.literal('delete') });

/** Body or query of DELETE .../data: the word says that everything kept of the person is meant. */
export const eraseSchema = v.object({ confirm: v.literal('erase') });

/**
 * Query of GET /api/v1/calls/export.csv. `bom=1`: a byte order mark in front, for Excel; `lang` wins over Accept-Language;
 * `separator` of the cells, where it is left out the one Excel expects in the countries of the language: a comma for English, a
 * semicolon for French, German, Spanish, Italian, Dutch and Portuguese.
 */
export const callsExportQuerySchema = v.object({
  ...selection,
  bom: v.exactOptional(v.picklist(['0', '1'])),
  lang: v.exactOptional(v.pipe(v.string(), v.maxLength(35), v.regex(/^[A-Za-z0-9_-]+$/))),
  separator: v.exactOptional(v.picklist(['comma', 'semicolon'])),
});
export type CallsSelection = Omit<v.InferOutput<typeof callsExportQuerySchema>, 'bom' | 'lang' | 'separator'>;
