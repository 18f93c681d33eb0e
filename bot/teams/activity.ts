// Reads an activity of the Bot Connector: what we use of it, checked and bounded; the rest is dropped unread.
import * as v from 'valibot';
import { AppError } from '#shared/errors';

/** Longer messages are cut before they are understood. */
const longestText = 1_000;
const longestUrl = 2_048;

const idSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(1_024));
/** Entra ids; the test tools of Microsoft use some that are no GUIDs by a digit. */
const entraIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f-]{8,64}$/i), v.toLowerCase());
const cutTextSchema = v.pipe(
  v.string(),
  v.transform((text) => text.slice(0, longestText)),
);
const localeSchema = v.fallback(v.optional(v.pipe(v.string(), v.maxLength(35))), undefined);
const loose = <T extends v.GenericSchema>(schema: T) => v.fallback(v.optional(schema), undefined);

const activitySchema = v.object({
  type: v.pipe(v.string(), v.maxLength(64)),
  id: loose(idSchema),
  channelId: v.literal('msteams'),
  serviceUrl: v.pipe(v.string(), v.maxLength(longestUrl), v.url()),
  from: v.object({ id: idSchema, aadObjectId: loose(entraIdSchema) }),
  recipient: v.object({ id: idSchema, name: loose(cutTextSchema) }),
  conversation: v.object({ id: idSchema, conversationType: loose(v.pipe(v.string(), v.maxLength(64))) }),
  channelData: v.object({ tenant: v.object({ id: entraIdSchema }) }),
  locale: localeSchema,
  entities: loose(v.array(v.unknown())),
  text: loose(cutTextSchema),
  name: loose(v.pipe(v.string(), v.maxLength(128))),
  action: loose(v.pipe(v.string(), v.maxLength(64))),
  membersAdded: loose(v.array(v.object({ id: idSchema }))),
  replyToId: loose(idSchema),
  value: v.optional(v.unknown()),
});

const clientInfoSchema = v.object({ type: v.literal('clientInfo'), locale: v.pipe(v.string(), v.maxLength(35)) });

type Parsed = v.InferOutput<typeof activitySchema>;

/** An activity of which every field we use is what it should be. */
export interface InboundActivity extends Omit<Parsed, 'channelData' | 'entities'> {
  readonly tenantId: string;
}

/** Throws `input.invalid` for what is no activity of Teams. */
export function parseActivity(body: unknown): InboundActivity {
  const parsed = v.safeParse(activitySchema, body);
  if (!parsed.success) {
    const paths = parsed.issues.map((issue) => v.getDotPath(issue) ?? '(root)');
    throw new AppError('input.invalid', 'not an activity of Teams', { facts: { paths: paths.slice(0, 10) } });
  }
  const { channelData, entities, ...activity } = parsed.output;
  return { ...activity, locale: activity.locale ?? clientLocale(entities ?? []), tenantId: channelData.tenant.id };
}

/** Some clients tell their language only here. */
function clientLocale(entities: readonly unknown[]): string | undefined {
  for (const entity of entities.slice(0, 20)) {
    const parsed = v.safeParse(clientInfoSchema, entity);
    if (parsed.success) return parsed.output.locale;
  }
  return undefined;
}
