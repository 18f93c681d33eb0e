// What every keeper of the store must do with a log over its life: count, delete, forget, hand out, number.
import type { CallRecord } from '#shared/domain/call';
import type { AsyncStorePort, LogQuery, UserDatum } from '../../../../bot/store/index.ts';
import { userTextKey } from '../../../../bot/store/index.ts';
import { aRecord, aTurn, type KeeperUnderTest } from './storeContract.ts';

const tenantA = '11111111-1111-4111-8111-111111111111';
const tenantB = '22222222-2222-4222-8222-222222222222';
const ada = 'aaaaaaaa-0000-4000-8000-000000000001';
const bruno = 'aaaaaaaa-0000-4000-8000-000000000002';
const startMs = Date.parse('2026-11-20T08:00:00.000Z');
const minuteMs = 60_000;

/** Runs the contract of a log's life against the keepers that `make` makes. */
export function describeLogLifeContract(name: string, make: () => Promise<KeeperUnderTest>): void {
  describe(`${name} keeps the contract of a log’s life`, () => {
    let keeper: KeeperUnderTest;
    let store: AsyncStorePort;
    const write = (records: readonly CallRecord[], tenant = tenantA) => store.commitTurn(tenant, aTurn({ records }));
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await keeper.open();
    };
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

    describe('when calls were missed', () => {
      it('counts those since the user last looked, on whatever device', async () => {
        await write(calls({ outcome: 'missed' }, { outcome: 'answeredElsewhere' }, { outcome: 'voicemail' }));
        expect(await store.missedCount(tenantA, ada)).toBe(2);
        expect([await store.missedCount(tenantA, bruno), await store.missedCount(tenantB, ada)]).toEqual([0, 0]);
        await store.markSeen(tenantA, ada, 1);
        expect(await store.missedCount(tenantA, ada)).toBe(1);
        await store.markSeen(tenantA, ada, 0);
        await reopen();
        expect(await store.missedCount(tenantA, ada)).toBe(1);
        await store.markSeen(tenantA, ada);
        await write([aRecord({ id: 'r9', outcome: 'missed', userId: bruno })]);
        expect([await store.missedCount(tenantA, ada), await store.missedCount(tenantA, bruno)]).toEqual([0, 1]);
      });
      it('counts neither what a colleague answered nor what may have been answered unseen; the log shows both', async () => {
        const [answered, unseen, inMailbox] = calls(
          { outcome: 'missed', answeredBy: { number: '103' } },
          { outcome: 'missed', endUnknown: true },
          { outcome: 'voicemail' },
        );
        await write([answered, unseen, inMailbox].flatMap((call) => call ?? []));
        expect(await store.missedCount(tenantA, ada)).toBe(1);
        expect(await ids({ filter: 'missed' })).toEqual(['r2', 'r1', 'r0']);
      });
      it('counts a call once however often it is written, and not when it was answered after all', async () => {
        const missed = aRecord({ outcome: 'missed' });
        await write([missed]);
        await store.markSeen(tenantA, ada);
        await write([{ ...missed, ringSeconds: 9 }]);
        expect(await store.missedCount(tenantA, ada)).toBe(0);
        await write([aRecord({ id: 'b', outcome: 'missed' })]);
        await write([aRecord({ id: 'b', outcome: 'answered' })]);
        expect(await store.missedCount(tenantA, ada)).toBe(0);
      });
      it('bears marks out of range', async () => {
        await write([aRecord({ outcome: 'missed' })]);
        await store.markSeen(tenantA, 'nobody');
        await store.markSeen(tenantA, ada, 1e15);
        await write([aRecord({ id: 'b', outcome: 'missed' })]);
        expect(await store.missedCount(tenantA, ada)).toBe(1);
        await store.markSeen(tenantA, ada, Number.NaN);
        expect(await store.missedCount(tenantA, ada)).toBe(0);
      });
    });

    describe('when a user deletes rows', () => {
      it('tells the deletion in order and keeps the row deleted when its call goes on', async () => {
        await write(calls({ outcome: 'missed' }, {}, {}));
        const deletion = { seq: 4, deleted: true, userId: ada, recordId: 'r0' };
        expect(await store.deleteRecords(tenantA, ada, ['r0', 'r0', 'unknown'])).toEqual([deletion]);
        expect(await store.deleteRecords(tenantA, ada, ['r0'])).toEqual([]);
        expect(await store.deleteRecords(tenantA, bruno, ['r1'])).toEqual([]);
        expect(await write([aRecord({ id: 'r0', outcome: 'answered' }), aRecord({ id: 'r1' })])).toEqual([
          { seq: 6, record: aRecord({ id: 'r1' }) },
        ]);
        expect(await ids()).toEqual(['r2', 'r1']);
        expect([await store.findRecord(tenantA, ada, 'r0'), await store.missedCount(tenantA, ada)]).toEqual([
          undefined,
          0,
        ]);
        expect(await store.changesSince(tenantA, ada, 3, 9)).toEqual([
          deletion,
          { seq: 6, record: aRecord({ id: 'r1' }) },
        ]);
      });
      it('leaves no name behind', async () => {
        await write(calls({ other: { name: 'Chloé Specimen' } }));
        await store.deleteRecords(tenantA, ada, ['r0']);
        expect(await ids({ text: 'chloe' })).toEqual([]);
        expect(JSON.stringify(await everything(store, ada))).not.toContain('Chlo');
      });
      it('gives back a hostile id exactly', async () => {
        const id = 'nul\u0000 lone \ud800 "quoted"';
        await write([aRecord({ id })]);
        expect((await store.deleteRecords(tenantA, ada, [id]))[0]?.recordId).toBe(id);
        expect(await store.changesSince(tenantA, ada, 1, 9)).toEqual([
          { seq: 2, deleted: true, userId: ada, recordId: id },
        ]);
      });
    });

    describe('when rows are too old or too many', () => {
      it('removes them and has streams start anew', async () => {
        await write(calls({}, {}, {}, {}, {}));
        await write([aRecord({ id: 'b', userId: bruno })]);
        await write([aRecord({ id: 'c' })], tenantB);
        const counts = await store.purge(tenantA, { olderThan: startMs + minuteMs, batch: 1 });
        expect(counts).toMatchObject({ records: 2, users: 2 });
        expect([await ids(), await ids({}, bruno)]).toEqual([['r4', 'r3', 'r2', 'r1'], []]);
        expect(await store.purge(tenantA, { maxRowsPerUser: 2, batch: 100 })).toMatchObject({ records: 2, users: 1 });
        expect([await ids(), await ids({}, ada, tenantB)]).toEqual([['r4', 'r3'], ['c']]);
        const last = await store.lastSeq(tenantA);
        expect(await store.changesSince(tenantA, ada, 6, 99)).toBeNull();
        expect(await store.changesSince(tenantA, ada, last, 99)).toEqual([]);
        expect((await write([aRecord({ id: 'next' })]))[0]?.seq).toBe(last + 1);
      });
      it('does nothing without a rule or a row', async () => {
        await write([aRecord()]);
        expect(await store.purge(tenantA, {})).toMatchObject({ records: 0 });
        expect(await store.purge(tenantB, { maxRowsPerUser: 0 })).toMatchObject({ records: 0 });
        expect(await store.changesSince(tenantA, ada, 0, 9)).toHaveLength(1);
      });
    });

    describe('when a user is to be given or to be erased', () => {
      it('gives everything of the one and leaves everything of the other', async () => {
        for (const userId of [ada, bruno]) {
          await store.commitTurn(
            tenantA,
            aTurn({
              records: [aRecord({ userId, outcome: 'missed' })],
              presence: [{ userId, session: null, expiresAt: 5 }],
              notices: [{ userId, recordId: 'call-1' }],
            }),
          );
          await store.markSeen(tenantA, userId);
          await store.keepText(tenantA, userTextKey(userId, 'speedDials'), userId);
        }
        await store.keepText(tenantA, 'people', 'of the tenant');
        const whole: readonly UserDatum[] = [
          { kind: 'record', record: aRecord({ outcome: 'missed' }) },
          { kind: 'seen', seq: 1 },
          { kind: 'notice', recordId: 'call-1', isTaken: false },
          { kind: 'presence', intent: { userId: ada, session: null, expiresAt: 5 } },
          { kind: 'text', key: userTextKey(ada, 'speedDials'), text: ada },
        ];
        expect(await everything(store, ada)).toEqual(whole);
        expect(await store.eraseUser(tenantA, ada)).toMatchObject({ records: 1 });
        expect(await everything(store, ada)).toEqual([]);
        expect(await everything(store, bruno)).toHaveLength(whole.length);
        expect(await store.keptText(tenantA, 'people')).toBe('of the tenant');
        expect(await store.changesSince(tenantA, bruno, 2, 9)).toBeNull();
      });
      it('starts anew for a user who was erased and calls again', async () => {
        await write([aRecord()]);
        await store.eraseUser(tenantA, ada);
        await store.eraseUser(tenantA, ada);
        await write([aRecord({ id: 'again' }), aRecord({ id: 'b', userId: bruno })]);
        expect([await ids(), await ids({}, bruno)]).toEqual([['again'], ['b']]);
      });
    });

    describe('when turns are given without waiting', () => {
      it('writes them in the order in which they were given', async () => {
        const given = Array.from({ length: 30 }, (_, index) => write([aRecord({ talkSeconds: index })]));
        expect((await Promise.all(given)).map((changes) => changes[0]?.seq)).toEqual(
          given.map((_, index) => index + 1),
        );
        expect(await store.findRecord(tenantA, ada, 'call-1')).toEqual(aRecord({ talkSeconds: 29 }));
      });
    });

    describe('when two writers work on one tenant', () => {
      it('gives every change a number of its own, and readers never miss one', async () => {
        const other = await keeper.open();
        const writeMany = async (writer: AsyncStorePort, name: string) => {
          const seqs: number[] = [];
          for (let turn = 0; turn < 40; turn++) {
            const records = [aRecord({ id: `${name}${turn}` }), aRecord({ id: `${name}${turn}x`, userId: bruno })];
            seqs.push(...(await writer.commitTurn(tenantA, aTurn({ records }))).map((change) => change.seq));
          }
          return seqs;
        };
        const follow = async () => {
          let seq = 0;
          const seen: string[] = [];
          while (seen.length < 80) {
            const changes = (await store.changesSince(tenantA, ada, seq, 1_000)) ?? [];
            seen.push(...changes.flatMap((change) => ('record' in change ? [change.record.id] : [])));
            seq = changes.at(-1)?.seq ?? seq;
          }
          return seen;
        };
        const [seen, ...seqs] = await Promise.all([follow(), writeMany(store, 'a'), writeMany(other, 'b')]);
        expect(new Set(seen).size).toBe(80);
        expect(new Set(seqs.flat()).size).toBe(160);
        expect(await store.lastSeq(tenantA)).toBe(160);
        await other.close();
      });
    });
  });
}

async function everything(store: AsyncStorePort, userId: string): Promise<readonly UserDatum[]> {
  const found: UserDatum[] = [];
  for await (const datum of store.exportUser(tenantA, userId)) found.push(datum);
  return found;
}
