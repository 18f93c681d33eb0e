// GET /api/v1/me: who the caller is, their lines, and what this site can do.
import * as v from 'valibot';
import { diallingSchema } from './dialPlan.ts';
import { mailboxSchema, voicemailSiteSchema } from './phone.ts';
import { sharedLineSchema } from './sharedLines.ts';
import { compositeSchema, lineStateSchema, pbxLinkSchema, shortTextSchema } from './wire.ts';

export const meSchema = v.object({
  user: v.object({ id: shortTextSchema, tenantId: shortTextSchema, displayName: shortTextSchema }),
  lines: v.array(v.object({ extension: shortTextSchema, state: lineStateSchema })),
  presence: compositeSchema,
  pbx: pbxLinkSchema,
  /** What the PBX of the caller's lines offers; what it can do with a call stands with the call. */
  can: v.object({
    makeCall: v.boolean(),
    /** The caller's phone can be rung for a test; absent: no. */
    ringTest: v.exactOptional(v.boolean()),
  }),
  /** What the site offers beside the phone; absent: not at all. */
  offers: v.exactOptional(v.object({ meetings: v.boolean(), personalContacts: v.boolean(), reports: v.boolean() })),
  /** Absent where no PBX of the caller tells of mailboxes. */
  mailboxes: v.exactOptional(v.array(mailboxSchema)),
  voicemail: v.exactOptional(voicemailSiteSchema),
  /** Lines others share with the caller. */
  sharedLines: v.exactOptional(v.array(sharedLineSchema)),
  /** ISO 3166 country of the site, for reading and showing national numbers. */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
  /** The site's dial plan, the form of its links, its words on emergency calls. */
  dialling: diallingSchema,
});
export type Me = v.InferOutput<typeof meSchema>;
