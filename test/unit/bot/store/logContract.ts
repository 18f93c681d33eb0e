// What every keeper of the store must do for who reads a log: find, share, fold, export.
import type { CallRecord } from '#shared/domain/call';
import type { AsyncStorePort, LogQuery } from '../../../../bot/store/index.ts';
import { aRecord, aTurn, faultOf, type KeeperUnderTest } from './storeContract.ts';

const tenantA = '11111111-1111-4111-8111-111111111111';
const tenantB = '22222222-2222-4222-8222-222222222222';
const ada = 'aaaaaaaa-0000-4000-8000-000000000001';
const bruno = 'aaaaaaaa-0000-4000-8000-000000000002';
const startMs = Date.parse('2026-11-20T08:00:00.000Z');
const minuteMs = 60_000;

/** Runs the contract of the log against the keepers that `make` makes. */
export function describeLogContract(name: string, make: () => Promise<KeeperUnderTest>): void {
  describe(`${name} keeps the contract of the log`, () => {
    let keeper: KeeperUnderTest;
    let store: AsyncStorePort;
    const write = (records: readonly CallRecord[], tenant = tenantA) => store.commitTurn(tenant, aTurn({ records }));
    const ids = async (query: Partial<LogQuery> = {}, userId = ada, tenant = tenantA) => {
      const { items } = await store.listRecords(tenant, userId, { filter: 'all', limit: 50, ...query });
      return items.map((record) => record.id);
    };
    /** Records r0, r1, ... a minute apart, changed as told. */
    const calls = (...changes: readonly Partial<CallRecord>[]) =>
      changes.map((change, index) => aRecord({ id: `r${index}`, startedAt: startMs + index * minuteMs, ...change }));

    beforeEach(async () => {
      keeper = await make();
      store = await keeper.open();
    });
    afterEach(async () => {
      await store.close();
      await keeper.cleanUp();
    });

    describe('when a name or number is looked for', () => {
      beforeEach(async () => {
        const records = calls(
          { other: { number: '0199002015', name: 'Chloé Specimen' } },
          { other: { number: '+33199002016', name: 'Bruno Sample' }, outcome: 'missed' },
          { other: { number: '4021' } },
          { other: {} },
        );
        const search = [{ e164: '+33199002015', digits: '0199002015', name: 'chloe specimen' }];
        await store.commitTurn(tenantA, aTurn({ records, search }));
        await write([aRecord({ id: 'not mine', userId: bruno, other: { name: 'Chloé Specimen' } })]);
      });
      it.each<[string, Partial<LogQuery>, readonly string[]]>([
        ['a part of a name, accents and case aside', { text: 'CHLOE' }, ['r0']],
        ['an accent where there is one', { text: 'chloé sp' }, ['r0']],
        ['the middle of a name', { text: 'ampl' }, ['r1']],
        ['the words of a name in another order', { text: 'Specimen, Chloé' }, ['r0']],
        ['no name that has one word and not the other', { text: 'chloe sample' }, []],
        ['a name under a filter', { text: 'sample', filter: 'missed' }, ['r1']],
        ['a name under the wrong filter', { text: 'chloe', filter: 'missed' }, []],
        ['an extension', { text: '4021' }, ['r2']],
        ['the end of a number', { text: '2015' }, ['r0']],
        ['the middle of a number', { text: '99 00' }, ['r1', 'r0']],
        ['a national number', { text: '01 99 00 20 15' }, ['r0']],
        ['a national number of a row kept in E.164', { text: '01.99.00.20.16' }, ['r1']],
        ['an international number', { text: '+33 1 99-00-20-15' }, ['r0']],
        ['a number with 00', { text: '0033 1 99 00 20 16' }, ['r1']],
        ['a whole number read by the caller', { text: '1990 02016', e164: '+33199002016' }, ['r1']],
        ['two digits, which are no number', { text: '20' }, []],
        ['a name with a number in it', { text: 'room 4021' }, []],
        ['nothing', { text: '   ' }, ['r3', 'r2', 'r1', 'r0']],
        ['what no database may take for a pattern', { text: '%' }, []],
        ['a quote', { text: "'" }, []],
        ['hostile text', { text: '\u0000\ud800%_\\' }, []],
        ['a very long text', { text: 'x'.repeat(100_000) }, []],
      ])('finds %s', async (_what, query, expected) => {
        expect(await ids(query)).toEqual(expected);
      });
      it('finds a row under its new name when the call was written again', async () => {
        await write([aRecord({ id: 'r2', startedAt: startMs + 2 * minuteMs, other: { number: '4021', name: 'Ada' } })]);
        expect(await ids({ text: 'ada' })).toEqual(['r2']);
      });
    });

    describe('when a log is long', () => {
      const rows = 9_000;
      beforeEach(async () => {
        for (let at = 0; at < rows; at += 1_500) {
          await write(
            Array.from({ length: 1_500 }, (_, index) =>
              aRecord({
                id: `r${at + index}`,
                startedAt: startMs + at + index,
                other: { number: `+120255501${String((at + index) % 90).padStart(2, '0')}`, name: `N${at + index}` },
              }),
            ),
          );
        }
      });
      it('pages a rare and a frequent match alike, every row once', async () => {
        expect(await ids({ text: 'n8999' })).toEqual(['r8999']);
        const shown: string[] = [];
        let cursor: string | undefined;
        do {
          const query = { filter: 'all', text: '2025550107', limit: 40, ...(cursor ? { cursor } : {}) } as const;
          const page = await store.listRecords(tenantA, ada, query);
          shown.push(...page.items.map((record) => record.id));
          cursor = page.next;
        } while (cursor !== undefined);
        expect(shown).toEqual(Array.from({ length: 100 }, (_, index) => `r${7 + (99 - index) * 90}`));
        expect(await ids({ text: '120255501' })).toHaveLength(50);
      });
      it('exports it from end to end and deletes it from end to end', async () => {
        let count = 0;
        for await (const record of store.exportRecords(tenantA, ada, { filter: 'all' })) {
          if (count === 0) expect(record.id).toBe('r8999');
          count += 1;
        }
        expect(count).toBe(rows);
        let told = 0;
        expect(await store.deleteAllRecords(tenantA, ada, (deletions) => (told += deletions.length))).toBe(rows);
        expect(told).toBe(rows);
        expect([await ids(), await ids({ text: '2025550107' }), await store.missedCount(tenantA, ada)]).toEqual([
          [],
          [],
          0,
        ]);
        expect(await store.changesSince(tenantA, ada, rows, 10_000)).toHaveLength(rows);
      });
    });

    describe('when a range of time is asked for', () => {
      it('takes the first moment in and leaves the last out', async () => {
        await write(calls({}, {}, {}, {}));
        expect(await ids({ from: startMs + minuteMs, to: startMs + 3 * minuteMs })).toEqual(['r2', 'r1']);
        expect(await ids({ from: startMs + 10 * minuteMs })).toEqual([]);
        expect(await ids({ to: -5 })).toEqual([]);
        expect(await faultOf(() => ids({ from: Number.NaN }))).toBe('input.invalid');
      });
    });

    describe('when lines are shared', () => {
      beforeEach(async () => {
        await write(
          calls(
            { deviceId: '2014' },
            { deviceId: '2015', userId: bruno, outcome: 'missed', other: { name: 'Chloé Specimen' } },
            { deviceId: '2099', userId: bruno },
            { deviceId: '2015' },
          ),
        );
        await write([aRecord({ id: 'foreign', deviceId: '2015', userId: bruno })], tenantB);
      });
      it('shows the own rows and those of others on these lines, nothing else', async () => {
        expect(await ids()).toEqual(['r3', 'r0']);
        expect(await ids({ sharedLines: ['2015'] })).toEqual(['r3', 'r1', 'r0']);
        expect(await ids({ sharedLines: ['2014', '2016'] })).toEqual(['r3', 'r0']);
        expect(await ids({ sharedLines: ['2015'], filter: 'missed' })).toEqual(['r1']);
        expect(await ids({ sharedLines: ['2015'], text: 'chloe' })).toEqual(['r1']);
      });
      it('shows only calls on these lines under their filter', async () => {
        expect(await ids({ filter: 'shared', sharedLines: ['2015'] })).toEqual(['r3', 'r1']);
        expect(await ids({ filter: 'shared' })).toEqual([]);
      });
      it('shows them to somebody without a log of their own', async () => {
        expect(await ids({ sharedLines: ['2015'] }, 'nobody yet')).toEqual(['r3', 'r1']);
      });
      it('pages them together', async () => {
        const query = { filter: 'all', sharedLines: ['2015'], limit: 2 } as const;
        const first = await store.listRecords(tenantA, ada, query);
        const second = await store.listRecords(tenantA, ada, { ...query, cursor: first.next ?? '' });
        expect([...first.items, ...second.items].map((record) => record.id)).toEqual(['r3', 'r1', 'r0']);
        expect(second.next).toBeUndefined();
      });
      it('tells their changes too, deletions included', async () => {
        await store.deleteRecords(tenantA, bruno, ['r1', 'r2']);
        const changes = await store.changesSince(tenantA, ada, 0, 10, ['2015']);
        expect(changes).toEqual([
          { seq: 1, record: expect.objectContaining({ id: 'r0' }) as unknown },
          { seq: 4, record: expect.objectContaining({ id: 'r3' }) as unknown },
          { seq: 5, deleted: true, userId: bruno, recordId: 'r1' },
        ]);
        expect(await store.changesSince(tenantA, ada, 4, 10)).toEqual([]);
      });
    });

    describe('when equal calls are folded', () => {
      const groups = async (changes: readonly Partial<CallRecord>[], timeZone = 'UTC', limit = 20) => {
        await write(calls(...changes));
        const page = await store.listGroups(tenantA, ada, { filter: 'all', limit, timeZone });
        return page.groups.map(({ record, count, oldestStart }) => [
          record.id,
          count,
          (oldestStart - startMs) / minuteMs,
        ]);
      };
      it('counts neighbours of one party, direction and outcome', async () => {
        expect(await groups([{}, {}, { outcome: 'missed' }, {}, { direction: 'outgoing' }])).toEqual([
          ['r4', 1, 4],
          ['r3', 1, 3],
          ['r2', 1, 2],
          ['r1', 2, 0],
        ]);
      });
      it('knows a number under two names, and takes nobody withheld for another', async () => {
        const other = { number: '+33199002015' };
        expect(await groups([{ other }, { other: { ...other, name: 'B' } }, { other: {} }, { other: {} }])).toEqual([
          ['r3', 1, 3],
          ['r2', 1, 2],
          ['r1', 2, 0],
        ]);
      });
      it('parts days where the person is', async () => {
        const late = [
          { startedAt: Date.parse('2026-11-20T22:30:00Z') },
          { startedAt: Date.parse('2026-11-20T23:30:00Z') },
        ];
        expect((await groups(late, 'UTC')).map((group) => group[1])).toEqual([2]);
        expect((await groups(late, 'Europe/Paris')).map((group) => group[1])).toEqual([1, 1]);
        expect(await faultOf(() => groups(late, 'Moon/Base'))).toBe('input.invalid');
      });
      it('pages by group, each row counted once', async () => {
        const many = Array.from({ length: 1_300 }, (_, index) => ({
          other: { number: `20${Math.floor(index / 4) % 2}4` },
        }));
        await write(calls(...many));
        let cursor: string | undefined;
        const counts: number[] = [];
        do {
          const query = { filter: 'all', limit: 30, timeZone: 'Etc/GMT+12', ...(cursor ? { cursor } : {}) } as const;
          const page = await store.listGroups(tenantA, ada, query);
          counts.push(...page.groups.map((group) => group.count));
          cursor = page.next;
        } while (cursor !== undefined);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1_300);
        expect(Math.max(...counts)).toBe(4);
      });
    });
  });
}
