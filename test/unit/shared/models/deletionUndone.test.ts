// A call deleted by one click: gone from the page at once, brought back by another, and deleted on the service in the end.
import { AppError, type ErrorCode } from '#shared/errors';
import { createCallLogActions, createCallLogModel, type CallLogActions, type CallLogModel } from '#shared/models';
import { aRecord } from '../../../support/aRecord.ts';
import { ClockFake, settle } from '../../../support/ClockFake.ts';

const day = (id: string, startedAt: string, number: string) =>
  aRecord({ id, startedAt, e164: number, other: { number }, outcome: 'missed' });
const first = day('a', '2026-11-20T07:00:00.000Z', '+33199002015');
const second = day('b', '2026-11-20T06:00:00.000Z', '+33199002016');
const third = day('c', '2026-11-20T05:00:00.000Z', '+33199002017');

describe('a call that was deleted by one click', () => {
  let clock: ClockFake;
  let items: readonly ReturnType<typeof day>[];
  let did: string[];
  let fault: ErrorCode | undefined;
  let log: CallLogModel;
  let missed: CallLogModel;
  let actions: CallLogActions;
  const ids = (one = log): readonly string[] => one.getSnapshot().rows.map(({ record }) => record.id);
  const deleteAt = (index: number): void => {
    const row = log.getSnapshot().rows[index];
    if (row !== undefined) actions.deleteSoon(row);
  };

  beforeEach(async () => {
    clock = new ClockFake();
    items = [first, second, third];
    did = [];
    fault = undefined;
    const api = {
      calls: async () => ({ items: [...items] }),
      deleteCall: async (id: string) => {
        if (fault !== undefined) throw new AppError(fault, 'refused');
        did.push(`delete ${id}`);
        items = items.filter((one) => one.id !== id);
      },
      deleteSomeCalls: async () => undefined,
      deleteCalls: async () => void did.push('delete all'),
      exportCalls: async () => {
        did.push('export');
        return new Blob(['table']);
      },
    };
    log = createCallLogModel({ api, clock, timeZone: 'UTC' });
    missed = createCallLogModel({ api, clock, filter: 'missed' });
    const logs = [log, missed];
    actions = createCallLogActions({
      api,
      clock,
      log,
      logs,
      save: () => undefined,
      timeZone: 'UTC',
      now: () => clock.now(),
    });
    await Promise.all([log.load(), missed.load()]);
  });

  it('is gone from every list at once, and not yet from the service', async () => {
    deleteAt(0);
    await clock.pass(19_000);
    expect([ids(), ids(missed), did]).toEqual([['b', 'c'], ['b', 'c'], []]);
    expect(actions.getSnapshot().undoable).toEqual(first);
    expect(log.getSnapshot().rows[0]?.startsDay).toBe(true);
  });

  it('is gone from the service when the notice ends', async () => {
    deleteAt(0);
    await clock.pass(20_000);
    expect([did, ids(), actions.getSnapshot().undoable]).toEqual([['delete a'], ['b', 'c'], undefined]);
    await log.load();
    expect(ids()).toEqual(['b', 'c']);
  });

  it('comes back to its place, and the service hears of nothing', async () => {
    deleteAt(1);
    actions.undo();
    await clock.pass(60_000);
    expect([ids(), ids(missed), did]).toEqual([['a', 'b', 'c'], ['a', 'b', 'c'], []]);
    expect(actions.getSnapshot()).toEqual({ work: 'idle', error: undefined, undoable: undefined });
  });

  it('stays hidden when the log is read again, or the call is told again', async () => {
    deleteAt(0);
    await log.load();
    log.apply({ ...first, talkSeconds: 1 });
    await settle();
    expect(ids()).toEqual(['b', 'c']);
    actions.undo();
    expect(ids()).toEqual(['a', 'b', 'c']);
  });

  it('can be taken back as long as somebody is at the notice', async () => {
    deleteAt(0);
    actions.hold(true);
    await clock.pass(600_000);
    expect(did).toEqual([]);
    actions.hold(false);
    await clock.pass(20_000);
    expect(did).toEqual(['delete a']);
  });

  it('is deleted when the notice is dismissed, or the page is left', async () => {
    deleteAt(0);
    actions.dismiss();
    await settle();
    deleteAt(0);
    await actions.flush();
    await actions.flush();
    expect(did).toEqual(['delete a', 'delete b']);
  });

  it('is deleted when the next one is: only the last can be taken back', async () => {
    deleteAt(0);
    deleteAt(0);
    await settle();
    expect([did, ids(), actions.getSnapshot().undoable?.id]).toEqual([['delete a'], ['c'], 'b']);
    actions.undo();
    expect(ids()).toEqual(['b', 'c']);
  });

  it('is in no table that is saved meanwhile', async () => {
    deleteAt(0);
    await actions.exportTable('en');
    expect(did).toEqual(['delete a', 'export']);
  });

  it('comes back with a word when the service refuses', async () => {
    fault = 'service.unavailable';
    deleteAt(0);
    await clock.pass(20_000);
    expect(ids()).toEqual(['a', 'b', 'c']);
    expect(actions.getSnapshot()).toMatchObject({ work: 'failed', error: 'service.unavailable', undoable: undefined });
  });

  it('counts as deleted when another device was faster', async () => {
    fault = 'http.notFound';
    deleteAt(0);
    await clock.pass(20_000);
    expect(ids()).toEqual(['b', 'c']);
    expect(actions.getSnapshot().error).toBeUndefined();
  });
});
