// Decides which number people are shown for one that the PBX gives, and which E.164 stands behind it.
import { fromDialString, toE164, type DialPlan } from '#shared/domain/number';

/** `number` as people know it; `e164` where it is a public one. An own extension has none: it is dialled inside. */
export interface ShownNumber {
  readonly number: string;
  readonly e164?: string;
}

/** Numbers repeat all day; reading one costs tens of microseconds. */
const rememberedNumbers = 5_000;
const longestRemembered = 64;
const shownByPlan = new WeakMap<DialPlan, Map<string, ShownNumber>>();

/**
 * The number behind what the PBX gave, of calls in either direction. Whether a trunk presents callers with the outside line
 * or without is told by the number alone, as decision 0011 says. What is no number stays as it was given.
 */
export function shownNumber(given: string, plan: DialPlan): ShownNumber {
  const shownOfPlan = shownByPlan.get(plan) ?? new Map<string, ShownNumber>();
  shownByPlan.set(plan, shownOfPlan);
  const known = shownOfPlan.get(given);
  if (known !== undefined) return known;
  const shown = read(given, plan);
  if (shownOfPlan.size >= rememberedNumbers) shownOfPlan.clear();
  if (given.length <= longestRemembered) shownOfPlan.set(given, shown);
  return shown;
}

function read(given: string, plan: DialPlan): ShownNumber {
  if (!plan.isOn) {
    const e164 = toE164(given, plan.country);
    return { number: given, ...(e164 !== null && { e164 }) };
  }
  const { number, extension, e164 } = fromDialString(given, plan);
  if (extension !== undefined) return { number: extension };
  return { number: number === '' ? given : number, ...(e164 !== undefined && { e164 }) };
}
