// Migration, backup and check of a SQLite file, beside the service or without it.
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { AppError } from '#shared/errors';
import { consistencyRules, countedTables, faultLines } from '../log/inspection.ts';
import type { SchemaChange, StoreInspection } from '../storeTools.ts';
import { migrations, schemaVersion } from './migrate.ts';
import { openSqliteKeeper } from './openSqliteStore.ts';
import { promised } from './promised.ts';
import { openSqlDatabase, type SqlDatabase } from './SqlDatabase.ts';
import { storeFault } from './storeFault.ts';

// A service that writes holds the file for milliseconds; a migration by another process for longer.
const busyTimeoutMs = 10_000;
const privateMode = 0o600;
const maxFaults = 20;

/** Brings the file to this program's schema; makes it when it is not there. */
export function migrateSqlite(path: string): Promise<SchemaChange> {
  return promised(() => migrateFile(path));
}

function migrateFile(path: string): SchemaChange {
  const from = existsSync(path) ? withDatabase(path, (database) => schemaVersion(database)) : 0;
  const { database, store } = openSqliteKeeper(path, { busyTimeoutMs });
  const to = schemaVersion(database);
  store.close();
  return { from, to };
}

/** Copies the file as it stands at one moment (VACUUM INTO), free of gaps; the service may go on writing. */
export function backupSqlite(path: string, target: string): Promise<void> {
  return promised(() => {
    copyFile(path, target);
  });
}

function copyFile(path: string, target: string): void {
  mustExist(path);
  if (existsSync(target)) throw new AppError('store.unavailable', `${target}: is there already; give a new name`);
  makePrivate(target);
  try {
    withDatabase(path, (database) => {
      schemaVersion(database);
      database.prepare('VACUUM INTO ?').run(target);
    });
  } catch (thrown) {
    // Half a copy must not be taken for one.
    rmSync(target, { force: true });
    throw storeFault(thrown);
  }
}

/** Private from its first byte on; SQLite fills an empty file as it makes a new one. */
function makePrivate(target: string): void {
  try {
    closeSync(openSync(target, 'wx', privateMode));
  } catch (thrown) {
    throw storeFault(thrown);
  }
}

/** Reads every page and holds the tables against each other. */
export function inspectSqlite(path: string): Promise<StoreInspection> {
  return promised(() => inspectFile(path));
}

function inspectFile(path: string): StoreInspection {
  mustExist(path);
  return withDatabase(path, (database) => {
    const numberOf = (sql: string): number => Number(database.prepare(sql).first()?.[0]);
    const schema = schemaVersion(database);
    const known = migrations.at(-1)?.version ?? 0;
    if (schema < known) {
      const message = `${path}: schema ${schema}, this program's is ${known}: run store:migrate first`;
      throw new AppError('store.unavailable', message, { facts: { found: schema, known } });
    }
    const pages = database
      .prepare(`PRAGMA integrity_check(${maxFaults})`)
      .all()
      .map(([line]) => String(line));
    const broken = database.prepare('PRAGMA foreign_key_check').all();
    return {
      schema,
      counts: Object.fromEntries(countedTables.map((table) => [table, numberOf(`SELECT count(*) FROM ${table}`)])),
      faults: [
        ...pages.filter((line) => line !== 'ok'),
        ...faultLines('rows that name a user nobody knows', broken.length),
        ...consistencyRules.flatMap(({ rule, sql }) => faultLines(rule, numberOf(sql))),
      ],
    };
  });
}

function mustExist(path: string): void {
  if (!existsSync(path)) throw new AppError('store.unavailable', `${path}: there is no such file`);
}

function withDatabase<T>(path: string, work: (database: SqlDatabase) => T): T {
  const database = openSqlDatabase(path, busyTimeoutMs);
  try {
    return work(database);
  } finally {
    database.close();
  }
}
