// GET /api/v1/admin/lines: who has which line, and where people, directory and PBX do not fit together.
import * as v from 'valibot';
import { lineStateSchema, shortTextSchema } from './wire.ts';

const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0));
/** `pbxId` absent: on every PBX of the company. */
const placeSchema = { extension: shortTextSchema, pbxId: v.exactOptional(shortTextSchema) };

const lineSchema = v.object({
  ...placeSchema,
  user: v.object({ id: shortTextSchema, displayName: shortTextSchema }),
  /** Given by hand in the configuration, or found in the directory. */
  from: v.picklist(['hand', 'directory']),
  state: lineStateSchema,
});

/** `userIds` (the first hundred) begins with the owner of the line where it has one; `says` is for people, in their language. */
const mismatchSchema = v.object({
  kind: v.picklist([
    'userWithoutLine',
    'lineWithoutUser',
    'extensionClaimedTwice',
    'lineGivenTwice',
    'lineUserUnknown',
    'lineUserAmbiguous',
    'mailClaimedTwice',
  ]),
  extension: v.exactOptional(shortTextSchema),
  pbxId: v.exactOptional(shortTextSchema),
  userIds: v.array(shortTextSchema),
  says: v.pipe(v.string(), v.maxLength(2_048)),
});

/** Both lists from `offset` on, at most `limit` entries of each; `total` counts all. */
export const adminLinesSchema = v.object({
  lines: v.array(lineSchema),
  mismatches: v.array(mismatchSchema),
  total: v.object({ lines: countSchema, mismatches: countSchema }),
});
export type AdminLines = v.InferOutput<typeof adminLinesSchema>;

const numeric = (most: number) => v.pipe(v.string(), v.regex(/^\d{1,7}$/), v.transform(Number), v.maxValue(most));

/** Query of GET /admin/lines; `lang` (BCP 47) wins over Accept-Language. */
export const adminLinesQuerySchema = v.object({
  lang: v.exactOptional(v.pipe(v.string(), v.maxLength(35), v.regex(/^[A-Za-z0-9_-]+$/))),
  offset: v.optional(numeric(1_000_000), '0'),
  limit: v.optional(v.pipe(numeric(1_000), v.minValue(1)), '200'),
});
