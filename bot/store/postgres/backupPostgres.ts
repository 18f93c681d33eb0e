// Backup of a PostgreSQL store: pg_dump's work, started with the address of the store and without a password on its command line.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { AppError } from '#shared/errors';
import { pgTarget } from './pgTarget.ts';

const keptErrorCharacters = 500;
// Names, numbers and calls of a company: for the account that makes the backup, for nobody else.
const privateMode = 0o600;

/** Runs pg_dump (custom format, for pg_restore) into the new file `target`. Rejects with `store.unavailable`, `config.invalid`. */
export async function backupPostgres(address: string, target: string): Promise<void> {
  const { connectionString, schema } = pgTarget(address);
  if (existsSync(target)) throw new AppError('store.unavailable', `${target}: is there already; give a new name`);
  const args = ['--format=custom', `--schema=${schema}`, '--no-owner', `--file=${target}`];
  makePrivate(target);
  try {
    const { code, told } = await run('pg_dump', args, environmentOf(connectionString));
    if (code !== 0) throw new AppError('store.unavailable', `pg_dump ended with ${code}: ${told}`);
  } catch (thrown) {
    // Half a copy must not be taken for one.
    rmSync(target, { force: true });
    throw thrown;
  }
}

/** pg_dump writes into the file that is there, and leaves its rights alone. */
function makePrivate(target: string): void {
  try {
    closeSync(openSync(target, 'wx', privateMode));
  } catch (cause) {
    throw new AppError('store.unavailable', `${target}: cannot be made`, { cause });
  }
}

/** libpq's own variables: arguments can be read by every account of the machine. */
function environmentOf(connectionString: string): Readonly<Record<string, string>> {
  const url = new URL(connectionString);
  const parts = {
    // A host of IPv6 stands in brackets in an address, and without them everywhere else.
    PGHOST: (url.searchParams.get('host') ?? url.hostname).replace(/^\[(.*)\]$/, '$1'),
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGSSLMODE: url.searchParams.get('sslmode') ?? '',
    PGSSLROOTCERT: url.searchParams.get('sslrootcert') ?? '',
    PGSSLCERT: url.searchParams.get('sslcert') ?? '',
    PGSSLKEY: url.searchParams.get('sslkey') ?? '',
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''));
}

function run(
  program: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly told: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...variables }, stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => (told = (told + chunk.toString()).slice(-keptErrorCharacters)));
    child.on('error', (cause) => {
      const message = `${program} cannot be run: install PostgreSQL's client programs, or back up on the server`;
      reject(new AppError('store.unavailable', message, { cause }));
    });
    child.on('close', (code) => {
      resolve({ code, told: told.trim() });
    });
  });
}
