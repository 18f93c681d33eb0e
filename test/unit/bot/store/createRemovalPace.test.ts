// A removal learns how many rows it may take at once.
import { createRemovalPace, nextRows } from '../../../../bot/store/log/createRemovalPace.ts';

describe('createRemovalPace', () => {
  describe('when it begins', () => {
    it('takes few rows, and never more than it was allowed', () => {
      expect([createRemovalPace().rows, createRemovalPace(3).rows]).toEqual([20, 3]);
    });
  });

  describe('when steps were done', () => {
    it('knows the longest and gives what each gave', async () => {
      const pace = createRemovalPace();
      expect(await pace.step(20, async () => 'rows')).toBe('rows');
      const longest = pace.longestMs;
      expect(longest).toBeGreaterThan(0);
      await pace.step(1, async () => undefined);
      expect(pace.longestMs).toBeGreaterThanOrEqual(longest);
    });
  });
});

describe('nextRows', () => {
  it.each([
    ['more after a fast full step', 20, 20, 1, 25],
    ['as many after a fast one that was not full', 20, 7, 1, 20],
    ['as many when it took about what it may', 20, 20, 6, 20],
    ['half after a slow one', 20, 20, 9, 10],
    ['never fewer than a handful', 6, 6, 500, 5],
    ['never more than it was allowed', 98, 98, 1, 100],
  ])('takes %s', (_rule, rows, count, tookMs, next) => {
    expect(nextRows(rows, { count, tookMs, most: 100 })).toBe(next);
  });
});
