// POST /api/v1/dial: the PBX rings the caller's phone, then dials.
import * as v from 'valibot';
import { shortTextSchema } from './wire.ts';

/** `number` as shown or typed, any formatting; `requestId` makes a repeated request the same request. */
export const dialRequestSchema = v.object({
  number: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  requestId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{8,64}$/)),
  /** A person was asked and said yes: what `dial.notAllowed` with a `numberClass` asks for (product D7). */
  confirmed: v.exactOptional(v.literal(true)),
  /** A line shared with the caller that the call is to be placed from, instead of their own (product H1). */
  fromLine: v.exactOptional(shortTextSchema),
  /** Only rings the phone of the caller's own line `number`, and calls nobody. */
  test: v.exactOptional(v.literal(true)),
});
export type DialRequest = v.InferOutput<typeof dialRequestSchema>;

/** 202: the PBX took the order; the call itself then shows in the stream. `dialled` is what the PBX was given. */
export const dialAnswerSchema = v.object({ requestId: shortTextSchema, dialled: shortTextSchema });
export type DialAnswer = v.InferOutput<typeof dialAnswerSchema>;
