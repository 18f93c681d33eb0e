// One phase of the bench: readers ask while finished calls are written, from another process than the store's.
import { setTimeout as sleep } from 'node:timers/promises';
import { endMs, type CallWorld } from './CallWorld.ts';
import { Latencies, rounded, type Figures } from './Latencies.ts';
import type { StoreAsk } from './storeAsks.ts';
import type { StoreChild } from './StoreChild.ts';

const pageRows = 50;
const longLogEvery = 50;
const partiesPerUser = 60;

/** Settings of one phase. */
export interface LoadOptions {
  readonly users: number;
  readonly readers: number;
  readonly writes: number;
  readonly seconds: number;
  /** Each reader has a request due so often; 0: the next one is due when the answer is there. */
  readonly periodMs: number;
  /** Part of the ids of the calls written, so that no two phases write the same. */
  readonly name: string;
}

/** What one phase measured, from the moment each request was due to its answer in the process of the load. */
export interface LoadFigures {
  readonly requestsPerSecond: number;
  readonly firstPage: Figures;
  readonly filteredPage: Figures;
  readonly numberSearch: Figures;
  readonly missedCount: Figures;
  readonly insert: Figures;
  /** Processor time of the process with the store for each request or insert; a database server's is not in it. */
  readonly cpuMsPerRequest: number;
  /** How late timers came in the process with the store: what everything else in a service would have had to wait. */
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
}

/** Runs one phase. */
export async function runLoad(store: StoreChild, world: CallWorld, options: LoadOptions): Promise<LoadFigures> {
  const kinds = requestsOf(world).map((ask) => ({ ask, latencies: new Latencies() }));
  const insert = new Latencies();
  await store.ask({ kind: 'usage' });
  const from = performance.now();
  const until = from + options.seconds * 1_000;
  const readers = Array.from({ length: options.readers }, async (_, reader) => {
    // Spread over the period, as people are.
    let dueAt = from + (options.periodMs * reader) / options.readers;
    while (dueAt < until) {
      await sleepUntil(dueAt);
      const user = world.below(longLogEvery) === 0 ? 0 : 1 + world.below(options.users - 1);
      const kind = kinds[world.below(kinds.length)];
      if (kind !== undefined) await askAt(store, dueAt, kind.ask(user), kind.latencies);
      dueAt = options.periodMs === 0 ? performance.now() : dueAt + options.periodMs;
    }
  });
  await Promise.all([...readers, writeCalls(store, world, { ...options, from, until, insert })]);
  const { usage } = await store.ask({ kind: 'usage' });
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
    cpuMsPerRequest: rounded((usage?.cpuMs ?? 0) / (requests + insert.figures().count)),
    loopDelayP99Ms: usage?.loopDelayP99Ms ?? 0,
    loopDelayMaxMs: usage?.loopDelayMaxMs ?? 0,
  };
}

/** Notes what the answer took since it was due; a timer may be early, and then it counts from the asking. */
function askAt(store: StoreChild, dueAt: number, ask: StoreAsk, latencies: Latencies): Promise<void> {
  return latencies.since(Math.min(dueAt, performance.now()), store.ask(ask));
}

async function sleepUntil(time: number): Promise<void> {
  const restMs = time - performance.now();
  if (restMs > 0) await sleep(restMs);
}

function requestsOf(world: CallWorld): readonly ((user: number) => StoreAsk)[] {
  const page = (
    user: number,
    query: { readonly filter: 'all' | 'missed'; readonly text?: string; readonly e164?: string },
  ): StoreAsk => ({ kind: 'page', userId: world.userId(user), query: { ...query, limit: pageRows } });
  const search = (user: number): StoreAsk => {
    const e164 = world.numberOf(user, world.below(partiesPerUser));
    // As people write it: 01 99 0x xx xx; every second one only knows the end.
    const national = `0${e164.slice(3)}`.replace(/(\d\d)(?=\d)/g, '$1 ');
    return world.below(2) === 0
      ? page(user, { filter: 'all', text: national, e164 })
      : page(user, { filter: 'all', text: e164.slice(-4) });
  };
  return [
    (user) => page(user, { filter: 'all' }),
    (user) => page(user, { filter: 'missed' }),
    search,
    (user) => ({ kind: 'missed', userId: world.userId(user) }),
  ];
}

interface Writing extends LoadOptions {
  readonly from: number;
  readonly until: number;
  readonly insert: Latencies;
}

async function writeCalls(store: StoreChild, world: CallWorld, options: Writing): Promise<void> {
  const { users, name, from, until, insert } = options;
  const writing: Promise<unknown>[] = [];
  for (let call = 0; options.writes > 0; call++) {
    const dueAt = from + (call * 1_000) / options.writes;
    if (dueAt >= until) break;
    await sleepUntil(dueAt);
    const { record, search } = world.call(1 + world.below(users - 1), `${name}${call}`, endMs + call * 20);
    const turn = {
      records: [record],
      search: [search],
      openCalls: [{ pbxId: 'main', globalCallId: record.id, body: null }],
      presence: [{ userId: record.userId, session: null, expiresAt: endMs }],
      presenceSettled: [],
      notices: record.outcome === 'missed' ? [{ userId: record.userId, recordId: record.id }] : [],
    };
    writing.push(askAt(store, dueAt, { kind: 'turn', turn }, insert));
  }
  await Promise.all(writing);
}
