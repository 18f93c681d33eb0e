// The SQLite keeper: the store's contract, and what files, locks, disks and other programs can do to it.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { inspectStore, openAsyncSqliteStore, openSqliteStore } from '../../../../bot/store/index.ts';
import { migrations } from '../../../../bot/store/sqlite/migrate.ts';
import { describeLogContract } from './logContract.ts';
import { describeLogLifeContract } from './logLifeContract.ts';
import { describeLogRaceContract } from './logRaceContract.ts';
import { aRecord, aTurn, describeStoreContract, faultOf, thrownBy, type KeeperUnderTest } from './storeContract.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const ada = 'aaaaaaaa-0000-4000-8000-000000000001';

function inFolder(): { path: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'hookswitch-store-'));
  return { path: join(folder, 'deep', 'er', 'store.sqlite'), remove: () => rmSync(folder, { recursive: true }) };
}

const makeKeeper = async (): Promise<KeeperUnderTest> => {
  const { path, remove } = inFolder();
  return {
    open: () => openAsyncSqliteStore(path),
    faults: async () => (await inspectStore(path)).faults,
    cleanUp: async () => remove(),
  };
};
describeStoreContract('SQLite', makeKeeper);
describeLogContract('SQLite', makeKeeper);
describeLogLifeContract('SQLite', makeKeeper);
describeLogRaceContract('SQLite', makeKeeper);

