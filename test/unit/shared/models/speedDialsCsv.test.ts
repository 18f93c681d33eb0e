// Speed dials from and to the files of offices: separators, encodings, headings, hostile cells.
import fc from 'fast-check';
import type { SpeedDialList } from '#shared/contracts';
import { readCsvBytes, readSpeedDialsCsv, writeSpeedDialsCsv, type CsvTitles } from '#shared/models';
import { cleanLabel } from '../../../../shared/models/speedDialsDraft.ts';
import { anyCharacter } from '../../../support/anyCharacter.ts';

const titles: CsvTitles = { label: 'Name', number: 'Number', group: 'Group' };
const list: SpeedDialList = {
  groups: [{ id: 'g', label: 'Team, south' }],
  items: [
    { id: '1', label: 'Ada "Desk" Example', number: '+33 1 99 00 20 14', groupId: 'g' },
    { id: '2', label: '=HYPERLINK("http://example.com")', number: '*21#' },
  ],
};

/** What a row says, shortly. */
function read(text: string): readonly string[] {
  return readSpeedDialsCsv(text, titles).map(({ draft, fault }) =>
    [draft.label, draft.number, draft.groupLabel ?? '-', fault ?? ''].join('|'),
  );
}

describe('writeSpeedDialsCsv', () => {
  it('writes cells that no spreadsheet takes for a formula, with a byte order mark', () => {
    const [title, first, second] = writeSpeedDialsCsv(list, titles, ',').split('\r\n');
    expect(title).toBe('\uFEFF"Name","Number","Group"');
    expect(first).toBe('"Ada ""Desk"" Example","\'+33 1 99 00 20 14","Team, south"');
    expect(second).toBe('"\'=HYPERLINK(""http://example.com"")","*21#",""');
  });

  it('leaves no formula to an Excel that splits at semicolons or tabs, and writes for it what it splits', () => {
    const hostile = {
      groups: [{ id: 'g', label: 'x;=1+1;y' }],
      items: [{ id: '1', label: 'Bob\t=1', number: '2014', groupId: 'g' }],
    };
    const text = writeSpeedDialsCsv(hostile, titles, ';');
    expect(text.split('\r\n')[0]).toBe('\uFEFF"Name";"Number";"Group"');
    expect(text).toContain(`"Bob\t'=1";"2014";"x;'=1+1;y"`);
    expect(read(text)).toEqual(['Bob =1|2014|x;=1+1;y|']);
  });

  it('is read back as it was', () => {
    expect(read(writeSpeedDialsCsv(list, titles, ','))).toEqual([
      'Ada "Desk" Example|+33 1 99 00 20 14|Team, south|',
      '=HYPERLINK("http://example.com")|*21#|-|',
    ]);
  });
});

describe('readSpeedDialsCsv', () => {
  it.each([
    ['commas', 'name,number,group\nAda,2014,Team\n'],
    ['semicolons', 'Nom;Numéro;Groupe\r\nAda;2014;Team'],
    ['tabs', 'Group\tPhone\tName\nTeam\t2014\tAda'],
    ['Excel’s own first line', 'sep=;\nName;Number;Group\nAda;2014;Team'],
    ['no heading', 'Ada,2014,Team'],
    ['quotes and empty lines', '"Name","Number","Group"\n\n"Ada","2014","Team"\n,,\n'],
    ['old Mac line ends', 'Name,Number,Group\rAda,2014,Team'],
  ])('reads %s', (_what, text) => {
    expect(read(text)).toEqual(['Ada|2014|Team|']);
  });

  it('says of each row why it cannot be taken, with its line', () => {
    const text = `Name,Number\nAda,\nBruno,none\n,2016\nChloé,${'1'.repeat(80)}\n"Two\nlines",2017`;
    expect(readSpeedDialsCsv(text, titles).map(({ line, fault }) => [line, fault])).toEqual([
      [2, 'noNumber'],
      [3, 'notANumber'],
      [4, undefined],
      [5, 'tooLong'],
      [6, undefined],
    ]);
    expect(read(text)[2]).toBe('2016|2016|-|');
    expect(read(text)[4]).toBe('Two lines|2017|-|');
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 500 }), (text) => {
        for (const { draft, fault } of readSpeedDialsCsv(text, titles)) {
          expect(draft.label.length).toBeLessThanOrEqual(80);
          if (fault === undefined) expect(draft.number).toMatch(/^(?!\s).{1,64}$/u);
        }
      }),
    );
  });

  it('gives back any names that were written', () => {
    const label = fc.string({
      unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', "'", '=', ' ', '\n'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 10 }), fc.constantFrom(',', ';'), (labels, separator) => {
        const items = labels.map((one, index) => ({
          id: String(index),
          label: cleanLabel(one, '2014'),
          number: '2014',
        }));
        const text = writeSpeedDialsCsv({ groups: [], items }, titles, separator);
        expect(readSpeedDialsCsv(text, titles).map(({ draft }) => draft.label)).toEqual(
          items.map((item) => item.label),
        );
      }),
    );
  });
});

describe('readCsvBytes', () => {
  const utf16 = (bigEndian: boolean): Uint8Array => {
    const bytes = new Uint8Array(Buffer.from('\uFEFFChloé', 'utf16le'));
    return bigEndian ? bytes.map((_, index) => bytes[index ^ 1] ?? 0) : bytes;
  };
  it.each([
    ['UTF-8', new Uint8Array(Buffer.from('Chloé'))],
    ['UTF-8 with a mark', new Uint8Array(Buffer.from('\uFEFFChloé'))],
    ['UTF-16 little endian', utf16(false)],
    ['UTF-16 big endian', utf16(true)],
    ['Windows-1252', new Uint8Array([0x43, 0x68, 0x6c, 0x6f, 0xe9])],
  ])('reads %s', (_what, bytes) => {
    expect(readCsvBytes(bytes)).toBe('Chloé');
  });
});
