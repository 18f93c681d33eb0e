// One relay bench: warm-up, measured traffic, drain, quiet, stop, compare.
import { setTimeout as wait } from 'node:timers/promises';
import type { ExpectedRecord, PbxState, StateChange } from '../../sandbox/pbx/index.ts';
import type { BenchOptions } from './benchOptions.ts';
import { compareRecords, type RowComparison } from './compareRecords.ts';
import { matchChanges, type Matching, type PbxChange } from './matchChanges.ts';
import { type Usage, usageOf } from './processUsage.ts';
import { readRecords } from './readRecords.ts';
import type { World } from './startWorld.ts';

type Counts = Pick<PbxState, 'traffic' | 'callCount' | 'eventCount' | 'byteCount'>;

/** Everything a report needs. */
export interface RelayFigures {
  readonly readySeconds: number;
  /** Of the measured window. */
  readonly calls: number;
  readonly skippedCalls: number;
  readonly events: number;
  readonly bytes: number;
  readonly windowSeconds: number;
  readonly matching: Matching;
  readonly changes: number;
  readonly wrongFinalStates: number;
  readonly records: RowComparison;
  readonly requests: number;
  readonly presenceRequests: number;
  readonly throttled: number;
  readonly failed: number;
  readonly violations: number;
  /** Of the measured window and drain. */
  readonly cpuSeconds: number | null;
  readonly cpuWindowSeconds: number;
  readonly cpuSecondsTotal: number | null;
  readonly peakRssMiB: number | null;
  readonly exitCode: number | null;
  readonly quiet: boolean;
}

interface GraphEntry {
  readonly atUs: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

const quietMs = 1500;
const quietLimitMs = 60_000;
const presencePath = /^\/?users\/([^/]+)\/presence\/(setPresence|clearPresence)$/;

/** Plays the traffic against a ready world and measures. */
export async function runRelay(world: World, options: BenchOptions): Promise<RelayFigures> {
  const { pbxUrl, graphUrl } = world;
  await post(`${pbxUrl}/traffic`, trafficOf(options));
  await wait(options.warmUpSeconds * 1000);
  const measuredFromUs = Number(process.hrtime.bigint() / 1000n);
  const before = {
    counts: await get<Counts>(`${pbxUrl}/counts`),
    usage: usageOf(world.service.pid),
    at: performance.now(),
  };
  await wait(options.seconds * 1000);
  const windowSeconds = (performance.now() - before.at) / 1000;
  const after = await get<Counts>(`${pbxUrl}/counts`);
  await post(`${pbxUrl}/traffic`, { on: false, drain: true });
  const quiet = await untilQuiet(graphUrl);
  const usage = usageOf(world.service.pid);
  const cpuWindowSeconds = (performance.now() - before.at) / 1000;
  const told = await readWhatWasTold(world, measuredFromUs);
  const exitCode = await world.service.stop();
  const records = compareRecords(await owedRows(world), readRecords(world.storePath));
  return {
    readySeconds: world.readySeconds,
    calls: after.traffic.started - before.counts.traffic.started,
    skippedCalls: after.traffic.skipped,
    events: after.eventCount - before.counts.eventCount,
    bytes: after.byteCount - before.counts.byteCount,
    windowSeconds,
    ...told,
    records,
    ...cpu(before.usage, usage),
    cpuWindowSeconds,
    exitCode,
    quiet,
  };
}

function trafficOf(options: BenchOptions): object {
  const { bhcc, seed, meanTalkSeconds, meanRingSeconds } = options;
  return { on: true, bhcc, seed, meanTalkSeconds, maxTalkSeconds: meanTalkSeconds * 2, meanRingSeconds };
}

function cpu(
  before: Usage | null,
  after: Usage | null,
): Pick<RelayFigures, 'cpuSeconds' | 'cpuSecondsTotal' | 'peakRssMiB'> {
  return {
    cpuSeconds: before === null || after === null ? null : after.cpuSeconds - before.cpuSeconds,
    cpuSecondsTotal: after?.cpuSeconds ?? null,
    peakRssMiB: after?.peakRssMiB ?? null,
  };
}

/** Graph got nothing new for a while. */
async function untilQuiet(graphUrl: string): Promise<boolean> {
  const limit = performance.now() + quietLimitMs;
  let [seen, since] = [-1, performance.now()];
  while (performance.now() < limit) {
    const { requests } = await get<{ requests: number }>(`${graphUrl}/_sandbox/stats`);
    if (requests !== seen) [seen, since] = [requests, performance.now()];
    else if (performance.now() - since > quietMs) return true;
    await wait(100);
  }
  return false;
}

type Told = Pick<
  RelayFigures,
  'matching' | 'changes' | 'wrongFinalStates' | 'requests' | 'presenceRequests' | 'throttled' | 'failed' | 'violations'
>;

async function readWhatWasTold(world: World, measuredFromUs: number): Promise<Told> {
  const { items } = await get<{ items: readonly StateChange[] }>(`${world.pbxUrl}/journal`);
  const { entries } = await get<{ entries: readonly GraphEntry[] }>(`${world.graphUrl}/_sandbox/journal`);
  const { violations } = await get<{ violations: readonly unknown[] }>(`${world.graphUrl}/_sandbox/violations`);
  const requests = entries.flatMap(toRequest);
  const changes = items.map((item): PbxChange => {
    return { user: userOf(world, item.extension), state: item.state, atUs: Number(item.sentAtUs) };
  });
  return {
    matching: matchChanges(changes, requests, measuredFromUs),
    changes: changes.length,
    wrongFinalStates: await countWrongStates(world),
    requests: entries.length,
    presenceRequests: requests.length,
    throttled: entries.filter((entry) => entry.status === 429).length,
    failed: entries.filter((entry) => entry.status === 0 || entry.status >= 400).length,
    violations: violations.length,
  };
}

function toRequest(entry: GraphEntry): readonly PbxChange[] {
  const parts = presencePath.exec(entry.path);
  if (parts === null) return [];
  const state = parts[2] === 'setPresence' ? 'busy' : 'clear';
  return [{ user: decodeURIComponent(parts[1] ?? ''), state, atUs: Number(entry.atUs) }];
}

function userOf(world: World, extension: string): string {
  return world.tenant.byExtension(extension)?.id ?? extension;
}

/** Users whose session in Teams is not what their phone says now; everyone is looked at, not only who was in a call. */
async function countWrongStates(world: World): Promise<number> {
  const { states } = await get<{ states: Readonly<Record<string, 'busy' | 'clear'>> }>(`${world.pbxUrl}/expected`);
  const { users } = await get<{ users: readonly { extension: string; sessions: readonly unknown[] }[] }>(
    `${world.graphUrl}/_sandbox/presence`,
  );
  return users.filter((user) => user.sessions.length > 0 !== (states[user.extension] === 'busy')).length;
}

async function owedRows(world: World): Promise<Parameters<typeof compareRecords>[0]> {
  const { records } = await get<{ records: readonly ExpectedRecord[] }>(`${world.pbxUrl}/expected`);
  return records.map(({ extension, direction, outcome, callId }) => {
    return { user: userOf(world, extension), direction, outcome, callId };
  });
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${String(response.status)} ${await response.text()}`);
  await response.body?.cancel();
}
