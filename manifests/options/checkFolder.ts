// Decides whether files can be written to a folder that may not be there yet; says why not, and leaves nothing there.
import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** The reason a folder is refused, undefined when it is right. */
export function folderFault(folder: string): string | undefined {
  if (folder === '') return 'is empty';
  if (folder.includes('\0')) return 'is no path';
  const there = nearest(path.resolve(folder));
  try {
    if (!statSync(there).isDirectory()) return `cannot be used: ${there} is no folder`;
    // Rights alone tell little: to root they are no matter, and some file systems refuse all the same.
    rmdirSync(mkdtempSync(path.join(there, '.hookswitch-')));
    return undefined;
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
    return `cannot be written (${code})`;
  }
}

/** The folder itself or the closest one above it that is there. */
function nearest(folder: string): string {
  return existsSync(folder) || path.dirname(folder) === folder ? folder : nearest(path.dirname(folder));
}
