// The body of every refused request.
import * as v from 'valibot';
import { shortTextSchema } from './wire.ts';

/** Kinds of numbers that are called only after a person was asked (product D7). */
export const askedClassSchema = v.picklist(['emergency', 'premium', 'satellite', 'sharedCost', 'serviceCode']);
export type AskedClass = v.InferOutput<typeof askedClassSchema>;

/** `code` is of the error catalogue; `requestId` finds the line in the log; `paths` name the faulty fields. */
export const problemSchema = v.object({
  code: shortTextSchema,
  requestId: shortTextSchema,
  paths: v.exactOptional(v.array(shortTextSchema)),
  /** With `dial.notAllowed`: the order is taken once it says `confirmed`. */
  numberClass: v.exactOptional(askedClassSchema),
});
export type Problem = v.InferOutput<typeof problemSchema>;
