// Reads a number as it is dialled on a public phone of the site: international, national, or inside the area.
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { toE164 } from '../phoneNumber.ts';
import type { DialPlan } from './dialPlanTypes.ts';

/** The E.164 form and what told it. */
export interface PublicNumber {
  readonly e164: string;
  readonly step: 'areaCodeAdded' | 'international' | 'national';
}

/** E.164 allows 15 digits; below 7 a number is no international one. */
const internationalShape = /^\+[1-9]\d{6,14}$/u;
/** `+33 3939`: short numbers of the own country. */
const shortShape = /^\d{3,6}$/u;
const fewestNationalDigits = 4;
/** Shorter than this a number without prefix is no national one where the lengths vary. */
const fewestOpenDigits = 6;
const fewestLocalDigits = 3;

/** Calling code of the plan's country (`49`), empty when the country is not known. */
export function callingCodeOf(plan: DialPlan): string {
  return isSupportedCountry(plan.country) ? getCountryCallingCode(plan.country) : '';
}

/** The number without calling code where it belongs to the plan's country, else null. */
export function nationalPartOf(e164: string, plan: DialPlan): string | null {
  const own = `+${callingCodeOf(plan)}`;
  return own.length > 1 && e164.startsWith(own) ? e164.slice(own.length) : null;
}

/** The public number that `typed` is, null for short numbers and what fits no form of the plan. */
export function readPublicNumber(typed: string, plan: DialPlan): PublicNumber | null {
  if (!/^\+?\d+$/u.test(typed)) return null;
  return international(typed, plan) ?? national(typed, plan) ?? withoutPrefix(typed, plan);
}

function international(typed: string, plan: DialPlan): PublicNumber | null {
  const { internationalPrefix } = plan;
  const behind = internationalPrefix !== '' && typed.startsWith(internationalPrefix);
  const e164 = typed.startsWith('+') ? typed : behind ? `+${typed.slice(internationalPrefix.length)}` : '';
  const isOwnShort = shortShape.test(nationalPartOf(e164, plan) ?? '');
  if (!internationalShape.test(e164) && !isOwnShort) return null;
  return { e164: toE164(e164) ?? withoutNationalPrefix(e164, plan), step: 'international' };
}

/** `+49 089 ...`, a mistake seen in many address books, is `+49 89 ...`; libphonenumber knows it of valid numbers. */
function withoutNationalPrefix(e164: string, plan: DialPlan): string {
  const { nationalNumberLength, nationalPrefix } = plan;
  const part = nationalPartOf(e164, plan);
  if (part === null || nationalPrefix === '' || !part.startsWith(nationalPrefix)) return e164;
  const rest = part.slice(nationalPrefix.length);
  const fits = nationalNumberLength === null ? rest.length >= fewestOpenDigits : rest.length === nationalNumberLength;
  return fits ? `+${callingCodeOf(plan)}${rest}` : e164;
}

function national(typed: string, plan: DialPlan): PublicNumber | null {
  const { nationalPrefix, nationalNumberLength } = plan;
  if (nationalPrefix === '' || !typed.startsWith(nationalPrefix)) return null;
  const rest = typed.slice(nationalPrefix.length);
  if (rest.startsWith(nationalPrefix)) return null;
  // Machines and paging services have longer numbers than people; short numbers have no prefix.
  const fits = rest.length >= (nationalNumberLength ?? fewestNationalDigits);
  return fits ? numberOf(rest, plan, 'national') : null;
}

/** Of a local and a national reading the one that libphonenumber knows, else the one that fits the plan's lengths. */
function withoutPrefix(typed: string, plan: DialPlan): PublicNumber | null {
  const readings = [local(typed, plan), bareNational(typed, plan)].filter((reading) => reading !== null);
  return readings.find(({ e164 }) => toE164(e164) !== null) ?? known(typed, plan) ?? readings[0] ?? null;
}

function local(typed: string, plan: DialPlan): PublicNumber | null {
  const { areaCode, nationalNumberLength } = plan;
  const whole = `${areaCode}${typed}`;
  if (areaCode === '' || typed.length < fewestLocalDigits) return null;
  if (nationalNumberLength !== null && whole.length !== nationalNumberLength) return null;
  return numberOf(whole, plan, 'areaCodeAdded');
}

function bareNational(typed: string, plan: DialPlan): PublicNumber | null {
  const { nationalPrefix, nationalNumberLength } = plan;
  const isLong = nationalPrefix === '' && typed.length >= (nationalNumberLength ?? fewestOpenDigits);
  const fits = isLong || typed.length === nationalNumberLength;
  return fits ? numberOf(typed, plan, 'national') : null;
}

/** What the plan's lengths do not tell, libphonenumber may. */
function known(typed: string, plan: DialPlan): PublicNumber | null {
  const e164 = isSupportedCountry(plan.country) ? toE164(typed, plan.country) : null;
  return e164 === null ? null : { e164, step: 'national' };
}

function numberOf(national: string, plan: DialPlan, step: PublicNumber['step']): PublicNumber | null {
  const e164 = `+${callingCodeOf(plan)}${national}`;
  return callingCodeOf(plan) !== '' && internationalShape.test(e164) ? { e164, step } : null;
}
