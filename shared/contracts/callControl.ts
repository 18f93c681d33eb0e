// POST /api/v1/calls/live/{id}/{action}: what the person does with a call of their own line through the PBX (ECMA-269 services).
import * as v from 'valibot';
import { shortTextSchema } from './wire.ts';

/** `answer` a ringing call, `hold` and `retrieve` it, `clear` it (hang up or refuse). */
export const callActionSchema = v.picklist(['answer', 'hold', 'retrieve', 'clear']);
export type CallAction = v.InferOutput<typeof callActionSchema>;

/** Path. Answered with 202; the call itself then changes in the stream. Fails with `pbx.refused`, `http.notFound`. */
export const callControlSchema = v.object({ id: shortTextSchema, action: callActionSchema });
