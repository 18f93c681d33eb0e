// Decides what kind of number somebody is about to call, so that a person can confirm what costs or changes something.
import { isEmergency } from './emergencyNumbers.ts';
import { parsed, toDialable } from './phoneNumber.ts';
import { isPremiumShort } from './premiumShort.ts';

/**
 * `short`: digits that are no full number, an extension or a short code of the network. `unknown`: nothing a phone could
 * dial, or no number of any plan. `satellite` covers the networks that belong to no country (+870, +881 to +883).
 */
export type NumberClass =
  'emergency' | 'normal' | 'premium' | 'satellite' | 'serviceCode' | 'sharedCost' | 'short' | 'tollFree' | 'unknown';

const mostShortDigits = 6;
/** Country calling codes of networks above all countries; calls to them are the dearest there are. */
const satelliteCodes: readonly string[] = ['870', '881', '882', '883'];
/** International premium rate service (ITU-T E.169.2). */
const premiumPrefix = '+979';

/** What kind of number this is for somebody in `country` (ISO 3166); an outside-line digit must be taken off before. */
export function classifyNumber(text: string, country?: string): NumberClass {
  const digits = toDialable(text);
  // A service code first: `*112#` is a code, whatever number it holds.
  if (digits !== null && /[*#]/u.test(digits)) return 'serviceCode';
  if (isEmergency(text, country)) return 'emergency';
  if (digits !== null && isPremiumShort(digits, country)) return 'premium';
  if (digits?.startsWith(premiumPrefix) === true) return 'premium';
  return classOfPlan(text, country) ?? (digits !== null && isShort(digits) ? 'short' : 'unknown');
}

/** True where the caller should be asked first: the call may cost more than a call, or change the phone system. */
export function needsConfirmation(numberClass: NumberClass): boolean {
  return ['premium', 'satellite', 'serviceCode', 'sharedCost'].includes(numberClass);
}

function classOfPlan(text: string, country: string | undefined): NumberClass | null {
  const number = parsed(text, country);
  if (number === undefined) return null;
  if (satelliteCodes.includes(number.countryCallingCode)) return 'satellite';
  const type = number.getType();
  if (type === 'PREMIUM_RATE') return 'premium';
  if (type === 'SHARED_COST') return 'sharedCost';
  return type === 'TOLL_FREE' ? 'tollFree' : 'normal';
}

function isShort(digits: string): boolean {
  return !digits.startsWith('+') && digits.length <= mostShortDigits;
}
