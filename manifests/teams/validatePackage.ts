// Holds a finished package against everything Teams looks at: what is at its root, both JSON files, the icons.
import { unzipSync } from 'fflate';
import { packagedIcons } from '../icons/iconFiles.ts';
import { readPngSize } from '../icons/readPngSize.ts';
import { validateManifest } from './validateManifest.ts';
import type { PackageFiles } from './zipPackage.ts';

const jsonFiles = ['manifest.json', 'fr.json'] as const;
const wanted = [...jsonFiles, ...packagedIcons.map(({ name }) => name)].sort();

/** Every fault with its file; empty when the package is right. Never throws. */
export async function validatePackage(zip: Uint8Array): Promise<readonly string[]> {
  const files = readZip(zip);
  if (typeof files === 'string') return [files];
  const present = Object.keys(files).sort();
  if (present.join() !== wanted.join()) return [`the zip holds ${present.join(', ')}; wanted: ${wanted.join(', ')}`];
  const json = await Promise.all(jsonFiles.map((name) => jsonFaults(name, files[name])));
  return [...json.flat(), ...packagedIcons.flatMap(({ name, sizePx }) => iconFaults(name, files[name], sizePx))];
}

function readZip(zip: Uint8Array): PackageFiles | string {
  try {
    return unzipSync(zip);
  } catch (error) {
    return `no zip: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function jsonFaults(name: string, bytes: Uint8Array | undefined): Promise<readonly string[]> {
  try {
    const faults = await validateManifest(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return faults.map((fault) => `${name}: ${fault}`);
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function iconFaults(name: string, bytes: Uint8Array | undefined, sizePx: number): readonly string[] {
  const size = bytes === undefined ? undefined : readPngSize(bytes);
  if (size?.width === sizePx && size.height === sizePx) return [];
  return [`${name}: must be a PNG of ${String(sizePx)} x ${String(sizePx)} pixels`];
}
