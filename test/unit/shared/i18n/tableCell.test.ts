// Cells of tables for spreadsheets: formulas of strangers do nothing wherever a program splits, and cells come back as they were.
import fc from 'fast-check';
import { plainCell, tableCell, tableSeparator } from '#shared/i18n';
import { anyCharacter } from '../../../support/anyCharacter.ts';

const hostile = fc.constantFrom(...Array.from('a=+-@|;,"\'\t\r\n ＝＋\u200b\ufeff'));
const texts = fc.oneof(
  fc.string({ unit: hostile, maxLength: 20 }),
  fc.string({ unit: fc.oneof(hostile, anyCharacter), maxLength: 30 }),
);
const formula = /^[\s\u200b-\u200f\u2060\ufeff"]*[=+\-@|＝＋－＠]/u;

/** What is between the quotes of a cell. */
function inside(cell: string): string {
  return cell.slice(1, -1).replaceAll('""', '"');
}

describe('tableCell', () => {
  it.each([
    ['=1+1', `"'=1+1"`],
    ['+33199002015', `"'+33199002015"`],
    ['-2', `"'-2"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\tx', `"'\tx"`],
    ['\r=1', `"'\r'=1"`],
    [' =1', `"' =1"`],
    ['＝1', `"'＝1"`],
    [`Bob;=cmd|'/c calc'!A0;`, `"Bob;'=cmd|'/c calc'!A0;"`],
    ['Bob\t=1+1', `"Bob\t'=1+1"`],
    ['Bob,\n -2', `"Bob,\n' -2"`],
    ['Bob;"=1+1"', `"Bob;'""=1+1"""`],
    ["'=1", `"''=1"`],
    ['say "hi", you', '"say ""hi"", you"'],
    ['Anne-Marie; Bruno', '"Anne-Marie; Bruno"'],
    ['2026-11-20 09:15:00', '"2026-11-20 09:15:00"'],
    ['102', '"102"'],
    ['', '""'],
  ])('writes %j as %s', (text, cell) => {
    expect(tableCell(text)).toBe(cell);
  });

  it('leaves no formula behind any sign at which a program may split, quotes taken for text or not', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const cell = tableCell(text);
        for (const piece of [inside(cell), cell].flatMap((one) => one.split(/[;,\t\r\n]/u)))
          expect(formula.test(piece)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives back what was written', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(plainCell(inside(tableCell(text)))).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('tableSeparator', () => {
  it.each([
    ['en', ','],
    ['fr', ';'],
    ['de', ';'],
    ['es', ';'],
    ['it', ';'],
    ['nl', ';'],
    ['pt', ';'],
  ] as const)('is for %s %j', (language, separator) => {
    expect(tableSeparator(language)).toBe(separator);
  });
});
