// GET /api/v1/stream (text/event-stream): the shapes of its events. Event name = `type`; data = this object as JSON.
import * as v from 'valibot';
import { callRecordSchema, liveCallSchema } from './calls.ts';
import { compositeSchema, lineStateSchema, pbxLinkSchema, shortTextSchema } from './wire.ts';

/** First event of every connection: the whole present. Its SSE id is the newest log change the page may ask from. */
export const snapshotEventSchema = v.object({
  type: v.literal('snapshot'),
  calls: v.array(liveCallSchema),
  presence: compositeSchema,
  pbx: pbxLinkSchema,
  lines: v.array(v.object({ extension: shortTextSchema, state: lineStateSchema })),
  people: v.array(v.object({ id: shortTextSchema, lineState: lineStateSchema })),
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
]);
export type StreamEvent = v.InferOutput<typeof streamEventSchema>;
