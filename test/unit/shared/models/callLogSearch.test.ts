// The call log searched and folded by the service: what the live stream may change by itself, and when the log is read again.
import type { CallsQuery } from '#shared/client';
import type { CallRecordWire, CallsPage } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { createCallLogModel, type CallLogModel } from '#shared/models';
import { aRecord } from '../../../support/aRecord.ts';
import { ClockFake, settle } from '../../../support/ClockFake.ts';

type Item = CallsPage['items'][number];
const minuteMs = 60_000;
const start = Date.parse('2026-11-20T12:00:00Z');
const at = (minute: number): string => new Date(start - minute * minuteMs).toISOString();
/** A call `minute` minutes ago; the same party unless changed. */
const call = (id: string, minute: number, change: Partial<Item> = {}): Item =>
  aRecord({ id, startedAt: at(minute), ...change });
const other = { e164: '+33199002099', other: { number: '0199002099' } };

/** A service with a log of its own that it folds and searches as the real one does. */
class LogServiceFake {
  items: readonly Item[] = [];
  next: string | undefined;
  readonly asked: CallsQuery[] = [];
  fault: AppError | undefined;

  calls = async (query: CallsQuery): Promise<CallsPage> => {
    this.asked.push(query);
    if (this.fault !== undefined) throw this.fault;
    const { from = '', to = '~' } = query;
    const items = this.items.filter(
      (item) => query.from === undefined || (item.startedAt >= from && item.startedAt < to),
    );
    return { items: [...items], ...(this.next !== undefined && query.cursor === undefined && { next: this.next }) };
  };
}

describe('a folded log', () => {
  let service: LogServiceFake;
  let clock: ClockFake;
  let log: CallLogModel;
  const shown = (): readonly string[] =>
    log.getSnapshot().rows.map((row) => `${row.isMember === true ? '- ' : ''}${row.record.id} x${String(row.count)}`);
  const hear = async (record: CallRecordWire): Promise<void> => {
    log.apply(record);
    await settle();
  };
  const group = call('g1', 0, { count: 3, oldest: at(20) });

  beforeEach(async () => {
    service = new LogServiceFake();
    clock = new ClockFake();
    service.items = [group, call('b1', 30, other)];
    log = createCallLogModel({ api: service, clock, timeZone: 'Europe/Paris' });
    await log.load();
  });

  it('asks the service to fold, and shows its counts', () => {
    expect(service.asked).toEqual([{ filter: 'all', limit: 50, collapseIn: 'Europe/Paris' }]);
    expect(shown()).toEqual(['g1 x3', 'b1 x1']);
  });

  it('counts an equal call that comes now without asking', async () => {
    await hear(call('new', -5));
    expect(shown()).toEqual(['new x4', 'b1 x1']);
    await clock.pass(minuteMs);
    expect(service.asked).toHaveLength(1);
  });

  it.each<[string, CallRecordWire]>([
    ['falls between the calls of a folded row', call('x', 10)],
    ['makes the newest of a folded row differ', call('g1', 0, { outcome: 'missed' })],
  ])('reads again when a call %s', async (_what, record) => {
    await hear(record);
    service.items = [call('again', 0, { count: 4, oldest: at(20) })];
    await clock.pass(300);
    expect(shown()).toEqual(['again x4']);
  });

  it('reads once for many such calls', async () => {
    for (const minute of [5, 6, 7]) await hear(call(`x${String(minute)}`, minute));
    await clock.pass(minuteMs);
    expect(service.asked).toHaveLength(2);
  });

  it('tries again later, ever later, while the service is away', async () => {
    await hear(call('x', 10));
    service.fault = new AppError('service.unavailable', 'away');
    await clock.pass(10_000);
    const tries = service.asked.length;
    expect(tries).toBeGreaterThan(2);
    expect(tries).toBeLessThan(9);
    expect(shown()).toEqual(['g1 x3', 'b1 x1']);
    service.fault = undefined;
    service.items = [call('fine', 0)];
    await clock.pass(60_000);
    expect(shown()).toEqual(['fine x1']);
  });

  it('keeps older pages when the doubt is about newer ones', async () => {
    service.next = 'page 2';
    await log.load();
    service.items = [call('c1', 60, { ...other, outcome: 'missed' })];
    await log.loadMore();
    expect(shown()).toEqual(['g1 x3', 'b1 x1', 'c1 x1']);
    await hear(call('x', 10));
    service.items = [call('g1', 0, { count: 4, oldest: at(20) }), call('b1', 30, other)];
    await clock.pass(300);
    expect(shown()).toEqual(['g1 x4', 'b1 x1', 'c1 x1']);
    expect(log.getSnapshot().hasMore).toBe(false);
  });

  it('does not fold when the person wants every call for itself', async () => {
    service.items = [call('a', 0), call('b', 1)];
    log.setCollapsed(false);
    await settle();
    expect(service.asked.at(-1)).toEqual({ filter: 'all', limit: 50 });
    expect(shown()).toEqual(['a x1', 'b x1']);
  });

  describe('when a row is opened', () => {
    const members = [call('g1', 0), call('g2', 10), call('stranger', 15, other), call('g3', 20)];
    const open = async (): Promise<void> => {
      service.items = members;
      const [row] = log.getSnapshot().rows;
      if (row !== undefined) log.toggle(row);
      await settle();
    };

    it('shows its calls, and only them', async () => {
      await open();
      expect(service.asked.at(-1)).toMatchObject({ from: at(20), to: new Date(start + 1).toISOString() });
      expect(shown()).toEqual(['g1 x3', '- g1 x1', '- g2 x1', '- g3 x1', 'b1 x1']);
      const [row] = log.getSnapshot().rows;
      if (row !== undefined) log.toggle(row);
      expect(shown()).toEqual(['g1 x3', 'b1 x1']);
    });

    it('reads them again when there is one more', async () => {
      await open();
      service.items = [call('new', -5), ...members];
      await hear(call('new', -5));
      await settle();
      expect(shown()).toEqual(['new x4', '- new x1', '- g1 x1', '- g2 x1', '- g3 x1', 'b1 x1']);
    });

    it('rewrites a call in it', async () => {
      await open();
      await hear(call('g2', 10, { talkSeconds: 99 }));
      const row = log.getSnapshot().rows.find(({ record, isMember }) => isMember === true && record.id === 'g2');
      expect(row?.record.talkSeconds).toBe(99);
    });

    it('closes it and says why when they cannot be read', async () => {
      service.fault = new AppError('service.unavailable', 'away');
      await open();
      expect(shown()).toEqual(['g1 x3', 'b1 x1']);
      expect(log.getSnapshot()).toMatchObject({ phase: 'ready', error: 'service.unavailable' });
    });
  });

  describe('when calls are deleted', () => {
    it('takes a whole folded row away at once where its calls are known', async () => {
      service.items = [call('g1', 0), call('g2', 10), call('g3', 20)];
      const [row] = log.getSnapshot().rows;
      const calls = row === undefined ? [] : await log.callsOf(row);
      log.remove(calls.map(({ id }) => id));
      await clock.pass(1000);
      expect(shown()).toEqual(['b1 x1']);
      expect(service.asked).toHaveLength(2);
    });

    it('asks which calls of it are left where another device deleted as many as it stands for', async () => {
      log.remove(['g1', 'b1', 'p']);
      service.items = [call('g2', 10, { count: 2, oldest: at(20) })];
      await clock.pass(300);
      expect(shown()).toEqual(['g2 x2']);
    });

    it('lets the service count what is left of one', async () => {
      log.remove(['g2']);
      service.items = [call('g1', 0, { count: 2, oldest: at(20) })];
      await clock.pass(300);
      expect(shown()).toEqual(['g1 x2']);
    });
  });
});

