// Puts the figures of both keepers side by side and holds them against the bars.
import type { RemovalCounts } from '../../../bot/store/index.ts';
import type { BenchOptions } from './benchOptions.ts';
import type { Figures } from './Latencies.ts';
import type { LoadFigures } from './runLoad.ts';

const readBarMs = 20;
const insertBarMs = 10;
/** More than this on top of the idle process, and the export keeps rows in memory. */
const exportBarMiB = 100;
const readKinds = ['firstPage', 'filteredPage', 'numberSearch', 'missedCount'] as const;

/** What one keeper showed. */
export interface StoreFigures {
  readonly fillSeconds: number;
  /** Readers that wait between requests, as people do. */
  readonly paced: LoadFigures;
  /** Readers that ask again at once: the machine is at its end. */
  readonly saturated: LoadFigures;
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
  readonly bars: { readonly readP99Ms: number; readonly insertP99Ms: number; readonly exportMiB: number };
  readonly stores: Readonly<Record<string, StoreFigures>>;
  readonly passed: boolean;
  /** The same bars while readers never wait. */
  readonly passedSaturated: boolean;
}

/** The report over both keepers. */
export function makeReport(options: BenchOptions, stores: Readonly<Record<string, StoreFigures>>): BenchReport {
  const all = Object.values(stores);
  const hasSmallExport = all.every(({ exported }) => exported.rssPeakMiB - exported.rssBeforeMiB <= exportBarMiB);
  return {
    options: { ...options, postgres: new URL(options.postgres).host },
    bars: { readP99Ms: readBarMs, insertP99Ms: insertBarMs, exportMiB: exportBarMiB },
    stores,
    passed: hasSmallExport && all.every(({ paced }) => isFast(paced)),
    passedSaturated: all.every(({ saturated }) => isFast(saturated)),
  };
}

function isFast(load: LoadFigures): boolean {
  return readKinds.every((kind) => load[kind].p99Ms <= readBarMs) && load.insert.p99Ms <= insertBarMs;
}

/** The report for people. */
export function tableOf({ stores, passed, passedSaturated }: BenchReport): string {
  const line = (name: string, { count, p50Ms, p99Ms, maxMs }: Figures): string =>
    `  ${name.padEnd(14)} ${String(count).padStart(8)}  p50 ${p50Ms.toFixed(2).padStart(7)}  p99 ${p99Ms.toFixed(2).padStart(7)}  max ${maxMs.toFixed(2).padStart(8)} ms`;
  const load = (name: string, figures: LoadFigures): readonly string[] => [
    ` ${name}: ${figures.requestsPerSecond} requests/s, ${figures.cpuMsPerRequest} ms of processor each, loop delay p99 ${figures.loopDelayP99Ms} ms`,
    ...readKinds.map((kind) => line(kind, figures[kind])),
    line('insert', figures.insert),
  ];
  const blocks = Object.entries(stores).flatMap(([name, { fillSeconds, paced, saturated, exported, purge }]) => [
    `${name}: filled in ${fillSeconds} s`,
    ...load('paced', paced),
    ...load('saturated', saturated),
    ` export: ${exported.rows} rows, ${exported.megabytes} MiB in ${exported.seconds} s, memory ${exported.rssBeforeMiB} -> ${exported.rssPeakMiB} MiB`,
    ` purge: ${purge.records} rows of ${purge.users} users, longest step ${purge.longestMs} ms`,
  ]);
  return [
    ...blocks,
    `paced: ${passed ? 'passed' : 'failed'}`,
    `saturated: ${passedSaturated ? 'passed' : 'failed'}`,
  ].join('\n');
}
