// The SQLite side of the common half: reads and housekeeping run beside the program, each on a connection of its own.
import type { SqlDialect, SqlStep, StoreRow, StoreSql, StoreValue } from '../log/StoreSql.ts';
import { toStoredText } from '../safeText.ts';
import type { Checkpoints } from './createCheckpoints.ts';
import type { Readers } from './createReaders.ts';
import type { WriteOrder } from './createWriteOrder.ts';
import type { SqlValue } from './SqlDatabase.ts';
import type { SqlThread } from './SqlThread.ts';

const dialect: SqlDialect = {
  useIndex: (name) => `INDEXED BY ${name}`,
  isOneOf: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  rowsOfFound: (isOwned) => `records r INDEXED BY records_by_party
    WHERE ${isOwned} AND r.party IN (SELECT party FROM found)`,
  isOneOfTexts: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  contains: (column) => `instr(${column}, ?) > 0`,
  marks: '(SELECT value ->> 0 AS "row", value ->> 1 AS body, value ->> 2 AS id, key + 1 AS place FROM json_each(?))',
  reusesNumbers: true,
  keyOf: toStoredText,
};

/** What `createSqliteSql` stands on. */
export interface SqliteSqlParts {
  readonly readers: Readers;
  /** The connection for housekeeping; used only when `order` lets it. */
  readonly writer: () => Promise<SqlThread>;
  readonly order: WriteOrder;
  readonly checkpoints: Checkpoints;
}

/** The common half's view of one SQLite database. */
export function createSqliteSql({ readers, writer, order, checkpoints }: SqliteSqlParts): StoreSql {
  return {
    dialect,
    read: (sql, ...values) => readers.read(sql, values.map(toSqlValue)),
    write: (steps) =>
      order.background(async () => {
        const rows = await runSteps(await writer(), steps);
        checkpoints.wake();
        return rows;
      }),
    calm: checkpoints.calm,
  };
}

async function runSteps(thread: SqlThread, steps: readonly SqlStep[]): Promise<readonly (readonly StoreRow[])[]> {
  const [first, ...others] = steps;
  if (first === undefined) return [];
  // A statement of its own is a transaction of its own.
  if (others.length === 0) return [await run(thread, first)];
  await thread.exec('BEGIN IMMEDIATE');
  try {
    const results = [];
    for (const step of steps) results.push(await run(thread, step));
    await thread.exec('COMMIT');
    return results;
  } catch (thrown) {
    // SQLite itself rolls back on some faults (disk full): then there is nothing to roll back, and the first fault counts.
    await thread.exec('ROLLBACK').catch(() => undefined);
    throw thrown;
  }
}

function run(thread: SqlThread, { sql, values }: SqlStep): Promise<readonly StoreRow[]> {
  return thread.write(sql, values.map(toSqlValue));
}

function toSqlValue(value: StoreValue): SqlValue {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
