// Finds a PostgreSQL for the tests: one that answers, else one to start from the installed package, else one to install first.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { canInstallDebian, installWithoutServices } from './installDebian.mjs';
import { rootDir } from './runTool.mjs';

const packages = ['postgresql'];
const programFolders = '/usr/lib/postgresql';

const probeProgram = `import('pg').then(async ({ default: { Client } }) => {
  const client = new Client({ connectionString: process.argv[1], connectionTimeoutMillis: 2000 });
  await client.connect(); await client.end();
}).catch((fault) => { process.stderr.write(fault.message || fault.code || 'no answer'); process.exit(1); });`;

/** What a person types to get one. */
export const postgresHint =
  `No PostgreSQL was found. Run: sudo apt-get install -y --no-install-recommends ${packages.join(' ')}` +
  '   (or point PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE to one)';

/** True where a test that cannot run is a failure: CI is set. */
export function isJudging(env) {
  return !['', '0', 'false'].includes(env.CI ?? '');
}

/** The server that PG* variables point to, 127.0.0.1:5432 and the account of this process where they say nothing. */
export function postgresUrl(env = process.env, account = os.userInfo().username) {
  const { PGHOST = '127.0.0.1', PGPORT = '5432', PGUSER = account, PGPASSWORD, PGDATABASE = 'postgres' } = env;
  const login = [PGUSER, ...(PGPASSWORD === undefined ? [] : [PGPASSWORD])].map(encodeURIComponent).join(':');
  return `postgres://${login}@${PGHOST}:${PGPORT}/${PGDATABASE}`;
}

/** Asks the server at `url`: undefined when it lets us in, else why not. Waits on the spot. */
export function probePostgres(url) {
  const { status, stderr } = spawnSync(process.execPath, ['-e', probeProgram, url], { encoding: 'utf8', cwd: rootDir });
  return status === 0 ? undefined : stderr || 'no answer';
}

/** The folder with initdb and pg_ctl of the newest installed version, undefined where none is. */
export function postgresPrograms() {
  if (!existsSync(programFolders)) return undefined;
  const versions = readdirSync(programFolders).sort((a, b) => Number(b) - Number(a));
  return versions
    .map((version) => path.join(programFolders, version, 'bin'))
    .find((folder) => existsSync(path.join(folder, 'initdb')));
}

/** This machine, as the launcher asks it. */
const thisMachine = {
  answers: () => probePostgres(postgresUrl()) === undefined,
  isInstalled: () => postgresPrograms() !== undefined,
  canInstall: canInstallDebian,
  install: () => installWithoutServices(packages),
};

/** True when the tests will have a PostgreSQL; installs the package where there is none and that needs no question. */
export async function ensurePostgres(machine = thisMachine) {
  if (machine.answers() || machine.isInstalled()) return true;
  if (!machine.canInstall()) return false;
  console.log('Installing PostgreSQL (apt-get) ...');
  const output = await machine.install();
  if (!machine.isInstalled()) console.error(output);
  return machine.isInstalled();
}

/**
 * The address to test on: the server at `url`, else what `start` starts from the installed package, else undefined, which is said
 * in a line of its own. Throws instead where that is judged.
 */
export function choosePostgres({ url, probe, isInstalled, start, mustBeThere, say }) {
  const fault = probe(url);
  if (fault === undefined) return url;
  if (isInstalled()) return start();
  const told = `NO POSTGRESQL at ${new URL(url).host} (${fault}) and none installed: its keeper is NOT TESTED`;
  say(`\n${told}\n`);
  if (mustBeThere) throw new Error(told);
  return undefined;
}
