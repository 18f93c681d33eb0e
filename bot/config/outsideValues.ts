// What the file only points at: secrets in the environment or in files, and files that must be readable.
import { readFileSync } from 'node:fs';
import { isSecretReference, type SecretReference } from './fields.ts';
import { faultText, pathText, walk, type ConfigPath, type SchemaNode } from './schemaNode.ts';

const maxSecretLength = 4096;

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Secrets by the path of their setting, and what could not be had. */
export interface OutsideValues {
  readonly secrets: ReadonlyMap<string, string>;
  readonly faults: readonly string[];
}

/** Reads everything the file's data points at. Never throws; a secret's value is in no fault. */
export function readOutsideValues(root: SchemaNode, data: unknown, env: Environment): OutsideValues {
  const secrets = new Map<string, string>();
  const faults: string[] = [];
  walk(root, data, (node, value, path) => {
    if (node.notes.role === 'file' && typeof value === 'string' && value !== '')
      faults.push(...fileFaults(value, path));
    if (node.notes.role !== 'secret' || !isSecretReference(value)) return;
    const found = readSecret(value, env);
    if ('secret' in found) secrets.set(pathText(path), found.secret);
    else faults.push(faultText(path, found.wrong, found.fix));
  });
  return { secrets, faults };
}

function fileFaults(file: string, path: ConfigPath): string[] {
  const found = readText(file);
  if ('text' in found) return [];
  return [faultText(path, `cannot read ${file} (${found.reason})`, 'give the path of a file this account may read')];
}

function readSecret(
  reference: SecretReference,
  env: Environment,
): { readonly secret: string } | { readonly wrong: string; readonly fix: string } {
  if ('env' in reference) {
    const value = env[reference.env] ?? '';
    return usable(value, `environment variable ${reference.env}`, `set ${reference.env} to the secret`);
  }
  const found = readText(reference.file);
  const fix = `put the secret, one line, into ${reference.file}`;
  if ('reason' in found) return { wrong: `cannot read ${reference.file} (${found.reason})`, fix };
  return usable(found.text.replace(/\r?\n$/, ''), reference.file, fix);
}

function usable(value: string, where: string, fix: string) {
  if (value === '') return { wrong: `${where} is not set or empty`, fix };
  // A line break in a secret would split a protocol line; it is always a slip of the editor.
  if (value.length > maxSecretLength || /[\r\n\0]/.test(value)) return { wrong: `${where} is more than one line`, fix };
  return { secret: value };
}

function readText(path: string): { readonly text: string } | { readonly reason: string } {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (thrown) {
    const hasCode = typeof thrown === 'object' && thrown !== null && 'code' in thrown;
    return { reason: hasCode ? String(thrown.code) : 'not readable' };
  }
}
