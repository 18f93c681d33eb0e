// The pen of a tenant over a store that takes its time: one transaction at a time, in order, and nothing told before.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAsyncSqliteStore, type StoreTurn } from '#bot/store';
import { silentLogger, silentMetrics } from '#bot/telemetry';
import { TurnWriter } from '../../../../bot/bridge/turnWriter.ts';
import { aStoredRecord } from '../../../support/aStoredRecord.ts';
import { SlowStore } from '../../../support/SlowStore.ts';
import { until } from '../../../support/until.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
let dir = '';
let store: SlowStore;
let told: string[] = [];
let pen: TurnWriter;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-'));
  store = new SlowStore(await openAsyncSqliteStore(join(dir, 'test.sqlite')));
  told = [];
  const options = { store: store.port, tenantId, logger: silentLogger, metrics: silentMetrics, now: Date.now };
  pen = new TurnWriter(options, () => (changes) => {
    told.push(changes.map(({ record }) => record.id).join('+'));
  });
});
afterEach(async () => {
  jest.useRealTimers();
  store.isFull = false;
  store.isSlow = false;
  while (store.waitingCount > 0) store.release();
  await pen.stop();
  await store.port.close();
  rmSync(dir, { recursive: true });
});

function turnOf(...ids: readonly string[]): Partial<StoreTurn> {
  return { records: ids.map((id) => aStoredRecord({ id })) };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('TurnWriter', () => {
  describe('when the store is quick', () => {
    it('writes each turn at once and tells it in the next microtask', async () => {
      pen.commit(turnOf('a'));
      expect(store.turns).toEqual([['a']]);
      await pen.written();
      expect(told).toEqual(['a']);
      pen.commit(turnOf('b'));
      await pen.written();
      expect(told).toEqual(['a', 'b']);
    });
    it('tells on the spot what changes nothing on disk', () => {
      pen.commit();
      expect(store.turns).toEqual([]);
      expect(told).toEqual(['']);
    });
  });

  describe('when what a turn means cannot be worked out', () => {
    it('writes it and what follows all the same, and says so', async () => {
      const logger = { ...silentLogger, error: jest.fn() };
      let isBroken = true;
      const options = { store: store.port, tenantId, logger, metrics: silentMetrics, now: Date.now };
      const broken = new TurnWriter(options, () => {
        if (isBroken) throw new TypeError('no such line');
        return (changes) => told.push(...changes.map(({ record }) => record.id));
      });
      broken.commit(turnOf('a'));
      isBroken = false;
      broken.commit(turnOf('b'));
      await broken.written();
      expect([store.turns, told]).toEqual([[['a'], ['b']], ['b']]);
      expect(logger.error).toHaveBeenCalledWith('turn.notTold', expect.objectContaining({ tenantId }));
      await broken.stop();
    });
  });

  describe('when turns come while one is being written', () => {
    it('writes all of them in the next transaction, and tells nothing before its own is on disk', async () => {
      store.isSlow = true;
      pen.commit(turnOf('a'));
      pen.commit(turnOf('b'));
      pen.commit(turnOf('c'));
      await settle();
      expect(store.turns).toEqual([['a']]);
      expect(told).toEqual([]);
      store.release();
      await until(() => store.waitingCount === 1);
      expect(store.turns).toEqual([['a'], ['b', 'c']]);
      expect(told).toEqual(['a']);
      store.release();
      await pen.written();
      expect(told).toEqual(['a', 'b+c']);
    });
    it('answers whoever waits when just their transaction is on disk', async () => {
      store.isSlow = true;
      const answered: string[] = [];
      pen.commit(turnOf('a'));
      void pen.written().then(() => answered.push('first'));
      pen.commit(turnOf('b'));
      void pen.written().then(() => answered.push('second'));
      store.release();
      await until(() => store.waitingCount === 1);
      expect(answered).toEqual(['first']);
      store.release();
      await until(() => answered.length === 2);
    });
  });

  describe('when the store refuses', () => {
    it('says so, goes on telling, and writes everything with the next turn, once', async () => {
      store.isFull = true;
      pen.commit(turnOf('a'));
      await expect(pen.written()).rejects.toMatchObject({ code: 'store.diskFull' });
      expect(told[0]).toBe('');
      store.isFull = false;
      pen.commit(turnOf('b'));
      await pen.written();
      expect(told.at(-1)).toBe('a+b');
      await expect(pen.written()).resolves.toBeUndefined();
    });
    it('tries again after a second by itself', async () => {
      jest.useFakeTimers();
      store.isFull = true;
      pen.commit(turnOf('a'));
      await jest.advanceTimersByTimeAsync(900);
      store.isFull = false;
      await jest.advanceTimersByTimeAsync(200);
      expect(told.at(-1)).toBe('a');
    });
    it('keeps the order of what was refused and what came meanwhile', async () => {
      store.isSlow = true;
      store.isFull = true;
      pen.commit({ openCalls: [{ pbxId: 'p', globalCallId: 'c', body: 'old' }] });
      pen.commit({ openCalls: [{ pbxId: 'p', globalCallId: 'c', body: 'new' }] });
      store.release();
      store.isFull = false;
      store.isSlow = false;
      await pen.written();
      await until(async () => (await store.port.openCalls(tenantId, 'p')).length === 1);
      expect(await store.port.openCalls(tenantId, 'p')).toMatchObject([{ body: 'new' }]);
    });
  });

  describe('when somebody is settled and wanted', () => {
    const intent = { userId: 'u', session: null, expiresAt: 0 };
    it.each([
      ['settled last is gone', ['want', 'settle'], 0],
      ['wanted last stays', ['settle', 'want'], 1],
    ])('%s', async (_name, steps, rows) => {
      for (const step of steps) {
        if (step === 'want') pen.commit({ presence: [intent] });
        else pen.settle('u');
      }
      pen.commit();
      await pen.written();
      await pen.stop();
      expect(await store.port.presenceIntents(tenantId)).toHaveLength(rows);
    });
  });

  describe('when a row is noted', () => {
    it('begins no transaction, is in the next one, and is written alone when somebody waits for it', async () => {
      const row = { pbxId: 'site:p', globalCallId: 'position', body: '1' };
      pen.note(row);
      expect(store.turns).toEqual([]);
      await pen.written();
      expect(await store.port.openCalls(tenantId, 'site:p')).toMatchObject([{ body: '1' }]);
      pen.note({ ...row, body: '2' });
      pen.commit(turnOf('a'));
      await pen.written();
      expect(store.turns).toEqual([[], ['a']]);
      expect(await store.port.openCalls(tenantId, 'site:p')).toMatchObject([{ body: '2' }]);
    });
  });

  describe('when the service stops', () => {
    it('writes what is under way and what is gathered', async () => {
      store.isSlow = true;
      pen.commit(turnOf('a'));
      pen.commit(turnOf('b'));
      const stopped = pen.stop();
      store.release();
      await until(() => store.waitingCount === 1);
      store.release();
      await stopped;
      expect(told).toEqual(['a', 'b']);
    });
  });
});
