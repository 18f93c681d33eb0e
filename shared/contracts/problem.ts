// The body of every refused request.
import * as v from 'valibot';
import { shortTextSchema } from './wire.ts';

/** `code` is of the error catalogue; `requestId` finds the line in the log; `paths` name the faulty fields. */
export const problemSchema = v.object({
  code: shortTextSchema,
  requestId: shortTextSchema,
  paths: v.exactOptional(v.array(shortTextSchema)),
});
export type Problem = v.InferOutput<typeof problemSchema>;
