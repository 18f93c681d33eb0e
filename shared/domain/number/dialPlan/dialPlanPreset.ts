// Knows the prefixes of countries, so that an admin only adds what is particular to the site.
import { emptyDialPlan, type DialPlan } from './dialPlanTypes.ts';

/** Countries with a ready plan. */
export type PresetCountry = (typeof presetCountries)[number];

/** The countries in the order they are offered. */
export const presetCountries = ['FR', 'DE', 'GB', 'US', 'CH', 'BE', 'NL', 'ES', 'IT', 'CA'] as const;

/**
 * Country -> national prefix, international prefix, digits of a national number (null: several lengths). Source: ITU-T
 * national numbering plans (E.164 list of dialling procedures, E.129). Spain has no national prefix; Italy's leading 0 belongs to
 * the number; British, Belgian and Dutch numbers have several lengths (0800 1111, mobiles, 0800 1234).
 */
const prefixes: Readonly<Record<PresetCountry, readonly [string, string, number | null]>> = {
  FR: ['0', '00', 9],
  DE: ['0', '00', null],
  GB: ['0', '00', null],
  US: ['1', '011', 10],
  CH: ['0', '00', 9],
  BE: ['0', '00', null],
  NL: ['0', '00', null],
  ES: ['', '00', 9],
  IT: ['', '00', null],
  CA: ['1', '011', 10],
};

/** The plan of a country, switched on; `site` adds or overrides fields. */
export function dialPlanPreset(
  country: PresetCountry,
  site: Partial<Omit<DialPlan, 'country' | 'isOn'>> = {},
): DialPlan {
  const [nationalPrefix, internationalPrefix, nationalNumberLength] = prefixes[country];
  const ofCountry = { nationalPrefix, internationalPrefix, nationalNumberLength };
  return { ...emptyDialPlan, ...ofCountry, ...site, country, isOn: true };
}
