// POST /api/v1/admin/reload: what reading the configuration again has changed, or why nothing was changed.
import * as v from 'valibot';
import { shortTextSchema } from './wire.ts';

/** Answer of the reload. A refused configuration changes nothing: then `changes` is empty and `faults` says why. */
export const adminReloadSchema = v.object({
  applied: v.boolean(),
  changes: v.array(
    v.object({
      what: v.picklist(['pbxAdded', 'pbxRemoved', 'pbxReplaced', 'rules']),
      pbxId: v.exactOptional(shortTextSchema),
      says: v.string(),
    }),
  ),
  /** `path` of the setting, empty for the file as a whole. */
  faults: v.array(v.object({ path: shortTextSchema, says: v.string() })),
});
export type AdminReload = v.InferOutput<typeof adminReloadSchema>;
