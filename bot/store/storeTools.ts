// What an administrator does to a store beside the service: migrate, back up, check.
import { backupPostgres } from './postgres/backupPostgres.ts';
import { inspectPostgres } from './postgres/inspectPostgres.ts';
import { migratePostgres } from './postgres/migratePostgres.ts';
import { isPgAddress } from './postgres/pgTarget.ts';
import { backupSqlite, inspectSqlite, migrateSqlite } from './sqlite/sqliteTools.ts';

/** The schema a store had and has. */
export interface SchemaChange {
  /** 0: there was nothing. */
  readonly from: number;
  readonly to: number;
}

/** What a look through a whole store found. */
export interface StoreInspection {
  readonly schema: number;
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>;
  /** What is wrong, one line each; empty when the store is sound. */
  readonly faults: readonly string[];
}

/** Brings the store at `place` to this program's schema. Rejects with `store.*`, `config.invalid`. */
export function migrateStore(place: string): Promise<SchemaChange> {
  return isPgAddress(place) ? migratePostgres(place) : migrateSqlite(place);
}

/** Copies the store at `place` into the new file `target`, while the service runs. Rejects with `store.*`, `config.invalid`. */
export function backupStore(place: string, target: string): Promise<void> {
  return isPgAddress(place) ? backupPostgres(place, target) : backupSqlite(place, target);
}

/** Reads the whole store and holds its parts against each other. Rejects with `store.*` when it cannot be opened. */
export function inspectStore(place: string): Promise<StoreInspection> {
  return isPgAddress(place) ? inspectPostgres(place) : inspectSqlite(place);
}
