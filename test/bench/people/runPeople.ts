// Makes the directory of a large company, searches it as people type, and starts a heart with it.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { GraphUser } from '#bot/graph';
import { createPeopleKeeper } from '#bot/bridge';
import { openAsyncSqliteStore } from '#bot/store';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Directory } from '../../../bot/bridge/directory.ts';
import { betweenOthers } from '../../../bot/bridge/steps.ts';
import { heartBench, tenantId } from '../../support/heartBench.ts';
import { makePeople } from './makePeople.ts';
import { typedSearches } from './typedSearches.ts';
import { watchLoop, type Watched } from './watchLoop.ts';

/** Size of a run. */
export interface PeopleBenchOptions {
  readonly people: number;
  readonly searches: number;
  readonly seed: number;
}

/** Milliseconds of many keystrokes. */
export interface Distribution {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** A limit and what was measured against it, milliseconds. */
export interface Bar {
  readonly name: string;
  readonly bar: number;
  readonly value: number;
}

/** Making the directory: the median of a few rounds, and what one directory holds in memory. */
export interface BuildFigures extends Watched {
  readonly megabytes: number;
}

/** What a run measured; the bars hold for the processor's time, because other programs of the machine are not ours. */
export interface PeopleReport {
  readonly people: number;
  readonly keystrokes: Distribution;
  readonly byKind: readonly (Distribution & { readonly kind: string })[];
  readonly build: BuildFigures;
  readonly restart: Watched;
  readonly bars: readonly Bar[];
  readonly passed: boolean;
}

const rule = { extensionFrom: 'businessPhones', extensionPattern: '(\\d{5})$', lines: [] } as const;
const limit = 25;
const roundCount = 3;
const bytesPerMegabyte = 1_048_576;
/** Product P1 and its share of the server. */
const limits = { keystrokeP99Ms: 30, buildMs: 2_000, stopMs: 50 } as const;

/** One run; everything is made anew. */
export async function runPeople(options: PeopleBenchOptions): Promise<PeopleReport> {
  const users = makePeople(options.people, options.seed);
  const { directory, build } = await buildDirectory(users);
  const byKind = search(directory, users, options);
  const keystrokes = distributionOf([...byKind.values()].flat());
  const restart = await restartWith(users);
  const bars: readonly Bar[] = [
    { name: 'p99 of a keystroke', bar: limits.keystrokeP99Ms, value: keystrokes.p99Ms },
    { name: 'making the directory', bar: limits.buildMs, value: build.cpuMs },
    { name: 'longest stop while it is made', bar: limits.stopMs, value: build.longestStopCpuMs },
    { name: 'longest stop at a start', bar: limits.stopMs, value: restart.longestStopCpuMs },
  ];
  return {
    people: users.length,
    keystrokes,
    byKind: [...byKind].map(([kind, times]) => ({ kind, ...distributionOf(times) })),
    build,
    restart,
    bars,
    passed: bars.every(({ bar, value }) => value <= bar),
  };
}

async function buildDirectory(users: readonly GraphUser[]): Promise<{ directory: Directory; build: BuildFigures }> {
  const made: Watched[] = [];
  const before = usedHeap();
  let directory = Directory.of([], rule);
  for (let round = 0; round < roundCount; round += 1) {
    const { result, watched } = await watchLoop(() => betweenOthers(Directory.building(users, rule), () => false));
    directory = result ?? directory;
    made.push(watched);
  }
  const megabytes = (usedHeap() - before) / bytesPerMegabyte;
  const of = (pick: (watched: Watched) => number): number => median(made.map(pick));
  return {
    directory,
    build: {
      ms: of(({ ms }) => ms),
      cpuMs: of((each) => each.cpuMs),
      longestStopMs: of(({ longestStopMs }) => longestStopMs),
      longestStopCpuMs: of(({ longestStopCpuMs }) => longestStopCpuMs),
      megabytes,
    },
  };
}

/** Times of the keystrokes by kind of search. */
function search(
  directory: Directory,
  users: readonly GraphUser[],
  { searches, seed }: PeopleBenchOptions,
): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, number[]>();
  const near = users[0]?.department;
  for (const { kind, texts } of typedSearches(users, searches, seed)) {
    const own = times.get(kind) ?? [];
    times.set(kind, own);
    for (const q of texts) own.push(median(rounds(() => timed(() => directory.find({ q, limit, near })))));
  }
  return times;
}

/** A heart that stopped with all these people and starts again; its PBX tells its lines at once. */
async function restartWith(users: readonly GraphUser[]): Promise<Watched> {
  const dir = mkdtempSync(join(tmpdir(), 'hookswitch-people-'));
  const store = await openAsyncSqliteStore(join(dir, 'test.sqlite'));
  const keeper = createPeopleKeeper(store, tenantId);
  await keeper.keep(users, new Set(users.map(({ id }) => id)));
  const { result, watched } = await watchLoop(async () => {
    const bench = await heartBench({ dir, store, directory: rule, recallPeople: keeper.recall });
    bench.pbx.comeUp();
    await bench.heart.written();
    return bench;
  });
  await result.close();
  return watched;
}

/** The middle one of a few rounds: what others do on the machine is not ours. */
function median(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

function rounds(measure: () => number): readonly number[] {
  return Array.from({ length: roundCount }, measure);
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

function distributionOf(times: readonly number[]): Distribution {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { count: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) };
}

function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
