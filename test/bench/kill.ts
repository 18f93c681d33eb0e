// npm run -s bench:kill -- [--kills 50] [--store sqlite|postgres|postgres://...] [--json]: what kill -9 under load does to the call log.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeIn, postgresServer } from '../integration/store/postgresPlace.ts';
import { parseKillOptions, type KillOptions } from './kill/killOptions.ts';
import { makeKillReport, tableOf } from './kill/killReport.ts';
import { runKills } from './kill/runKills.ts';
import { Children } from './relay/Children.ts';

/** A life with its start never needs more; what comes before and after all lives neither. */
const lifeLimitMs = 60_000;
const overheadMs = 300_000;

async function main(): Promise<number> {
  const options = parseKillOptions(process.argv.slice(2));
  const root = join(import.meta.dirname, '../..');
  const dir = mkdtempSync(join(tmpdir(), 'hookswitch-kill-'));
  const children = new Children();
  const place = placeOf(options, dir);
  setTimeout(
    () => {
      console.error('the bench took too long and was stopped');
      process.exit(1);
    },
    options.kills * lifeLimitMs + overheadMs,
  ).unref();
  try {
    const report = makeKillReport(options, await runKills(options, { root, dir, store: place.store, children }));
    console.log(options.json ? JSON.stringify(report, null, 2) : tableOf(report));
    return report.passed ? 0 : 1;
  } finally {
    children.killAll();
    await place.remove();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A file in `dir`, or a schema of its own that is taken away in the end. */
function placeOf({ store }: KillOptions, dir: string): { readonly store: string; remove(): Promise<void> } {
  if (store === 'sqlite') return { store: join(dir, 'hookswitch.sqlite'), remove: () => Promise.resolve() };
  const server = store === 'postgres' ? postgresServer() : store;
  if (server === undefined) throw new Error('there is no PostgreSQL to run on');
  const { url, drop } = placeIn(server);
  return { store: url, remove: drop };
}

main().then(
  (code) => process.exit(code),
  (fault: unknown) => {
    console.error(fault instanceof Error ? fault.stack : String(fault));
    process.exit(1);
  },
);
