// GET /api/v1/stream (text/event-stream): the shapes of its events. Event name = `type`; data = this object as JSON.
import * as v from 'valibot';
import { callRecordSchema, liveCallSchema } from './calls.ts';
import { mailboxSchema } from './phone.ts';
import { sharedLineSchema } from './sharedLines.ts';
import { compositeSchema, lineStateSchema, pbxLinkSchema, shortTextSchema } from './wire.ts';

/** First event of every connection, and again when the person's lines change hands: the whole present. Its SSE id is the newest log change the page may ask from. */
export const snapshotEventSchema = v.object({
  type: v.literal('snapshot'),
  calls: v.array(liveCallSchema),
  presence: compositeSchema,
  pbx: pbxLinkSchema,
  lines: v.array(v.object({ extension: shortTextSchema, state: lineStateSchema })),
  people: v.array(v.object({ id: shortTextSchema, lineState: lineStateSchema })),
  /** Lines others share with the person; absent: none. */
  sharedLines: v.exactOptional(v.array(sharedLineSchema)),
  /** Absent where no PBX of the person tells of mailboxes. */
  mailboxes: v.exactOptional(v.array(mailboxSchema)),
});
/** All live calls of the caller, whole, at every change: applying it twice is harmless. */
export const callsEventSchema = v.object({ type: v.literal('calls'), calls: v.array(liveCallSchema) });
/** A log record was written or rewritten (same id). Carries an SSE id, so `Last-Event-ID` replays what was missed. */
export const recordEventSchema = v.object({ type: v.literal('record'), record: callRecordSchema });
/** Line states of colleagues that changed. */
export const peopleEventSchema = v.object({
  type: v.literal('people'),
  people: v.array(v.object({ id: shortTextSchema, lineState: lineStateSchema })),
});
export const presenceEventSchema = v.object({
  type: v.literal('presence'),
  presence: compositeSchema,
  lines: v.array(v.object({ extension: shortTextSchema, state: lineStateSchema })),
});
export const pbxEventSchema = v.object({ type: v.literal('pbx'), pbx: pbxLinkSchema });
/** An order of the caller that the PBX took came to nothing; `code` is one of the catalogue. */
export const dialEventSchema = v.object({
  type: v.literal('dial'),
  requestId: shortTextSchema,
  outcome: v.literal('failed'),
  code: shortTextSchema,
});
/** What was missed is no longer known: read the log again from its first page. */
export const resetEventSchema = v.object({ type: v.literal('reset') });

/** Rows of the log that are gone. Carries an SSE id like `record`. */
export const removedEventSchema = v.object({ type: v.literal('removed'), ids: v.array(shortTextSchema) });
/** Missed calls the person has not looked at, on any device. */
export const missedEventSchema = v.object({ type: v.literal('missed'), count: v.number() });

/** Shared lines that changed, each whole. */
export const sharedLinesEventSchema = v.object({ type: v.literal('sharedLines'), lines: v.array(sharedLineSchema) });
/** All mailboxes of the person, whole, at every change. */
export const mailboxesEventSchema = v.object({ type: v.literal('mailboxes'), mailboxes: v.array(mailboxSchema) });
/** Another app or device of the person has changed what is kept: read it again unless this revision is known. */
export const personalEventSchema = v.object({
  type: v.literal('personal'),
  what: v.picklist(['speedDials', 'settings']),
  revision: v.number(),
});
/** The own phone was set differently, here or on the phone itself: read /phone again. */
export const phoneEventSchema = v.object({ type: v.literal('phone') });

export const streamEventSchema = v.variant('type', [
  snapshotEventSchema,
  callsEventSchema,
  recordEventSchema,
  peopleEventSchema,
  presenceEventSchema,
  pbxEventSchema,
  dialEventSchema,
  resetEventSchema,
  removedEventSchema,
  missedEventSchema,
  sharedLinesEventSchema,
  mailboxesEventSchema,
  personalEventSchema,
  phoneEventSchema,
]);
export type StreamEvent = v.InferOutput<typeof streamEventSchema>;
