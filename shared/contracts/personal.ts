// What a person keeps on the service, the same in every app: speed dials and settings.
import * as v from 'valibot';
import { shortTextSchema } from './wire.ts';

const mostSpeedDials = 500;
const mostGroups = 50;
const idSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));
const labelSchema = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));

/** Somebody one click away. Without `groupId` it stands before the groups; the order is that of the list. */
export const speedDialSchema = v.object({
  id: idSchema,
  label: labelSchema,
  /** As typed or found, any formatting; read by the site's dial plan when it is dialled. */
  number: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64)),
  /** Of the directory: their line state is shown. */
  personId: v.exactOptional(shortTextSchema),
  groupId: v.exactOptional(idSchema),
});
export type SpeedDial = v.InferOutput<typeof speedDialSchema>;

export const speedDialGroupSchema = v.object({ id: idSchema, label: labelSchema });
export type SpeedDialGroup = v.InferOutput<typeof speedDialGroupSchema>;

/** Ids of groups, and of speed dials, are unique; a `groupId` names a group of the list. */
const speedDialListSchema = v.object({
  groups: v.pipe(v.array(speedDialGroupSchema), v.maxLength(mostGroups), v.readonly()),
  items: v.pipe(v.array(speedDialSchema), v.maxLength(mostSpeedDials), v.readonly()),
});
export type SpeedDialList = v.InferOutput<typeof speedDialListSchema>;

/**
 * Answer of GET and PUT /api/v1/speed-dials. `revision` counts the changes, 0 when nothing was ever kept. `people`: whom the numbers
 * without a `personId` reach as far as they are colleagues, by number as it stands in the list; found at each answer, never kept.
 */
export const speedDialsSchema = v.object({
  revision: v.number(),
  ...speedDialListSchema.entries,
  people: v.exactOptional(v.record(v.string(), v.string())),
});
export type SpeedDials = v.InferOutput<typeof speedDialsSchema>;

/** Body of PUT /api/v1/speed-dials: the whole list; `revision` is the one it was made from, else 409 `personal.conflict`. */
export const speedDialsChangeSchema = v.object({
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  ...speedDialListSchema.entries,
});
export type SpeedDialsChange = v.InferOutput<typeof speedDialsChangeSchema>;

/** Which kinds of news of a shared line the person wants (product H1). */
export const sharerNoticesSchema = v.object({ incoming: v.boolean(), groupPage: v.boolean(), parked: v.boolean() });

/** Settings that go with the person; what belongs to a device (how it dials) stays on the device. */
export const userSettingsSchema = v.object({
  /** The first steps were taken or skipped. */
  isWelcomed: v.boolean(),
  /** Sources of the people search. */
  searchOrganisation: v.boolean(),
  searchPersonalContacts: v.boolean(),
  /** Equal neighbours of the log are shown as one row. */
  collapseCalls: v.boolean(),
  sharedLineNotices: sharerNoticesSchema,
});
export type UserSettings = v.InferOutput<typeof userSettingsSchema>;

/** What holds while a person has chosen nothing. */
export const defaultUserSettings: UserSettings = {
  isWelcomed: false,
  searchOrganisation: true,
  searchPersonalContacts: true,
  collapseCalls: true,
  sharedLineNotices: { incoming: true, groupPage: false, parked: true },
};

/** Answer of GET and PATCH /api/v1/settings. */
export const settingsAnswerSchema = v.object({ revision: v.number(), settings: userSettingsSchema });
export type SettingsAnswer = v.InferOutput<typeof settingsAnswerSchema>;

/** Body of PATCH /api/v1/settings: only what changes, so that two devices do not undo each other. */
export const settingsChangeSchema = v.object({
  isWelcomed: v.exactOptional(v.boolean()),
  searchOrganisation: v.exactOptional(v.boolean()),
  searchPersonalContacts: v.exactOptional(v.boolean()),
  collapseCalls: v.exactOptional(v.boolean()),
  sharedLineNotices: v.exactOptional(sharerNoticesSchema),
});
export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;
