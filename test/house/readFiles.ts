// Reads the text files of the repository, without what is built, installed, recorded or kept as data.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceFile } from './finding.ts';

const skippedNames = new Set(['node_modules', '.git', 'dist', 'data', 'coverage', '.cache', '.env']);
const skippedPaths = new Set(['test/fixtures', 'test/e2e/out']);
const textNames =
  /\.(ts|tsx|mjs|cjs|js|json|jsonc|md|ya?ml|html|css|svg|sh)$|(^|\/)(run|Dockerfile|\.[a-z]+(rc|ignore|config))$/;

/** Every text file below `root`, in order of path. */
export function readFiles(root: string): readonly SourceFile[] {
  return listPaths(root, '')
    .filter((file) => textNames.test(file))
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }));
}

function listPaths(root: string, folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (skippedNames.has(entry.name) || skippedPaths.has(inner)) return [];
      if (entry.isDirectory()) return listPaths(root, inner);
      return entry.isFile() ? [inner] : [];
    });
}

/** True for the product's own TypeScript: what HOUSE section 3 budgets. */
export function isProduct(file: SourceFile): boolean {
  return /^(shared|bot|teams-app|outlook-addin|manifests)\/.*\.tsx?$/.test(file.path);
}

/** True for every TypeScript or module file that a person writes, tests included. */
export function isCode(file: SourceFile): boolean {
  return /\.(tsx?|mjs)$/.test(file.path) && !file.path.endsWith('.d.ts');
}
