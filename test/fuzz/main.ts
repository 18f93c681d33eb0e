// npm run -s fuzz -- [--runs N] [--seed N] [--parser NAME]: hostile inputs against every parser of the edges; nightly with a million.
import { parseArgs } from 'node:util';
import { hangMs, runFuzz, subjects, type FuzzReport } from './index.ts';

const msPerSecond = 1_000;
const shownBytes = 2_000;

function main(): number {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '20000' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      parser: { type: 'string' },
    },
  });
  const [runs, seed] = [Number(values.runs), Number(values.seed)];
  const chosen = subjects.filter(({ name }) => values.parser === undefined || name === values.parser);
  if (chosen.length === 0 || !(runs > 0) || !Number.isInteger(seed)) {
    console.error(`--runs and --seed are numbers; --parser is one of ${subjects.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  console.log(`seed ${String(seed)}, ${String(runs)} inputs per parser`);
  let isWell = true;
  for (const subject of chosen) {
    const before = performance.now();
    const report = runFuzz(subject, { runs, seed });
    isWell = tell(report, (performance.now() - before) / msPerSecond) && isWell;
  }
  return isWell ? 0 : 1;
}

function tell({ subject, runs, slowestMs, problem, input }: FuzzReport, seconds: number): boolean {
  const isHung = slowestMs > hangMs;
  const facts = `${String(runs)} inputs in ${seconds.toFixed(1)} s, slowest ${slowestMs.toFixed(1)} ms`;
  console.log(`${problem === undefined && !isHung ? 'ok    ' : 'FAILED'} ${subject}: ${facts}`);
  if (problem !== undefined) {
    console.log(problem);
    console.log(JSON.stringify(input?.toString('latin1').slice(0, shownBytes)));
  }
  return problem === undefined && !isHung;
}

process.exitCode = main();
