// The threads of the SQLite keeper on a real file: reads beside the program, checkpoints beside the turns, an orderly end.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAsyncSqliteStore } from '../../../../bot/store/index.ts';
import { createReaders } from '../../../../bot/store/sqlite/createReaders.ts';
import { createCheckpoints } from '../../../../bot/store/sqlite/createCheckpoints.ts';
import { createWriteOrder } from '../../../../bot/store/sqlite/createWriteOrder.ts';
import { openSqlDatabase } from '../../../../bot/store/sqlite/SqlDatabase.ts';
import { openSqlThread, type SqlThread } from '../../../../bot/store/sqlite/SqlThread.ts';
import { until } from '../../../support/until.ts';
import { aRecord, aTurn, faultOf } from './storeContract.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const ada = 'aaaaaaaa-0000-4000-8000-000000000001';
// Long enough that a program which waited for it would notice.
const longRead = 'WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT ?) SELECT count(*) FROM c';
const longCount = 300_000;

describe('the threads of the SQLite keeper', () => {
  let folder: string;
  let path: string;
  const open = (): Promise<SqlThread> => openSqlThread(path, 100, 'PRAGMA synchronous = NORMAL');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hookswitch-threads-'));
    path = join(folder, 'store.sqlite');
    const database = openSqlDatabase(path, 100);
    database.exec(
      `PRAGMA journal_mode = WAL; CREATE TABLE t (n INTEGER, s TEXT); INSERT INTO t VALUES (1, 'a"b'), (2, NULL)`,
    );
    database.close();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  describe('when a read takes long', () => {
    it('lets the program go on meanwhile', async () => {
      const thread = await open();
      let rounds = 0;
      const reading = thread.read(longRead, [longCount]);
      const ended = turning(reading, () => (rounds += 1));
      expect(await reading).toEqual([[longCount]]);
      await ended;
      expect(rounds).toBeGreaterThan(10);
      thread.close();
    });
  });

  describe('when rows are read and written', () => {
    it('gives every column and row, in order, and writes once', async () => {
      const thread = await open();
      expect(await thread.read('SELECT n, s, n * 2, s FROM t WHERE n < ? ORDER BY n DESC', [9])).toEqual([
        [2, null, 4, null],
        [1, 'a"b', 2, 'a"b'],
      ]);
      expect(await thread.read('SELECT n FROM t WHERE n > ?', [9])).toEqual([]);
      expect(await thread.write('UPDATE t SET n = n + 10', [])).toEqual([]);
      expect(await thread.write('UPDATE t SET n = n + ? RETURNING n', [10])).toEqual([[21], [22]]);
      expect(await faultOf(() => thread.read('SELECT m FROM t', []))).toBe('store.unavailable');
      thread.close();
      expect(await faultOf(() => thread.read('SELECT n FROM t', []))).toBe('store.unavailable');
    });
    it('says locked when another process writes too long', async () => {
      const thread = await open();
      const other = openSqlDatabase(path, 100);
      other.exec('BEGIN IMMEDIATE');
      expect(await faultOf(() => thread.write('DELETE FROM t', []))).toBe('store.locked');
      other.exec('ROLLBACK');
      expect(await thread.write('DELETE FROM t RETURNING n', [])).toHaveLength(2);
      other.close();
      thread.close();
    });
  });

  describe('when more is read at once than there are connections', () => {
    it('answers all of it with as many connections as it may have', async () => {
      let opened = 0;
      const readers = createReaders(() => {
        opened += 1;
        return open();
      }, 2);
      const rows = await Promise.all(Array.from({ length: 20 }, (_, n) => readers.read('SELECT ?', [n])));
      expect(rows).toEqual(Array.from({ length: 20 }, (_, n) => [[n]]));
      expect(opened).toBe(2);
      await readers.close();
    });
    it('ends what is under way at a close and refuses what waits', async () => {
      const readers = createReaders(open, 1);
      const under = readers.read(longRead, [longCount]);
      await readers.read('SELECT 1', []);
      const last = readers.read(longRead, [longCount]);
      const waits = faultOf(() => readers.read('SELECT 1', []));
      await readers.close();
      expect(await Promise.all([under, last])).toEqual([[[longCount]], [[longCount]]]);
      expect([await waits, await faultOf(() => readers.read('SELECT 1', []))]).toEqual([
        'store.unavailable',
        'store.unavailable',
      ]);
    });
    it('tells everybody when no connection can be had, and tries again', async () => {
      let isBroken = true;
      const readers = createReaders(() => (isBroken ? openSqlThread(folder, 100, '') : open()), 1);
      const read = () => readers.read('SELECT 1', []);
      expect(await Promise.all([faultOf(read), faultOf(read)])).toEqual(['store.unavailable', 'store.unavailable']);
      isBroken = false;
      expect(await read()).toEqual([[1]]);
      await readers.close();
    });
  });

  describe('when turns were written', () => {
    it('copies the log into the file soon, without anybody asking', async () => {
      const store = await openAsyncSqliteStore(join(folder, 'log.sqlite'));
      const file = () => statSync(join(folder, 'log.sqlite')).size;
      const before = file();
      const records = Array.from({ length: 500 }, (_, index) => aRecord({ id: `r${index}` }));
      await store.commitTurn(tenant, aTurn({ records }));
      expect(file()).toBe(before);
      await until(() => file() > before);
      expect((await store.listRecords(tenant, ada, { filter: 'all', limit: 1_000 })).items).toHaveLength(500);
      await store.close();
    });
    it('tries again after the file could not be opened', async () => {
      let opened = 0;
      const openLater = (): Promise<SqlThread> => {
        opened += 1;
        return opened === 1 ? Promise.reject(new Error('no file handle left')) : open();
      };
      const checkpoints = createCheckpoints(openLater, createWriteOrder(), { restMs: 1 });
      await until(() => {
        checkpoints.wake();
        return opened === 2;
      });
      await checkpoints.stop();
    });
    it('begins the log anew when it has become long', async () => {
      const checkpoints = createCheckpoints(open, createWriteOrder(), { restMs: 1, maxFrames: 100 });
      const database = openSqlDatabase(path, 100);
      database.exec('PRAGMA wal_autocheckpoint = 0');
      const write = database.prepare('INSERT INTO t VALUES (?, ?)');
      for (let n = 0; n < 500; n++) write.run(n, 'a row');
      const frames = (): number => Number(database.prepare('PRAGMA wal_checkpoint(PASSIVE)').first()?.[1]);
      expect(frames()).toBeGreaterThan(400);
      checkpoints.wake();
      await until(() => {
        write.run(0, 'one more');
        return frames() < 100;
      });
      await checkpoints.stop();
      database.close();
    });
  });

  describe('when a log is deleted while calls end', () => {
    it('writes every call, and none waits for the whole deletion', async () => {
      const store = await openAsyncSqliteStore(join(folder, 'log.sqlite'));
      const records = Array.from({ length: 400 }, (_, index) => aRecord({ id: `r${index}` }));
      await store.commitTurn(tenant, aTurn({ records }));
      const deletion = store.deleteAllRecords(tenant, ada);
      let written = 0;
      await turning(deletion, async () => {
        await store.commitTurn(tenant, aTurn({ records: [aRecord({ id: `new${written}` })] }));
        written += 1;
      });
      const { items } = await store.listRecords(tenant, ada, { filter: 'all', limit: 1_000 });
      expect(written).toBeGreaterThan(1);
      expect(await deletion).toBeGreaterThanOrEqual(400);
      expect((await deletion) + items.length).toBe(400 + written);
      await store.close();
    });
  });
});

/** Does `work` in every round of the event loop until `end` has come. */
async function turning(end: Promise<unknown>, work: () => unknown): Promise<void> {
  const state = { isOver: false };
  void end.finally(() => (state.isOver = true));
  while (!state.isOver) {
    await work();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
