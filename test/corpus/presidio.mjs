// Holds our number finder against presidio's phone cases, which the outside runner has no suite for: a figure to report, no bar.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** presidio's leniency numbers are libphonenumber's; its two middle ones group strictly, which we do not offer. */
const leniencies = ['POSSIBLE', 'VALID', 'VALID', 'VALID'];

/** What any of the case's regions finds, as presidio does: earlier regions first, nothing twice. */
function findInRegions(findPhones, { text, region, regions, leniency }) {
  const found = [];
  for (const country of region === null ? regions : [region]) {
    for (const match of findPhones(text, country, { leniency: leniencies[leniency ?? 1] })) {
      if (found.every(({ start, end }) => match.end <= start || match.start >= end)) found.push(match);
    }
  }
  return found.sort((one, other) => one.start - other.start).map(({ start, end }) => [start, end]);
}

/** Prints one line in the form of the runner's table, and the cases that differ when asked for. */
export function reportPresidio(dir, half, findPhones, showFails) {
  const file = join(dir, '09-mail-phone-detection/presidio.json');
  if (!existsSync(file)) return;
  const cases = JSON.parse(readFileSync(file, 'utf8')).filter((each) => half === 'all' || each.split === half);
  const wrong = cases.filter((each) => {
    const wanted = each.expected.map(({ start, end }) => [start, end]);
    return JSON.stringify(findInRegions(findPhones, each)) !== JSON.stringify(wanted);
  });
  if (showFails) for (const { id, text } of wrong) console.log(`  DIFFERS 09 presidio ${id} ${JSON.stringify(text)}`);
  const right = cases.length - wrong.length;
  const share = ((100 * right) / Math.max(1, cases.length)).toFixed(1);
  console.log(`09 presidio (reported, no bar) ${String(right)} / ${String(cases.length)} ${share}%`);
}
