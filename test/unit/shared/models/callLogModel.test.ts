// The call log: pages and live records as one list.
import fc from 'fast-check';
import type { CallsQuery } from '#shared/client';
import type { CallRecordWire, CallsPage } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { createCallLogModel, type CallLogModel } from '#shared/models';
import { aRecord } from '../../../support/aRecord.ts';
import { settle } from '../../../support/ClockFake.ts';

const minuteMs = 60_000;
const start = Date.parse('2026-11-20T12:00:00Z');

/** Record number `n`: one minute older than the one before, from another number. */
const nth = (n: number, change: Partial<CallRecordWire> = {}): CallRecordWire =>
  aRecord({
    id: `r${String(n)}`,
    e164: `+3319900${String(2000 + n)}`,
    startedAt: new Date(start - n * minuteMs).toISOString(),
    ...change,
  });

/** A service that answers when told. */
class LogServiceFake {
  readonly asked: CallsQuery[] = [];
  readonly #waiting: { resolve: (page: CallsPage) => void; reject: (fault: unknown) => void }[] = [];

  calls = (query: CallsQuery): Promise<CallsPage> => {
    this.asked.push(query);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  };

  async answer(items: readonly CallRecordWire[], next?: string): Promise<void> {
    this.#waiting.pop()?.resolve({ items: [...items], ...(next !== undefined && { next }) });
    await settle();
  }

  async refuse(): Promise<void> {
    this.#waiting.pop()?.reject(new AppError('service.unavailable', 'away'));
    await settle();
  }
}

