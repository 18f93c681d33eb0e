// The fields of people as Graph gives them: what is wrong with one field costs that field, not the person.
import * as v from 'valibot';

const mostPhones = 32;

/** A text of a sensible length. */
export const textSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
/** Absent stays undefined; empty, too long or of the wrong type is null. */
export const looseTextSchema = v.optional(v.fallback(v.nullable(textSchema), null));
/** Object ids, in lower case. */
export const guidSchema = v.pipe(v.string(), v.uuid(), v.toLowerCase());
/** Numbers of a list; entries that are none are left out. */
export const phonesSchema = v.optional(
  v.pipe(
    v.fallback(v.array(v.unknown()), []),
    v.transform((phones) => phones.filter((phone) => v.is(textSchema, phone)).slice(0, mostPhones)),
  ),
);
