// GET /api/v1/people/presence: what Teams shows of the people on the screen.
import * as v from 'valibot';
import { shortTextSchema } from './wire.ts';

const mostIds = 50;

/** Query: `ids` is a comma-separated list of up to 50 ids of the caller's tenant; unknown ones are left out of the answer. */
export const peoplePresenceQuerySchema = v.object({
  ids: v.pipe(
    v.string(),
    v.maxLength(mostIds * 40),
    v.transform((text) => text.split(',').filter((id) => id !== '')),
    v.array(v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))),
    v.maxLength(mostIds),
  ),
});

/** Graph's own words for `availability` and `activity`. */
export const teamsPresenceSchema = v.object({
  id: shortTextSchema,
  availability: shortTextSchema,
  activity: shortTextSchema,
});
export type TeamsPresence = v.InferOutput<typeof teamsPresenceSchema>;

/** Empty where the tenant has not allowed presence to be read. */
export const peoplePresenceAnswerSchema = v.object({ items: v.array(teamsPresenceSchema) });
export type PeoplePresenceAnswer = v.InferOutput<typeof peoplePresenceAnswerSchema>;