describe('a searched log', () => {
  let service: LogServiceFake;
  let clock: ClockFake;
  let log: CallLogModel;
  const ids = (): readonly string[] => log.getSnapshot().rows.map(({ record }) => record.id);

  beforeEach(async () => {
    service = new LogServiceFake();
    clock = new ClockFake();
    service.items = [call('a', 0), call('b', 1, other)];
    log = createCallLogModel({ api: service, clock });
    await log.load();
  });

  const search = async (text: string): Promise<void> => {
    log.setText(text);
    await clock.pass(250);
  };

  it('asks after a pause in typing, and keeps the rows until the answer', async () => {
    for (const text of ['0', '01', '01 99']) {
      log.setText(text);
      await clock.pass(100);
    }
    expect(service.asked).toHaveLength(1);
    expect(log.getSnapshot()).toMatchObject({ text: '01 99', answered: '' });
    service.items = [call('b', 1, other)];
    await clock.pass(150);
    expect(service.asked.at(-1)).toEqual({ filter: 'all', limit: 50, text: '01 99' });
    expect(ids()).toEqual(['b']);
    expect(log.getSnapshot().answered).toBe('01 99');
  });

  it('does not ask for spaces around what is searched already', async () => {
    await search('ada');
    await search(' ada ');
    expect(service.asked).toHaveLength(2);
  });

  it('shows no live call that the service has not found, and those it finds within a second', async () => {
    await search('ada');
    log.apply(call('live', -1));
    await settle();
    expect(ids()).not.toContain('live');
    service.items = [call('live', -1)];
    await clock.pass(300);
    expect(ids()).toEqual(['live']);
  });

  it('shows everything again at once when the search is cleared', async () => {
    await search('ada');
    log.setText('');
    await clock.pass(0);
    expect(service.asked.at(-1)).toEqual({ filter: 'all', limit: 50 });
  });

  it('goes on behind an empty page that has a next one', async () => {
    service.items = [];
    service.next = 'page 2';
    await search('77');
    expect(service.asked.at(-1)).toMatchObject({ cursor: 'page 2', text: '77' });
    expect(log.getSnapshot()).toMatchObject({ phase: 'ready', hasMore: false });
  });
});
