// npm run -s bench:relay -- --users N --bhcc B --seconds S [--json]: how fast and how right a call gets into Teams.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseBenchOptions } from './relay/benchOptions.ts';
import { Children } from './relay/Children.ts';
import { makeReport, tableOf } from './relay/report.ts';
import { runRelay } from './relay/runRelay.ts';
import { startWorld } from './relay/startWorld.ts';

/** Start, drain, quiet and comparison together never need more. */
const overheadMs = 300_000;

async function main(): Promise<number> {
  const options = parseBenchOptions(process.argv.slice(2));
  const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
  const dir = mkdtempSync(join(tmpdir(), 'hookswitch-bench-'));
  const children = new Children();
  process.once('exit', () => {
    rmSync(dir, { recursive: true, force: true });
  });
  const limitMs = (options.warmUpSeconds + options.seconds) * 1000 + overheadMs;
  setTimeout(() => {
    console.error('the bench took too long and was stopped');
    process.exit(1);
  }, limitMs).unref();
  const world = await startWorld(children, options, root, dir);
  const report = makeReport(options, await runRelay(world, options));
  console.log(options.json ? JSON.stringify(report, null, 2) : tableOf(report));
  return report.passed ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (fault: unknown) => {
    console.error(fault instanceof Error ? fault.message : String(fault));
    process.exit(1);
  },
);
