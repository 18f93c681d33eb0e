// Shows that each rule about a single file can fail.
import { checkFile } from '../../house/checkFile.ts';
import { completePackages, type LockedPackages } from '../../house/completePackages.ts';
import { findForbiddenWords, machineWords } from '../../house/findForbiddenWords.ts';

const head = '// Decides something worth a sentence.\n';
// Written in pieces, so that this file may stand in the repository it speaks about.
const slash = '/';
const registry = ['https:', '', ['registry', 'npmjs', 'org'].join('.'), 'a'].join(slash);
const keyHead = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');

function lockOf(packages: LockedPackages): string {
  const owner = {
    dev: true,
    optionalDependencies: { '@a/b-linux-x64-musl': '1.0.0', 'left-pad': '1.0.0', fsevents: '~2.3.2' },
  };
  return JSON.stringify({ packages: { 'node_modules/@a/b': owner, ...packages } });
}

describe('completePackages', () => {
  it('adds the platform packages that are missing, in order, and says for which machines they are', () => {
    const { packages } = JSON.parse(lockOf({ 'node_modules/z': {} })) as { readonly packages: LockedPackages };
    const completed = completePackages(packages);
    expect(Object.keys(completed)).toEqual(['node_modules/@a/b', 'node_modules/@a/b-linux-x64-musl', 'node_modules/z']);
    expect(completed['node_modules/@a/b-linux-x64-musl']).toEqual({
      version: '1.0.0',
      dev: true,
      optional: true,
      cpu: ['x64'],
      os: ['linux'],
      libc: ['musl'],
    });
    expect(completePackages(completed)).toEqual(completed);
  });
});

describe('checkFile', () => {
  describe('when a file breaks a rule', () => {
    it.each([
      ['a missing first line', 'bot/a/b.ts', 'export const a = 1;\n', 'first-line'],
      ['a first line without a sentence', 'bot/a/b.ts', '// b.ts\n', 'first-line'],
      ['a docblock instead of the line', 'bot/a/b.ts', '/** Does something long. */\n', 'first-line'],
      ['401 lines', 'test/sandbox/a.ts', head + '\n'.repeat(400), 'file-length'],
      ['a drawer for everything', 'shared/ui/utils.ts', head, 'vague-name'],
      ['another such drawer', 'test/support/helpers.mjs', head, 'vague-name'],
      ['a lockfile that names a registry', 'package-lock.json', '{ "resolved": "x" }', 'lockfile'],
      ['a lockfile without the binaries of other platforms', 'package-lock.json', lockOf({}), 'lockfile'],
    ])('reports %s', (_what, path, text, rule) => {
      expect(checkFile({ path, text }).map((finding) => finding.rule)).toEqual([rule]);
    });
  });

  describe('when a file is as it should be', () => {
    it.each([
      ['a module', 'bot/a/b.ts', head],
      ['a script', 'test/house/b.mjs', `#!/usr/bin/env node\n${head}`],
      ['a component test', 'test/unit/a.test.tsx', '/**\n * Tables of states.\n * @jest-environment jsdom\n */\n'],
      ['a long test', 'test/unit/a.test.ts', head + '\n'.repeat(800)],
      ['a lockfile', 'package-lock.json', lockOf({ 'node_modules/@a/b-linux-x64-musl': { version: '1.0.0' } })],
      ['a text', 'README.md', 'words'],
    ])('accepts %s', (_what, path, text) => {
      expect(checkFile({ path, text })).toEqual([]);
    });
  });
});

describe('findForbiddenWords', () => {
  const words = machineWords(['build-host-7', 'root', 'ada', undefined, '']);

  describe('when a file says where it was written', () => {
    it.each([
      ['a home folder', `open ${slash}home${slash}ada${slash}x`, 'machine-path'],
      ['a scratch folder', `'${slash}tmp${slash}x.json'`, 'machine-path'],
      ['a Windows home', ['C:', 'Users', 'ada'].join('\\'), 'machine-path'],
      ['a registry', registry, 'registry'],
      ['the name of the machine', 'built on Build-Host-7 today', 'machine-name'],
      ['a private key', `${keyHead}\n${'A'.repeat(64)}`, 'private-key'],
    ])('reports %s', (_what, text, rule) => {
      const found = findForbiddenWords({ path: 'docs/a.md', text: `one\n${text}\n` }, words);
      expect(found.map((finding) => [finding.where, finding.rule])).toEqual([['docs/a.md:2', rule]]);
    });
  });

  describe('when a file only looks as if it did', () => {
    it.each(['https://graph.example.com/home/x', 'a/work/b', './tmp/x', 'root', 'rebuild-host-70'])(
      'accepts %s',
      (text) => {
        expect(findForbiddenWords({ path: 'docs/a.md', text }, words)).toEqual([]);
      },
    );
  });
});
