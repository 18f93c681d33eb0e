// Who is told to begin anew when rows went that nobody can be told of one by one.
import type { StreamItem } from '#bot/bridge';
import type { StoreTurn } from '#bot/store';
import type { CallRecord } from '#shared/domain/call';
import { Directory } from '../../../../bot/bridge/directory.ts';
import { LiveStream } from '../../../../bot/bridge/liveStream.ts';
import { LossTeller } from '../../../../bot/bridge/lossTeller.ts';
import type { TenantView } from '../../../../bot/bridge/tenantView.ts';
import { aStoredRecord } from '../../../support/aStoredRecord.ts';
import {
  callerOf,
  heartBench,
  listen,
  logOf,
  passUntil,
  tenantId,
  type HeartBench,
} from '../../../support/heartBench.ts';

const rule = { extensionFrom: 'businessPhones', extensionPattern: '(\\d{3})$' } as const;
/** 102 of Bruno is shared with Ada. */
const lines = [{ extension: '102', user: 'user-102', sharedWith: ['USER101@example.com'] }];
const benches: HeartBench[] = [];

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 20, 12) });
});
afterEach(async () => {
  jest.useRealTimers();
  for (const each of benches.splice(0)) await each.close();
});

async function bench(log: { readonly keepDays?: number; readonly keepRows?: number }): Promise<HeartBench> {
  const rules = { keepDays: 0, keepRows: 0, hideDigits: 0, ownLogOnly: false, ...log };
  const made = await heartBench({ directory: { ...rule, lines }, log: rules });
  benches.push(made);
  return made;
}

async function keep({ keeper }: HeartBench, ...records: readonly CallRecord[]): Promise<void> {
  const turn: StoreTurn = { records, openCalls: [], presence: [], presenceSettled: [], notices: [] };
  await keeper.commitTurn(tenantId, turn);
}

function heard(items: readonly StreamItem[]): readonly string[] {
  return items.flatMap(({ event }) => {
    if (event.type === 'missed') return [`missed ${String(event.count)}`];
    return event.type === 'reset' ? ['reset'] : [];
  });
}

const old = aStoredRecord({ startedAt: Date.UTC(2026, 9, 1), endedAt: Date.UTC(2026, 9, 1) });
const young = aStoredRecord({ id: 'r2', startedAt: Date.UTC(2026, 10, 19), endedAt: Date.UTC(2026, 10, 19) });

describe('LossTeller', () => {
  describe('when the nightly purge takes rows', () => {
    it.each([
      ['age', { keepDays: 30 }],
      ['number', { keepRows: 1 }],
    ])(
      'tells whoever lost some by their %s, and whoever shares them, to begin anew, and nobody else',
      async (_, log) => {
        const made = await bench(log);
        await keep(
          made,
          old,
          young,
          aStoredRecord({ id: 'r3', userId: 'user-103', deviceId: '103', startedAt: Date.now() }),
        );
        const [ada, bruno, chloe] = [
          await listen(made.heart, '101'),
          await listen(made.heart, '102'),
          await listen(made.heart, '103'),
        ];
        await passUntil(() => heard(bruno).length >= 2 && heard(ada).length >= 2);
        expect(heard(bruno)).toEqual(['reset', 'missed 1']);
        expect(heard(ada)).toEqual(['reset', 'missed 0']);
        expect(heard(chloe)).toEqual([]);
        expect(await logOf(made.heart, '102')).toHaveLength(1);
      },
    );
    it('says nothing when nothing was old enough', async () => {
      const made = await bench({ keepDays: 30 });
      await keep(made, young);
      const bruno = await listen(made.heart, '102');
      await jest.advanceTimersByTimeAsync(1_000);
      await passUntil(() => Date.now() > Date.UTC(2026, 10, 20, 12, 3));
      expect(heard(bruno)).toEqual([]);
    });
    it('tells those who begin to listen while it runs', async () => {
      const made = await bench({ keepDays: 30 });
      await keep(made, old);
      let begin = (): void => undefined;
      const began = new Promise<void>((resolve) => (begin = resolve));
      const { purge } = made.keeper;
      let late: StreamItem[] = [];
      jest.spyOn(made.keeper, 'purge').mockImplementation(async (...asked) => {
        late = await listen(made.heart, '102');
        begin();
        return purge(...asked);
      });
      await passUntil(() => heard(late).length > 0);
      await began;
      expect(heard(late)).toContain('reset');
    });
  });

  describe('when everything of a person is erased', () => {
    it('tells whoever shared the line to begin anew', async () => {
      const made = await bench({});
      await keep(made, old);
      const [ada, chloe] = [await listen(made.heart, '101'), await listen(made.heart, '103')];
      await passUntil(() => Date.now() > 0);
      const erased = made.heart.log.erase(callerOf('102'));
      await passUntil(() => heard(ada).length > 0);
      await erased;
      expect(heard(ada)).toContain('reset');
      expect(heard(chloe)).toEqual([]);
      expect(await logOf(made.heart, '101')).toEqual([]);
    });
  });

  it('waits between many, who all read their logs again', async () => {
    const stream = new LiveStream();
    const told: string[] = [];
    for (let index = 0; index < 120; index += 1) {
      const userId = `user-${String(index)}`;
      stream.add(userId, ({ event }) => {
        if (event.type === 'reset') told.push(userId);
      });
    }
    const losses = new LossTeller({
      store: { listRecords: async () => ({ items: [old] }) },
      stream,
      view: { directory: Directory.of([], { ...rule, lines: [] }) } as unknown as TenantView,
      missed: { touch: () => undefined },
      tenantId,
    });
    const telling = (await losses.prepare({ olderThan: 1 }))();
    await jest.advanceTimersByTimeAsync(0);
    expect(told).toHaveLength(50);
    await jest.advanceTimersByTimeAsync(10_000);
    await telling;
    expect(new Set(told).size).toBe(120);
  });
});
