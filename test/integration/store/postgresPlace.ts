// Finds a PostgreSQL to test on: where PG* variables point, else on this machine; each user of it gets a schema of its own.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { Client } from 'pg';
import { isPostgresInstalled, startPostgres } from './startPostgres.ts';

/** A place in a real PostgreSQL that nobody else uses. */
export interface PostgresPlace {
  readonly url: string;
  readonly schema: string;
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** Takes the schema away again. */
  drop(): Promise<void>;
}

const probeProgram = `import('pg').then(async ({ default: { Client } }) => {
  const client = new Client({ connectionString: process.argv[1], connectionTimeoutMillis: 2000 });
  await client.connect(); await client.end();
}).catch((fault) => { process.stderr.write(fault.message || fault.code || 'no answer'); process.exit(1); });`;

let found: { readonly url: string | undefined } | undefined;

/**
 * The server's address: one that runs, else one started from the installed package. Where there is neither, undefined: the run
 * says so in a line of its own, and is a failure where CI is set. Waits on the spot, so that tests can be declared by it.
 */
export function postgresServer(): string | undefined {
  found ??= { url: findServer() };
  return found.url;
}

function findServer(): string | undefined {
  const { PGHOST = '127.0.0.1', PGPORT = '5432', PGUSER, PGPASSWORD, PGDATABASE = 'postgres' } = process.env;
  const account = [PGUSER ?? userInfo().username, ...(PGPASSWORD === undefined ? [] : [PGPASSWORD])];
  const url = `postgres://${account.map(encodeURIComponent).join(':')}@${PGHOST}:${PGPORT}/${PGDATABASE}`;
  const probe = spawnSync(process.execPath, ['-e', probeProgram, url], { encoding: 'utf8' });
  if (probe.status === 0) return url;
  if (isPostgresInstalled()) {
    const own = startPostgres();
    process.once('exit', own.remove);
    return own.url;
  }
  const told = `NO POSTGRESQL at ${PGHOST}:${PGPORT} (${probe.stderr}) and none installed: its keeper is NOT TESTED`;
  process.stderr.write(`\n${told}\n`);
  if (process.env['CI']) throw new Error(told);
  return undefined;
}

/** A schema nobody uses, on the server at `server`. */
export function placeIn(server: string): PostgresPlace {
  const schema = `test_${randomBytes(8).toString('hex')}`;
  const query = async (sql: string): Promise<readonly Record<string, unknown>[]> => {
    const client = new Client({ connectionString: server, options: `-c search_path=${schema}` });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    url: `${server}?schema=${schema}`,
    schema,
    query,
    drop: async () => {
      await query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    },
  };
}
