// GET /api/v1/me: who the caller is, their lines, and what this site can do.
import * as v from 'valibot';
import { diallingSchema } from './dialPlan.ts';
import { compositeSchema, lineStateSchema, pbxLinkSchema, shortTextSchema } from './wire.ts';

export const meSchema = v.object({
  user: v.object({ id: shortTextSchema, tenantId: shortTextSchema, displayName: shortTextSchema }),
  lines: v.array(v.object({ extension: shortTextSchema, state: lineStateSchema })),
  presence: compositeSchema,
  pbx: pbxLinkSchema,
  /** What the PBX of the caller's lines offers. */
  can: v.object({ makeCall: v.boolean() }),
  /** ISO 3166 country of the site, for reading and showing national numbers. */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
  /** The site's dial plan, the form of its links, its words on emergency calls. */
  dialling: diallingSchema,
});
export type Me = v.InferOutput<typeof meSchema>;
