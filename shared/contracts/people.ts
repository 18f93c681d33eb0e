// GET /api/v1/people: people of the organisation with their numbers and the state of their lines.
import * as v from 'valibot';
import { lineStateSchema, shortTextSchema } from './wire.ts';

export const personSchema = v.object({
  id: shortTextSchema,
  displayName: shortTextSchema,
  jobTitle: v.exactOptional(shortTextSchema),
  department: v.exactOptional(shortTextSchema),
  mail: v.exactOptional(shortTextSchema),
  numbers: v.array(
    v.object({ kind: v.picklist(['extension', 'business', 'mobile', 'home']), number: shortTextSchema }),
  ),
  /** Absent when the person has no line on the PBX. */
  lineState: v.exactOptional(lineStateSchema),
  /** From the person's own contacts, not from the organisation. */
  isPersonal: v.exactOptional(v.literal(true)),
});
export type Person = v.InferOutput<typeof personSchema>;

/** Query of GET /api/v1/people: `q` matches name, mail, department or number; empty lists the first people. */
export const peopleQuerySchema = v.object({
  q: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(100)),
    '25',
  ),
  /** Which sources are asked; both when absent. */
  source: v.exactOptional(v.picklist(['organisation', 'personal'])),
});

export const peopleAnswerSchema = v.object({ items: v.array(personSchema) });
export type PeopleAnswer = v.InferOutput<typeof peopleAnswerSchema>;
