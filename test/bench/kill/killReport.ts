// The report of a kill bench: figures, what must hold, and whether it does.
import { cpus, loadavg } from 'node:os';
import type { CallsJudged } from './judgeKills.ts';
import type { KillOptions } from './killOptions.ts';
import type { KillFigures } from './runKills.ts';

/** Something that must be zero (or as said), and what it was. */
export interface KillCheck {
  readonly name: string;
  readonly measured: number;
  readonly isMet: boolean;
}

/** What `--json` prints. */
export interface KillReport extends KillFigures {
  readonly store: 'sqlite' | 'postgres';
  readonly users: number;
  readonly bhcc: number;
  readonly machine: { readonly cores: number; readonly node: string; readonly loadAverage: readonly number[] };
  readonly checks: readonly KillCheck[];
  readonly passed: boolean;
}

const nameWidth = 12;
const hundredths = 100;

/** Pure but for the machine's own facts. */
export function makeKillReport(options: KillOptions, figures: KillFigures): KillReport {
  const checks = checksOf(options, figures);
  return {
    store: options.store === 'sqlite' ? 'sqlite' : 'postgres',
    users: options.users,
    bhcc: options.bhcc,
    ...figures,
    seconds: Math.round(figures.seconds),
    readySeconds: figures.readySeconds.map((each) => Math.round(each * hundredths) / hundredths),
    machine: {
      cores: cpus().length,
      node: process.version,
      loadAverage: loadavg().map((each) => Math.round(each * hundredths) / hundredths),
    },
    checks,
    passed: checks.every(({ isMet }) => isMet),
  };
}

function checksOf({ kills }: KillOptions, figures: KillFigures): readonly KillCheck[] {
  const { verdict } = figures;
  const none = (name: string, measured: number): KillCheck => ({ name, measured, isMet: measured === 0 });
  const calls = (name: string, judged: CallsJudged, withOutcome: boolean): readonly KillCheck[] => [
    none(`${name}: rows missing`, judged.missing),
    none(`${name}: rows twice`, judged.doubled),
    none(`${name}: rows wrongly marked`, judged.wronglyMarked),
    ...(withOutcome ? [none(`${name}: rows with another direction or outcome`, judged.different)] : []),
  ];
  return [
    { name: 'kills', measured: figures.kills, isMet: figures.kills === kills },
    { name: 'records told to streams', measured: verdict.toldRecords, isMet: verdict.toldRecords > 0 },
    none('told records missing', verdict.toldMissing),
    none('records twice', verdict.keptTwice),
    ...calls('calls begun and ended in one life', verdict.whole, true),
    ...calls('calls that outlived a kill', verdict.carried, true),
    // Who took the call while nobody listened, a person or a mailbox, a snapshot does not always tell.
    ...calls('calls taken unseen that outlived a kill', verdict.changedUnseen, false),
    // How a call ended while nobody listened cannot be known: it must be there, once, and say so.
    ...calls('calls open at a kill and ended unseen', verdict.endedUnseen, false),
    ...calls('calls that ended within a moment of a kill or start', verdict.endedAtKill, false),
    none('calls nobody could hear of: rows twice', verdict.unheard.doubled),
    none('open calls left in the store', figures.openCallsLeft),
    none('people left in a call', figures.peopleLeftInCall),
    none('store check, exit code', figures.checkExitCode ?? -1),
    none('last life, exit code', figures.lastExitCode ?? -1),
    none('log lines of level error', figures.errorLines.length),
  ];
}

/** For people. */
export function tableOf(report: KillReport): string {
  const { verdict } = report;
  const judged = [verdict.whole, verdict.carried, verdict.changedUnseen, verdict.endedUnseen, verdict.endedAtKill];
  const examples = [
    ...[verdict.whole, verdict.carried].flatMap((each) => each.examples),
    ...judged.flatMap(({ lost }) => lost),
  ];
  const load = `${String(report.users)} users, ${String(report.bhcc)} busy-hour calls, ${String(report.kills)} kills in ${String(report.seconds)} s`;
  const rows: readonly (readonly [string, string])[] = [
    ['store', report.store],
    ['load', load],
    ['calls', `${String(report.calls)} (${String(report.skippedCalls)} skipped: no free phone)`],
    ['records', `${String(report.keptRecords)} kept, ${String(verdict.toldRecords)} of them told to streams`],
    ['marked', `${String(report.markedRecords)} with an unseen end`],
    ['rows', rowCounts(report)],
    ...report.checks.map(
      (check) => [check.isMet ? 'met' : 'MISSED', `${check.name}: ${String(check.measured)}`] as const,
    ),
    ['verdict', report.passed ? 'nothing was lost' : 'NOT everything holds, see above'],
    ...examples.map((example) => ['', example] as const),
    ...report.errorLines.map((line) => ['', line] as const),
  ];
  return rows.map(([name, text]) => `${name.padEnd(nameWidth)} ${text}`).join('\n');
}

function rowCounts({ verdict }: KillReport): string {
  const { whole, carried, changedUnseen, endedUnseen, endedAtKill, unheard } = verdict;
  return [
    `${String(whole.expected)} whole`,
    `${String(carried.expected)} outlived a kill`,
    `${String(changedUnseen.expected)} outlived one and were taken unseen`,
    `${String(endedUnseen.expected)} ended unseen`,
    `${String(endedAtKill.expected)} ended at a kill or start`,
    `${String(unheard.rows)} nobody could hear of`,
  ].join(', ');
}
