// GET /api/v1/calls: the caller's log, newest first, and the live calls of the stream.
import * as v from 'valibot';
import { callActionSchema } from './callControl.ts';
import { groupSchema, instantSchema, partySchema, shortTextSchema } from './wire.ts';

export const callOutcomeSchema = v.picklist([
  'answered',
  'answeredElsewhere',
  'voicemail',
  'missed',
  'busy',
  'rejected',
  'cancelled',
  'failed',
]);

/** One row of the log. Durations in whole seconds. `e164` is there when the other number could be normalised. */
export const callRecordSchema = v.object({
  id: shortTextSchema,
  line: shortTextSchema,
  direction: v.picklist(['incoming', 'outgoing']),
  outcome: callOutcomeSchema,
  other: partySchema,
  e164: v.exactOptional(shortTextSchema),
  answeredBy: v.exactOptional(partySchema),
  originalTarget: v.exactOptional(partySchema),
  group: v.exactOptional(groupSchema),
  transferredFrom: v.exactOptional(partySchema),
  transferredTo: v.exactOptional(partySchema),
  startedAt: instantSchema,
  answeredAt: v.exactOptional(instantSchema),
  endedAt: instantSchema,
  ringSeconds: v.number(),
  talkSeconds: v.number(),
  endUnknown: v.exactOptional(v.literal(true)),
  /** Whose call it was, when it was not the reader's own: it went over a line that is shared with the reader. */
  owner: v.exactOptional(v.object({ id: shortTextSchema, displayName: v.exactOptional(shortTextSchema) })),
});
export type CallRecordWire = v.InferOutput<typeof callRecordSchema>;

export const callFilterSchema = v.picklist(['all', 'missed', 'incoming', 'outgoing', 'voicemail', 'shared']);
export type CallFilter = v.InferOutput<typeof callFilterSchema>;

/** An item of a page: a row, or with `count` the newest of so many equal neighbours; `oldest` is the start of the oldest. */
const callItemSchema = v.object({
  ...callRecordSchema.entries,
  count: v.exactOptional(v.number()),
  oldest: v.exactOptional(instantSchema),
});

/** Answer of GET /api/v1/calls. No `next`: that was the last page. */
export const callsPageSchema = v.object({
  items: v.array(callItemSchema),
  next: v.exactOptional(shortTextSchema),
});
export type CallsPage = v.InferOutput<typeof callsPageSchema>;

/** A call that exists now, seen from one of the caller's lines. */
export const liveCallSchema = v.object({
  id: shortTextSchema,
  line: shortTextSchema,
  direction: v.picklist(['incoming', 'outgoing']),
  /** ECMA-269 connection state of the user's leg. */
  state: v.picklist(['initiated', 'alerting', 'connected', 'hold', 'queued', 'fail']),
  other: partySchema,
  e164: v.exactOptional(shortTextSchema),
  group: v.exactOptional(groupSchema),
  startedAt: instantSchema,
  answeredAt: v.exactOptional(instantSchema),
  /** Things the PBX of this call can do with it for the caller; absent: none. */
  can: v.exactOptional(v.pipe(v.array(callActionSchema), v.readonly())),
});
export type LiveCall = v.InferOutput<typeof liveCallSchema>;
