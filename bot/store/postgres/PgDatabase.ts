// The little of pg the store uses, typed and with coded faults: one pool for turns, one for everything else.
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { AppError } from '#shared/errors';
import { pgFault } from './pgFault.ts';
import type { PgTarget } from './pgTarget.ts';

/** What may stand for a `$n`. */
export type PgValue = string | number | null | readonly (string | number | null)[];
/** One row, column by column; bigint comes as text. */
export type PgRow = readonly unknown[];

/** Settings of the PostgreSQL keeper. */
export interface PgOptions {
  /** Connections for reading; those for writing come on top. @default 8 */
  readonly readers?: number;
  /** Connections for writing: as many tenants can write at once. @default 4 */
  readonly writers?: number;
  /** How long one statement may take. @default 10000 */
  readonly statementTimeoutMs?: number;
  /** How long a statement waits for a lock before it is `store.locked`. @default 2000 */
  readonly lockTimeoutMs?: number;
  /** How long to wait for a connection before the store is unavailable. @default 3000 */
  readonly connectTimeoutMs?: number;
}

/** One database. Every method rejects with coded `store.*` faults only. */
export interface PgDatabase {
  /** Runs one statement, prepared by its text, on a connection for reading. */
  read(sql: string, values: readonly PgValue[]): Promise<readonly PgRow[]>;
  /** Runs one statement on a connection for writing: a transaction of its own. */
  write(sql: string, values: readonly PgValue[]): Promise<readonly PgRow[]>;
  /** Runs `work` in one transaction: all of it is kept, or nothing. */
  transaction<T>(work: (query: PgQuery) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A statement inside a transaction. */
export type PgQuery = (sql: string, values?: readonly PgValue[]) => Promise<readonly PgRow[]>;

const maxNames = 2_000;
const idleMs = 60_000;
// The server's own limit comes first; this one is for a server that has gone silent.
const graceMs = 2_000;

/** Opens pools; the first connection is made by the first statement. */
export function openPgDatabase(target: PgTarget, options: PgOptions): PgDatabase {
  const reads = openPool(target, options, options.readers ?? 8);
  const writes = openPool(target, options, options.writers ?? 4);
  const nameOf = createNamer();
  let ended: Promise<unknown> | undefined;
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (ended !== undefined) throw new AppError('store.unavailable', 'the store is closed');
    try {
      return await work();
    } catch (thrown) {
      throw pgFault(thrown);
    }
  };
  const ask = async (
    client: Pool | PoolClient,
    text: string,
    values: readonly PgValue[],
  ): Promise<readonly PgRow[]> => {
    const result = await client.query<unknown[]>({ name: nameOf(text), text, values: [...values], rowMode: 'array' });
    return result.rows;
  };
  return {
    read: (sql, values) => guarded(() => ask(reads, sql, values)),
    write: (sql, values) => guarded(() => ask(writes, sql, values)),
    transaction: (work) =>
      guarded(() => inTransaction(writes, (client) => work((sql, values = []) => ask(client, sql, values)))),
    close: async () => {
      ended ??= Promise.all([reads.end(), writes.end()]);
      await ended;
    },
  };
}

function openPool(target: PgTarget, options: PgOptions, max: number): Pool {
  const statementMs = options.statementTimeoutMs ?? 10_000;
  const config: PoolConfig = {
    connectionString: target.connectionString,
    options: sessionOf(target, statementMs, options.lockTimeoutMs ?? 2_000),
    application_name: `hookswitch ${target.schema}`,
    max,
    idleTimeoutMillis: idleMs,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 3_000,
    query_timeout: statementMs + graceMs,
    keepAlive: true,
  };
  const pool = new Pool(config);
  // A connection lost while idle: the pool has dropped it, and the next statement makes another.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * Turns are acknowledged when they are on disk (synchronous_commit). Every statement here is meant to walk an index in
 * order: a planner that has never met a user of 100,000 rows would rather collect and sort them.
 */
function sessionOf(target: PgTarget, statementMs: number, lockMs: number): string {
  const settings = {
    search_path: target.schema,
    synchronous_commit: 'on',
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: statementMs,
    jit: 'off',
    enable_seqscan: 'off',
    enable_bitmapscan: 'off',
    enable_sort: 'off',
  };
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  return [...ours, target.options].join(' ').trim();
}

/** Short names for statements, so that the server plans each once per connection. */
function createNamer(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= maxNames) return known;
    const name = `s${names.size}`;
    names.set(text, name);
    return name;
  };
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // Lost between two statements: the next one says so. Without a listener the program would end.
  const ignore = (): undefined => undefined;
  client.on('error', ignore);
  let fault: unknown;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (thrown) {
    fault = thrown;
    throw thrown;
  } finally {
    client.off('error', ignore);
    // A connection on which something went wrong is closed, and the server rolls back.
    client.release(fault !== undefined);
  }
}
