// Reads digits by the compiled plans where there is but one way to read them; all else is left to libphonenumber.
import { PhoneNumber as NumberOfMetadata } from 'libphonenumber-js/core';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/max/metadata';
import { holdsNumber, planOf, plansOf, type NumberPlan } from './homePlan.ts';

/** A valid number, null for what is none, undefined where libphonenumber has to decide. */
export function readByPlan(body: string, country: CountryCode | undefined): PhoneNumber | null | undefined {
  if (body.startsWith('+')) return readAbroad(body.slice(1));
  if (country === undefined) return undefined;
  const plan = planOf(country);
  const family = plansOf(plan.callingCode);
  const isMeantAbroad =
    plan.abroad.test(body) ||
    (body.startsWith(plan.callingCode) && isNumberOf(family, body.slice(plan.callingCode.length)));
  const rest = behindPrefix(plan, body);
  if (plan.rewrites || isMeantAbroad) return undefined;
  if (isNumberOf(family, body)) return rest === undefined ? numberOf(plan.callingCode, body) : undefined;
  return rest === undefined || !isNumberOf(family, rest) ? null : numberOf(plan.callingCode, rest);
}

/** `+33 1 ...` as it is dialled from abroad, `+33 (0) 1 ...` where the zero is but the prefix. */
function readAbroad(digits: string): PhoneNumber | null | undefined {
  for (let length = 1; length <= 3; length += 1) {
    const [main] = plansOf(digits.slice(0, length));
    if (main === undefined) continue;
    if (main.rewrites) return undefined;
    const national = digits.slice(length);
    const rest = behindPrefix(main, national) ?? (national.startsWith('0') ? '' : undefined);
    if (rest === undefined) return numberOf(main.callingCode, national);
    return main.national.test(national) || !main.national.test(rest) ? undefined : numberOf(main.callingCode, rest);
  }
  return undefined;
}

function isNumberOf(family: readonly NumberPlan[], digits: string): boolean {
  return family.some(({ national }) => national.test(digits));
}

function behindPrefix(plan: NumberPlan, digits: string): string | undefined {
  const prefix = plan.dropped?.exec(digits)?.[0];
  return prefix === undefined || prefix === '' ? undefined : digits.slice(prefix.length);
}

/** The first country that claims the number, as libphonenumber chooses; what that country does not hold is no number. */
function numberOf(callingCode: string, national: string): PhoneNumber | null {
  const claims = plansOf(callingCode).find((plan) =>
    plan.leading === undefined ? holdsNumber(plan, national) : plan.leading.test(national),
  );
  if (claims === undefined || !holdsNumber(claims, national)) return null;
  // The class of core takes the metadata in both builds of the package; that of max takes them from itself in one only.
  const number = new NumberOfMetadata(`+${callingCode}${national}`, metadata);
  number.country = claims.country;
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the package declares its one class twice
  return number;
}
