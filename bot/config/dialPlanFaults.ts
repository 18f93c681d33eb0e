// Judges the dial plans of a configuration: what a plan may hold, and whether it dials what the admin's test cases say.
import * as v from 'valibot';
import { parseDialPlan, runDialPlanTests, type DialPlanFault, type DialPlanFaultCode } from '#shared/domain/number';
import { completeDialPlan } from './completeDialPlan.ts';
import type { DialPlanConfig } from './configTypes.ts';
import { dialPlanSchema } from './dialPlanSchema.ts';
import { country } from './fields.ts';
import { faultText, isMap, type ConfigPath } from './schemaNode.ts';

/** What of a tenant a plan is made of. */
const tenantPart = v.object({ country: country('Country.'), dialPlan: dialPlanSchema });

/** What is wrong, and what a person must do. */
const words: Readonly<Record<DialPlanFaultCode, readonly [string, string]>> = {
  areaCodeHasPrefix: ['begins with the national prefix', 'write it without, e.g. 89 for Munich'],
  badMask: ['is no mask', 'use digits, X, Z, N, [2-5], groups in brackets, . at the end'],
  badReplacement: ['is no replacement of this mask', 'use digits, *, # and the groups of the mask as $1, $2'],
  needsAreaCode: ['needs an area code', 'give areaCode, or remove it'],
  needsCountry: ['is missing', 'give the country of the site'],
  notBoolean: ['is not true or false', 'write true or false'],
  notCountry: ['is no country', 'give a country of two letters, e.g. FR'],
  notDigits: ['is not valid', "write at most 4 digits in quotes, e.g. '0'"],
  notLengths: ['holds what is no length', 'give whole numbers, 1 to 8'],
  notMainNumber: ['is no beginning of a number', "write it with +, in quotes, e.g. '+3319900'"],
  notObject: ['is no section', 'write its settings below it, indented'],
  notPrefix: ['is not valid', "write digits or + in quotes, e.g. '00'"],
  notRules: ['is no list of rules', 'give each rule match and replace'],
  tooMany: ['has too many entries', 'keep at most 100 rules and 8 lengths'],
  unknownField: ['is not a setting', 'remove it'],
};

/** Faults of every tenant's plan; data of a wrong shape is left to the schema. Test cases only where the plan is sound. */
export function dialPlanFaults(data: unknown, options: { readonly withTests: boolean }): string[] {
  const tenants = isMap(data) && Array.isArray(data['tenants']) ? (data['tenants'] as readonly unknown[]) : [];
  return tenants.flatMap((tenant, index) => {
    const parsed = v.safeParse(tenantPart, tenant);
    if (!parsed.success) return [];
    const path = ['tenants', index, 'dialPlan'];
    const config = completeDialPlan(parsed.output.dialPlan, parsed.output.country);
    const judged = parseDialPlan(config.plan);
    if (!judged.ok) return judged.faults.map((fault) => planFaultText(fault, path));
    return options.withTests ? testFaults(config, path) : [];
  });
}

function planFaultText({ path, code }: DialPlanFault, at: ConfigPath): string {
  const steps = path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return faultText([...at, ...steps], ...words[code]);
}

function testFaults({ plan, tests }: DialPlanConfig, at: ConfigPath): string[] {
  return runDialPlanTests(plan, tests).flatMap(({ expected, got, passed }, index) =>
    passed
      ? []
      : [
          faultText(
            [...at, 'tests', index],
            `expected ${quoted(expected)} got ${quoted(got)}`,
            'correct the plan or the test case; the command dialplan shows every step',
          ),
        ],
  );
}

function quoted(dialString: string | null): string {
  return dialString === null ? 'nothing' : JSON.stringify(dialString);
}