describe('createCallLogModel', () => {
  let service: LogServiceFake;
  let log: CallLogModel;
  const ids = (): readonly string[] => log.getSnapshot().rows.map((row) => row.record.id);

  beforeEach(() => {
    service = new LogServiceFake();
    log = createCallLogModel({ api: service, pageSize: 2 });
  });

  it('reads page after page', async () => {
    void log.load();
    await service.answer([nth(0), nth(1)], 'next');
    expect(log.getSnapshot()).toMatchObject({ phase: 'ready', hasMore: true });
    void log.loadMore();
    expect(log.getSnapshot().phase).toBe('loadingMore');
    await service.answer([nth(2)]);
    expect(ids()).toEqual(['r0', 'r1', 'r2']);
    expect(service.asked).toEqual([
      { filter: 'all', limit: 2 },
      { filter: 'all', limit: 2, cursor: 'next' },
    ]);
    await log.loadMore();
    expect(service.asked).toHaveLength(2);
  });

  it('asks once while it is asking', () => {
    void log.load();
    void log.ensureLoaded();
    void log.loadMore();
    expect(service.asked).toHaveLength(1);
  });

  describe('when records come live', () => {
    beforeEach(async () => {
      void log.load();
      await service.answer([nth(1), nth(3)], 'next');
    });

    it('puts them in their place, and rewrites the ones it has', async () => {
      log.apply(nth(2));
      log.apply(nth(3, { outcome: 'missed' }));
      await settle();
      expect(ids()).toEqual(['r1', 'r2', 'r3']);
      expect(log.getSnapshot().rows[2]?.record.outcome).toBe('missed');
    });

    it('leaves those older than what was read to their page', async () => {
      log.apply(nth(9));
      await settle();
      expect(ids()).toEqual(['r1', 'r3']);
    });

    it('tells its listeners once for many records of one turn', async () => {
      let told = 0;
      log.subscribe(() => (told += 1));
      for (let n = 0; n < 3; n += 1) log.apply(nth(n));
      await settle();
      expect(told).toBe(1);
    });

    it('keeps a live copy over the older copy of a page that was on its way', async () => {
      void log.loadMore();
      log.apply(nth(4, { outcome: 'answered' }));
      await service.answer([nth(4, { outcome: 'missed' }), nth(5)]);
      expect(log.getSnapshot().rows.map((row) => row.record.outcome)).toEqual([
        'answered',
        'answered',
        'answered',
        'answered',
      ]);
    });
  });

  describe('when a filter is chosen', () => {
    beforeEach(async () => {
      void log.load();
      await service.answer([nth(0)]);
      log.setFilter('missed');
    });

    it('asks anew and forgets the rows of before', async () => {
      expect(log.getSnapshot()).toMatchObject({ filter: 'missed', rows: [], phase: 'loading' });
      await service.answer([nth(1, { outcome: 'missed' })]);
      expect(ids()).toEqual(['r1']);
    });

    it('takes live records that match and drops those that no longer do', async () => {
      await service.answer([nth(1, { outcome: 'missed' })]);
      log.apply(nth(0, { outcome: 'voicemail' }));
      log.apply(nth(2, { outcome: 'answered' }));
      log.apply(nth(3, { outcome: 'missed', direction: 'outgoing' }));
      await settle();
      expect(ids()).toEqual(['r0', 'r1']);
      log.apply(nth(1, { outcome: 'answeredElsewhere' }));
      await settle();
      expect(ids()).toEqual(['r0']);
    });

    it('ignores the late answer for the filter of before', async () => {
      log.setFilter('outgoing');
      await service.answer([nth(5, { direction: 'outgoing' })]);
      await service.answer([nth(6, { outcome: 'missed' })]);
      expect(ids()).toEqual(['r5']);
    });
  });

  describe('when the service is away', () => {
    it('fails with the code and tries again when asked', async () => {
      void log.load();
      await service.refuse();
      expect(log.getSnapshot()).toMatchObject({ phase: 'failed', error: 'service.unavailable' });
      void log.ensureLoaded();
      await service.answer([nth(0)]);
      expect(log.getSnapshot()).toMatchObject({ phase: 'ready', error: undefined });
    });

    it('keeps what it has when the next page fails, and can go on', async () => {
      void log.load();
      await service.answer([nth(0)], 'next');
      void log.loadMore();
      await service.refuse();
      expect(log.getSnapshot().phase).toBe('moreFailed');
      expect(ids()).toEqual(['r0']);
      void log.loadMore();
      await service.answer([nth(1)]);
      expect(ids()).toEqual(['r0', 'r1']);
    });
  });

  it('shows the same list whatever order live records come in, however often', async () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 });
    await fc.assert(
      fc.asyncProperty(order, fc.array(fc.integer({ min: 0, max: 7 })), async (first, again) => {
        const model = createCallLogModel({ api: service });
        for (const n of [...first, ...again]) model.apply(nth(n));
        await settle();
        expect(model.getSnapshot().rows.map((row) => row.record.id)).toEqual(
          [0, 1, 2, 3, 4, 5, 6, 7].map((n) => `r${String(n)}`),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('handles ten thousand records and a live one in good time', async () => {
    const all = Array.from({ length: 10_000 }, (_, n) => nth(n));
    void log.load();
    await service.answer(all);
    const began = performance.now();
    log.apply(nth(-1));
    await settle();
    expect(ids()).toHaveLength(10_001);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('rows', () => {
  const rowsOf = async (
    records: readonly CallRecordWire[],
  ): Promise<readonly (readonly [string, number, boolean])[]> => {
    const service = new LogServiceFake();
    const log = createCallLogModel({ api: service });
    void log.load();
    await service.answer(records);
    return log.getSnapshot().rows.map((row) => [row.record.id, row.count, row.startsDay] as const);
  };
  const same = (n: number, change: Partial<CallRecordWire> = {}): CallRecordWire =>
    nth(n, { e164: '+33199002015', ...change });

  it('collapse equal neighbours of one day, under the newest', async () => {
    expect(await rowsOf([same(0), same(1), same(2), nth(3)])).toEqual([
      ['r0', 3, true],
      ['r3', 1, false],
    ]);
  });

  it('do not collapse other outcomes, other lines, days or withheld numbers', async () => {
    const withheld = (n: number): CallRecordWire => {
      const { e164: _e164, ...rest } = same(n, { other: {} });
      return rest;
    };
    const day = 24 * 60;
    const rows = await rowsOf([
      same(0),
      same(1, { outcome: 'missed' }),
      same(2, { outcome: 'missed', line: '2099' }),
      withheld(3),
      withheld(4),
      same(5),
      same(5 + day),
    ]);
    expect(rows.map(([, count]) => count)).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(rows.map(([, , startsDay]) => startsDay)).toEqual([true, false, false, false, false, false, true]);
  });
});
