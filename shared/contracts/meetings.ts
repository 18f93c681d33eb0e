// GET /api/v1/meetings: the person's own meetings with the ways to join them, read with the person's own rights.
import * as v from 'valibot';
import { instantSchema, shortTextSchema } from './wire.ts';

const linkSchema = v.pipe(v.string(), v.maxLength(4096), v.startsWith('https://'));
/** A way to join in a browser or app; `service` is its name as people know it. */
const joinLinkSchema = v.object({ service: shortTextSchema, url: linkSchema });
/** A way to join by phone; `telUri` dials number, conference id and PIN. */
const dialInSchema = v.object({
  number: shortTextSchema,
  conferenceId: v.exactOptional(shortTextSchema),
  pin: v.exactOptional(shortTextSchema),
  telUri: v.pipe(v.string(), v.maxLength(256), v.startsWith('tel:')),
});

export const meetingSchema = v.object({
  id: v.pipe(v.string(), v.maxLength(512)),
  subject: shortTextSchema,
  start: instantSchema,
  end: instantSchema,
  isAllDay: v.boolean(),
  isCancelled: v.exactOptional(v.literal(true)),
  organizer: v.exactOptional(shortTextSchema),
  location: v.exactOptional(shortTextSchema),
  /** The best first; empty when the invitation holds none. */
  links: v.pipe(v.array(joinLinkSchema), v.readonly()),
  dialIns: v.pipe(v.array(dialInSchema), v.readonly()),
});
export type MeetingWire = v.InferOutput<typeof meetingSchema>;

/** Query: meetings that overlap [from, to), at most 31 days; IANA zone of the reader for days that last all day. */
export const meetingsQuerySchema = v.object({
  from: instantSchema,
  to: instantSchema,
  tz: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(64)), 'UTC'),
});

/** In order of start. Fails with `graph.consentMissing` when nobody has agreed that calendars may be read. */
export const meetingsAnswerSchema = v.object({ items: v.array(meetingSchema) });
export type MeetingsAnswer = v.InferOutput<typeof meetingsAnswerSchema>;
