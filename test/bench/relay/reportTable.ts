// The report of a relay bench as a table for people; the peer, if it ran, in a column of its own.
import type { RelayReport, SubjectReport } from './report.ts';

type Row = readonly [name: string, ours: string, peer?: string];

const nameWidth = 14;

/** A table. */
export function tableOf(report: RelayReport): string {
  const { peer, machine: host } = report;
  const load = `${String(report.users)} users, ${String(report.bhcc)} busy-hour calls, ${String(report.seconds)} s (+ ${String(report.warmUpSeconds)} s warm-up), ${String(report.registrations)} registration(s), fault: ${report.fault}`;
  const measured = subjectRows(report);
  const beside = peer === undefined ? undefined : subjectRows(peer);
  const width = Math.max(...measured.map(([, text]) => text.length));
  const rows: readonly Row[] = [
    ['load', load],
    ...(beside === undefined ? [] : [['', 'Hookswitch'.padEnd(width), 'plain peer'] as const]),
    ...measured.map(([name, text], index): Row => [name, text.padEnd(width), beside?.[index]?.[1] ?? '']),
    ...(report.afterFault === undefined
      ? []
      : [['after fault', `users wrong each second: ${report.afterFault.usersWrongBySecond.join(' ')}`] as const]),
    [
      'machine',
      `${host.cpu}, ${String(host.cores)} cores, ${host.node}, load ${host.loadAverage.join(' / ')} (1 / 15 min)`,
    ],
    ...report.bars.map((bar): Row => [
      bar.isMet ? 'met' : 'MISSED',
      `${bar.name}: ${say(bar.measured)} (at most ${String(bar.most)})`,
    ]),
    ['verdict', report.passed ? 'every bar is met' : 'NOT every bar is met, see above'],
    ...(report.logRecords?.examples ?? []).map((example): Row => ['', example]),
  ];
  return rows.map(([name, ours, other = '']) => `${name.padEnd(nameWidth)} ${ours}  ${other}`.trimEnd()).join('\n');
}

function subjectRows(subject: SubjectReport): readonly (readonly [string, string])[] {
  const { graph, process: own, logRecords: log } = subject;
  const rows = log === undefined ? 'none kept' : `${String(log.found)} of ${String(log.expected)}`;
  return [
    [
      'calls',
      `${String(subject.calls)} (${String(subject.callsPerSecond)}/s, ${String(subject.skippedCalls)} skipped)`,
    ],
    ['PBX events', `${String(subject.pbxEvents)} (${String(subject.eventsPerSecond)}/s)`],
    ['latency, ms', spread(subject.latencyMs)],
    ['lag, ms', spread(subject.lagMs)],
    [
      'states',
      `${String(subject.wrongFinalStates)} wrong at the end, ${String(subject.missingStates)} never told, ${String(subject.mergedFlaps)} flaps merged`,
    ],
    ['log rows', rows],
    [
      'Graph',
      `${String(graph.presenceRequests)} writes, ${String(graph.throttled)} throttled, most in 30 s ${graph.quota.perRegistration.join(' + ')} of ${String(graph.quota.limit)}`,
    ],
    [
      'process',
      `${say(own.cpuSeconds)} s CPU (${say(own.cpuPercentOfOneCore)} % of a core), peak ${say(own.peakRssMb)} MB`,
    ],
  ];
}

function spread(ms: SubjectReport['latencyMs']): string {
  return `p50 ${say(ms.p50)}  p95 ${say(ms.p95)}  p99 ${say(ms.p99)}  max ${say(ms.max)}  (${String(ms.samples)})`;
}

function say(value: number | null): string {
  return value === null ? '-' : String(value);
}
