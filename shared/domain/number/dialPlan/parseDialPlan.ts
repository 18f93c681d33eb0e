// Reads a stored or posted dial plan: every field is checked, and each fault names its path.
import { isSupportedCountry } from 'libphonenumber-js/max';
import { compileRule } from './dialRule.ts';
import { emptyDialPlan, type DialPlan, type DialRule } from './dialPlanTypes.ts';

/** What is wrong with a field; the admin's page has a text for each. */
export type DialPlanFaultCode =
  | 'areaCodeHasPrefix'
  | 'badMask'
  | 'badReplacement'
  | 'needsAreaCode'
  | 'needsCountry'
  | 'notBoolean'
  | 'notCountry'
  | 'notDigits'
  | 'notLengths'
  | 'notMainNumber'
  | 'notObject'
  | 'notPrefix'
  | 'notRules'
  | 'tooMany'
  | 'unknownField';

/** A fault with the path of the field: `rules.2.match`; empty for the plan as a whole. */
export interface DialPlanFault {
  readonly path: string;
  readonly code: DialPlanFaultCode;
}

/** The plan, or everything that is wrong with it. */
export type ParsedDialPlan =
  { readonly ok: true; readonly plan: DialPlan } | { readonly ok: false; readonly faults: readonly DialPlanFault[] };

type Check = (value: unknown) => DialPlanFaultCode | null;

/** Most pattern rules of a plan. */
const mostRules = 100;
const mostExtensionLengths = 8;
const longestExtensionDigits = 8;
const longestNationalDigits = 14;
const mostFaults = 50;

const isBoolean: Check = (value) => (typeof value === 'boolean' ? null : 'notBoolean');
const isLength = (value: unknown, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
const isCountry: Check = (value) =>
  typeof value === 'string' && (value === '' || isSupportedCountry(value)) ? null : 'notCountry';

const checks: Readonly<Record<Exclude<keyof DialPlan, 'rules'>, Check>> = {
  isOn: isBoolean,
  outsideLine: (value) => shaped(value, /^\d{0,4}$/u, 'notDigits'),
  country: isCountry,
  areaCode: (value) => shaped(value, /^\d{0,6}$/u, 'notDigits'),
  pbxMainPrefix: (value) => shaped(value, /^(?:\+[1-9]\d{2,13})?$/u, 'notMainNumber'),
  nationalPrefix: (value) => shaped(value, /^\d{0,4}$/u, 'notDigits'),
  internationalPrefix: (value) => shaped(value, /^(?:\+|\d{0,6})$/u, 'notPrefix'),
  extensionLengths: checkExtensionLengths,
  nationalNumberLength: (value) => (value === null || isLength(value, longestNationalDigits) ? null : 'notLengths'),
  dropAreaCodeForLocal: isBoolean,
  applyToPlusNumbers: isBoolean,
};

/** A plan from data of any origin; fields that are missing are those of the empty plan. Never throws. */
export function parseDialPlan(data: unknown): ParsedDialPlan {
  if (!isRecord(data)) return { ok: false, faults: [{ path: '', code: 'notObject' }] };
  const own = { ...data, rules: data.rules ?? [] };
  const faults = [...faultsOfFields(own), ...faultsOfRules(own.rules)];
  if (faults.length > 0) return { ok: false, faults: faults.slice(0, mostFaults) };
  // Every field was checked above: what is left has the fields' types.
  const plan = { ...emptyDialPlan, ...(own as Partial<DialPlan>) };
  const across = faultsAcross(plan);
  return across.length > 0 ? { ok: false, faults: across } : { ok: true, plan };
}

function faultsOfFields(data: Readonly<Record<string, unknown>>): readonly DialPlanFault[] {
  return Object.entries(data).flatMap(([path, value]): readonly DialPlanFault[] => {
    if (path === 'rules') return [];
    const code = isField(path) ? checks[path](value) : 'unknownField';
    return code === null ? [] : [{ path: path.slice(0, 40), code }];
  });
}

function faultsOfRules(rules: unknown): readonly DialPlanFault[] {
  if (!Array.isArray(rules)) return [{ path: 'rules', code: 'notRules' }];
  if (rules.length > mostRules) return [{ path: 'rules', code: 'tooMany' }];
  return rules.flatMap((rule: unknown, index): readonly DialPlanFault[] => {
    if (!isRule(rule)) return [{ path: `rules.${index}`, code: 'notRules' }];
    const made = compileRule(rule);
    if (typeof made !== 'string') return [];
    return [{ path: `rules.${index}.${made === 'badMask' ? 'match' : 'replace'}`, code: made }];
  });
}

function faultsAcross(plan: DialPlan): readonly DialPlanFault[] {
  const { areaCode, country, isOn, nationalPrefix } = plan;
  const faults: DialPlanFault[] = [];
  if (isOn && country === '') faults.push({ path: 'country', code: 'needsCountry' });
  // `089` for Munich: the prefix would be dialled twice.
  if (nationalPrefix !== '' && areaCode.startsWith(nationalPrefix))
    faults.push({ path: 'areaCode', code: 'areaCodeHasPrefix' });
  if (plan.dropAreaCodeForLocal && areaCode === '')
    faults.push({ path: 'dropAreaCodeForLocal', code: 'needsAreaCode' });
  return faults;
}

function shaped(value: unknown, shape: RegExp, code: DialPlanFaultCode): DialPlanFaultCode | null {
  return typeof value === 'string' && shape.test(value) ? null : code;
}

function checkExtensionLengths(value: unknown): DialPlanFaultCode | null {
  if (!Array.isArray(value)) return 'notLengths';
  if (value.length > mostExtensionLengths) return 'tooMany';
  return value.every((length: unknown) => isLength(length, longestExtensionDigits)) ? null : 'notLengths';
}

function isField(path: string): path is keyof typeof checks {
  return Object.hasOwn(checks, path);
}

function isRule(value: unknown): value is DialRule {
  if (!isRecord(value)) return false;
  const { match, replace, ...others } = value;
  return typeof match === 'string' && typeof replace === 'string' && Object.keys(others).length === 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
