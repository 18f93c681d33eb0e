// Reads one entry of GET /users/delta.
import * as v from 'valibot';
import { guidSchema, looseTextSchema, phonesSchema, textSchema } from './fieldSchemas.ts';
import type { UserChange, UserFields } from './GraphPort.ts';

const userSchema = v.object({
  id: guidSchema,
  '@removed': v.optional(v.unknown()),
  accountEnabled: v.fallback(v.optional(v.nullable(v.boolean())), undefined),
  displayName: looseTextSchema,
  userPrincipalName: v.fallback(v.optional(textSchema), undefined),
  mail: looseTextSchema,
  jobTitle: looseTextSchema,
  department: looseTextSchema,
  businessPhones: phonesSchema,
  mobilePhone: looseTextSchema,
});

/** Undefined for an entry that names no user. */
export function parseUserChange(entry: unknown): UserChange | undefined {
  const parsed = v.safeParse(userSchema, entry);
  if (!parsed.success) return undefined;
  const { id, '@removed': removed, accountEnabled, ...fields } = parsed.output;
  if (removed !== undefined || accountEnabled === false) return { id, isGone: true, fields: {} };
  return { id, fields: known(fields) };
}

type Loose = { readonly [Key in keyof UserFields]: UserFields[Key] | undefined };

/** Without the fields the entry does not speak of. */
function known(fields: Loose): UserFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
