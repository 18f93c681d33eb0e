// Brings a PostgreSQL schema to this program's version, or says why it cannot.
import { AppError } from '#shared/errors';
import type { PgMigration } from './migrations/PgMigration.ts';
import { p0001Store } from './migrations/p0001Store.ts';
import { p0002MissedCount } from './migrations/p0002MissedCount.ts';
import type { PgDatabase, PgQuery } from './PgDatabase.ts';

/** Every step in order; the last one's version is the schema this program knows. */
export const pgMigrations: readonly PgMigration[] = [p0001Store, p0002MissedCount];

// Two services that start at once: one makes the schema, the other waits for it. Any number will do; it is `HkSw`.
const migrationLock = 0x486b5377;

/** What a migration found and left. */
export interface SchemaStep {
  /** 0: there was nothing. */
  readonly from: number;
  readonly to: number;
}

/**
 * Makes the schema if need be and runs the missing steps in one transaction.
 * Rejects with `store.newerSchema` for a later program's schema, `store.corrupt` for another program's.
 */
export async function migratePg(
  database: PgDatabase,
  schema: string,
  steps: readonly PgMigration[] = pgMigrations,
): Promise<SchemaStep> {
  const known = steps.at(-1)?.version ?? 0;
  const found = await database.transaction((query) => pgSchemaVersion(query, schema, known));
  if (found === known) return { from: found, to: known };
  return database.transaction(async (query) => {
    await query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    // An upgrade of a large log takes its time.
    await query('SET LOCAL statement_timeout = 0');
    const from = await pgSchemaVersion(query, schema, known);
    await query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await query('CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)');
    for (const step of steps.filter((candidate) => candidate.version > from)) {
      for (const statement of statementsOf(step.sql)) await query(statement);
    }
    await query('DELETE FROM schema_version');
    await query('INSERT INTO schema_version (version) VALUES ($1)', [known]);
    return { from, to: known };
  });
}

/** The version of the schema, 0 when there is none. Rejects as `migratePg` does. */
export async function pgSchemaVersion(query: PgQuery, schema: string, known: number): Promise<number> {
  const tables = await query('SELECT table_name::text FROM information_schema.tables WHERE table_schema = $1', [
    schema,
  ]);
  if (tables.length === 0) return 0;
  if (!tables.some(([name]) => name === 'schema_version')) {
    throw new AppError('store.corrupt', `the schema ${schema} is another program's; give another ?schema=`);
  }
  const found = Number((await query('SELECT version FROM schema_version'))[0]?.[0] ?? 0);
  if (found > known) {
    const message = 'the schema was written by a newer version of this program; start that version';
    throw new AppError('store.newerSchema', message, { facts: { found, known } });
  }
  return found;
}

/** A prepared statement is one statement. No step of ours has a semicolon inside one. */
function statementsOf(sql: string): readonly string[] {
  return sql.split(';').filter((statement) => statement.trim() !== '');
}
