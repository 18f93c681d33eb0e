// Serves the host pages: HTML and CSS as they are, TypeScript modules with their types stripped, nothing outside the folder.
import { existsSync, readFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { transformSync } from '@swc/core';

const folder = resolve(import.meta.dirname, 'page');
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
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.ts')) return { type, text };
  const { code } = transformSync(text, {
    swcrc: false,
    configFile: false,
    filename: file,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  return { type, text: code };
}

/** The asset of a plain file name, or `undefined`. Read once. */
export function assetOf(name: string): Asset | undefined {
  if (!/^[A-Za-z]+\.(html|css|ts)$/.test(name)) return undefined;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const asset = load(resolve(folder, name));
  if (asset !== undefined) kept.set(name, asset);
  return asset;
}
