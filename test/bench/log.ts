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

const tables = 'tenants, owners, records, parties, line_owners, open_calls, presence, notices';

async function main(): Promise<number> {
  const options = parseBenchOptions(process.argv.slice(2));
  const stores: Record<string, StoreFigures> = {};
  for (const kind of options.stores) {
    const { place, settle, remove } = kind === 'sqlite' ? sqlitePlace() : postgresPlace(options);
    try {
      stores[kind] = await measure(place, settle, options);
    } finally {
      await remove();
    }
  }
  const report = makeReport(options, stores);
  console.log(options.json ? JSON.stringify(report, null, 2) : tableOf(report));
  return report.passed ? 0 : 1;
}

async function measure(place: string, settle: () => Promise<void>, options: BenchOptions): Promise<StoreFigures> {
  const world = new CallWorld({ ...options, longLog: options.exportRows }, options.seed);
  const filling = await openStore(place);
  const fillSeconds = rounded(await fillStore(filling, world, options.rows));
  await filling.close();
  await settle();
  return { fillSeconds, ...(await measureFilled(place, world, options)) };
}

interface Place {
  readonly place: string;
  /** Brings about what a year of ordinary work would have: a fill of a minute leaves the server's housekeeping behind. */
  readonly settle: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

function sqlitePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'hookswitch-bench-log-'));
  return {
    place: join(folder, 'store.sqlite'),
    settle: () => Promise.resolve(),
    remove: async () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function postgresPlace({ postgres }: BenchOptions): Place {
  const schema = `bench_${randomBytes(6).toString('hex')}`;
  const url = new URL(postgres);
  if (url.username === '') url.username = process.env['PGUSER'] ?? userInfo().username;
  const server = url.href;
  url.searchParams.set('schema', schema);
  const run = async (...statements: readonly string[]): Promise<void> => {
    const { Client } = await import('pg');
    const client = new Client({ connectionString: server });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  return {
    place: url.href,
    settle: () => run(`SET search_path = ${schema}`, `VACUUM (ANALYZE) ${tables}`, 'CHECKPOINT'),
    remove: () => run(`DROP SCHEMA IF EXISTS ${schema} CASCADE`),
  };
}

main().then(
  (code) => process.exit(code),
  (fault: unknown) => {
    console.error(fault instanceof Error ? fault.stack : String(fault));
    process.exit(1);
  },
);
