// Callers whose last digits the company hides: two of them look the same and are not.
import type { CallsQuery } from '#shared/client';
import type { CallRecordWire, CallsPage } from '#shared/contracts';
import { createCallLogActions, createCallLogModel, type CallLogModel } from '#shared/models';
import { aRecord } from '../../../support/aRecord.ts';

function hidden(
  id: string,
  hour: number,
  other: CallRecordWire['other'] = { number: '+3319900\u2022\u2022\u2022\u2022' },
): CallRecordWire {
  const { e164: _e164, ...record } = aRecord({ id, other, startedAt: `2026-11-20T0${String(hour)}:00:00.000Z` });
  return record;
}

async function logOf(items: CallsPage['items']): Promise<CallLogModel> {
  const calls = async ({ from = '', to = '~' }: CallsQuery): Promise<CallsPage> => ({
    items: items.filter(({ startedAt }) => from <= startedAt && startedAt < to),
  });
  const log = createCallLogModel({ api: { calls } });
  await log.load();
  return log;
}

describe('a log with hidden digits', () => {
  it.each([
    ['number', undefined],
    ['name', { name: '+33 1 99 00 \u2022\u2022 \u2022\u2022' }],
    ['number beside the same name', { number: '+3319900\u2022\u2022\u2022\u2022', name: 'Reception' }],
  ])('keeps two calls of the same covered %s apart', async (_name, other) => {
    const log = await logOf([hidden('a', 8, other), hidden('b', 7, other)]);
    expect(log.getSnapshot().rows).toMatchObject([
      { record: { id: 'a' }, count: 1 },
      { record: { id: 'b' }, count: 1 },
    ]);
  });
  it('still folds calls whose number is whole', async () => {
    const log = await logOf([hidden('a', 8, { number: '2015' }), hidden('b', 7, { number: '2015' })]);
    expect(log.getSnapshot().rows).toMatchObject([{ record: { id: 'a' }, count: 2 }]);
  });
  it('deletes the one call that is meant, not the other caller’s', async () => {
    const log = await logOf([hidden('a', 8), hidden('b', 7)]);
    const deleted: string[] = [];
    const actions = createCallLogActions({
      api: {
        deleteCall: async (id) => void deleted.push(id),
        deleteSomeCalls: async (ids) => void deleted.push(...ids),
        deleteCalls: async () => undefined,
        exportCalls: async () => new Blob(),
      },
      log,
      logs: [log],
      save: () => undefined,
      timeZone: 'UTC',
      now: Date.now,
    });
    const [row] = log.getSnapshot().rows;
    if (row !== undefined) await actions.deleteRow(row);
    expect(deleted).toEqual(['a']);
  });
});
