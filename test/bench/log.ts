// npm run -s bench:log -- [--rows N] [--json]: a log of a million calls in each keeper, read by fifty while fifty calls a second end.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../bot/store/index.ts';
import { parseBenchOptions, type BenchOptions } from './log/benchOptions.ts';
import { CallWorld } from './log/CallWorld.ts';
import { fillStore } from './log/fillStore.ts';
import { rounded } from './log/Latencies.ts';
import { measureFilled } from './log/measureFilled.ts';
import { makeReport, tableOf, type StoreFigures } from './log/report.ts';

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
  const filling = await openStore(place);
  const fillSeconds = rounded(await fillStore(filling, world, options.rows));
  await filling.close();
  return { fillSeconds, ...(await measureFilled(place, world, options)) };
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
