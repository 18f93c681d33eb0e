// npm run -s bench:relay -- [--scale-profile seed|x10] [--seconds S] [--registrations N] [--faults F] [--peer] [--json] [--assert]:
// how fast and how right a call gets into Teams. All options: relay/benchOptions.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseBenchOptions, type BenchOptions } from './relay/benchOptions.ts';
import { Children } from './relay/Children.ts';
import { makeReport } from './relay/report.ts';
import { tableOf } from './relay/reportTable.ts';
import { runRelay, type RelayFigures } from './relay/runRelay.ts';
import { startWorld } from './relay/startWorld.ts';

/** Start, fault, drain, quiet and comparison together never need more. */
const overheadMs = 420_000;

async function main(): Promise<number> {
  const options = parseBenchOptions(process.argv.slice(2));
  const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
  const dir = mkdtempSync(join(tmpdir(), 'hookswitch-bench-'));
  const children = new Children();
  process.once('exit', () => {
    rmSync(dir, { recursive: true, force: true });
  });
  const runs = options.peer ? 2 : 1;
  const limitMs = runs * ((options.warmUpSeconds + options.seconds) * 1000 + overheadMs);
  setTimeout(() => {
    console.error('the bench took too long and was stopped');
    process.exit(1);
  }, limitMs).unref();
  const run = (subject: 'service' | 'peer') => measure(subject, children, options, { root, dir });
  const figures = await run('service');
  const report = makeReport(options, figures, options.peer ? await run('peer') : undefined);
  console.log(options.json ? JSON.stringify(report, null, 2) : tableOf(report));
  return report.passed || !isJudged(options) ? 0 : 1;
}

/** A plain run has always been judged; what a scale or a fault does is judged when asked for. */
function isJudged({ assert, scaleProfile, fault }: BenchOptions): boolean {
  return assert || (scaleProfile === undefined && fault === 'none');
}

async function measure(
  subject: 'service' | 'peer',
  children: Children,
  options: BenchOptions,
  place: { readonly root: string; readonly dir: string },
): Promise<RelayFigures> {
  const world = await startWorld(subject, children, options, place);
  const figures = await runRelay(world, options);
  await world.close();
  return figures;
}

main().then(
  (code) => process.exit(code),
  (fault: unknown) => {
    console.error(fault instanceof Error ? fault.message : String(fault));
    process.exit(1);
  },
);
