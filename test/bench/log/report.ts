// Puts the figures of both keepers side by side and holds them against the bars.
import type { RemovalCounts } from '../../../bot/store/index.ts';
import type { BenchOptions } from './benchOptions.ts';
import type { Figures } from './Latencies.ts';
import type { LoadFigures } from './runLoad.ts';

const readBarMs = 20;
const insertBarMs = 10;
/** More than this on top of the idle process, and the export keeps rows in memory. */
const exportBarMiB = 100;
/** One step of the purge. */
const stepBarMs = 20;
const readKinds = ['firstPage', 'filteredPage', 'numberSearch', 'missedCount'] as const;

/** What one keeper showed. */
export interface StoreFigures {
  readonly fillSeconds: number;
  /** Open loop: each reader has a request due every period, whatever the store does. */
  readonly paced: LoadFigures;
  /** What `paced` is the median of, in the order in which it was measured. */
  readonly pacedRounds: readonly LoadFigures[];
  /** Closed loop: every reader asks again at once, so that all of them always wait; the machine is at its end. */
  readonly saturated: LoadFigures;
  /** As paced, while the nightly purge runs. */
  readonly purging: LoadFigures;
  readonly exported: {
    readonly rows: number;
    readonly megabytes: number;
    readonly seconds: number;
    readonly rssBeforeMiB: number;
    readonly rssPeakMiB: number;
  };
  readonly purge: RemovalCounts;
}

/** The whole run. */
export interface BenchReport {
  readonly options: BenchOptions;
  readonly bars: {
    readonly readP99Ms: number;
    readonly insertP99Ms: number;
    readonly exportMiB: number;
    readonly purgeStepMs: number;
  };
  readonly profile: string;
  readonly stores: Readonly<Record<string, StoreFigures>>;
  /** Readers at work (paced), and the export. */
  readonly passed: boolean;
  /** The same bars while all readers always wait for an answer. */
  readonly passedSaturated: boolean;
  /** The same bars while the purge runs, and its longest step. */
  readonly passedPurging: boolean;
}

/** The report over both keepers. */
export function makeReport(options: BenchOptions, stores: Readonly<Record<string, StoreFigures>>): BenchReport {
  const all = Object.values(stores);
  const hasSmallExport = all.every(({ exported }) => exported.rssPeakMiB - exported.rssBeforeMiB <= exportBarMiB);
  return {
    options: { ...options, postgres: new URL(options.postgres).host },
    bars: { readP99Ms: readBarMs, insertP99Ms: insertBarMs, exportMiB: exportBarMiB, purgeStepMs: stepBarMs },
    profile: profileOf(options),
    stores,
    passed: hasSmallExport && all.every(({ paced }) => isFast(paced)),
    passedSaturated: all.every(({ saturated }) => isFast(saturated)),
    passedPurging: all.every(({ purging, purge }) => isFast(purging) && purge.longestMs <= stepBarMs),
  };
}

function profileOf({ readers, periodMs, writes, rounds }: BenchOptions): string {
  return [
    'the load runs in another process than the store',
    `paced and purging: ${readers} readers, each has a request due every ${periodMs} ms, measured from then`,
    `paced is the median of ${rounds} rounds; the store was settled before (planner's statistics, nothing left to write)`,
    `saturated: ${readers} requests always under way, measured from when each is sent`,
    `in all of them ${writes} finished calls fall due each second, measured from then`,
  ].join('; ');
}

function isFast(load: LoadFigures): boolean {
  return readKinds.every((kind) => load[kind].p99Ms <= readBarMs) && load.insert.p99Ms <= insertBarMs;
}

/** The report for people. */
export function tableOf({ profile, stores, passed, passedSaturated, passedPurging }: BenchReport): string {
  const line = (name: string, { count, p50Ms, p99Ms, maxMs }: Figures): string =>
    `  ${name.padEnd(14)} ${String(count).padStart(8)}  p50 ${p50Ms.toFixed(2).padStart(7)}  p99 ${p99Ms.toFixed(2).padStart(7)}  max ${maxMs.toFixed(2).padStart(8)} ms`;
  const load = (name: string, figures: LoadFigures): readonly string[] => [
    ` ${name}: ${figures.requestsPerSecond} requests/s, ${figures.cpuMsPerRequest} ms of processor each, loop delay p99 ${figures.loopDelayP99Ms} max ${figures.loopDelayMaxMs} ms`,
    ...readKinds.map((kind) => line(kind, figures[kind])),
    line('insert', figures.insert),
  ];
  const blocks = Object.entries(stores).flatMap(([name, figures]) => [
    `${name}: filled in ${figures.fillSeconds} s`,
    ...load('paced', figures.paced),
    ` rounds, insert p99: ${figures.pacedRounds.map(({ insert }) => insert.p99Ms).join(', ')} ms`,
    ...load('saturated', figures.saturated),
    ...load('purging', figures.purging),
    ...restOf(figures),
  ]);
  const verdict = (name: string, isPassed: boolean): string => `${name}: ${isPassed ? 'passed' : 'failed'}`;
  return [
    profile,
    ...blocks,
    verdict('paced', passed),
    verdict('saturated', passedSaturated),
    verdict('purging', passedPurging),
  ].join('\n');
}

function restOf({ exported, purge }: StoreFigures): readonly string[] {
  const { rows, megabytes, seconds, rssBeforeMiB, rssPeakMiB } = exported;
  return [
    ` purge: ${purge.records} rows of ${purge.users} users, longest step ${purge.longestMs} ms`,
    ` export: ${rows} rows, ${megabytes} MiB in ${seconds} s, memory ${rssBeforeMiB} -> ${rssPeakMiB} MiB`,
  ];
}
