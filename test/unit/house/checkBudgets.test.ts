// Shows that each budget of the house can be overrun, and how lines and sentences are counted.
import { checkBudgets } from '../../house/checkBudgets.ts';
import { countExportDocs } from '../../house/countExportDocs.ts';
import type { SourceFile } from '../../house/finding.ts';
import { measureFunctions } from '../../house/measureFunctions.ts';

function file(text: string, path = 'bot/a/b.ts'): SourceFile {
  return { path, text };
}

function functionOf(lines: number, name = 'f'): string {
  return `function ${name}() {\n${'  void 0;\n'.repeat(lines - 2)}}\n`;
}

function rulesOf(...files: readonly SourceFile[]): readonly string[] {
  return checkBudgets(files).findings.map(({ rule }) => rule);
}

describe('checkBudgets', () => {
  describe('when a budget is overrun', () => {
    it.each([
      ['a median file of 121 lines', '\n'.repeat(121), 'file-median'],
      ['a median function of 13 lines', functionOf(13), 'function-median'],
      ['a function of 61 lines', `${functionOf(61)}${functionOf(3, 'g')}${functionOf(3, 'h')}`, 'function-length'],
      ['a callback of 61 lines', `${functionOf(3)}f(() => {\n${'  void 0;\n'.repeat(59)}});\n`, 'function-length'],
      ['an export without a sentence', 'export const a = 1;\n', 'export-docs'],
    ])('reports %s', (_what, text, rule) => {
      expect(rulesOf(file(text))).toEqual([rule]);
    });
  });

  describe('when everything is within its budget', () => {
    it('reports figures only', () => {
      const good = file(`/** Does a thing. */\nexport ${functionOf(12)}`);
      expect(checkBudgets([good])).toEqual({
        findings: [],
        facts: ['median file 13 lines, median function 12 lines, 100.0 % of 1 exports documented'],
      });
    });

    it('lets one export in ten go without a sentence', () => {
      const documented = '/** A number. */\nexport const a = 1;\n'.repeat(9);
      expect(rulesOf(file(`${documented}export const b = 1;\n`))).toEqual([]);
      expect(rulesOf(file(`${documented}export const b = 1;\nexport const c = 1;\n`))).toEqual([
        'export-docs',
        'export-docs',
      ]);
    });

    it('leaves tests out', () => {
      expect(rulesOf(file(functionOf(300), 'test/unit/a.test.ts'))).toEqual([]);
    });
  });
});

describe('measureFunctions', () => {
  it('finds every kind of function that has a body', () => {
    const text =
      'declare function d(): void;\nfunction f() {}\nconst g = () => 1;\nclass C {\n  constructor() {}\n  m() {}\n  get x() {\n    return 1;\n  }\n}\n[].map(() => 1);\n';
    const sizes = measureFunctions(file(text));
    expect(sizes.map(({ where, lines, isNamed }) => [where, lines, isNamed])).toEqual([
      ['bot/a/b.ts:2', 1, true],
      ['bot/a/b.ts:3', 1, true],
      ['bot/a/b.ts:5', 1, true],
      ['bot/a/b.ts:6', 1, true],
      ['bot/a/b.ts:7', 3, true],
      ['bot/a/b.ts:11', 1, false],
    ]);
  });
});

describe('countExportDocs', () => {
  it.each([
    ['a sentence above', '/** A number. */\nexport const a = 1;\n', 0],
    ['an empty comment', '/** */\nexport const a = 1;\n', 1],
    ['a line comment', '// A number.\nexport const a = 1;\n', 1],
    [
      'a type inferred from the documented schema above',
      '/** A. */\nexport const aSchema = 1;\nexport type A = InferOutput<typeof aSchema>;\n',
      0,
    ],
    [
      'a type inferred from another schema',
      '/** A. */\nexport const aSchema = 1;\nexport type B = InferOutput<typeof bSchema>;\n',
      1,
    ],
    ['a re-export', "export { a } from './a.ts';\n", 0],
  ])('counts %s', (_what, text, undocumented) => {
    expect(countExportDocs(file(text)).undocumented).toHaveLength(undocumented);
  });
});
