// Brings a database file to this program's schema, or says why it cannot.
import { AppError } from '#shared/errors';
import type { Migration } from './migrations/Migration.ts';
import { m0001CallLog } from './migrations/m0001CallLog.ts';
import { m0002LogSearch } from './migrations/m0002LogSearch.ts';
import { m0003MissedCount } from './migrations/m0003MissedCount.ts';
import type { SqlDatabase } from './SqlDatabase.ts';

/** Every step in order; the last one's version is the schema this program knows. */
export const migrations: readonly Migration[] = [m0001CallLog, m0002LogSearch, m0003MissedCount];

/** `HkSw`: PRAGMA application_id, so that another program's database is never taken for ours. */
const applicationId = 0x486b5377;

/**
 * Runs the missing steps in one transaction.
 * Throws `store.newerSchema` for a later program's file, `store.corrupt` for another program's.
 */
export function migrate(database: SqlDatabase, steps: readonly Migration[] = migrations): void {
  if (isCurrent(database, steps)) return;
  database.transaction(() => {
    // Asked again under the write lock: another process may have just done it.
    const found = schemaVersion(database, steps);
    for (const step of steps.filter((candidate) => candidate.version > found)) {
      database.exec(step.sql);
      step.fill?.(database);
      database.exec(`PRAGMA user_version = ${step.version}`);
    }
    database.exec(`PRAGMA application_id = ${applicationId}`);
  });
}

function isCurrent(database: SqlDatabase, steps: readonly Migration[]): boolean {
  return schemaVersion(database, steps) === lastVersion(steps);
}

/** The schema of the file, 0 when it is empty. Throws as `migrate` does. */
export function schemaVersion(database: SqlDatabase, steps: readonly Migration[] = migrations): number {
  const found = numberOf(database, 'PRAGMA user_version');
  const owner = numberOf(database, 'PRAGMA application_id');
  const isEmpty = numberOf(database, 'SELECT count(*) FROM sqlite_master') === 0;
  if (owner !== applicationId && !(isEmpty && owner === 0)) {
    throw new AppError('store.corrupt', 'the file is the database of another program; give another path');
  }
  if (found > lastVersion(steps)) {
    const message = 'the file was written by a newer version of this program; start that version';
    throw new AppError('store.newerSchema', message, { facts: { found, known: lastVersion(steps) } });
  }
  return found;
}

function lastVersion(steps: readonly Migration[]): number {
  return steps.at(-1)?.version ?? 0;
}

function numberOf(database: SqlDatabase, sql: string): number {
  return Number(database.prepare(sql).first()?.[0] ?? 0);
}
