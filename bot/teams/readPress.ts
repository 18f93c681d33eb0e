// Reads a press on one of our buttons: from a universal action (invoke) or, on older clients, from a message.
import * as v from 'valibot';
import type { InboundActivity } from './activity.ts';
import { callBackVerb } from './cards/elements.ts';

const dataSchema = v.object({
  recordId: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  number: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  list: v.optional(v.boolean(), false),
});
const executeSchema = v.object({ action: v.object({ verb: v.literal(callBackVerb), data: dataSchema }) });
const submitSchema = v.object({ verb: v.literal(callBackVerb), ...dataSchema.entries });

/** A press on `Call back`. */
export type CallBackPress = v.InferOutput<typeof dataSchema>;

/** Undefined: no press of ours. */
export function readPress(activity: InboundActivity): CallBackPress | undefined {
  if (activity.type === 'invoke') {
    if (activity.name !== 'adaptiveCard/action') return undefined;
    const parsed = v.safeParse(executeSchema, activity.value);
    return parsed.success ? parsed.output.action.data : undefined;
  }
  const parsed = v.safeParse(submitSchema, activity.value);
  return parsed.success ? parsed.output : undefined;
}
