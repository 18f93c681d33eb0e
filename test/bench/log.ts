// npm run -s bench:log -- [--rows N] [--json]: a log of a million calls in each keeper, read by fifty while fifty calls a second end.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../bot/store/index.ts';
import { parseBenchOptions, type BenchOptions } from './log/benchOptions.ts';
import { CallWorld, endMs, tenantId } from './log/CallWorld.ts';
import { fillStore } from './log/fillStore.ts';
import { rounded } from './log/Latencies.ts';
import { makeReport, tableOf, type StoreFigures } from './log/report.ts';
import { runLoad } from './log/runLoad.ts';

const mebibyte = 1_048_576;

async function main(): Promise<number> {
  const options = parseBenchOptions(process.argv.slice(2));
  const stores: Record<string, StoreFigures> = {};
  for (const kind of options.stores) {
    const { place, remove } = kind === 'sqlite' ? sqlitePlace() : postgresPlace(options);
    try {
      stores[kind] = await measure(place, options);
    } finally {
      await remove();
    }
  }
  const report = makeReport(options, stores);
  console.log(options.json ? JSON.stringify(report, null, 2) : tableOf(report));
  return report.passed ? 0 : 1;
}

async function measure(place: string, options: BenchOptions): Promise<StoreFigures> {
  const world = new CallWorld({ ...options, longLog: options.exportRows }, options.seed);
  const store = await openStore(place);
  const fillSeconds = rounded(await fillStore(store, world, options.rows));
  const { users, readers, writes, seconds } = options;
  const load = { users, readers, writes, seconds };
  await runLoad(store, world, { ...load, seconds: 3, pauseMs: 0, name: 'w' });
  const paced = await runLoad(store, world, { ...load, pauseMs: options.pauseMs, name: 'p' });
  const saturated = await runLoad(store, world, { ...load, pauseMs: 0, name: 's' });
  const exported = exportLog(place, world.userId(0));
  const purge = await store.purge(tenantId, { olderThan: endMs - 360 * 86_400_000 });
  await store.close();
  return { fillSeconds, paced, saturated, exported, purge: { ...purge, longestMs: rounded(purge.longestMs) } };
}

function exportLog(place: string, userId: string): StoreFigures['exported'] {
  const program = join(import.meta.dirname, 'log/exportProcess.ts');
  const told = JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', program, place, userId], { encoding: 'utf8' }),
  ) as { rows: number; bytes: number; seconds: number; rssBeforeBytes: number; rssPeakBytes: number };
  return {
    rows: told.rows,
    megabytes: rounded(told.bytes / mebibyte),
    seconds: rounded(told.seconds),
    rssBeforeMiB: Math.round(told.rssBeforeBytes / mebibyte),
    rssPeakMiB: Math.round(told.rssPeakBytes / mebibyte),
  };
}

function sqlitePlace(): { place: string; remove: () => Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), 'hookswitch-bench-log-'));
  return {
    place: join(folder, 'store.sqlite'),
    remove: async () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function postgresPlace({ postgres }: BenchOptions): { place: string; remove: () => Promise<void> } {
  const schema = `bench_${randomBytes(6).toString('hex')}`;
  const url = new URL(postgres);
  if (url.username === '') url.username = process.env['PGUSER'] ?? userInfo().username;
  const server = url.href;
  url.searchParams.set('schema', schema);
  return {
    place: url.href,
    remove: async () => {
      const { Client } = await import('pg');
      const client = new Client({ connectionString: server });
      await client.connect();
      await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      await client.end();
    },
  };
}

main().then(
  (code) => process.exit(code),
  (fault: unknown) => {
    console.error(fault instanceof Error ? fault.stack : String(fault));
    process.exit(1);
  },
);
