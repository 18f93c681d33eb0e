// Serves the host pages: HTML and CSS as they are, TypeScript modules with their types stripped, nothing outside their folders.
import { existsSync, readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { transformSync } from '@swc/core';

const sandboxFolder = resolve(import.meta.dirname, '..');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
};

/** One file, ready to send. */
export interface Asset {
  readonly type: string;
  readonly text: string;
}

const kept = new Map<string, Asset>();

function load(file: string): Asset | undefined {
  const type = types[extname(file)];
  if (type === undefined || !existsSync(file)) return undefined;
  return { type, text: file.endsWith('.ts') ? compileScript(file) : readFileSync(file, 'utf8') };
}

/** A TypeScript file as a browser takes it: types stripped, imports as they stand. */
export function compileScript(file: string): string {
  return transformSync(readFileSync(file, 'utf8'), {
    swcrc: false,
    configFile: false,
    filename: file,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  }).code;
}

/** The asset at a path like the file's own, e.g. `outlook/page/outlook.ts`; `page/` alone is the host's. Read once. */
export function assetOf(path: string): Asset | undefined {
  const parts = /^(?:(host|outlook)\/)?page\/([A-Za-z]+\.(?:html|css|ts))$/.exec(path);
  if (parts === null) return undefined;
  const [, room = 'host', name = ''] = parts;
  const file = resolve(sandboxFolder, room, 'page', name);
  const known = kept.get(file);
  if (known !== undefined) return known;
  const asset = load(file);
  if (asset !== undefined) kept.set(file, asset);
  return asset;
}
