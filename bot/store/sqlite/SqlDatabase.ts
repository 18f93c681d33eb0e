// The little of libsql the store uses, typed and with coded faults: statements, one transaction at a time.
import Database from 'libsql';
import { AppError } from '#shared/errors';
import { storeFault } from './storeFault.ts';

/** What may be bound to a statement. */
export type SqlValue = string | number | null;
/** One row, column by column. */
export type SqlRow = readonly unknown[];

/** A statement prepared once and kept. */
export interface SqlStatement {
  /** It gives rows. */
  readonly isReader: boolean;
  run(...values: readonly SqlValue[]): void;
  first(...values: readonly SqlValue[]): SqlRow | undefined;
  all(...values: readonly SqlValue[]): readonly SqlRow[];
}

/** One open database file. Every method throws coded `store.*` faults only. */
export interface SqlDatabase {
  exec(sql: string): void;
  prepare(sql: string): SqlStatement;
  /** Runs `work` in a write transaction: all of it is kept, or, when it throws, nothing. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Opens (and creates) the file; waits up to `busyTimeoutMs` for another writer. */
export function openSqlDatabase(path: string, busyTimeoutMs: number): SqlDatabase {
  const database = coded(() => new Database(path, { timeout: busyTimeoutMs }));
  let isOpen = true;
  // libsql lets prepared statements run on after close(): the store must not.
  const guarded = <T>(work: () => T): T => {
    if (!isOpen) throw new AppError('store.unavailable', 'the store is closed');
    return coded(work);
  };
  return {
    exec: (sql) => guarded(() => database.exec(sql)),
    prepare: (sql) => guarded(() => keptStatement(database.prepare(sql), guarded)),
    transaction: (work) => guarded(() => inTransaction(database, work)),
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      coded(() => database.close());
    },
  };
}

function coded<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw storeFault(thrown);
  }
}

function keptStatement(statement: Database.Statement, guarded: <T>(work: () => T) => T): SqlStatement {
  if (statement.reader) statement.raw(true);
  return {
    isReader: statement.reader,
    run: (...values) => void guarded(() => statement.run(values)),
    first: (...values) => guarded(() => statement.get(values) as SqlRow | undefined),
    all: (...values) => guarded(() => statement.all(values) as SqlRow[]),
  };
}

/** IMMEDIATE: the write lock is taken at the start, where waiting for it is safe, never in the middle. */
function inTransaction<T>(database: Database.Database, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (thrown) {
    // SQLite itself rolls back on some faults (disk full); a second ROLLBACK would hide the first fault.
    if (database.inTransaction) database.exec('ROLLBACK');
    throw thrown;
  }
}
