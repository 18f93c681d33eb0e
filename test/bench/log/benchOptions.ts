// What `npm run -s bench:log --` can be told.
import { parseArgs } from 'node:util';

/** Options of one run. */
export interface BenchOptions {
  readonly rows: number;
  readonly users: number;
  /** Readers at work at the same time. */
  readonly readers: number;
  /** Finished calls written per second meanwhile. */
  readonly writes: number;
  /** Measured seconds of each phase. */
  readonly seconds: number;
  /** The paced phase is measured so often; the median counts. */
  readonly rounds: number;
  readonly exportRows: number;
  /** In the paced phases each reader has a request due so often. */
  readonly periodMs: number;
  readonly seed: number;
  readonly stores: readonly ('sqlite' | 'postgres')[];
  /** PostgreSQL server, without a schema. */
  readonly postgres: string;
  readonly json: boolean;
}

/** Parses the command line; throws when it is wrong. */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '1000000' },
      users: { type: 'string', default: '5000' },
      readers: { type: 'string', default: '50' },
      writes: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '20' },
      rounds: { type: 'string', default: '3' },
      'export-rows': { type: 'string', default: '100000' },
      'period-ms': { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      stores: { type: 'string', default: 'sqlite,postgres' },
      postgres: { type: 'string', default: 'postgres://127.0.0.1:5432/postgres' },
      json: { type: 'boolean', default: false },
    },
  });
  const rows = numberOf('rows', values.rows, 1_000, 50_000_000);
  return {
    rows,
    users: numberOf('users', values.users, 10, 1_000_000),
    readers: numberOf('readers', values.readers, 1, 1_000),
    writes: numberOf('writes', values.writes, 0, 10_000),
    seconds: numberOf('seconds', values.seconds, 1, 3_600),
    rounds: numberOf('rounds', values.rounds, 1, 100),
    exportRows: Math.min(rows / 2, numberOf('export-rows', values['export-rows'], 1, 10_000_000)),
    periodMs: numberOf('period-ms', values['period-ms'], 1, 60_000),
    seed: numberOf('seed', values.seed, 0, 4_294_967_295),
    stores: (['sqlite', 'postgres'] as const).filter((store) => values.stores.split(',').includes(store)),
    postgres: values.postgres,
    json: values.json,
  };
}

function numberOf(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= low && value <= high) return value;
  throw new Error(`--${name} is a number from ${String(low)} to ${String(high)}`);
}
