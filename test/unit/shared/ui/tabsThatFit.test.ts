// How many tabs stand in the row.
import { tabsThatFit } from '../../../../shared/ui/components/TabBar/useRoom.ts';

const rem = 16;
/** Eight captions of 60 px: each tab needs 110 px. */
const texts = Array.from({ length: 8 }, () => 60);

describe('tabsThatFit', () => {
  it.each([
    ['all, when there is room', 880, false, 8],
    ['fewer, and the menu in the place of one, when one pixel is missing', 879, false, 7],
    ['half of them in half the room', 500, false, 4],
    ['one at least, however little room there is', 10, false, 1],
    ['four and the menu on a phone of 320 px', 320, true, 4],
    ['five and the menu on one of 375 px', 375, true, 5],
  ])('gives %s', (_what, available, isNarrow, count) => {
    expect(tabsThatFit({ available, texts, rem, isNarrow })).toBe(count);
  });

  it('keeps the room of the chosen tab, whose longest word nothing breaks, where it is narrow', () => {
    const words = [40, 40, 40, 40, 100];
    const facts = { available: 320, texts: words, rem, isNarrow: true };
    expect(tabsThatFit(facts)).toBe(4);
    // 3 * 56 + 104 + 44 = 316.
    expect(tabsThatFit({ ...facts, chosen: 4 })).toBe(4);
    expect(tabsThatFit({ ...facts, chosen: 4, available: 315 })).toBe(3);
  });

  it('makes room for a chosen tab that is wider than the one whose place it takes', () => {
    const facts = { available: 500, texts: [60, 60, 60, 60, 160], rem, isNarrow: false };
    expect(tabsThatFit(facts)).toBe(4);
    expect(tabsThatFit({ ...facts, chosen: 4 })).toBe(3);
  });

  it('never takes more room than there is', () => {
    for (let available = 200; available < 1000; available += 7) {
      const count = tabsThatFit({ available, texts, rem, isNarrow: false });
      expect(count * 110 + (count < texts.length ? 44 : 0)).toBeLessThanOrEqual(available);
    }
  });
});
