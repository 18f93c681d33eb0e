// Fills the folder one Kamailio runs in: its configuration, the empty tables it insists on, its certificate.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'libsql';
import { makeCertificates } from '../issuer/certificates.ts';

/** What differs from one run to the other. */
export interface RunSettings {
  readonly port: number;
  readonly tlsPort: number;
  /** Worker processes per transport. */
  readonly workers: number;
}

const libraries = '/usr/lib';
const tables = '/usr/share/kamailio/db_sqlite';
const wantedTables = ['standard', 'usrloc', 'auth_db', 'presence'] as const;

/** Writes everything into `dir`; gives the authority that signed the certificate (PEM). Throws when Kamailio is not installed. */
export async function prepareRunDir(dir: string, settings: RunSettings): Promise<string> {
  const { ca, cert, key } = await makeCertificates();
  writeFileSync(join(dir, 'cert.pem'), cert);
  writeFileSync(join(dir, 'key.pem'), key);
  writeFileSync(join(dir, 'kamailio.cfg'), configuration(dir, settings));
  makeTables(join(dir, 'kamailio.sqlite'));
  return ca;
}

function configuration(dir: string, { port, tlsPort, workers }: RunSettings): string {
  return readFileSync(resolve(import.meta.dirname, 'kamailio.cfg'), 'utf8')
    .replaceAll('RUN_DIR', dir)
    .replaceAll('SIP_PORT', String(port))
    .replaceAll('TLS_PORT', String(tlsPort))
    .replaceAll('MODULES_DIR', modulesDir())
    .replaceAll('CHILDREN', String(workers));
}

/** Debian keeps libraries in a folder named after the machine's architecture. */
function modulesDir(): string {
  const found = readdirSync(libraries)
    .map((name) => join(libraries, name, 'kamailio/modules'))
    .find((place) => existsSync(place));
  if (found === undefined) throw new Error('Kamailio is not installed');
  return found;
}

function makeTables(file: string): void {
  const database = new Database(file);
  for (const name of wantedTables) database.exec(readFileSync(join(tables, `${name}-create.sql`), 'utf8'));
  database.close();
}
