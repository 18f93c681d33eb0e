// Holds one file against the rules that need nothing but the file: name, first line, length, lockfile.
import { missingPackages, type LockedPackages } from './completePackages.ts';
import type { Finding, SourceFile } from './finding.ts';
import { isCode } from './readFiles.ts';

const maxLines = 400;
const vagueName = /(^|\/)(utils?|helpers?|misc|common)\.(tsx?|mjs)$/;
const firstLine = /^(#!.*\n)?\/\/ \S.{9,}\n/;
// Jest reads a docblock only at the very top: there the sentence stands inside it.
const testDocblock = /^\/\*\*[^/]*@jest-environment [\s\S]*?\*\//;

/** Number of lines of a file, as an editor counts them. */
export function countLines(file: SourceFile): number {
  return file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0);
}

/** What is wrong with this file as a file. */
export function checkFile(file: SourceFile): readonly Finding[] {
  if (file.path === 'package-lock.json') return checkLockfile(file);
  if (!isCode(file)) return [];
  return [
    ...finding(vagueName.test(file.path), file, 'vague-name', 'a file is named after its main export'),
    ...finding(
      !hasFirstLine(file),
      file,
      'first-line',
      'starts without a one-line comment saying what it decides or does',
    ),
    ...finding(
      !isTest(file) && countLines(file) > maxLines,
      file,
      'file-length',
      `${String(countLines(file))} lines, at most ${String(maxLines)}`,
    ),
  ];
}

function checkLockfile(file: SourceFile): readonly Finding[] {
  const { packages = {} } = JSON.parse(file.text) as { readonly packages?: LockedPackages };
  const missing = missingPackages(packages);
  return [
    ...finding(
      /"resolved":\s*"/.test(file.text),
      file,
      'lockfile',
      'names a registry in "resolved" (.npmrc leaves it out)',
    ),
    ...finding(missing.length > 0, file, 'lockfile', `lacks ${missing.join(', ')} (npm run lockfile adds them)`),
  ];
}

function hasFirstLine(file: SourceFile): boolean {
  return firstLine.test(file.text) || (isTest(file) && testDocblock.test(file.text));
}

function isTest(file: SourceFile): boolean {
  return /\.test\.tsx?$/.test(file.path);
}

function finding(isBroken: boolean, file: SourceFile, rule: string, what: string): readonly Finding[] {
  return isBroken ? [{ where: file.path, rule, what }] : [];
}
