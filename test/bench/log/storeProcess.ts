// The store under test in a process of its own, as in a service: does what it is asked, and knows nothing of the load.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openStore, type AsyncStorePort } from '../../../bot/store/index.ts';
import { tenantId } from './CallWorld.ts';
import { rounded } from './Latencies.ts';
import type { AskMessage, StoreAsk, StoreTold, ToldMessage } from './storeAsks.ts';

const [place = ''] = process.argv.slice(2);
const delay = monitorEventLoopDelay({ resolution: 2 });
let cpuBefore = process.cpuUsage();

async function answer(store: AsyncStorePort, ask: StoreAsk): Promise<StoreTold> {
  switch (ask.kind) {
    case 'page':
      return { rows: (await store.listRecords(tenantId, ask.userId, ask.query)).items.length };
    case 'missed':
      return { rows: await store.missedCount(tenantId, ask.userId) };
    case 'turn':
      return { rows: (await store.commitTurn(tenantId, ask.turn)).length };
    case 'purge':
      return { purged: await store.purge(tenantId, { olderThan: ask.olderThan }) };
    case 'usage':
      return { usage: usage() };
    case 'close':
      await store.close();
      return {};
  }
}

function usage(): NonNullable<StoreTold['usage']> {
  const { user, system } = process.cpuUsage(cpuBefore);
  const told = {
    cpuMs: (user + system) / 1_000,
    loopDelayP99Ms: rounded(delay.percentile(99) / 1e6),
    loopDelayMaxMs: rounded(delay.max / 1e6),
  };
  cpuBefore = process.cpuUsage();
  delay.reset();
  return told;
}

function tell(message: ToldMessage): void {
  process.send?.(message);
}

const store = await openStore(place);
process.on('message', ({ id, ask }: AskMessage) => {
  answer(store, ask).then(
    (told) => tell({ id, told }),
    (thrown: unknown) => tell({ id, fault: String(thrown) }),
  );
});
process.on('disconnect', () => process.exit(0));
delay.enable();
tell({ id: 0 });
