// Finds what must not be published: paths and names of the machine it was written on, registries, built-in secrets.
import type { Finding, SourceFile } from './finding.ts';

interface ForbiddenWord {
  readonly rule: string;
  readonly pattern: RegExp;
}

const everywhere: readonly ForbiddenWord[] = [
  { rule: 'machine-path', pattern: /(?<![\w.$*}:-])\/(?:work|root|home|Users|tmp)\/[\w.-]+/g },
  { rule: 'machine-path', pattern: /\b[A-Z]:\\{1,2}Users\\{1,2}\w+/g },
  { rule: 'registry', pattern: /https?:\/\/[\w.-]*(?:registry|artifactory|nexus|verdaccio|npmmirror)[\w.-]*/g },
  { rule: 'private-key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*\\?n?[A-Za-z0-9+/]{40}/g },
];

/** Names of this machine (its owner, host, folder, or a list given from outside) as words nobody may write. */
export function machineWords(names: readonly (string | undefined)[]): readonly string[] {
  const tooCommon = new Set(['localhost', 'root', 'runner', 'ubuntu', 'debian', 'main']);
  return [...new Set(names)]
    .filter((name) => name !== undefined && name.length >= 4 && !tooCommon.has(name))
    .map(String);
}

/** Every forbidden word in a file, with its line. `words` come from machineWords. */
export function findForbiddenWords(file: SourceFile, words: readonly string[]): readonly Finding[] {
  const named = words.map((word) => ({
    rule: 'machine-name',
    pattern: new RegExp(`(?<![\\w])${escapeRegExp(word)}(?![\\w])`, 'gi'),
  }));
  return [...everywhere, ...named].flatMap(({ rule, pattern }) =>
    [...file.text.matchAll(pattern)].map((match) => ({
      where: `${file.path}:${String(lineOf(file.text, match.index))}`,
      rule,
      what: `must not be published: ${match[0]}`,
    })),
  );
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
