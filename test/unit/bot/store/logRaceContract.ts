// What every keeper of the store must keep while rows are removed: the calls of everybody else, and of the person from then on.
import type { AsyncStorePort } from '../../../../bot/store/index.ts';
import { aRecord, aTurn, type KeeperUnderTest } from './storeContract.ts';

const tenantA = '11111111-1111-4111-8111-111111111111';
const tenantB = '22222222-2222-4222-8222-222222222222';
const startMs = Date.parse('2026-11-20T08:00:00.000Z');
// A race that is there shows itself in one of five tries or so.
const tries = 40;
const rowsOfOne = 15;

/** Runs the contract against the keepers that `make` makes. */
export function describeLogRaceContract(name: string, make: () => Promise<KeeperUnderTest>): void {
  describe(`${name} loses no call while rows are removed`, () => {
    let keeper: KeeperUnderTest;
    let store: AsyncStorePort;
    const write = (userId: string, ids: readonly string[], tenant = tenantA) =>
      store.commitTurn(tenant, aTurn({ records: ids.map((id) => aRecord({ id, userId, startedAt: startMs })) }));
    const idsOf = async (userId: string, tenant = tenantA): Promise<readonly string[]> => {
      const ids: string[] = [];
      for await (const { id } of store.exportRecords(tenant, userId, { filter: 'all' })) ids.push(id);
      return ids.toSorted();
    };
    const many = Array.from({ length: rowsOfOne }, (_, index) => `many-${index}`);

    beforeEach(async () => {
      keeper = await make();
      store = await keeper.open();
    });
    afterEach(async () => {
      await store.close();
      await keeper.cleanUp();
    });

    it('keeps what others write while a person is erased twice at once', async () => {
      for (let at = 0; at < tries; at++) {
        const [gone, other] = [`gone-${at}`, `other-${at}`];
        await write(other, ['before']);
        await write(gone, many);
        const erasures = [store.eraseUser(tenantA, gone), store.eraseUser(tenantA, gone)];
        for (let turn = 0; turn < at % 10; turn++) await new Promise((resolve) => setImmediate(resolve));
        await write(other, ['during-1', 'during-2']);
        await Promise.all(erasures);
        expect(await idsOf(other)).toEqual(['before', 'during-1', 'during-2']);
        expect(await idsOf(gone)).toEqual([]);
      }
    });
    it('keeps what another tenant writes while one erases and purges', async () => {
      for (let at = 0; at < tries; at++) {
        const [gone, other] = [`gone-${at}`, `other-${at}`];
        await write(gone, many);
        const removals = [store.purge(tenantA, { olderThan: startMs + 1 }), store.eraseUser(tenantA, gone)];
        for (let turn = 0; turn < at % 10; turn++) await new Promise((resolve) => setImmediate(resolve));
        await write(other, ['during-1', 'during-2'], tenantB);
        await Promise.all(removals);
        expect(await idsOf(other, tenantB)).toEqual(['during-1', 'during-2']);
      }
    });
    it('keeps what comes behind a deletion that a purge overtakes', async () => {
      for (let at = 0; at < tries; at++) {
        const user = `user-${at}`;
        await write(user, many);
        const removals = [store.purge(tenantA, { olderThan: startMs + 1 }), store.deleteRecords(tenantA, user, many)];
        for (let turn = 0; turn < at % 10; turn++) await new Promise((resolve) => setImmediate(resolve));
        const late = aRecord({ id: 'late', userId: user, startedAt: startMs + 60_000 });
        await store.commitTurn(tenantA, aTurn({ records: [late] }));
        await Promise.all(removals);
        expect(await idsOf(user)).toEqual(['late']);
      }
    });
    it('writes the calls of a person who is being erased under them, or not at all', async () => {
      for (let at = 0; at < tries; at++) {
        const user = `user-${at}`;
        await write(user, ['before']);
        const erasure = store.eraseUser(tenantA, user);
        const erasing = { isOver: false };
        const over = erasure.then(() => (erasing.isOver = true));
        for (let call = 0; !erasing.isOver; call++) {
          await write(user, [`during-${call}`]);
          await new Promise((resolve) => setImmediate(resolve));
        }
        await over;
        await write(user, ['after']);
        expect(await idsOf(user)).toContain('after');
        expect(await idsOf(user)).not.toContain('before');
      }
      await store.close();
      expect(await keeper.faults()).toEqual([]);
      store = await keeper.open();
    });
  });
}
