// Shows that each house rule of the linter can fail.
import path from 'node:path';
import { makeBadProject, type BadProject } from '../../support/badProject.ts';

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

const head = '// Made up to break one rule.\n';

/** [what it does, file, text, rule that must answer] */
const bad: readonly (readonly [string, string, string, string])[] = [
  ['any', 'bot/a/any.ts', 'export const x: any = 1;\n', '@typescript-eslint/no-explicit-any'],
  [
    'a non-null assertion',
    'bot/a/bang.ts',
    'export const f = (x: string | null): string => x!;\n',
    '@typescript-eslint/no-non-null-assertion',
  ],
  [
    'a floating promise',
    'bot/a/float.ts',
    'export function f(): void {\n  Promise.resolve(1);\n}\n',
    '@typescript-eslint/no-floating-promises',
  ],
  [
    'a promise as a condition',
    'bot/a/misused.ts',
    'export function f(p: Promise<boolean>): number {\n  if (p) return 1;\n  return 2;\n}\n',
    '@typescript-eslint/no-misused-promises',
  ],
  [
    'a switch with a hole',
    'bot/a/hole.ts',
    "export function f(x: 'a' | 'b'): void {\n  switch (x) {\n    case 'a':\n      break;\n  }\n}\n",
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  [
    'a value import of a type',
    'bot/a/types.ts',
    "import { Stats } from 'node:fs';\nexport const f = (s: Stats): number => s.size;\n",
    '@typescript-eslint/consistent-type-imports',
  ],
  ['console in a room', 'bot/a/say.ts', 'console.log(1);\n', 'no-console'],
  ['a default export', 'bot/a/def.ts', 'export default 1;\n', 'no-restricted-syntax'],
  ['export *', 'bot/a/star.ts', "export * from './any.ts';\n", 'no-restricted-syntax'],
  ['an enum', 'bot/a/enum.ts', 'export enum E {\n  A,\n}\n', 'no-restricted-syntax'],
  [
    'a bare error',
    'shared/a/err.ts',
    "export function f(): never {\n  throw new Error('x');\n}\n",
    'no-restricted-syntax',
  ],
  [
    'a bare rejection',
    'shared/a/rej.ts',
    "export const f = (): Promise<never> => Promise.reject(new Error('x'));\n",
    'no-restricted-syntax',
  ],
  ['words in a view', 'shared/ui/Words.tsx', 'export const W = (): unknown => <p>Hello</p>;\n', 'no-restricted-syntax'],
  [
    'words in a label',
    'shared/ui/Label.tsx',
    'export const W = (): unknown => <p aria-label="Hello" />;\n',
    'no-restricted-syntax',
  ],
  [
    'words in braces',
    'shared/ui/Braces.tsx',
    "export const W = (): unknown => <p>{'Hello'}</p>;\n",
    'no-restricted-syntax',
  ],
  [
    'an import out of the room',
    'bot/a/b/c/up.ts',
    "import { x } from '../../../a/any.ts';\nexport const y: unknown = x;\n",
    'no-restricted-imports',
  ],
  ['a host global', 'shared/models/office.ts', 'export const o: unknown = Office;\n', 'no-restricted-globals'],
  [
    'a hook in a condition',
    'shared/ui/Hook.tsx',
    "import { useState } from 'react';\nexport function W({ a }: { readonly a: boolean }): unknown {\n  if (a) useState(1);\n  return null;\n}\n",
    'react-hooks/rules-of-hooks',
  ],
  ['a file of 401 lines', 'bot/a/long.ts', '// line\n'.repeat(401), 'max-lines'],
  [
    'a function of 61 lines',
    'bot/a/fun.ts',
    `export function f(): void {\n${'  void 0;\n'.repeat(60)}}\n`,
    'max-lines-per-function',
  ],
  [
    'a maze',
    'bot/a/maze.ts',
    `export function f(x: number): number {\n${Array.from({ length: 21 }, (_, i) => `  if (x === ${String(i)}) return 0;\n`).join('')}  return 1;\n}\n`,
    'complexity',
  ],
  ['a focused test', 'test/unit/a/only.test.ts', "it.only('x', () => undefined);\n", 'no-restricted-syntax'],
  [
    'a snapshot',
    'test/unit/a/snap.test.ts',
    "it('x', () => {\n  expect(1).toMatchSnapshot();\n});\n",
    'no-restricted-syntax',
  ],
];

/** What is allowed where it stands. */
const good: readonly (readonly [string, string, string])[] = [
  ['a bare error in a test', 'test/unit/a/err.test.ts', "it('x', () => {\n  throw new Error('x');\n});\n"],
  ['console in the main', 'bot/main.ts', 'console.log(1);\n'],
  ['a dash in a view', 'shared/ui/Dash.tsx', 'export const W = (): unknown => <p>–</p>;\n'],
];

describe('the linter', () => {
  let project: BadProject;
  let linted: readonly LintedFile[];

  beforeAll(() => {
    project = makeBadProject(Object.fromEntries([...bad, ...good].map(([, file, text]) => [file, head + text])));
    linted = JSON.parse(project.run('eslint', 'eslint', ['.', '-f', 'json']).stdout) as readonly LintedFile[];
  }, 60_000);
  afterAll(() => project.remove());

  function rulesOf(file: string): readonly (string | null)[] {
    const found = linted.find(({ filePath }) => path.relative(project.dir, filePath) === path.normalize(file));
    return found?.messages.map(({ ruleId, message }) => ruleId ?? message) ?? ['not linted'];
  }

  describe('when a file breaks a house rule', () => {
    it.each(bad)('refuses %s', (_what, file, _text, rule) => {
      expect(rulesOf(file)).toContain(rule);
    });
  });

  describe('when a file only looks as if it did', () => {
    it.each(good)('accepts %s', (_what, file) => {
      expect(rulesOf(file)).toEqual([]);
    });
  });
});
