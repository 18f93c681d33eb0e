// Accessibility faults of a page, found by axe-core inside its own frame.
import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';

/** One line per violated rule: its id and the first element it concerns. */
export async function axeViolations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const found = await frame.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  const { violations } = found as { violations: { id: string; nodes: { html: string }[] }[] };
  return violations.map((each) => `${each.id}: ${each.nodes[0]?.html ?? ''}`);
}
