// Finds a PostgreSQL to test on: where PG* variables point, else on this machine; each user of it gets a schema of its own.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { choosePostgres, isJudging, postgresUrl, probePostgres } from '../../support/launch/findPostgres.mjs';
import { isPostgresInstalled, startPostgres } from './startPostgres.ts';

/** A place in a real PostgreSQL that nobody else uses. */
export interface PostgresPlace {
  readonly url: string;
  readonly schema: string;
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
  /** Takes the schema away again. */
  drop(): Promise<void>;
}

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
  return choosePostgres({
    url: postgresUrl(),
    probe: probePostgres,
    isInstalled: isPostgresInstalled,
    start: () => {
      const own = startPostgres();
      process.once('exit', own.remove);
      return own.url;
    },
    mustBeThere: isJudging(process.env),
    say: (text) => process.stderr.write(text),
  });
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
