// Makes a folder and those above it. Node's own `recursive` spins for ever where a parent denies being missing (/proc).
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes `folder` with `mode` unless it is there. Throws what the file system says. */
export function makeFolder(folder: string, mode: number): void {
  if (isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (thrown) {
    // Another process may have made it in between.
    if (!isFolder(folder)) throw thrown;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
