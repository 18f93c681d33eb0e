// GET /api/v1/admin/pbx: the connections of the company and how they do.
import * as v from 'valibot';
import { instantSchema, shortTextSchema } from './wire.ts';

const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

const connectionSchema = v.object({
  id: shortTextSchema,
  /** Protocol, as in the configuration; absent where it is not known. */
  kind: v.exactOptional(shortTextSchema),
  /** `unknown` once it has been lost for longer than the grace, so that its lines count no more. */
  link: v.picklist(['connecting', 'up', 'lost', 'unknown']),
  linkSince: instantSchema,
  /** Taken out of the configuration; forgotten when the grace is over. */
  isLeaving: v.boolean(),
  lastEventAt: v.exactOptional(instantSchema),
  /** Mean of the last minute. */
  eventsPerSecond: v.pipe(v.number(), v.minValue(0)),
  /** Tries to connect again since the start. */
  reconnects: countSchema,
  /** `code` of the error catalogue; `says` is for people. */
  lastFault: v.exactOptional(v.object({ code: shortTextSchema, at: instantSchema, says: v.string() })),
  /** Lines somebody owns on it, and devices it has spoken of. */
  lines: countSchema,
  devicesSeen: countSchema,
});

export const adminPbxSchema = v.object({ connections: v.array(connectionSchema) });
export type AdminPbx = v.InferOutput<typeof adminPbxSchema>;

/** Query of the admin's questions that take nothing but a language. */
export const adminQuerySchema = v.object({
  lang: v.exactOptional(v.pipe(v.string(), v.maxLength(35), v.regex(/^[A-Za-z0-9_-]+$/))),
});
