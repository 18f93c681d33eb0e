// Decides what the PBX is given to dial for a number, and says step by step why.
import { cleanNumber } from './cleanNumber.ts';
import { applyRule, compileRules, type CompiledRule } from './dialRule.ts';
import type { DialPlan, DialResult, TraceStep } from './dialPlanTypes.ts';
import { nationalPartOf, readPublicNumber } from './publicNumber.ts';
import { emergencyNumberOf, hasExtensionLength, isDialledInside, ownExtensionOf } from './siteNumber.ts';

const longestDialStringChars = 40;
const dialStringShape = /^\+?[0-9*#+]+$/u;

/**
 * The digits for the PBX. Emergency numbers and service codes stay as they are, whatever the plan says; then pattern rules,
 * extensions, and the prefixes of the plan. Never throws; null where nothing may be dialled.
 */
export function toDialString(number: string, plan: DialPlan): DialResult {
  const cleaned = cleanNumber(number);
  if (cleaned.number === null) return { dialString: null, trace: cleaned.trace };
  const typed = cleaned.number;
  const kept = keptStep(typed, plan);
  const steps = kept ?? guarded(dialledSteps(typed, plan), plan);
  const trace = [...cleaned.trace, ...steps];
  const last = trace.at(-1);
  const isRefused = last?.step === 'notDialable' || last?.step === 'accidentalEmergency';
  return { dialString: isRefused ? null : (last?.after ?? typed), trace };
}

/** What no plan changes. */
function keptStep(typed: string, plan: DialPlan): readonly TraceStep[] | null {
  if (emergencyNumberOf(typed, plan) !== null) return [{ step: 'emergency', before: typed, after: typed }];
  if (!plan.isOn) return [{ step: 'planOff', before: typed, after: typed }];
  return /[*#]/u.test(typed) ? [{ step: 'serviceCode', before: typed, after: typed }] : null;
}

/** Prefixes may make an emergency number of one that is none (`9` and `11`): that is not dialled. */
function guarded(steps: readonly TraceStep[], plan: DialPlan): readonly TraceStep[] {
  const result = steps.at(-1)?.after ?? '';
  if (emergencyNumberOf(result, plan) !== null) return [...steps, { ...refusal(result), step: 'accidentalEmergency' }];
  const isDialable = result.length <= longestDialStringChars && dialStringShape.test(result);
  return isDialable ? steps : [...steps, refusal(result)];
}

function dialledSteps(typed: string, plan: DialPlan): readonly TraceStep[] {
  const ruled = ruleSteps(typed, plan);
  if (ruled !== null) return ruled;
  if (hasExtensionLength(typed, plan)) return [{ step: 'extension', before: typed, after: typed }];
  const read = readPublicNumber(typed, plan);
  if (read === null) return typed.startsWith('+') ? [refusal(typed)] : outside(typed, [shortNumber(typed)], plan);
  const { e164, step } = read;
  const readSteps: TraceStep[] = typed === e164 ? [] : [{ step, before: typed, after: e164 }];
  const own = ownExtensionOf(e164, plan);
  if (own !== null && isDialledInside(own, plan))
    return [...readSteps, { step: 'ownExtension', before: e164, after: own }];
  if (typed.startsWith('+') && !plan.applyToPlusNumbers) return [{ step: 'plusKept', before: typed, after: typed }];
  return publicSteps(e164, readSteps, plan);
}

/** The first rule that knows the number as it is typed, as E.164 or in its national form. */
function ruleSteps(typed: string, plan: DialPlan): readonly TraceStep[] | null {
  if (typed.startsWith('+') && !plan.applyToPlusNumbers) return null;
  if (plan.rules.length === 0) return null;
  const e164 = hasExtensionLength(typed, plan) ? undefined : readPublicNumber(typed, plan)?.e164;
  const national = e164 === undefined ? null : nationalPartOf(e164, plan);
  const forms = [typed, e164, national === null ? undefined : `${plan.nationalPrefix}${national}`];
  for (const [index, rule] of compileRules(plan.rules).entries()) {
    const after = rule === null ? null : ruled(rule, forms);
    if (after !== null) return [{ step: 'rule', before: typed, after, rule: index }];
  }
  return null;
}

function ruled(rule: CompiledRule, forms: readonly (string | undefined)[]): string | null {
  for (const form of forms) {
    const after = form === undefined ? null : applyRule(rule, form);
    if (after !== null) return after;
  }
  return null;
}

function publicSteps(e164: string, steps: readonly TraceStep[], plan: DialPlan): readonly TraceStep[] {
  const national = nationalPartOf(e164, plan);
  if (national === null) {
    const after = `${plan.internationalPrefix}${e164.slice(1)}`;
    return outside(after, [...steps, { step: 'internationalPrefix', before: e164, after }], plan);
  }
  const { areaCode, nationalNumberLength, nationalPrefix } = plan;
  const subscriber = national.slice(areaCode.length);
  if (plan.dropAreaCodeForLocal && national.startsWith(areaCode) && isDialledLocally(subscriber, e164, plan))
    return outside(subscriber, [...steps, { step: 'areaCodeDropped', before: e164, after: subscriber }], plan);
  // `+33 3939` is 3939: numbers below the country's length have no prefix.
  if (nationalNumberLength !== null && national.length < nationalNumberLength)
    return outside(national, [...steps, { step: 'shortNumber', before: e164, after: national }], plan);
  const after = `${nationalPrefix}${national}`;
  return outside(after, [...steps, { step: 'nationalPrefix', before: e164, after }], plan);
}

/** The area code may go only where what is left still means the same number. */
function isDialledLocally(subscriber: string, e164: string, plan: DialPlan): boolean {
  if (plan.areaCode === '' || emergencyNumberOf(`${plan.outsideLine}${subscriber}`, plan) !== null) return false;
  if (plan.outsideLine === '' && hasExtensionLength(subscriber, plan)) return false;
  return readPublicNumber(subscriber, plan)?.e164 === e164;
}

function outside(digits: string, steps: readonly TraceStep[], plan: DialPlan): readonly TraceStep[] {
  if (plan.outsideLine === '') return steps;
  return [...steps, { step: 'outsideLine', before: digits, after: `${plan.outsideLine}${digits}` }];
}

function shortNumber(typed: string): TraceStep {
  return { step: 'shortNumber', before: typed, after: typed };
}

function refusal(number: string): TraceStep {
  return { step: 'notDialable', before: number, after: number };
}
