// Serves Microsoft's own office.js files from the npm package; before and after two of them stand a few lines of ours.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { compileScript } from '../host/assets.ts';

/** Where the files are served. */
export const officeFilesPath = '/office-js/';

const distFolder = join(dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')), 'dist');
const ownFolder = resolve(import.meta.dirname, 'page');

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/**
 * What office.js misses here: MicrosoftAjax.js comes from a CDN, this build has no bridge for nested app authentication
 * and does not hand on the theme (the hosted one does both), and it trusts no host by http. Microsoft's lines stay as they are.
 */
const surroundings: Readonly<Record<string, { readonly before?: string; readonly after?: string }>> = {
  'office.js': { before: 'beforeOffice.ts' },
  'office.debug.js': { before: 'beforeOffice.ts' },
  'outlook-web-16.01.js': { after: 'afterOutlook.ts' },
  'outlook-web-16.01.debug.js': { after: 'afterOutlook.ts' },
};

/** One file, ready to send. */
export interface OfficeFile {
  readonly type: string;
  readonly body: Buffer | string;
}

const kept = new Map<string, OfficeFile>();

/** A file by its path below `/office-js/`, in whatever case office.js writes it; `undefined` when there is none. */
export function officeFile(path: string): OfficeFile | undefined {
  const name = path.toLowerCase();
  if (!/^([\w-]+\/)*[\w.-]+\.[a-z]+$/.test(name)) return undefined;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const file = load(name);
  if (file !== undefined) kept.set(name, file);
  return file;
}

function load(name: string): OfficeFile | undefined {
  const type = types[extname(name)];
  const place = join(distFolder, name);
  if (type === undefined || !existsSync(place) || !statSync(place).isFile()) return undefined;
  const body = readFileSync(place);
  const around = surroundings[name];
  if (around === undefined) return { type, body };
  return { type, body: `${ownLines(around.before)}${body.toString('utf8')}\n${ownLines(around.after)}` };
}

function ownLines(name: string | undefined): string {
  return name === undefined ? '' : compileScript(join(ownFolder, name));
}
