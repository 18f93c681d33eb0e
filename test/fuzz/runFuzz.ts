// Runs one parser over many inputs and gives the smallest one that breaks it.
import * as fc from 'fast-check';
import type { FuzzSubject } from './FuzzSubject.ts';
import { anyRecipe, mutate } from './mutate.ts';

/** How long and from where. */
export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
}

/** What came of it. */
export interface FuzzReport {
  readonly subject: string;
  readonly runs: number;
  readonly seed: number;
  /** The longest that one input took. */
  readonly slowestMs: number;
  /** What is wrong with the smallest input that was found, and that input; absent when all is well. */
  readonly problem?: string;
  readonly input?: Buffer;
}

/** Longer than that for one input is a hang. */
export const hangMs = 2_000;

/** Every input is made of its recipe alone: the same seed finds the same. */
export function runFuzz(subject: FuzzSubject, { runs, seed }: FuzzOptions): FuzzReport {
  const material = subject.material();
  let slowestMs = 0;
  const property = fc.property(anyRecipe, (recipe) => {
    const input = mutate(material, recipe);
    const before = performance.now();
    const problem = subject.check(input, recipe.cut);
    slowestMs = Math.max(slowestMs, performance.now() - before);
    if (problem !== undefined) throw new Error(problem);
  });
  const { failed, counterexample, errorInstance, numRuns } = fc.check(property, { numRuns: runs, seed });
  const report = { subject: subject.name, runs: numRuns, seed, slowestMs };
  if (!failed) return report;
  const [recipe] = counterexample ?? [];
  const problem =
    errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  return { ...report, problem, ...(recipe === undefined ? {} : { input: mutate(material, recipe) }) };
}