describe('openSqliteStore', () => {
  let path: string;
  let remove: () => void;
  beforeEach(() => {
    ({ path, remove } = inFolder());
  });
  afterEach(() => remove());

  const raw = async (work: (database: Database.Database) => void | Promise<void>): Promise<void> => {
    const database = new Database(path);
    await work(database);
    database.close();
  };

  describe('when there is no file', () => {
    it('makes the folder, a private file and the newest schema', async () => {
      openSqliteStore(path).close();
      expect(statSync(path).mode & 0o777).toBe(0o600);
      await raw(async (database) => {
        expect(database.pragma('user_version')).toEqual([{ user_version: migrations.length }]);
        expect(database.pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
      });
    });
    it('numbers its migrations without a gap', async () => {
      expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1));
    });
  });

  describe('when the file is not ours', () => {
    it('says corrupt of a text file and leaves it as it is', async () => {
      openSqliteStore(path).close();
      const text = 'this is a letter, not a database. '.repeat(100);
      writeFileSync(path, text);
      expect(await faultOf(() => openSqliteStore(path))).toBe('store.corrupt');
      expect(readFileSync(path, 'utf8')).toBe(text);
    });
    it('says corrupt of another program’s database', async () => {
      openSqliteStore(path).close();
      rmSync(path);
      await raw((database) => void database.exec('CREATE TABLE customers (id INTEGER)'));
      expect(await faultOf(() => openSqliteStore(path))).toBe('store.corrupt');
    });
    it('says newerSchema of a later version’s, with both numbers', async () => {
      openSqliteStore(path).close();
      await raw((database) => void database.exec('PRAGMA user_version = 99'));
      const facts = { found: 99, known: migrations.length, path };
      expect(await thrownBy(() => openSqliteStore(path))).toMatchObject({ code: 'store.newerSchema', facts });
    });
    it('says corrupt when pages were overwritten', async () => {
      const store = openSqliteStore(path);
      store.commitTurn(tenant, aTurn({ records: Array.from({ length: 400 }, (_, i) => aRecord({ id: `r${i}` })) }));
      store.close();
      const bytes = readFileSync(path);
      bytes.fill(0xa5, 4096);
      writeFileSync(path, bytes);
      const read = () => openSqliteStore(path).listRecords(tenant, ada, { filter: 'all', limit: 100 });
      expect(await faultOf(read)).toBe('store.corrupt');
    });
  });

  describe('when the place cannot be written', () => {
    it('says unavailable and names the path when a file stands where the folder should be', async () => {
      openSqliteStore(path).close();
      const below = join(path, 'store.sqlite');
      expect(await thrownBy(() => openSqliteStore(below))).toMatchObject({
        code: 'store.unavailable',
        facts: { path: below },
      });
    });
    it('says unavailable when the path is a folder', async () => {
      openSqliteStore(path).close();
      expect(await faultOf(() => openSqliteStore(join(path, '..')))).toBe('store.unavailable');
    });
    // /proc takes no new files, not even from root.
    it('says unavailable when nobody may write there', async () => {
      if (process.platform !== 'linux') return;
      expect(await faultOf(() => openSqliteStore('/proc/hookswitch/store.sqlite'))).toBe('store.unavailable');
    });
  });

  describe('when another process holds the file', () => {
    it('says locked at a write, keeps reading, and recovers', async () => {
      const store = openSqliteStore(path, { busyTimeoutMs: 20 });
      await raw(async (other) => {
        other.exec('BEGIN IMMEDIATE');
        expect(await faultOf(() => store.commitTurn(tenant, aTurn({ records: [aRecord()] })))).toBe('store.locked');
        expect(await faultOf(() => store.check())).toBe('store.locked');
        expect(store.lastSeq(tenant)).toBe(0);
        other.exec('ROLLBACK');
      });
      expect(store.commitTurn(tenant, aTurn({ records: [aRecord()] }))[0]?.seq).toBe(1);
      store.close();
    });
    it('says locked at the start when the schema cannot be made', async () => {
      openSqliteStore(path).close();
      rmSync(path);
      await raw(async (other) => {
        other.exec('BEGIN EXCLUSIVE');
        expect(await faultOf(() => openSqliteStore(path, { busyTimeoutMs: 20 }))).toBe('store.locked');
        other.exec('ROLLBACK');
      });
      expect(await faultOf(() => openSqliteStore(path).close())).toBe('nothing thrown');
    });
  });

  describe('when the disk is full', () => {
    it('says diskFull, keeps what was acknowledged, and goes on when there is room', async () => {
      const small = openSqliteStore(path, { maxPages: 40 });
      let acknowledged = 0;
      const fill = (): void => {
        for (let i = 0; i < 1000; i++) {
          small.commitTurn(tenant, aTurn({ records: [aRecord({ id: `r${i}`, other: { name: 'x'.repeat(900) } })] }));
          acknowledged += 1;
        }
      };
      expect(await faultOf(fill)).toBe('store.diskFull');
      expect(small.lastSeq(tenant)).toBe(acknowledged);
      small.close();
      const roomy = openSqliteStore(path);
      expect(roomy.listRecords(tenant, ada, { filter: 'all', limit: 1000 }).items).toHaveLength(acknowledged);
      expect(roomy.commitTurn(tenant, aTurn({ records: [aRecord({ id: 'next' })] }))[0]?.seq).toBe(acknowledged + 1);
      roomy.close();
    });
  });

  describe('when old changes were forgotten', () => {
    it('answers null for a number before the horizon', async () => {
      const store = openSqliteStore(path);
      store.commitTurn(tenant, aTurn({ records: [aRecord({ id: 'a' }), aRecord({ id: 'b' }), aRecord({ id: 'c' })] }));
      await raw((database) => void database.exec('UPDATE tenants SET forgotten_seq = 2'));
      expect(store.changesSince(tenant, ada, 1, 10)).toBeNull();
      expect(store.changesSince(tenant, ada, 2, 10)).toHaveLength(1);
      store.close();
    });
  });

  describe('when a log is long', () => {
    it('answers every filter from one index, without sorting', async () => {
      openSqliteStore(path).close();
      await raw(async (database) => {
        const plan = database
          .prepare(
            `EXPLAIN QUERY PLAN SELECT "row", started_at, body FROM records WHERE owner = 1
             AND (started_at, "row") < (1, 1) AND kinds & 4 ORDER BY started_at DESC, "row" DESC LIMIT 50`,
          )
          .all() as { detail: string }[];
        expect(plan.map((step) => step.detail)).toEqual([expect.stringContaining('USING INDEX records_by_start')]);
      });
    });
  });
});
