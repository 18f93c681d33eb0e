// A look through a whole PostgreSQL store: what cannot be read shows itself, what does not agree is counted.
import { AppError } from '#shared/errors';
import { consistencyRules, countedTables, faultLines } from '../log/inspection.ts';
import type { StoreInspection } from '../storeTools.ts';
import { pgMigrations, pgSchemaVersion } from './migratePg.ts';
import { openPgDatabase, type PgQuery } from './PgDatabase.ts';
import { pgTarget } from './pgTarget.ts';

/** Reads every row and holds the tables against each other, all at one moment. Pages and indexes are pg_amcheck's matter. */
export async function inspectPostgres(address: string): Promise<StoreInspection> {
  const target = pgTarget(address);
  const database = openPgDatabase(target, { readers: 1, writers: 1 });
  try {
    return await database.transaction(async (query) => {
      await query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      for (const setting of ['statement_timeout = 0', 'enable_seqscan = on', 'enable_sort = on']) {
        await query(`SET LOCAL ${setting}`);
      }
      const known = pgMigrations.at(-1)?.version ?? 0;
      const schema = await pgSchemaVersion(query, target.schema, known);
      if (schema === 0) throw new AppError('store.unavailable', `${target.name}: there is no schema ${target.schema}`);
      if (schema < known) {
        const message = `${target.name}: schema ${schema}, this program's is ${known}: run store:migrate first`;
        throw new AppError('store.unavailable', message, { facts: { found: schema, known } });
      }
      return inspect(query, schema);
    });
  } finally {
    await database.close();
  }
}

async function inspect(query: PgQuery, schema: number): Promise<StoreInspection> {
  const numberOf = async (sql: string): Promise<number> => Number((await query(sql))[0]?.[0]);
  const counts: Record<string, number> = {};
  for (const table of countedTables) counts[table] = await numberOf(`SELECT count(*) FROM ${table}`);
  // The bodies stand beside the tables when they are long: only reading shows whether they can be read.
  await numberOf('SELECT sum(length(body)) FROM records');
  const faults: string[] = [];
  for (const { rule, sql } of consistencyRules) faults.push(...faultLines(rule, await numberOf(sql)));
  return { schema, counts, faults };
}
