// Our own count of a window: the fullest one anywhere, for each application apart.
import fc from 'fast-check';
import type { JournalEntry } from '../../sandbox/graph/index.ts';
import { countWindows } from '../../sandbox/graph/quotaReport.ts';

const windowMs = 30_000;

function entry(atMs: number, app = 'a', status = 200): JournalEntry {
  return { n: 0, atUs: atMs * 1000, method: 'POST', path: '/x', body: undefined, status, app };
}

function most(timesMs: readonly number[]): number | undefined {
  return countWindows(
    timesMs.map((time) => entry(time)),
    windowMs,
    () => true,
  )[0]?.maxInWindow;
}

describe('countWindows', () => {
  it.each([
    [[0], 1],
    [[0, 29_999], 2],
    [[0, 30_000], 1],
    [[0, 0, 0, 29_999, 30_000, 59_999], 4],
    [[0, 20_000, 40_000, 45_000, 49_999, 60_000], 4],
    [[50_000, 0, 40_000], 2],
  ])('of %j at most %d are in one window', (timesMs, expected) => {
    expect(most(timesMs)).toBe(expected);
  });

  it('agrees with counting from every request on', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(120_000), { minLength: 1, maxLength: 60 }), (timesMs) => {
        const counts = timesMs.map((from) => timesMs.filter((time) => time >= from && time < from + windowMs).length);
        expect(most(timesMs)).toBe(Math.max(...counts));
      }),
    );
  });

  it('counts applications and answers 429 apart, and only what counts', () => {
    const entries = [entry(0), entry(1, 'b', 429), entry(2), entry(3, 'b'), entry(4, 'b')];
    const report = countWindows(entries, windowMs, ({ atUs }) => atUs !== 2000);
    expect(report).toEqual([
      { app: 'a', requests: 1, throttled: 0, maxInWindow: 1, fullestFromUs: '0' },
      { app: 'b', requests: 3, throttled: 1, maxInWindow: 3, fullestFromUs: '1000' },
    ]);
  });
});
