// GET /api/v1/presence/me/why: what makes a person's presence in Teams, layer by layer, and the sentences that say so.
import * as v from 'valibot';
import { whyWordsSchema } from './whyWords.ts';
import { compositeSchema, instantSchema, lineStateSchema, shortTextSchema } from './wire.ts';

/** Link of one PBX: `unknown` once it has been lost for longer than the grace, so that its lines count no more. */
const linkSchema = v.picklist(['connecting', 'up', 'lost', 'unknown']);
const ofDevice = { pbxId: shortTextSchema, extension: shortTextSchema, link: linkSchema };

/** One input of the composite. `since`: when that state began, where it is known; `calls`: open calls of the line. */
const sourceSchema = v.variant('kind', [
  v.object({
    kind: v.literal('line'),
    ...ofDevice,
    state: lineStateSchema,
    since: v.exactOptional(instantSchema),
    calls: v.exactOptional(v.number()),
  }),
  v.object({
    kind: v.literal('userState'),
    ...ofDevice,
    state: v.picklist(['available', 'away', 'meeting', 'busy', 'doNotDisturb', 'offline', 'unknown']),
    since: v.exactOptional(instantSchema),
  }),
]);
const sessionSchema = v.object({ availability: shortTextSchema, activity: shortTextSchema });

/** Our session in Teams: what we want there and what Teams has acknowledged; null = none. */
const oursSchema = v.object({
  wanted: v.nullable(sessionSchema),
  acknowledged: v.union([v.null(), v.literal('unknown'), sessionSchema]),
  expiresAt: v.exactOptional(instantSchema),
  lastSentAt: v.exactOptional(instantSchema),
  lastAcceptedAt: v.exactOptional(instantSchema),
  nextTryAt: v.exactOptional(instantSchema),
  /** Code of the error catalogue: why Teams did not take the last change. */
  fault: v.exactOptional(shortTextSchema),
  /** The person (or the helpdesk) took our session away; it stays away until the phone's state changes. */
  isReleased: v.boolean(),
});

/** What others see, read back from Teams, or the code of why it could not be read. */
const teamsSchema = v.union([
  v.object({ availability: shortTextSchema, activity: shortTextSchema, readAt: instantSchema }),
  v.object({ unavailable: shortTextSchema }),
]);

/** Answer of GET .../why: every layer for those who look closely, and the words for everybody. */
export const presenceWhySchema = v.object({
  ...whyWordsSchema.entries,
  sources: v.array(sourceSchema),
  composite: compositeSchema,
  ours: oursSchema,
  teams: teamsSchema,
});
export type PresenceWhy = v.InferOutput<typeof presenceWhySchema>;

/**
 * Query of GET .../why: `lang` (BCP 47) wins over Accept-Language; `tz` is the reader's time zone (IANA name), UTC when
 * absent or not known.
 */
export const whyQuerySchema = v.object({
  lang: v.exactOptional(v.pipe(v.string(), v.maxLength(35), v.regex(/^[A-Za-z0-9_-]+$/))),
  tz: v.exactOptional(v.pipe(v.string(), v.maxLength(64))),
});

/** Path of the admin variants: the object id of a user of the caller's own tenant. */
export const whyUserSchema = v.object({ userId: v.pipe(v.string(), v.uuid(), v.toLowerCase()) });
