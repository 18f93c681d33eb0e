// A heart over a store that takes its time: nobody hears what is not on disk, and presence stays right meanwhile.
import { openAsyncSqliteStore } from '#bot/store';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heartBench, listen, logOf, tenantId, type HeartBench } from '../../../support/heartBench.ts';
import { SlowStore } from '../../../support/SlowStore.ts';
import { until } from '../../../support/until.ts';

let made: HeartBench;
let slow: SlowStore;

beforeEach(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hookswitch-'));
  slow = new SlowStore(await openAsyncSqliteStore(join(dir, 'test.sqlite')));
  made = await heartBench({ dir, store: slow.port });
  made.pbx.comeUp();
  await made.heart.written();
  slow.isSlow = true;
});
afterEach(async () => {
  slow.isSlow = false;
  while (slow.waitingCount > 0) slow.release();
  await made.close();
});

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Lets transactions go on until none is asked for. */
async function drain(): Promise<void> {
  slow.isSlow = false;
  slow.release();
  await made.heart.written();
}

describe('a heart whose store is slow', () => {
  it('tells neither Graph nor streams of a turn before it is on disk', async () => {
    const { heart, pbx, graph } = made;
    const items = await listen(heart, '102');
    const before = items.length;
    pbx.ring('c1', '101', '102');
    pbx.answer('c1', '101', '102');
    await settle();
    expect(items).toHaveLength(before);
    expect(graph.sessions.size).toBe(0);
    await drain();
    await until(() => graph.sessions.size === 2);
    expect(items.length).toBeGreaterThan(before);
  });

  it('sends the newest wish of a person who is wanted anew while the first is on its way', async () => {
    const { pbx, graph, store } = made;
    pbx.ring('c1', '101', '103');
    await settle();
    pbx.end('c1', '101', '103');
    await settle();
    slow.release();
    await until(() => slow.waitingCount === 1);
    // The first wish is on disk, the second is not: nothing may be sent, and the disk must remember.
    expect(graph.calls).toEqual([]);
    expect(store.presenceIntents(tenantId)).toMatchObject([{ userId: 'user-101', session: { activity: 'InACall' } }]);
    await drain();
    await until(() => store.presenceIntents(tenantId).length === 0);
    expect(graph.sessions.size).toBe(0);
    pbx.ring('c2', '101', '103');
    await until(() => graph.sessions.size === 1);
    expect(store.presenceIntents(tenantId)).toMatchObject([{ userId: 'user-101', session: { activity: 'InACall' } }]);
  });

  it('is told that nobody waits in vain: written resolves with the turn of what was told before', async () => {
    const { heart, pbx } = made;
    pbx.ring('c1', '101', '102');
    let isWritten = false;
    const written = heart.written().then(() => (isWritten = true));
    slow.release();
    await settle();
    expect(isWritten).toBe(false); // the second leg of the call waits for its own transaction
    await drain();
    await written;
    expect(await logOf(heart, '102')).toEqual([]);
  });

  it('writes what is owed when it stops', async () => {
    const { heart, pbx, store } = made;
    pbx.ring('c1', '101', '102');
    pbx.leg('c1', '102', { kind: 'connectionCleared', cause: 'callCancelled' });
    pbx.end('c1', '101');
    const stopped = heart.stop();
    slow.isSlow = false;
    slow.release();
    await stopped;
    expect(store.listRecords(tenantId, 'user-102', { filter: 'all', limit: 9 }).items).toHaveLength(1);
  });
});
