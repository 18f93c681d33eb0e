// Writes into package-lock.json the binaries for other platforms that npm left out because a registry lacks them.
//
// Without them `npm ci` refuses the lockfile ("Missing: ... from lock file"). Run after each change of dependencies:
// npm run lockfile
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { completePackages, type LockedPackages } from './completePackages.ts';

const lockfile = path.resolve(import.meta.dirname, '../../package-lock.json');
const lock = JSON.parse(readFileSync(lockfile, 'utf8')) as { readonly packages: LockedPackages };
const packages = completePackages(lock.packages);
const added = Object.keys(packages).length - Object.keys(lock.packages).length;
if (added > 0) writeFileSync(lockfile, `${JSON.stringify({ ...lock, packages }, undefined, 2)}\n`);
console.log(`package-lock.json: ${String(added)} platform packages added`);
