// Tells the numbers that a site's plan treats apart: its own extensions and emergency calls.
import { isEmergency } from '../emergencyNumbers.ts';
import type { DialPlan } from './dialPlanTypes.ts';

/** Longest rest behind the main number that is an extension where the plan names no lengths. */
const longestExtensionDigits = 6;

/** True for digits of an extension's length. */
export function hasExtensionLength(digits: string, plan: DialPlan): boolean {
  return /^\d+$/u.test(digits) && plan.extensionLengths.includes(digits.length);
}

/** The extension of a number behind the site's main number; null for every other number. */
export function ownExtensionOf(e164: string, plan: DialPlan): string | null {
  const { pbxMainPrefix, extensionLengths } = plan;
  if (pbxMainPrefix === '' || !e164.startsWith(pbxMainPrefix)) return null;
  const extension = e164.slice(pbxMainPrefix.length);
  const isAny = extensionLengths.length === 0 && extension !== '' && extension.length <= longestExtensionDigits;
  return isAny || hasExtensionLength(extension, plan) ? extension : null;
}

/** True when a phone inside can dial the digits as an extension: neither an outside line nor an emergency call begins so. */
export function isDialledInside(extension: string, plan: DialPlan): boolean {
  const isOutside = plan.outsideLine !== '' && extension.startsWith(plan.outsideLine);
  return !isOutside && emergencyNumberOf(extension, plan) === null;
}

/** The emergency number that the digits reach, with or without the outside line before it; null for every other number. */
export function emergencyNumberOf(digits: string, plan: DialPlan): string | null {
  const country = plan.country === '' ? undefined : plan.country;
  if (isEmergency(digits, country)) return digits;
  const { outsideLine } = plan;
  if (outsideLine === '' || !digits.startsWith(outsideLine)) return null;
  const behind = digits.slice(outsideLine.length);
  return isEmergency(behind, country) ? behind : null;
}
