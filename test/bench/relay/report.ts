// Turns the figures of a relay bench into one JSON object or a small table.
import { cpus, totalmem } from 'node:os';
import type { BenchOptions } from './benchOptions.ts';
import { flapUs, percentile } from './matchChanges.ts';
import type { RelayFigures } from './runRelay.ts';

/** The report: plain data, names carry units. */
export type RelayReport = ReturnType<typeof reportOf>;

/** Builds the report. */
export function makeReport(options: BenchOptions, figures: RelayFigures): RelayReport {
  return reportOf(options, figures);
}

function reportOf(options: BenchOptions, figures: RelayFigures) {
  const { matching, records } = figures;
  return {
    bench: 'relay',
    users: options.users,
    bhcc: options.bhcc,
    seconds: options.seconds,
    warmUpSeconds: options.warmUpSeconds,
    calls: figures.calls,
    callsPerSecond: round(figures.calls / figures.windowSeconds, 2),
    skippedCalls: figures.skippedCalls,
    pbxEvents: figures.events,
    eventsPerSecond: round(figures.events / figures.windowSeconds, 1),
    pbxBytes: figures.bytes,
    latencyMs: latencies(matching.latenciesMs),
    stateChanges: figures.changes,
    wrongFinalStates: figures.wrongFinalStates,
    missingStates: matching.lostStates,
    mergedFlaps: matching.mergedFlaps,
    unexplainedRequests: matching.unexplained,
    repeatedRequests: matching.repeats,
    logRecords: records,
    graph: {
      requests: figures.requests,
      presenceRequests: figures.presenceRequests,
      throttled: figures.throttled,
      failed: figures.failed,
      violations: figures.violations,
      quotaPer30s: options.quota,
    },
    service: serviceFigures(figures),
    passed: isRight(figures),
    method: methodOf(options),
    machine: machine(),
  };
}

function latencies(values: readonly number[]) {
  const at = (share: number) => round(percentile(values, share), 2);
  return { samples: values.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

function serviceFigures(figures: RelayFigures) {
  const { cpuSeconds, cpuWindowSeconds } = figures;
  return {
    readySeconds: round(figures.readySeconds, 2),
    cpuSeconds: round(cpuSeconds, 2),
    cpuPercentOfOneCore: cpuSeconds === null ? null : round((cpuSeconds / cpuWindowSeconds) * 100, 1),
    cpuSecondsWithStart: round(figures.cpuSecondsTotal, 2),
    peakRssMiB: round(figures.peakRssMiB, 1),
    exitCode: figures.exitCode,
  };
}

/** Right, whatever the speed: nothing wrong, missing, doubled, invented or refused. */
function isRight({ matching, records, ...figures }: RelayFigures): boolean {
  const faults = [
    figures.wrongFinalStates,
    matching.lostStates,
    matching.unexplained,
    records.missing,
    records.doubled,
    records.different,
    figures.violations,
  ];
  return figures.quiet && figures.exitCode === 0 && faults.every((count) => count === 0);
}

function methodOf(options: BenchOptions) {
  const { meanTalkSeconds: talk, meanRingSeconds: ring } = options;
  return {
    traffic:
      `Poisson arrivals at the busy-hour rate, seed ${String(options.seed)}, ${options.profile} AMI profile; 70 % answered, ` +
      `the rest missed, busy, declined or voicemail; 60 % with a party outside; ring mean ${String(round(ring, 2))} s, ` +
      `talk mean ${String(round(talk, 2))} s and at most ${String(round(talk * 2, 2))} s, so that calls end inside the run`,
    latency:
      'from just before the decisive AMI event (dialling, answered, last leg gone) is handed to the socket by the PBX process ' +
      'until the request arrives in the Graph process; CLOCK_MONOTONIC of one machine; plain TCP and HTTP on the loopback',
    warmUp: `the first ${String(options.warmUpSeconds)} s are left out of calls, events, latency and CPU, not out of correctness`,
    matching: `a user's presence request answers the newest PBX change of its state before it; a state that stood under ${String(flapUs / 1000)} ms and was skipped is a merged flap, a longer one is missing`,
    processes:
      'PBX with load generator, service, Graph with issuer: one process each; after the run the service is stopped and its SQLite file is read',
  };
}

function machine() {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGiB: round(totalmem() / 1024 ** 3, 1),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

function round<Value extends number | null>(value: Value, digits: number): Value {
  return (value === null ? null : Number(value.toFixed(digits))) as Value;
}

/** A table for people. */
export function tableOf(report: RelayReport): string {
  const { latencyMs: ms, logRecords: log, graph, service, machine: host } = report;
  const rows: readonly (readonly [string, string])[] = [
    [
      'load',
      `${String(report.users)} users, ${String(report.bhcc)} busy-hour calls, ${String(report.seconds)} s (+ ${String(report.warmUpSeconds)} s warm-up)`,
    ],
    ['calls', `${String(report.calls)} (${String(report.callsPerSecond)}/s, ${String(report.skippedCalls)} skipped)`],
    ['PBX events', `${String(report.pbxEvents)} (${String(report.eventsPerSecond)}/s)`],
    [
      'latency, ms',
      `p50 ${say(ms.p50)}  p95 ${say(ms.p95)}  p99 ${say(ms.p99)}  max ${say(ms.max)}  (${String(ms.samples)} changes)`,
    ],
    [
      'states',
      `${String(report.wrongFinalStates)} wrong at the end, ${String(report.missingStates)} missing, ${String(report.mergedFlaps)} flaps merged`,
    ],
    [
      'log rows',
      `${String(log.found)} of ${String(log.expected)}: ${String(log.missing)} missing, ${String(log.doubled)} doubled, ${String(log.different)} different`,
    ],
    [
      'Graph',
      `${String(graph.presenceRequests)} presence requests, ${String(graph.throttled)} throttled, ${String(graph.violations)} against the API description`,
    ],
    [
      'service',
      `${say(service.cpuSeconds)} s CPU (${say(service.cpuPercentOfOneCore)} % of a core), peak ${say(service.peakRssMiB)} MiB`,
    ],
    ['machine', `${host.cpu}, ${String(host.cores)} cores, ${host.node}`],
    ['verdict', report.passed ? 'nothing wrong, missing or doubled' : 'NOT right, see above'],
    ...log.examples.map((example) => ['', example] as const),
  ];
  return rows.map(([name, text]) => `${name.padEnd(12)} ${text}`).join('\n');
}

function say(value: number | null): string {
  return value === null ? '-' : String(value);
}
