// What a person sets on their own phone: do not disturb and forwarding; the lamp of their mailbox.
import * as v from 'valibot';
import { shortTextSchema } from './wire.ts';

/** ECMA-269 forwarding types the apps can set. */
export const forwardingTypeSchema = v.picklist(['immediate', 'busy', 'noAns']);
export type ForwardingTypeWire = v.InferOutput<typeof forwardingTypeSchema>;

/** One line as it is set. What is absent the PBX does not tell; what `can` leaves out it cannot be told. */
export const phoneLineSchema = v.object({
  extension: shortTextSchema,
  can: v.object({ doNotDisturb: v.boolean(), forwarding: v.boolean() }),
  doNotDisturb: v.exactOptional(v.boolean()),
  forwarding: v.array(v.object({ type: forwardingTypeSchema, to: shortTextSchema })),
});
export type PhoneLine = v.InferOutput<typeof phoneLineSchema>;

/** Answer of GET /api/v1/phone. */
export const phoneAnswerSchema = v.object({ lines: v.array(phoneLineSchema) });
export type PhoneAnswer = v.InferOutput<typeof phoneAnswerSchema>;

/** Body of POST /api/v1/phone: one thing of one own line; `to: null` ends a forwarding. Answered with 204. */
export const phoneChangeSchema = v.variant('set', [
  v.object({ set: v.literal('doNotDisturb'), extension: shortTextSchema, isOn: v.boolean() }),
  v.object({
    set: v.literal('forwarding'),
    extension: shortTextSchema,
    type: forwardingTypeSchema,
    to: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64))),
  }),
]);
export type PhoneChange = v.InferOutput<typeof phoneChangeSchema>;

const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The mailbox of one own line, in the words of RFC 3842. A PBX that only lights a lamp tells no counts. */
export const mailboxSchema = v.object({
  extension: shortTextSchema,
  isWaiting: v.boolean(),
  newMessages: v.exactOptional(countSchema),
  oldMessages: v.exactOptional(countSchema),
  urgentNew: v.exactOptional(countSchema),
  urgentOld: v.exactOptional(countSchema),
});
export type Mailbox = v.InferOutput<typeof mailboxSchema>;

/** How the mailboxes of the site are reached; the admin's own codes. */
export const voicemailSiteSchema = v.object({
  /** Dialled to hear one's messages. */
  accessCode: v.exactOptional(shortTextSchema),
  /** Who sets a temporary PIN: the person by dialling their own extension, or the admin. */
  setup: v.picklist(['dialOwnExtension', 'temporaryPin']),
  /** From outside: the person's own number, and this key during the greeting. */
  outsideKey: v.exactOptional(v.pipe(v.string(), v.regex(/^[*#\d]{1,4}$/))),
});
export type VoicemailSite = v.InferOutput<typeof voicemailSiteSchema>;
