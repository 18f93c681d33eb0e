// Decides of which calls a person is asked first (product D7), by what was typed and by what it will reach.
import { askedClassSchema, type AskedClass } from '#shared/contracts';
import { classifyNumber, fromDialString, type DialPlan, type DialResult } from '#shared/domain/number';

/** Steps after which a call stays inside: `3939` of four digits is a colleague, not the railway's paid line. */
const insideSteps: readonly string[] = ['extension', 'ownExtension'];

/** The class that has to be confirmed; undefined where nobody need be asked. `isExtension` knows the lines of the site. */
export function askedClassOf(
  number: string,
  { dialString, trace }: DialResult,
  plan: DialPlan,
  isExtension: (digits: string) => boolean,
): AskedClass | undefined {
  if (dialString === null) return undefined;
  // Found by the plan, which also knows it behind the outside line.
  if (trace.some(({ step }) => step === 'emergency')) return 'emergency';
  if (trace.some(({ step }) => insideSteps.includes(step)) || isExtension(dialString)) return undefined;
  const country = plan.country === '' ? undefined : plan.country;
  // The plan may know better than the typed form: `3615` behind an own calling code, a number of the own area. What a rule of
  // the admin dials instead is the admin's own word, and is not asked about.
  const classes = [number, fromDialString(dialString, plan).number].map((form) => classifyNumber(form, country));
  return askedClassSchema.options.find((asked) => classes.includes(asked));
}
