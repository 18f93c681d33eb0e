// What becomes of the rows of a file: each once, none that is there, as many as fit, and no more groups than there may be.
import type { SpeedDialList } from '#shared/contracts';
import { planImport } from '#shared/models';

const empty: SpeedDialList = { groups: [], items: [] };

function drafts(count: number, groupOf?: (index: number) => string) {
  return Array.from({ length: count }, (_, index) => ({
    label: `Person ${String(index)}`,
    number: `+3319900${String(1000 + index)}`,
    ...(groupOf !== undefined && { groupLabel: groupOf(index) }),
  }));
}

function countsOf(list: SpeedDialList, given: Parameters<typeof planImport>[1]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { leftOut = 'in', isUngrouped } of planImport(list, given)) {
    const name = isUngrouped === true ? 'ungrouped' : leftOut;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe('planImport', () => {
  it('takes the same row once, however its number is written', () => {
    const rows = ['+33 1 99 00 20 14', '+33199002014', '+33-1-99-00-20-14'].map((number) => ({ label: 'Ada', number }));
    expect(countsOf(empty, rows)).toEqual({ in: 1, twice: 2 });
  });

  it('takes two numbers of one person, and two people of one number', () => {
    const rows = [
      { label: 'Ada', number: '2014' },
      { label: 'Ada', number: '2015' },
      { label: 'Bruno', number: '2014' },
    ];
    expect(countsOf(empty, rows)).toEqual({ in: 3 });
  });

  it('says of every row beyond the room that there is none, and gives those that are there no room', () => {
    const items = drafts(3).map((draft, index) => ({ id: String(index), ...draft }));
    expect(countsOf({ groups: [], items }, drafts(600))).toEqual({ known: 3, in: 497, noRoom: 100 });
  });

  it('takes people of a fifty-first group without it', () => {
    expect(
      countsOf(
        empty,
        drafts(60, (index) => `Department ${String(index)}`),
      ),
    ).toEqual({ in: 50, ungrouped: 10 });
  });

  it('counts a group by its name, in whatever case', () => {
    const groups = Array.from({ length: 50 }, (_, index) => ({
      id: `g${String(index)}`,
      label: `Group ${String(index)}`,
    }));
    expect(
      countsOf(
        { groups, items: [] },
        drafts(3, () => 'GROUP 7'),
      ),
    ).toEqual({ in: 3 });
  });
});
