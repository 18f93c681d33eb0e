// Lines that others share with the person: their state and their calls, for those the admin named (product H1).
import * as v from 'valibot';
import { liveCallSchema } from './calls.ts';
import { lineStateSchema, shortTextSchema } from './wire.ts';

export const sharedLineSchema = v.object({
  extension: shortTextSchema,
  /** Whose line it is. */
  owner: v.exactOptional(v.object({ id: shortTextSchema, displayName: v.exactOptional(shortTextSchema) })),
  state: lineStateSchema,
  /** Calls on the line now. */
  calls: v.array(liveCallSchema),
  /** The PBX can place a call from it for the person. */
  canMakeCall: v.boolean(),
});
export type SharedLine = v.InferOutput<typeof sharedLineSchema>;
