// The bars of a bench: what must hold, what was measured, and whether it does.
import type { BenchOptions } from './benchOptions.ts';
import { calmFrom, wrongBySecond, type WrongInterval } from './lagIntervals.ts';
import { percentile } from './matchChanges.ts';
import type { RelayFigures } from './runRelay.ts';

/** One bar; `measured` null: it could not be measured, which is a miss. */
export interface Bar {
  readonly name: string;
  readonly most: number;
  readonly measured: number | null;
  readonly isMet: boolean;
}

const bytesPerMiB = 1_048_576;
const bytesPerMb = 1_000_000;
const calmWithinSeconds = 30;

/** Megabytes, as bars and operators count. */
export function toMb(mib: number | null): number | null {
  return mib === null ? null : (mib * bytesPerMiB) / bytesPerMb;
}

/** The bars of this run, in the order of the report. */
export function barsOf(options: BenchOptions, figures: RelayFigures): readonly Bar[] {
  return [
    ...speedBars(options, figures),
    ...faultBars(figures),
    bar('users wrong at the end', 0, figures.wrongFinalStates),
    bar('requests in any 30 s of one registration', options.quota, quotaOf(figures)),
    bar('requests against the API description', 0, figures.journals.violations),
    ...logBars(figures),
    ...(options.fault === 'none' && options.scaleProfile !== 'x10' ? plainBars(figures) : []),
    bar('exit code', 0, figures.exitCode),
  ];
}

function bar(name: string, most: number, measured: number | null): Bar {
  return { name, most, measured, isMet: measured !== null && measured <= most };
}

function speedBars({ scaleProfile, fault }: BenchOptions, figures: RelayFigures): readonly Bar[] {
  if (scaleProfile === undefined) return [];
  const memory = bar('peak memory, MB', scaleProfile === 'seed' ? 250 : 800, toMb(figures.peakRssMiB));
  if (fault !== 'none') return [memory];
  const { latenciesMs } = figures.matching;
  if (scaleProfile === 'x10') return [bar('lag p99, ms', 5000, percentile(lagsMs(figures), 0.99)), memory];
  return [
    bar('latency p99, ms', 20, percentile(latenciesMs, 0.99)),
    bar('latency max, ms', 250, percentile(latenciesMs, 1)),
    memory,
  ];
}

function faultBars(figures: RelayFigures): readonly Bar[] {
  const { gap, restartedUs, intervals } = figures;
  if (gap === undefined) return [];
  const calm = bar('seconds after the fault until nobody is wrong', calmWithinSeconds, recovery(figures).calmAfter);
  if (restartedUs === undefined) return [calm];
  const lookUs = restartedUs + calmWithinSeconds * 1_000_000;
  return [calm, bar('stuck sessions 30 s after the restart', 0, countStuck(intervals, lookUs))];
}

/** Users wrong at the fault's end and each second after, while there is traffic. */
export function recovery({ gap, intervals, trafficEndUs }: RelayFigures): {
  readonly bySecond: readonly number[];
  readonly calmAfter: number | null;
} {
  if (gap === undefined) return { bySecond: [], calmAfter: null };
  const bySecond = wrongBySecond(intervals, gap.untilUs, trafficEndUs);
  return { bySecond, calmAfter: calmFrom(bySecond) };
}

function countStuck(intervals: readonly WrongInterval[], atUs: number): number {
  return (
    wrongBySecond(
      intervals.filter(({ isStuck }) => isStuck),
      atUs,
      atUs,
    )[0] ?? 0
  );
}

function logBars({ recordsApart }: RelayFigures): readonly Bar[] {
  if (recordsApart === undefined) return [];
  const { missing, doubled, different } = recordsApart;
  return [
    bar('log rows missing', 0, missing),
    bar('log rows doubled', 0, doubled),
    bar('log rows different', 0, different),
  ];
}

/** Where the quota is not the limit and nothing goes wrong, every state that stands longer than a flap is told. */
function plainBars({ matching, quiet }: RelayFigures): readonly Bar[] {
  return [
    bar('states never told', 0, matching.lostStates),
    bar('requests no change explains', 0, matching.unexplained),
    bar('waits for quiet that failed', 0, quiet ? 0 : 1),
  ];
}

/** A journal that forgot has counted too little. */
function quotaOf({ journals: { quota } }: RelayFigures): number | null {
  return quota.forgotten > 0 ? null : quota.maxIn30s;
}

/** How long each user was wrong each time, of what began after the warm-up; milliseconds. */
export function lagsMs({ intervals, measuredFromUs }: RelayFigures): readonly number[] {
  return intervals
    .filter(({ fromUs }) => fromUs >= measuredFromUs)
    .map(({ fromUs, untilUs }) => (untilUs - fromUs) / 1000);
}
