// One phase of the bench: readers ask while finished calls are written, as in a service at its busiest.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AsyncStorePort } from '../../../bot/store/index.ts';
import { endMs, tenantId, type CallWorld } from './CallWorld.ts';
import { Latencies, rounded, type Figures } from './Latencies.ts';

const pageRows = 50;
const longLogEvery = 50;
const partiesPerUser = 60;

/** Settings of one phase. */
export interface LoadOptions {
  readonly users: number;
  readonly readers: number;
  readonly writes: number;
  readonly seconds: number;
  /** How long a reader waits between two requests; 0: it never does. */
  readonly pauseMs: number;
  /** Part of the ids of the calls written, so that no two phases write the same. */
  readonly name: string;
}

/** What one phase measured. */
export interface LoadFigures {
  readonly requestsPerSecond: number;
  readonly firstPage: Figures;
  readonly filteredPage: Figures;
  readonly numberSearch: Figures;
  readonly missedCount: Figures;
  readonly insert: Figures;
  /** Processor time of this process for each request or insert; the database server's is not in it. */
  readonly cpuMsPerRequest: number;
  /** How late timers came: what everything else in the service had to wait. */
  readonly loopDelayP99Ms: number;
}

/** Runs one phase. */
export async function runLoad(store: AsyncStorePort, world: CallWorld, options: LoadOptions): Promise<LoadFigures> {
  const kinds = requestsOf(store, world);
  const insert = new Latencies();
  const until = performance.now() + options.seconds * 1_000;
  const cpuBefore = process.cpuUsage();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const readers = Array.from({ length: options.readers }, async () => {
    await sleep(world.below(options.pauseMs + 1));
    while (performance.now() < until) {
      const user = world.below(longLogEvery) === 0 ? 0 : 1 + world.below(options.users - 1);
      const kind = kinds[world.below(kinds.length)];
      if (kind !== undefined) await kind.latencies.time(() => kind.ask(user));
      if (options.pauseMs > 0) await sleep(options.pauseMs);
    }
  });
  await Promise.all([...readers, writeCalls(store, world, { ...options, until, insert })]);
  delay.disable();
  const cpu = process.cpuUsage(cpuBefore);
  const [firstPage, filteredPage, numberSearch, missedCount] = kinds.map((kind) => kind.latencies.figures());
  const requests = kinds.reduce((sum, kind) => sum + kind.latencies.figures().count, 0);
  const none = new Latencies().figures();
  return {
    requestsPerSecond: Math.round(requests / options.seconds),
    firstPage: firstPage ?? none,
    filteredPage: filteredPage ?? none,
    numberSearch: numberSearch ?? none,
    missedCount: missedCount ?? none,
    insert: insert.figures(),
    cpuMsPerRequest: rounded((cpu.user + cpu.system) / 1_000 / (requests + insert.figures().count)),
    loopDelayP99Ms: rounded(delay.percentile(99) / 1e6),
  };
}

function requestsOf(store: AsyncStorePort, world: CallWorld) {
  const page = (
    user: number,
    query: { readonly filter: 'all' | 'missed'; readonly text?: string; readonly e164?: string },
  ) => store.listRecords(tenantId, world.userId(user), { ...query, limit: pageRows });
  const search = (user: number) => {
    const e164 = world.numberOf(user, world.below(partiesPerUser));
    // As people write it: 01 99 0x xx xx; every second one only knows the end.
    const national = `0${e164.slice(3)}`.replace(/(\d\d)(?=\d)/g, '$1 ');
    return world.below(2) === 0
      ? page(user, { filter: 'all', text: national, e164 })
      : page(user, { filter: 'all', text: e164.slice(-4) });
  };
  const asks: readonly ((user: number) => Promise<unknown>)[] = [
    (user) => page(user, { filter: 'all' }),
    (user) => page(user, { filter: 'missed' }),
    search,
    (user) => store.missedCount(tenantId, world.userId(user)),
  ];
  return asks.map((ask) => ({ ask, latencies: new Latencies() }));
}

async function writeCalls(
  store: AsyncStorePort,
  world: CallWorld,
  options: LoadOptions & { readonly until: number; readonly insert: Latencies },
): Promise<void> {
  const { writes, users, name, until, insert } = options;
  const writing: Promise<unknown>[] = [];
  const startedAt = performance.now();
  for (let call = 0; writes > 0 && performance.now() < until; call++) {
    const dueInMs = startedAt + (call * 1_000) / writes - performance.now();
    if (dueInMs > 0) await sleep(dueInMs);
    const { record, search } = world.call(1 + world.below(users - 1), `${name}${call}`, endMs + call * 20);
    const turn = {
      records: [record],
      search: [search],
      openCalls: [{ pbxId: 'main', globalCallId: record.id, body: null }],
      presence: [{ userId: record.userId, session: null, expiresAt: endMs }],
      presenceSettled: [],
      notices: record.outcome === 'missed' ? [{ userId: record.userId, recordId: record.id }] : [],
    };
    writing.push(insert.time(() => store.commitTurn(tenantId, turn)));
  }
  await Promise.all(writing);
}
