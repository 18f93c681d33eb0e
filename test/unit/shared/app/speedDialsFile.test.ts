// The file somebody chose for their speed dials: too large, unreadable, and what the preview says of each row.
import { previewRows, readSpeedDialsFile } from '../../../../shared/app/speedDialsFile.ts';

const titles = { label: 'Name', number: 'Number', group: 'Group' };

function fileOf(text: string, size = text.length): Blob {
  const file = Object.assign(new Blob([text]), { arrayBuffer: async () => new TextEncoder().encode(text).buffer });
  return Object.defineProperty(file, 'size', { value: size });
}

describe('readSpeedDialsFile', () => {
  it('says that a file is too large instead of that nothing is in it', async () => {
    expect(await readSpeedDialsFile(fileOf('Ada,2014', 2_000_001), titles)).toEqual({ rows: [], problem: 'tooLarge' });
  });

  it('says that a file could not be read', async () => {
    const gone = Object.assign(new Blob(['Ada,2014']), {
      arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')),
    });
    expect(await readSpeedDialsFile(gone, titles)).toEqual({ rows: [], problem: 'unreadable' });
  });

  it('reads the others', async () => {
    expect((await readSpeedDialsFile(fileOf('Ada,2014'), titles)).rows).toHaveLength(1);
  });
});

describe('previewRows', () => {
  it('says of each row what would become of it', async () => {
    const { rows } = await readSpeedDialsFile(
      fileOf('Ada,2014\nnobody,none\nBruno,2015\nBruno,20 15\nChloé,1.99E+08'),
      titles,
    );
    const items = [{ id: 'a', label: 'Ada', number: '2014' }];
    expect(previewRows(rows, { groups: [], items }).map(({ line, fault }) => [line, fault])).toEqual([
      [1, 'known'],
      [2, 'notANumber'],
      [3, undefined],
      [4, 'twice'],
      [5, 'rounded'],
    ]);
  });
});
