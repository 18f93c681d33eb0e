// Starts a PostgreSQL of its own from the installed package: one that a test may kill.
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { postgresPrograms } from '../../support/launch/findPostgres.mjs';

// initdb refuses root: the account the package itself makes does it.
const systemAccount = 'postgres';

/** A server nobody else uses. */
export interface OwnPostgres {
  readonly url: string;
  /** kill -9 of the server and all its processes. */
  kill(): void;
  start(): void;
  stop(): void;
  /** Ends it and takes its files away. */
  remove(): void;
}

/** True where there is a package to start one from. */
export function isPostgresInstalled(): boolean {
  return postgresPrograms() !== undefined;
}

/** A running server on a port of its own. Waits on the spot; throws where none is installed. */
export function startPostgres(): OwnPostgres {
  const folderOfPrograms = postgresPrograms();
  if (folderOfPrograms === undefined) throw new Error('PostgreSQL is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'hookswitch-postgres-'));
  const account = accountFor(folder);
  const data = join(folder, 'data');
  const port = 20_000 + (process.pid % 20_000) + Math.floor(Math.random() * 5_000);
  const run = (program: string, ...args: readonly string[]): void => {
    const command = [join(folderOfPrograms, program), ...args];
    const [first = '', ...others] = account === undefined ? command : ['runuser', '-u', account, '--', ...command];
    const { status, stderr, error } = spawnSync(first, others, {
      encoding: 'utf8',
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status === 0) return;
    const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8').slice(-1_000) : '';
    throw new Error(`${program} failed: ${stderr} ${error?.message ?? ''}\n${log}`);
  };
  const settings = `-p ${port} -c unix_socket_directories='' -c listen_addresses=127.0.0.1 -c shared_buffers=32MB`;
  const control = (...args: readonly string[]): void => run('pg_ctl', '-D', data, '-w', '-t', '30', ...args);
  const start = (): void => control('-o', settings, '-l', join(folder, 'log'), 'start');
  const stop = (): void => control('-m', 'fast', 'stop');
  run('initdb', '-D', data, '-A', 'trust', '-U', 'test', '--no-sync', '-E', 'UTF8');
  start();
  return {
    url: `postgres://test@127.0.0.1:${port}/postgres`,
    kill: () => {
      const lock = join(data, 'postmaster.pid');
      killAll(Number(readFileSync(lock, 'utf8').split('\n')[0]));
      // Nobody may have taken note of the death yet, and a lock with a number that still exists keeps the next from starting.
      rmSync(lock);
    },
    start,
    stop,
    remove: () => {
      if (existsSync(join(data, 'postmaster.pid'))) control('-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The account to run as, undefined for our own. */
function accountFor(folder: string): string | undefined {
  if (userInfo().uid !== 0) return undefined;
  const [, , uid = '', gid = ''] = (
    readFileSync('/etc/passwd', 'utf8').match(new RegExp(`^${systemAccount}:.*$`, 'm'))?.[0] ?? ''
  ).split(':');
  chownSync(folder, Number(uid), Number(gid));
  return systemAccount;
}

/** The server stops at once and so do its children, which watch whether it lives. */
function killAll(pid: number): void {
  const children = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).stdout;
  for (const child of [pid, ...children.split('\n').map(Number)]) {
    if (child > 0) killOne(child);
  }
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already: the server ended it.
  }
}
