// The sliding quota: never more than so many in any window, whatever the rhythm.
import fc from 'fast-check';
import { Quota } from '../../sandbox/graph/quota.ts';

const windowMs = 1000;
const requests = 5;

describe('Quota', () => {
  it('never grants more than its number in any window', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 80 }), fc.boolean(), (gaps, countRefused) => {
        let nowMs = 0;
        const quota = new Quota(() => nowMs, { requests, windowMs, countRefused });
        const granted: number[] = [];
        for (const gap of gaps) {
          nowMs += gap;
          if (quota.take('app') === 0) granted.push(nowMs);
        }
        for (const start of granted) {
          const inWindow = granted.filter((time) => time >= start && time < start + windowMs);
          expect(inWindow.length).toBeLessThanOrEqual(requests);
        }
      }),
    );
  });

  it('keeps the time it named when nobody asks meanwhile', () => {
    let nowMs = 0;
    const quota = new Quota(() => nowMs, { requests, windowMs });
    for (let count = 0; count < requests; count += 1) {
      quota.take('app');
      nowMs += 10;
    }
    nowMs += quota.take('app');
    expect(quota.take('app')).toBe(0);
  });

  it('starves whoever retries at once, as documented, unless told not to count refusals', () => {
    const grantedOf = (countRefused: boolean): number => {
      let nowMs = 0;
      let granted = 0;
      const quota = new Quota(() => nowMs, { requests, windowMs, countRefused });
      for (; nowMs < 4 * windowMs; nowMs += 10) if (quota.take('app') === 0) granted += 1;
      return granted;
    };
    expect([grantedOf(true), grantedOf(false)]).toEqual([5, 20]);
  });

  it('counts applications apart', () => {
    const quota = new Quota(() => 0, { requests: 1, windowMs });
    expect([quota.take('a'), quota.take('b'), quota.take('a')]).toEqual([0, 0, windowMs]);
  });
});
