// A database of the first released schema, with a company's calls in it, comes up to the newest.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallRecord } from '#shared/domain/call';
import { inspectStore, migrateStore, openAsyncSqliteStore } from '../../../../bot/store/index.ts';
import { migrate } from '../../../../bot/store/sqlite/migrate.ts';
import { m0001CallLog } from '../../../../bot/store/sqlite/migrations/m0001CallLog.ts';
import { openSqlDatabase } from '../../../../bot/store/sqlite/SqlDatabase.ts';
import { aRecord, aTurn } from './storeContract.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const ada = 'aaaaaaaa-0000-4000-8000-000000000001';
const bruno = 'aaaaaaaa-0000-4000-8000-000000000002';
const startMs = Date.parse('2026-11-20T08:00:00.000Z');
// As the first version wrote them.
const kindsOfMissed = 5;

/** A file as the first version left it. */
function makeOldFile(path: string, records: readonly CallRecord[]): void {
  const database = openSqlDatabase(path, 100);
  migrate(database, [m0001CallLog]);
  database.exec(`INSERT INTO tenants VALUES ('${tenant}', ${records.length}, 0)`);
  database.exec(`INSERT INTO owners VALUES (1, '${tenant}', '${ada}'), (2, '${tenant}', '${bruno}')`);
  const put = database.prepare('INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)');
  records.forEach((record, index) => {
    const owner = record.userId === ada ? 1 : 2;
    put.run(index + 1, owner, record.id, index + 1, record.startedAt, kindsOfMissed, JSON.stringify(record));
  });
  database.exec(`INSERT INTO open_calls VALUES ('${tenant}', 'main', 'g1', '{}')`);
  database.exec(`INSERT INTO kept VALUES ('${tenant}', 'people', '[]')`);
  database.close();
}

describe('a database of schema 1', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hookswitch-migrate-'));
    path = join(folder, 'store.sqlite');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  describe('when this version opens it', () => {
    it('keeps every row, and finds, shares, folds and counts them', async () => {
      const records = Array.from({ length: 1_203 }, (_, index) =>
        aRecord({
          id: `r${index}`,
          startedAt: startMs + index,
          outcome: 'missed',
          ...(index === 7 ? { userId: bruno, deviceId: '2015', other: { name: 'Chloé Specimen' } } : {}),
        }),
      );
      makeOldFile(path, records);
      const store = await openAsyncSqliteStore(path);
      const list = async (query: object) =>
        (await store.listRecords(tenant, ada, { filter: 'all', limit: 1_000, ...query })).items.map(({ id }) => id);
      expect(await list({})).toHaveLength(1_000);
      expect(await list({ text: 'chloe', sharedLines: ['2015'] })).toEqual(['r7']);
      expect(await list({ text: '01 99 00 20 15' })).toHaveLength(1_000);
      expect((await store.changesSince(tenant, ada, 0, 5_000))?.length).toBe(1_202);
      const page = await store.listGroups(tenant, ada, { filter: 'missed', limit: 5, timeZone: 'UTC' });
      expect(page.groups.map((group) => group.count)).toEqual([1_000, 202]);
      // Nobody is told of what was missed before the count existed; what comes now counts.
      expect(await store.missedCount(tenant, ada)).toBe(0);
      await store.commitTurn(tenant, aTurn({ records: [aRecord({ id: 'new', outcome: 'missed' })] }));
      expect(await store.missedCount(tenant, ada)).toBe(1);
      expect([await store.keptText(tenant, 'people'), (await store.openCalls(tenant, 'main')).length]).toEqual([
        '[]',
        1,
      ]);
      await store.close();
      expect(await inspectStore(path)).toMatchObject({ schema: 3, faults: [], counts: { records: 1_204, parties: 2 } });
    });
  });

  describe('when it is migrated by hand', () => {
    it('says from and to, and nothing is left to do the second time', async () => {
      makeOldFile(path, [aRecord()]);
      expect(await migrateStore(path)).toEqual({ from: 1, to: 3 });
      expect(await migrateStore(path)).toEqual({ from: 3, to: 3 });
    });
  });

  describe('when a record of it cannot be read', () => {
    it('refuses and leaves the file as it was', async () => {
      makeOldFile(path, [aRecord()]);
      const database = openSqlDatabase(path, 100);
      database.exec(`UPDATE records SET body = '{"id":'`);
      await expect(migrateStore(path)).rejects.toMatchObject({ code: 'store.corrupt' });
      expect(database.prepare('PRAGMA user_version').first()).toEqual([1]);
      expect(database.prepare('SELECT count(*) FROM pragma_table_info(?)').first('records')).toEqual([7]);
      database.close();
    });
  });
});
