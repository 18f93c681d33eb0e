// Reads one entry of a calendar view; times must have come in UTC, as we asked.
import * as v from 'valibot';
import { looseTextSchema } from './fieldSchemas.ts';
import type { CalendarEvent } from './GraphPort.ts';

/** Longer invitations are cut: the ways to join stand near their beginning. */
const longestBody = 200_000;
const longestLink = 4_096;
const timeSchema = v.pipe(
  v.object({ dateTime: v.string(), timeZone: v.picklist(['UTC', 'Etc/UTC', 'tzone://Microsoft/Utc']) }),
  v.transform(({ dateTime }) => Date.parse(`${dateTime.slice(0, 19)}Z`)),
  v.number(),
);
const flagSchema = v.fallback(v.optional(v.boolean(), false), false);
const cutSchema = (longest: number) =>
  v.fallback(
    v.optional(
      v.pipe(
        v.string(),
        v.transform((text) => text.slice(0, longest)),
      ),
      '',
    ),
    '',
  );
const nothing = { contentType: 'text' as const, content: '' };

const eventSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
  subject: cutSchema(256),
  start: timeSchema,
  end: timeSchema,
  isAllDay: flagSchema,
  isCancelled: flagSchema,
  responseStatus: v.fallback(v.optional(v.nullable(v.object({ response: looseTextSchema }))), undefined),
  organizer: v.fallback(
    v.optional(v.nullable(v.object({ emailAddress: v.object({ name: looseTextSchema, address: looseTextSchema }) }))),
    undefined,
  ),
  location: v.fallback(v.optional(v.nullable(v.object({ displayName: cutSchema(longestLink) }))), undefined),
  body: v.fallback(
    v.optional(
      v.object({ contentType: v.pipe(v.string(), v.toLowerCase()), content: cutSchema(longestBody) }),
      nothing,
    ),
    nothing,
  ),
  onlineMeeting: v.fallback(v.optional(v.nullable(v.object({ joinUrl: cutSchema(longestLink) }))), undefined),
  onlineMeetingUrl: v.fallback(v.optional(v.nullable(cutSchema(longestLink))), undefined),
});

type Event = v.InferOutput<typeof eventSchema>;

/** Undefined for an entry without id or times. */
export function parseEvent(entry: unknown): CalendarEvent | undefined {
  const parsed = v.safeParse(eventSchema, entry);
  if (!parsed.success || Number.isNaN(parsed.output.start) || Number.isNaN(parsed.output.end)) return undefined;
  const { id, subject, start, end, isAllDay, isCancelled, responseStatus } = parsed.output;
  return {
    id,
    subject,
    startsAt: start,
    endsAt: end,
    isAllDay,
    isCancelled,
    isDeclined: responseStatus?.response === 'declined',
    ...textsOf(parsed.output),
  };
}

function textsOf({ organizer, location, body, onlineMeeting, onlineMeetingUrl }: Event): Partial<CalendarEvent> {
  const texts = {
    organizer: organizer?.emailAddress.name ?? organizer?.emailAddress.address ?? '',
    location: location?.displayName ?? '',
    [body.contentType === 'html' ? 'bodyHtml' : 'bodyText']: body.content,
    joinUrl: onlineMeeting?.joinUrl ?? onlineMeetingUrl ?? '',
  };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}
