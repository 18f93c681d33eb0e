// Turns the figures of a relay bench into one JSON object.
import { cpus, loadavg, totalmem } from 'node:os';
import { barsOf, lagsMs, recovery, toMb, type Bar } from './bars.ts';
import type { BenchOptions } from './benchOptions.ts';
import { methodOf } from './method.ts';
import { percentile } from './matchChanges.ts';
import type { RelayFigures } from './runRelay.ts';

/** The report: plain data, names carry units. */
export type RelayReport = ReturnType<typeof makeReport>;
/** The part that is measured alike for ours and for the peer. */
export type SubjectReport = ReturnType<typeof subjectOf>;

/** Builds the report; `peer` stands beside ours and is held to no bar. */
export function makeReport(options: BenchOptions, figures: RelayFigures, peer?: RelayFigures) {
  const bars = barsOf(options, figures).map((bar) => ({ ...bar, measured: round(bar.measured, 2) }));
  return {
    bench: 'relay',
    scaleProfile: options.scaleProfile ?? null,
    users: options.users,
    bhcc: options.bhcc,
    seconds: options.seconds,
    warmUpSeconds: options.warmUpSeconds,
    registrations: options.registrations,
    fault: options.fault,
    ...subjectOf(figures),
    ...(peer === undefined ? {} : { peer: subjectOf(peer) }),
    bars,
    passed: bars.every(({ isMet }: Bar) => isMet),
    method: methodOf(options),
    machine: machine(),
  };
}

function subjectOf(figures: RelayFigures) {
  const { matching, records, recordsApart, journals } = figures;
  return {
    calls: figures.calls,
    callsPerSecond: round(figures.calls / figures.windowSeconds, 2),
    skippedCalls: figures.skippedCalls,
    pbxEvents: figures.events,
    eventsPerSecond: round(figures.events / figures.windowSeconds, 1),
    pbxBytes: figures.bytes,
    latencyMs: latencies(matching.latenciesMs),
    lagMs: latencies(lagsMs(figures)),
    stateChanges: journals.changes.length,
    wrongFinalStates: figures.wrongFinalStates,
    missingStates: matching.lostStates,
    mergedFlaps: matching.mergedFlaps,
    unexplainedRequests: matching.unexplained,
    repeatedRequests: matching.repeats,
    ...(figures.gap === undefined ? {} : { afterFault: afterFault(figures) }),
    ...(records === undefined ? {} : { logRecords: records, logRecordsApartFromFault: recordsApart }),
    graph: {
      requests: journals.received,
      presenceRequests: journals.requests.length,
      throttled: journals.throttled,
      failed: journals.failed,
      violations: journals.violations,
      quota: journals.quota,
    },
    process: processFigures(figures),
  };
}

function afterFault(figures: RelayFigures) {
  const { gap, restartedUs } = figures;
  const { bySecond, calmAfter } = recovery(figures);
  return {
    faultSeconds: gap === undefined ? null : round((gap.untilUs - gap.fromUs) / 1_000_000, 2),
    restartedAfterSeconds:
      gap === undefined || restartedUs === undefined ? null : round((restartedUs - gap.fromUs) / 1_000_000, 2),
    usersWrongBySecond: bySecond,
    nobodyWrongFromSecond: calmAfter,
  };
}

function latencies(values: readonly number[]) {
  const at = (share: number) => round(percentile(values, share), 2);
  return { samples: values.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

function processFigures(figures: RelayFigures) {
  const { cpuSeconds, cpuWindowSeconds } = figures;
  return {
    readySeconds: round(figures.readySeconds, 2),
    cpuSeconds: round(cpuSeconds, 2),
    cpuPercentOfOneCore: cpuSeconds === null ? null : round((cpuSeconds / cpuWindowSeconds) * 100, 1),
    cpuSecondsWithStart: round(figures.cpuSecondsTotal, 2),
    peakRssMb: round(toMb(figures.peakRssMiB), 1),
    exitCode: figures.exitCode,
  };
}

function machine() {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    /** Runnable processes, mean of the last minute and of the last 15: above the cores others took time from the bench. */
    loadAverage: [round(loadavg()[0] ?? 0, 1), round(loadavg()[2] ?? 0, 1)],
    memoryGiB: round(totalmem() / 1024 ** 3, 1),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

function round<Value extends number | null>(value: Value, digits: number): Value {
  return (value === null ? null : Number(value.toFixed(digits))) as Value;
}
