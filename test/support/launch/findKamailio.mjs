// Finds Kamailio and SIPp for the live tests, or installs them where that needs no question (Debian and Ubuntu as root).
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { canInstallDebian, installWithoutServices } from './installDebian.mjs';

const packages = [
  'kamailio',
  'kamailio-presence-modules',
  'kamailio-extra-modules',
  'kamailio-sqlite-modules',
  'kamailio-tls-modules',
  'sip-tester',
];
const programs = ['/usr/sbin/kamailio', '/usr/bin/sipp'];
const modules = ['presence_dialoginfo.so', 'presence_mwi.so', 'pua_dialoginfo.so', 'db_sqlite.so', 'tls.so'];
const tables = '/usr/share/kamailio/db_sqlite/presence-create.sql';

/** What a person types to get them. */
export const kamailioHint =
  `Kamailio and SIPp were not found. Run: sudo apt-get install -y --no-install-recommends ${packages.join(' ')}` +
  '   (and stop its service: sudo systemctl disable --now kamailio)';

/** True when both and every module they need are there. */
export function hasKamailio() {
  return [...programs, tables].every((file) => existsSync(file)) && modules.every(hasModule);
}

/** As hasKamailio, but installs them when this is Debian or Ubuntu and we are root. */
export async function ensureKamailio() {
  if (hasKamailio()) return true;
  if (!canInstallDebian()) return false;
  console.log('Installing Kamailio and SIPp (apt-get) ...');
  const output = await installWithoutServices(packages);
  if (!hasKamailio()) console.error(output);
  return hasKamailio();
}

function hasModule(name) {
  const libraries = '/usr/lib';
  if (!existsSync(libraries)) return false;
  return readdirSync(libraries).some((each) => existsSync(path.join(libraries, each, 'kamailio/modules', name)));
}
