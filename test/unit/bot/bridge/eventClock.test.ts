// Which times of a PBX are believed, and that durations stay right where they are not.
import fc from 'fast-check';
import type { CallEvent } from '#shared/domain/call';
import { EventClock, usualClockLimits } from '../../../../bot/bridge/eventClock.ts';

const start = Date.UTC(2026, 10, 20, 9);
const minute = 60_000;
const day = 1_440 * minute;
const { aheadMs, behindMs } = usualClockLimits;

/** A service whose clock a test sets, and what it believes. */
class Bench {
  nowMs = start;
  readonly clock = new EventClock(() => this.nowMs);
  private readonly known = new Set<string>();

  /** The time believed of an event told at `occurredAt`. */
  hears(occurredAt: number, globalCallId = 'call'): number {
    const isUnderWay = this.known.has(globalCallId);
    this.known.add(globalCallId);
    return this.clock.believed(eventAt(occurredAt, globalCallId), isUnderWay).occurredAt;
  }

  /** An event that comes the moment it happens, on a PBX whose clock differs. */
  live(atMs: number, skewMs: number): number {
    this.nowMs = start + atMs;
    return this.hears(this.nowMs + skewMs) - start;
  }
}

function eventAt(occurredAt: number, globalCallId: string): CallEvent {
  const ids = { eventId: 'e', pbxId: 'pbx', globalCallId, connectionId: 'leg', deviceId: '102' };
  return { kind: 'held', ...ids, occurredAt, receivedAt: start };
}

describe('EventClock', () => {
  describe('when the clock of the PBX is near', () => {
    it.each([0, aheadMs, -aheadMs, -behindMs])('believes a time %d ms off, as the very same event', (offMs) => {
      const event = eventAt(start + offMs, 'call');
      expect(new EventClock(() => start).believed(event, false)).toBe(event);
    });
  });

  describe('when it is far off', () => {
    const wild = [9e15, 8.7e15, -9e15, 5_000, start + 3 * day, start - 400 * day, start + aheadMs + 1, NaN, Infinity];

    it.each(wild)('begins the call now: %d', (occurredAt) => {
      expect(new Bench().hears(occurredAt)).toBe(start);
    });

    it.each([3 * day, -400 * day, 9e15 - start])(
      'keeps the distances of a call, told as it happens: %d ms',
      (skewMs) => {
        const bench = new Bench();
        expect([0, 4_000, 64_000].map((atMs) => bench.live(atMs, skewMs))).toEqual([0, 4_000, 64_000]);
      },
    );

    it('keeps the distances of a call that comes all at once', () => {
      const bench = new Bench();
      const at = [0, 4_000, 64_000].map((atMs) => bench.hears(start + 3 * day + atMs) - start);
      expect(at).toEqual([0, 4_000, 64_000]);
    });

    it('keeps the distances of a call that comes late in parts', () => {
      const bench = new Bench();
      bench.hears(start + 30 * day);
      bench.nowMs = start + 120 * minute;
      expect(bench.hears(start + 30 * day + 5_000)).toBe(start + 5_000);
    });
  });

  describe('when the clock jumps in the middle of a call', () => {
    it('keeps the distances where it is put right', () => {
      const bench = new Bench();
      expect([bench.live(0, 3 * day), bench.live(5_000, 3 * day), bench.live(65_000, 0)]).toEqual([0, 5_000, 65_000]);
    });

    it('keeps them where it goes wrong', () => {
      const bench = new Bench();
      expect([bench.live(0, 0), bench.live(5_000, 9e15), bench.live(65_000, 9e15)]).toEqual([0, 5_000, 65_000]);
    });

    it('keeps them where it stands just at the limit', () => {
      const bench = new Bench();
      const told = [bench.live(0, aheadMs - 20), bench.live(5_000, aheadMs + 20), bench.live(65_000, aheadMs)];
      expect(told.map((at) => at - aheadMs)).toEqual([-20, 5_020, 65_000]);
    });
  });

  it('judges each call for itself', () => {
    const bench = new Bench();
    expect([bench.hears(9e15, 'a'), bench.hears(start, 'b'), bench.hears(9e15 + 7, 'a')]).toEqual([
      start,
      start,
      start + 7,
    ]);
  });

  it('runs on the clock and within the limits it is given', () => {
    const recorded = Date.UTC(2024, 0, 1);
    const replayed = eventAt(recorded, 'call');
    expect(new EventClock(() => recorded).believed(replayed, false)).toBe(replayed);
    const wide = { aheadMs: 0, behindMs: 10_000 * day };
    expect(new EventClock(() => start, wide).believed(replayed, false)).toBe(replayed);
  });

  it('never gives a time outside the limits, whatever is told', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (times) => {
        const bench = new Bench();
        for (const time of times) {
          const off = bench.hears(time) - bench.nowMs;
          expect(off).toBeLessThanOrEqual(aheadMs + minute);
          expect(off).toBeGreaterThanOrEqual(-behindMs - minute);
        }
      }),
    );
  });
});
