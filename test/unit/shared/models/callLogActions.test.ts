// Deleting calls, and taking the log home as a table.
import type { CallsQuery, ExportQuery } from '#shared/client';
import type { CallsPage } from '#shared/contracts';
import { AppError, type ErrorCode } from '#shared/errors';
import { createCallLogActions, createCallLogModel, type CallLogActions, type CallLogModel } from '#shared/models';
import { aRecord } from '../../../support/aRecord.ts';

const startedAt = '2026-11-20T07:00:00.000Z';

class LogServiceFake {
  items: CallsPage['items'] = [
    aRecord({ id: 'a' }),
    aRecord({ id: 'b', e164: '+33199002099', startedAt: '2026-11-20T06:00:00.000Z' }),
  ];
  readonly did: string[] = [];
  faultOf: Readonly<Record<string, ErrorCode>> = {};

  #do(what: string): void {
    const code = this.faultOf[what];
    if (code !== undefined) throw new AppError(code, 'refused');
    this.did.push(what);
  }
  calls = async ({ from }: CallsQuery): Promise<CallsPage> => ({
    items: from === undefined ? this.items : [aRecord({ id: 'g1' }), aRecord({ id: 'g2' })],
  });
  deleteCall = async (id: string): Promise<void> => this.#do(`delete ${id}`);
  deleteSomeCalls = async (ids: readonly string[]): Promise<void> => this.#do(`delete ${ids.join(' ')}`);
  deleteCalls = async (): Promise<void> => {
    this.#do('delete all');
    this.items = [];
  };
  exportCalls = async ({ filter, text = '', locale, timeZone }: ExportQuery): Promise<Blob> => {
    this.#do(`export ${filter} ${text} ${locale} ${timeZone}`);
    return new Blob(['table']);
  };
}

describe('createCallLogActions', () => {
  let service: LogServiceFake;
  let log: CallLogModel;
  let missed: CallLogModel;
  let actions: CallLogActions;
  let saved: string[];
  let nowMs: number;
  const ids = (one = log): readonly string[] => one.getSnapshot().rows.map(({ record }) => record.id);
  const deleteFirst = async (): Promise<void> => {
    const [row] = log.getSnapshot().rows;
    if (row !== undefined) await actions.deleteRow(row);
  };

  beforeEach(async () => {
    service = new LogServiceFake();
    saved = [];
    nowMs = Date.parse(startedAt);
    log = createCallLogModel({ api: service, timeZone: 'UTC' });
    missed = createCallLogModel({ api: service });
    actions = createCallLogActions({
      api: service,
      log,
      logs: [log, missed],
      save: (name) => saved.push(name),
      timeZone: 'Europe/Paris',
      now: () => nowMs,
    });
    await Promise.all([log.load(), missed.load()]);
  });

  it('deletes a call from every list that shows it', async () => {
    await deleteFirst();
    await Promise.resolve();
    expect(service.did).toEqual(['delete a']);
    expect([ids(), ids(missed)]).toEqual([['b'], ['b']]);
    expect(actions.getSnapshot()).toMatchObject({ work: 'deleted', error: undefined });
    actions.dismiss();
    expect(actions.getSnapshot().work).toBe('idle');
  });

  it('deletes every call of a folded row', async () => {
    service.items = [{ ...aRecord({ id: 'g1' }), count: 2, oldest: startedAt }];
    await log.load();
    await deleteFirst();
    expect(service.did).toEqual(['delete g1 g2']);
    expect(ids()).toEqual([]);
  });

  it('asks once for many calls, and for no more at once than the service takes', async () => {
    const many = Array.from({ length: 1_100 }, (_, index) => aRecord({ id: `m${String(index)}` }));
    jest.spyOn(log, 'callsOf').mockResolvedValue(many);
    await deleteFirst();
    expect(service.did.map((what) => what.split(' ').length - 1)).toEqual([1_000, 100]);
    expect(actions.getSnapshot().work).toBe('deleted');
  });

  it('keeps the rows of those that could not be deleted', async () => {
    service.items = [{ ...aRecord({ id: 'g1' }), count: 2, oldest: startedAt }];
    service.faultOf = { 'delete g1 g2': 'service.unavailable' };
    await log.load();
    await deleteFirst();
    expect(actions.getSnapshot()).toMatchObject({ work: 'failed', error: 'service.unavailable' });
    expect(ids()).toEqual(['g1']);
  });

  it('takes what is gone already for deleted', async () => {
    service.faultOf = { 'delete a': 'http.notFound' };
    await deleteFirst();
    expect(actions.getSnapshot().work).toBe('deleted');
  });

  it('says why a call could not be deleted, and keeps its row', async () => {
    service.faultOf = { 'delete a': 'service.unavailable' };
    await deleteFirst();
    expect(actions.getSnapshot()).toMatchObject({ work: 'failed', error: 'service.unavailable' });
    expect(ids()).toEqual(['a', 'b']);
  });

  it('empties the log', async () => {
    await actions.deleteAll();
    expect([ids(), ids(missed)]).toEqual([[], []]);
  });

  it('saves what is shown, all of it, as a table of today', async () => {
    log.setFilter('missed');
    log.setText(' ada ');
    await actions.exportTable('fr-FR');
    expect(service.did).toEqual(['export missed ada fr-FR Europe/Paris']);
    expect(saved).toEqual(['calls-2026-11-20.csv']);
  });

  it.each([
    ['2026-11-20T23:30:00.000Z', 'calls-2026-11-21.csv'],
    ['2026-11-20T22:30:00.000Z', 'calls-2026-11-20.csv'],
  ])('names the table of %s by the day where the person is', async (now, name) => {
    nowMs = Date.parse(now);
    await actions.exportTable('en');
    expect(saved).toEqual([name]);
  });

  it('does one thing at a time', async () => {
    await Promise.all([actions.exportTable('en'), actions.deleteAll()]);
    expect(service.did).toHaveLength(1);
  });
});
