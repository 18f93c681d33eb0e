// One connection whose statements run on a thread of libsql's own: however long one takes, the program goes on.
import Database from 'libsql/promise';
import { AppError } from '#shared/errors';
import type { SqlRow, SqlValue } from './SqlDatabase.ts';
import { storeFault } from './storeFault.ts';

const maxKept = 300;

/** One connection to a database file. Give it one statement at a time. Every method rejects with coded `store.*` faults only. */
export interface SqlThread {
  /** Runs statements that have no values and give no rows. */
  exec(sql: string): Promise<void>;
  /** All rows of a statement that only reads. */
  read(sql: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** Runs a statement that writes, or a PRAGMA; gives the rows it returns, which should be few. */
  write(sql: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  close(): void;
}

/** What of libsql's asynchronous half is used; its own types say `any`. */
interface LibsqlConnection {
  exec(sql: string): Promise<void>;
  prepare(sql: string): Promise<LibsqlStatement>;
  close(): void;
}

interface LibsqlStatement {
  /** It gives rows. */
  readonly reader: boolean;
  raw(isRaw: boolean): unknown;
  columns(): readonly unknown[];
  all(values: readonly SqlValue[]): Promise<readonly unknown[]>;
}

/** Opens the file, which must be there, with `settings` (PRAGMAs); waits up to `busyTimeoutMs` for another process that writes. */
export async function openSqlThread(path: string, busyTimeoutMs: number, settings: string): Promise<SqlThread> {
  const connection = await coded(async () => {
    const opened = new Database(path, { timeout: busyTimeoutMs }) as LibsqlConnection;
    await opened.exec(settings);
    return opened;
  });
  let isOpen = true;
  const guarded = <T>(work: () => Promise<T>): Promise<T> => {
    if (!isOpen) return Promise.reject(new AppError('store.unavailable', 'the store is closed'));
    return coded(work);
  };
  const reading = createKept((sql) => prepareWhole(connection, sql));
  const writing = createKept((sql) => prepareRaw(connection, sql));
  return {
    exec: (sql) => guarded(() => connection.exec(sql)),
    read: (sql, values) =>
      guarded(async () => {
        const [[text] = ['[]']] = (await (await reading(sql)).all(values)) as readonly SqlRow[];
        return JSON.parse(String(text)) as readonly SqlRow[];
      }),
    write: (sql, values) => guarded(async () => (await (await writing(sql)).all(values)) as readonly SqlRow[]),
    close: () => {
      isOpen = false;
      connection.close();
    },
  };
}

async function coded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw storeFault(thrown);
  }
}

/**
 * libsql runs a statement up to its first row on a thread of its own and fetches the others on ours. So all rows are made one, as JSON:
 * the whole work is done over there, and one text comes back instead of a call per row.
 */
async function prepareWhole(connection: LibsqlConnection, sql: string): Promise<LibsqlStatement> {
  const width = (await connection.prepare(sql)).columns().length;
  const columns = Array.from({ length: width }, (_, index) => `c${index}`).join(', ');
  return prepareRaw(
    connection,
    `WITH given (${columns}) AS (${sql}) SELECT json_group_array(json_array(${columns})) FROM given`,
  );
}

async function prepareRaw(connection: LibsqlConnection, sql: string): Promise<LibsqlStatement> {
  const statement = await connection.prepare(sql);
  if (statement.reader) statement.raw(true);
  return statement;
}

function createKept(prepare: (sql: string) => Promise<LibsqlStatement>): (sql: string) => Promise<LibsqlStatement> {
  const kept = new Map<string, LibsqlStatement>();
  return async (sql) => {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    const statement = await prepare(sql);
    if (kept.size >= maxKept) kept.clear();
    kept.set(sql, statement);
    return statement;
  };
}
