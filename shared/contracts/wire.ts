// Small shapes the other wire shapes are made of.
import * as v from 'valibot';

/** ISO 8601 instant in UTC, e.g. `2026-11-20T08:15:00.000Z`. */
export const instantSchema = v.pipe(v.string(), v.isoTimestamp());
/** A short text from outside: at most 256 characters. */
export const shortTextSchema = v.pipe(v.string(), v.maxLength(256));
export const partySchema = v.object({
  number: v.exactOptional(shortTextSchema),
  name: v.exactOptional(shortTextSchema),
});
/** The other side of a call: any part may be missing (withheld number, no name). */
export type PartyWire = v.InferOutput<typeof partySchema>;
export const groupSchema = v.object({
  kind: v.picklist(['queue', 'ringGroup']),
  id: shortTextSchema,
  name: v.exactOptional(shortTextSchema),
});
export const lineStateSchema = v.picklist([
  'idle',
  'ringing',
  'dialling',
  'connected',
  'held',
  'conference',
  'doNotDisturb',
  'unregistered',
  'unknown',
]);
export const compositeSchema = v.picklist(['away', 'doNotDisturb', 'busy', 'available', 'offline', 'unknown']);
/** Link to the PBX: `connecting` until the first snapshot is in. */
export const pbxLinkSchema = v.picklist(['connecting', 'up', 'down']);
export type PbxLink = v.InferOutput<typeof pbxLinkSchema>;
