// npm run -s bench:tab -- [--rows N] [--people N] [--json]: how fast the built tab is in Chromium with a long log and a large company.
import { parseArgs } from 'node:util';
import { runTab, type TabReport } from './tab/runTab.ts';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      rows: { type: 'string', default: '100000' },
      people: { type: 'string', default: '50000' },
    },
  });
  const report = await runTab({ rows: Number(values.rows) || 100_000, people: Number(values.people) || 50_000 });
  console.log(values.json ? JSON.stringify(report, null, 2) : textOf(report));
  return report.passed ? 0 : 1;
}

function textOf({ rows, people, load, readLogMs, scroll, search, bars }: TabReport): string {
  return [
    `${String(rows)} calls read page by page in ${String(readLogMs)} ms; ${String(people)} people; load ${String(load)}`,
    `scrolling ${String(scroll.rows)} rows: median ${String(scroll.medianFps)} frames/s, 19 of 20 above ${String(scroll.slowFps)}, longest frame ${String(scroll.longestFrameMs)} ms`,
    `search: ${String(search.keystrokes)} keys, p50 ${String(search.p50Ms)}, p95 ${String(search.p95Ms)}, worst ${String(search.maxMs)} ms`,
    ...bars.map(({ name, held }) => `${held ? 'held  ' : 'BROKEN'} ${name}`),
  ].join('\n');
}

process.exitCode = await main();
