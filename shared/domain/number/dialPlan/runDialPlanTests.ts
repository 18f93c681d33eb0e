// Runs the test cases that an admin stored beside a dial plan.
import type { DialPlan } from './dialPlanTypes.ts';
import { toDialString } from './toDialString.ts';

/** What the admin types and the dial string that must come of it; null: it must be refused. */
export interface DialPlanCase {
  readonly input: string;
  readonly expected: string | null;
}

/** One case and how it went. */
export interface DialPlanCaseResult extends DialPlanCase {
  readonly got: string | null;
  readonly passed: boolean;
}

/** All cases in their order; run at every change of the plan and at start. */
export function runDialPlanTests(plan: DialPlan, cases: readonly DialPlanCase[]): readonly DialPlanCaseResult[] {
  return cases.map(({ input, expected }) => {
    const got = toDialString(input, plan).dialString;
    return { input, expected, got, passed: got === expected };
  });
}
