// Makes the package of the Microsoft 365 app: a zip that is the same, byte for byte, for the same content.
import { zipSync } from 'fflate';

/** Zip times are local and without zone: these fields are the same on every machine (the format begins in 1980). */
const modified = new Date(1980, 0, 1);

/** File content by name; the names stand at the root of the zip. */
export type PackageFiles = Readonly<Record<string, Uint8Array>>;

/** The zip, files in the order of their names. */
export function zipPackage(files: PackageFiles): Uint8Array {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime: modified, os: 0 });
}
