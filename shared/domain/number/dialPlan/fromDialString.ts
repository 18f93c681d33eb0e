// Decides which number a dial string of the PBX reaches: the inverse of `toDialString`, for the log.
import { cleanNumber } from './cleanNumber.ts';
import { applyRule, compileRules } from './dialRule.ts';
import type { DialledNumber, DialPlan, TraceStep } from './dialPlanTypes.ts';
import { readPublicNumber } from './publicNumber.ts';
import { emergencyNumberOf, hasExtensionLength, isDialledInside, ownExtensionOf } from './siteNumber.ts';
import { toDialString } from './toDialString.ts';

/** The number behind a dial string; `number` is empty when it is none at all. Never throws. */
export function fromDialString(dialString: string, plan: DialPlan): DialledNumber {
  const { number: dialled, trace } = cleanNumber(dialString);
  if (dialled === null) return { number: '', trace };
  return withTrace(trace, kept(dialled, plan) ?? unruled(dialled, plan) ?? unprefixed(dialled, plan));
}

/** What no plan changes on its way out. */
function kept(dialled: string, plan: DialPlan): DialledNumber | null {
  const emergency = emergencyNumberOf(dialled, plan);
  if (emergency !== null) return numberAt(emergency, [{ step: 'emergency', before: dialled, after: emergency }]);
  if (!plan.isOn) {
    const e164 = dialled.startsWith('+') ? readPublicNumber(dialled, plan)?.e164 : undefined;
    const trace: TraceStep[] = [{ step: 'planOff', before: dialled, after: dialled }];
    return { ...numberAt(dialled, trace), ...(e164 !== undefined && { e164 }) };
  }
  if (!/[*#]/u.test(dialled) || plan.rules.length > 0) return null;
  return serviceCode(dialled);
}

/** A rule is undone only where doing it again dials the same. */
function unruled(dialled: string, plan: DialPlan): DialledNumber | null {
  for (const [index, rule] of compileRules(plan.rules).entries()) {
    const inverse = rule?.inverse ?? null;
    const original = inverse === null ? null : applyRule(inverse, dialled);
    if (original === null || toDialString(original, plan).dialString !== dialled) continue;
    const step: TraceStep = { step: 'rule', before: dialled, after: original, rule: index };
    if (hasExtensionLength(original, plan)) return withTrace([step], extensionAt(original, plan, []));
    return withTrace([step], publicAt(original, plan));
  }
  return /[*#]/u.test(dialled) ? serviceCode(dialled) : null;
}

function unprefixed(dialled: string, plan: DialPlan): DialledNumber {
  const { outsideLine } = plan;
  if (hasExtensionLength(dialled, plan) && isDialledInside(dialled, plan))
    return extensionAt(dialled, plan, [{ step: 'extension', before: dialled, after: dialled }]);
  if (outsideLine === '' || dialled === outsideLine || !dialled.startsWith(outsideLine))
    return ownExtensionAt(dialled, plan) ?? publicAt(dialled, plan);
  const rest = dialled.slice(outsideLine.length);
  return withTrace([{ step: 'outsideLine', before: dialled, after: rest }], publicAt(rest, plan));
}

/** Where the plan names no lengths, digits that make a number of the site with its main number are an extension. */
function ownExtensionAt(dialled: string, plan: DialPlan): DialledNumber | null {
  if (plan.extensionLengths.length > 0 || plan.pbxMainPrefix === '' || !/^\d{1,6}$/u.test(dialled)) return null;
  return extensionAt(dialled, plan, [{ step: 'extension', before: dialled, after: dialled }]);
}

function extensionAt(extension: string, plan: DialPlan, trace: readonly TraceStep[]): DialledNumber {
  const e164 = `${plan.pbxMainPrefix}${extension}`;
  const isWhole = plan.pbxMainPrefix !== '' && readPublicNumber(e164, plan) !== null;
  return { number: extension, extension, ...(isWhole && { e164 }), trace };
}

function publicAt(digits: string, plan: DialPlan): DialledNumber {
  const read = readPublicNumber(digits, plan);
  if (read === null) return numberAt(digits, [{ step: 'shortNumber', before: digits, after: digits }]);
  const { e164, step } = read;
  const extension = ownExtensionOf(e164, plan);
  const trace: TraceStep[] = e164 === digits ? [] : [{ step, before: digits, after: e164 }];
  return { number: e164, e164, ...(extension !== null && { extension }), trace };
}

function serviceCode(dialled: string): DialledNumber {
  return numberAt(dialled, [{ step: 'serviceCode', before: dialled, after: dialled }]);
}

function numberAt(number: string, trace: readonly TraceStep[]): DialledNumber {
  return { number, trace };
}

function withTrace(before: readonly TraceStep[], found: DialledNumber): DialledNumber {
  return { ...found, trace: [...before, ...found.trace] };
}
