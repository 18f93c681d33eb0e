// One relay bench: warm-up, measured traffic, a fault in its middle if wanted, drain, quiet, stop, compare.
import { setTimeout as wait } from 'node:timers/promises';
import type { PbxState } from '../../sandbox/pbx/index.ts';
import type { BenchOptions } from './benchOptions.ts';
import { compareRecords, type RowComparison } from './compareRecords.ts';
import { playFault, type Gap } from './faultPlans.ts';
import { get, monotonicUs, post } from './httpJson.ts';
import { wrongIntervals, type WrongInterval } from './lagIntervals.ts';
import { matchChanges, type Matching } from './matchChanges.ts';
import type { Usage } from './processUsage.ts';
import { countWrongStates, owedRows, readJournals, type Journals } from './readJournals.ts';
import { readRecords } from './readRecords.ts';
import { rowsApartFrom } from './rowsApartFrom.ts';
import type { World } from './startWorld.ts';

type Counts = Pick<PbxState, 'traffic' | 'callCount' | 'eventCount' | 'byteCount'>;

/** Everything a report needs. */
export interface RelayFigures {
  readonly readySeconds: number;
  /** Of the measured window, which a fault and the time after it make longer. */
  readonly calls: number;
  readonly skippedCalls: number;
  readonly events: number;
  readonly bytes: number;
  readonly windowSeconds: number;
  readonly measuredFromUs: number;
  /** When the traffic was told to stop. */
  readonly trafficEndUs: number;
  readonly gap: Gap | undefined;
  /** When the process that was killed was started again; undefined when it was not. */
  readonly restartedUs: number | undefined;
  readonly journals: Journals;
  readonly matching: Matching;
  readonly intervals: readonly WrongInterval[];
  readonly wrongFinalStates: number;
  /** Undefined for who keeps no log. */
  readonly records: RowComparison | undefined;
  /** The same without the calls that went on during the fault. */
  readonly recordsApart: RowComparison | undefined;
  /** Of the measured window and drain. */
  readonly cpuSeconds: number | null;
  readonly cpuWindowSeconds: number;
  readonly cpuSecondsTotal: number | null;
  readonly peakRssMiB: number | null;
  readonly exitCode: number | null;
  readonly quiet: boolean;
}

const quietMs = 1500;
const wrongPollMs = 2000;
/** A backlog that waits for the quota is silent for most of a window of 30 s. */
const quietLimitMs = 120_000;
/** Traffic after a fault: the 30 s after which everything must be right, and some more to see that it stays so. */
const afterFaultSeconds = 35;

/** Plays the traffic against a ready world and measures. */
export async function runRelay(world: World, options: BenchOptions): Promise<RelayFigures> {
  const { pbxUrl, graphUrl, lives } = world;
  await post(`${pbxUrl}/traffic`, trafficOf(options));
  await wait(options.warmUpSeconds * 1000);
  const measuredFromUs = monotonicUs();
  const before = { counts: await get<Counts>(`${pbxUrl}/counts`), usage: lives.usage() };
  const gap = await playWindow(world, options);
  const trafficEndUs = monotonicUs();
  const after = await get<Counts>(`${pbxUrl}/counts`);
  await post(`${pbxUrl}/traffic`, { on: false, drain: true });
  const quiet = await untilQuiet(world, graphUrl);
  const usage = lives.usage();
  const endUs = monotonicUs();
  const journals = await readJournals(world);
  const wrongFinalStates = await countWrongStates(world);
  const exitCode = await lives.stop();
  return {
    readySeconds: lives.first.readySeconds,
    calls: after.traffic.started - before.counts.traffic.started,
    skippedCalls: after.traffic.skipped,
    events: after.eventCount - before.counts.eventCount,
    bytes: after.byteCount - before.counts.byteCount,
    windowSeconds: (trafficEndUs - measuredFromUs) / 1_000_000,
    measuredFromUs,
    trafficEndUs,
    gap,
    restartedUs: lives.last === lives.first ? undefined : lives.last.startedUs,
    journals,
    matching: matchChanges(journals.changes, journals.requests, measuredFromUs),
    intervals: wrongIntervals(journals.changes, journals.applied, endUs),
    wrongFinalStates,
    ...(await compareLog(world, journals, gap)),
    ...cpu(before.usage, usage),
    cpuWindowSeconds: (endUs - measuredFromUs) / 1_000_000,
    exitCode,
    quiet,
  };
}

/** The measured time; a fault comes in its middle, and traffic goes on long enough after it. */
async function playWindow(world: World, { fault, seconds }: BenchOptions): Promise<Gap | undefined> {
  if (fault === 'none') {
    await wait(seconds * 1000);
    return undefined;
  }
  await wait((seconds / 2) * 1000);
  const gap = await playFault(world, fault);
  await wait(Math.max(seconds / 2, afterFaultSeconds) * 1000);
  return gap;
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

/** Graph got nothing new for a while and nobody is wrong; false when that does not come. */
async function untilQuiet(world: World, graphUrl: string): Promise<boolean> {
  const limit = performance.now() + quietLimitMs;
  let [seen, since] = [-1, performance.now()];
  while (performance.now() < limit) {
    const { requests } = await get<{ requests: number }>(`${graphUrl}/_sandbox/stats`);
    const isStill = requests === seen && performance.now() - since > quietMs;
    if (isStill && (await countWrongStates(world)) === 0) return true;
    if (requests !== seen) [seen, since] = [requests, performance.now()];
    await wait(isStill ? wrongPollMs : 100);
  }
  return false;
}

async function compareLog(
  world: World,
  { changes }: Journals,
  gap: Gap | undefined,
): Promise<Pick<RelayFigures, 'records' | 'recordsApart'>> {
  if (world.storePath === undefined) return { records: undefined, recordsApart: undefined };
  const [owed, found] = [await owedRows(world), readRecords(world.storePath)];
  const records = compareRecords(owed, found);
  if (gap === undefined) return { records, recordsApart: records };
  const isApart = rowsApartFrom(gap, changes);
  const isOwedApart = new Map(owed.map((row) => [row.callId, isApart(row)]));
  const recordsApart = compareRecords(
    owed.filter(isApart),
    found.filter(({ callId }) => isOwedApart.get(callId) ?? true),
  );
  return { records, recordsApart };
}
