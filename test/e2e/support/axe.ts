// Accessibility faults of a page, found by axe-core inside its own frame.
import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Colours on their way from one to the other are no fault; what is animated for ever is judged as it is. */
const untilStill = `Promise.allSettled(
  document.getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    .map(({ finished }) => finished),
)`;

/** One line per violated rule: its id and the first element it concerns. */
export async function axeViolations(frame: Frame): Promise<readonly string[]> {
  // Half a megabyte of script: handed over once for each document, not for each audit.
  if (await frame.evaluate('typeof axe === "undefined"')) await frame.evaluate(source);
  await frame.evaluate(`${untilStill}.then(() => undefined)`);
  const found = await frame.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  const { violations } = found as { violations: { id: string; nodes: { html: string }[] }[] };
  return violations.map((each) => `${each.id}: ${each.nodes[0]?.html ?? ''}`);
}
