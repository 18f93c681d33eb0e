// From the dial plan of the file to the plan numbers are dialled by: preset first, then what the file says.
import { dialPlanPreset, emptyDialPlan, type DialPlan } from '#shared/domain/number';
import type { DialPlanConfig } from './configTypes.ts';
import type { DialPlanFile } from './dialPlanSchema.ts';

/** The plan, not yet judged; without a section in the file the empty plan of the company's `country`. */
export function completeDialPlan(file: DialPlanFile | undefined, country: string): DialPlanConfig {
  if (file === undefined) {
    const plan = { ...emptyDialPlan, country };
    return { plan, callerPlan: plan, tests: [], telForm: 'e164' };
  }
  const { preset, isOn, callersCarryOutsideLine, telForm, tests, links, emergencyNotice, ...rest } = file;
  const { nationalNumberLength, ...fields } = rest;
  const site: Partial<DialPlan> = {
    ...fields,
    ...(nationalNumberLength !== undefined && { nationalNumberLength: nationalNumberLength || null }),
  };
  const isGiven = preset !== undefined || fields.rules.length > 0 || Object.keys(site).length > 1;
  const base = preset === undefined ? { ...emptyDialPlan, country } : dialPlanPreset(preset);
  const plan = { ...base, ...site, isOn: isOn ?? isGiven };
  return {
    plan,
    callerPlan: callersCarryOutsideLine ? plan : { ...plan, outsideLine: '' },
    tests: tests.map(({ input, expected = null }) => ({ input, expected })),
    telForm,
    ...(links !== undefined && { links }),
    ...(emergencyNotice !== undefined && { emergencyNotice }),
  };
}
