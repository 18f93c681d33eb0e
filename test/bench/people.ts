// npm run -s bench:people -- [--people N] [--searches N] [--seed S] [--json]: how fast people are found as somebody types.
import { parseArgs } from 'node:util';
import { runPeople, type PeopleReport } from './people/runPeople.ts';
import type { Watched } from './people/watchLoop.ts';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      people: { type: 'string', default: '50000' },
      searches: { type: 'string', default: '400' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [people, searches, seed] = [values.people, values.searches, values.seed].map(Number);
  const report = await runPeople({ people: people || 50_000, searches: searches || 400, seed: seed ?? 1 });
  console.log(values.json ? JSON.stringify(report, null, 2) : tableOf(report));
  return report.passed ? 0 : 1;
}

function tableOf({ people, keystrokes, byKind, build, restart, bars, passed }: PeopleReport): string {
  return [
    `${String(people)} people, ${String(keystrokes.count)} keystrokes: p50 ${ms(keystrokes.p50Ms)}, p95 ${ms(keystrokes.p95Ms)}, p99 ${ms(keystrokes.p99Ms)}, worst ${ms(keystrokes.maxMs)}`,
    ...byKind.map(({ kind, p50Ms, p99Ms }) => `  ${kind.padEnd(12)} p50 ${ms(p50Ms)}, p99 ${ms(p99Ms)}`),
    `directory and index made in ${watchedText(build)}, ${build.megabytes.toFixed(1)} MB`,
    `start with them: ${watchedText(restart)}`,
    ...bars.map(({ name, bar, value }) => `${value <= bar ? 'held  ' : 'BROKEN'} ${name}: ${ms(value)} of ${ms(bar)}`),
    passed ? 'passed' : 'failed',
  ].join('\n');
}

function watchedText(watched: Watched): string {
  return `${ms(watched.ms)} (processor ${ms(watched.cpuMs)}), longest stop ${ms(watched.longestStopMs)} (processor ${ms(watched.longestStopCpuMs)})`;
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

process.exitCode = await main();
