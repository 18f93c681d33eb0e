// Reads manifests written by others, which lie outside this repository and may be absent.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const dir = path.resolve(import.meta.dirname, '../../../../shared/corpora/03-manifests');

/** Whether they are there; tests that need them say so and pass when not. */
export const hasManifestCorpus = existsSync(path.join(dir, 'index.json'));

/** One sample. */
export interface CorpusManifest {
  readonly file: string;
  readonly format: 'json' | 'xml';
  readonly appType?: string | null;
}

/** A manifest with one fault put in. */
export interface CorpusMutant {
  readonly id: string;
  readonly fault: string;
  readonly manifest: unknown;
}

/** Samples of one format in one folder. */
export function corpusManifests(format: 'json' | 'xml', folder: 'valid' | 'invalid'): readonly CorpusManifest[] {
  const all = JSON.parse(readCorpusFile('index.json')) as readonly CorpusManifest[];
  return all.filter((one) => one.format === format && one.file.startsWith(`${folder}/`));
}

/** The one-fault manifests. */
export function corpusMutants(): readonly CorpusMutant[] {
  return JSON.parse(readCorpusFile('invalid_mutants.json')) as readonly CorpusMutant[];
}

/** The text of a sample, without byte order mark. */
export function readCorpusFile(file: string): string {
  return readFileSync(path.join(dir, file), 'utf8').replace(/^\uFEFF/u, '');
}
