// Opens the SQLite keeper of the store: folder, file, settings, schema, statements.
import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#shared/errors';
import type { TeamsSession } from '#shared/domain/presence';
import { fromStoredText, toStoredText } from '../safeText.ts';
import type { OpenCallRow, PresenceIntent, StorePort } from '../StorePort.ts';
import { createLogReader } from './createLogReader.ts';
import { createNotices } from './createNotices.ts';
import { createOwners, type Owners } from './createOwners.ts';
import { createTurnWriter } from './createTurnWriter.ts';
import { makeFolder } from './makeFolder.ts';
import { migrate } from './migrate.ts';
import { openSqlDatabase, type SqlDatabase, type SqlRow } from './SqlDatabase.ts';
import { prepareStatements, type Statements } from './statements.ts';
import { storeFault } from './storeFault.ts';

// How long a write waits for another process (a backup, sqlite3 in a shell) before it is `store.locked`. The wait
// blocks the program, so it is short.
const defaultBusyTimeoutMs = 1_000;
// Personal data: readable by the service's own account only.
const folderMode = 0o700;
const fileMode = 0o600;

/** Settings of the SQLite keeper. */
export interface SqliteStoreOptions {
  /** How long a write waits for another process. @default 1000 */
  readonly busyTimeoutMs?: number;
  /** Size limit of the file in pages of 4 KiB; reaching it is `store.diskFull`. @default no limit */
  readonly maxPages?: number;
}

/**
 * Opens or creates the database file at `path` (its folder too) and brings it to this program's schema.
 * Throws `store.locked`, `store.diskFull`, `store.corrupt`, `store.newerSchema`, `store.unavailable`.
 */
export function openSqliteStore(path: string, options: SqliteStoreOptions = {}): StorePort {
  return openSqliteKeeper(path, options).store;
}

/** One open file and what stands on it. */
export interface SqliteKeeper {
  readonly database: SqlDatabase;
  readonly owners: Owners;
  readonly store: StorePort;
}

/** Opens as `openSqliteStore` does; for the files of this folder. */
export function openSqliteKeeper(path: string, options: SqliteStoreOptions): SqliteKeeper {
  prepareFile(path);
  const database = openSqlDatabase(path, options.busyTimeoutMs ?? defaultBusyTimeoutMs);
  try {
    configure(database, options);
    migrate(database);
    return createKeeper(database);
  } catch (thrown) {
    database.close();
    throw withPath(thrown, path);
  }
}

function prepareFile(path: string): void {
  try {
    makeFolder(dirname(path), folderMode);
    closeSync(openSync(path, 'a', fileMode));
  } catch (thrown) {
    throw withPath(thrown, path);
  }
}

function withPath(thrown: unknown, path: string): AppError {
  const fault = storeFault(thrown);
  return new AppError(fault.code, `${path}: ${fault.message}`, { cause: fault.cause, facts: { ...fault.facts, path } });
}

/**
 * WAL with synchronous=NORMAL: a commit is written to the operating system before it is acknowledged, so `kill -9`
 * loses nothing; only a power cut can take back the commits since the last checkpoint, and never half of one
 * (https://www.sqlite.org/wal.html). FULL would cost one disk flush per turn, hundreds a second.
 */
function configure(database: SqlDatabase, options: SqliteStoreOptions): void {
  const mode = String(database.prepare('PRAGMA journal_mode = WAL').first()?.[0]);
  if (mode !== 'wal') throw new AppError('store.unavailable', `the disk cannot keep a write-ahead log (${mode})`);
  database.exec(pragmasOf(options));
}

/** What every connection to the file is told. */
export function pragmasOf({ maxPages }: SqliteStoreOptions): string {
  const settings = [
    'synchronous = NORMAL',
    'foreign_keys = ON',
    'cache_size = -16384', // KiB
    'journal_size_limit = 67108864', // bytes the log keeps after a checkpoint
    ...(maxPages === undefined ? [] : [`max_page_count = ${Math.trunc(maxPages)}`]),
  ];
  return settings.map((setting) => `PRAGMA ${setting}`).join('; ');
}

function createKeeper(database: SqlDatabase): SqliteKeeper {
  const statements = prepareStatements(database);
  const owners = createOwners(statements);
  return { database, owners, store: createSqliteStore(database, statements, owners) };
}

function createSqliteStore(database: SqlDatabase, statements: Statements, owners: Owners): StorePort {
  return {
    commitTurn: createTurnWriter(database, statements, owners),
    ...createLogReader(statements, owners),
    openCalls: (tenantId, pbxId) => {
      const rows = statements.openCalls.all(toStoredText(tenantId), toStoredText(pbxId));
      return rows.map((row) => toOpenCall(pbxId, row));
    },
    presenceIntents: (tenantId) => statements.presence.all(toStoredText(tenantId)).map(toIntent),
    ...createNotices(statements),
    keepText: (tenantId, key, text) => {
      statements.putKept.run(toStoredText(tenantId), toStoredText(key), toStoredText(text));
    },
    keptText: (tenantId, key) => {
      const row = statements.kept.first(toStoredText(tenantId), toStoredText(key));
      return row === undefined ? undefined : fromStoredText(String(row[0]));
    },
    check: () => probe(database, statements),
    close: () => closeDatabase(database),
  };
}

/** libsql keeps the file open until its statements are collected, so the log is folded in here. */
function closeDatabase(database: SqlDatabase): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (thrown) {
    // Closed twice, disk full or locked: the log stays beside the file and the next start reads it. Nothing is lost.
    storeFault(thrown);
  } finally {
    database.close();
  }
}

function toOpenCall(pbxId: string, row: SqlRow): OpenCallRow {
  return { pbxId, globalCallId: fromStoredText(String(row[0])), body: fromStoredText(String(row[1])) };
}

function toIntent(row: SqlRow): PresenceIntent {
  const session = typeof row[1] === 'string' ? (JSON.parse(row[1]) as TeamsSession) : null;
  return { userId: fromStoredText(String(row[0])), session, expiresAt: Number(row[2]) };
}

function probe(database: SqlDatabase, statements: Statements): void {
  const value = database.transaction(() => {
    statements.probeWrite.run();
    return Number(statements.probeRead.first()?.[0]);
  });
  if (!(value > 0)) throw new AppError('store.unavailable', 'the store does not give back what was written');
}
