// Puts the figures of a run beside the bars they are held to.
import { cpus, loadavg } from 'node:os';
import type { PbxBenchOptions } from './benchOptions.ts';
import { median, rounded } from './median.ts';
import type { SipFigures, SipRound } from './runSip.ts';

/** One bar. */
export interface Bar {
  readonly name: string;
  readonly wanted: string;
  readonly measured: number;
  readonly isMet: boolean;
}

/** What the process for AMI prints, by account. */
export type AmiFigures = Readonly<Record<string, { readonly eventsPerSecond: number }>>;

/** Everything one run found. */
export interface PbxReport {
  readonly bench: 'pbx';
  readonly options: PbxBenchOptions;
  readonly ami?: AmiFigures;
  readonly sip?: object;
  readonly bars: readonly Bar[];
  readonly passed: boolean;
  readonly method: readonly string[];
  readonly machine: object;
}

const leastAmiEvents = 100_000;
const mostP99Ms = 5;
const mostRssMiB = 400;
const shownLines = 5;

/** The report; a part that was not measured is left out. */
export function makeReport(options: PbxBenchOptions, ami?: AmiFigures, sip?: SipFigures): PbxReport {
  const bars = [...(ami === undefined ? [] : amiBars(ami)), ...(sip === undefined ? [] : sipBars(sip))];
  return {
    bench: 'pbx',
    options,
    ...(ami === undefined ? {} : { ami }),
    ...(sip === undefined ? {} : { sip: sipFacts(options, sip) }),
    bars,
    passed: bars.every(({ isMet }) => isMet),
    method,
    machine: {
      cores: cpus().length,
      model: cpus()[0]?.model,
      node: process.version,
      load: loadavg().map((each) => rounded(each)),
    },
  };
}

const method = [
  'AMI: recordings of a real Asterisk with new ids in every copy, cut at 64 KiB, framed and mapped by one process; the peer parses the same bytes without mapping; rounds in turns, median told.',
  'SIP: connector, Kamailio and both SIPps are processes of their own on one machine; a window of calls per round; median over rounds of each percentile.',
  'Latency: from the moment the datagram or segment is handed to JavaScript to the call of the sink; what it waits for before is bounded by the delay of the event loop, told beside it.',
  'Lost: early, confirmed and terminated of each side of a call that came over the wire and did not become one originated/delivered, established and connectionCleared; too many count as well. What the PBX never said of the calls SIPp saw succeed stands apart.',
];

function amiBars(ami: AmiFigures): readonly Bar[] {
  return Object.entries(ami).map(([name, { eventsPerSecond }]) =>
    atLeast(`AMI events/s mapped on one core (${name})`, leastAmiEvents, eventsPerSecond),
  );
}

function sipBars({ rounds, peakRssMiB }: SipFigures): readonly Bar[] {
  const lost = rounds.reduce((total, round) => total + lostIn(round), 0);
  return [
    atMost(
      'SIP: NOTIFY read to event, p99 ms',
      mostP99Ms,
      of(rounds, ({ report }) => report.latencyMs.p99),
    ),
    atMost('SIP: events lost or told twice', 0, lost),
    atMost('SIP: memory of the connector, MiB', mostRssMiB, peakRssMiB),
  ];
}

function sipFacts({ subscriptions }: PbxBenchOptions, { setUp, rounds, peakRssMiB, pbxWords }: SipFigures): object {
  return {
    subscriptions,
    setUpSeconds: setUp.seconds,
    setUpPerSecond: Math.round(subscriptions / setUp.seconds),
    calls: rounds.map(({ calls }) => calls),
    latencyMs: {
      p50: of(rounds, ({ report }) => report.latencyMs.p50),
      p95: of(rounds, ({ report }) => report.latencyMs.p95),
      p99: of(rounds, ({ report }) => report.latencyMs.p99),
      most: Math.max(...rounds.map(({ report }) => report.latencyMs.most)),
    },
    loopDelayP99Ms: of(rounds, ({ report }) => report.loopDelayP99Ms),
    lost: rounds.map(({ lost }) => lost),
    unsaidByThePbx: rounds.map(({ unsaid }) => unsaid),
    faults: rounds.map(({ report }) => report.faults),
    linkChanges: rounds.map(({ report }) => report.linkChanges),
    cpuSeconds: rounds.map(({ cpuSeconds }) => rounded(cpuSeconds)),
    peakRssMiB,
    pbxWords: pbxWords.split('\n').slice(-shownLines),
  };
}

function of(rounds: readonly SipRound[], figure: (round: SipRound) => number): number {
  return median(rounds.map(figure));
}

function lostIn({ lost }: SipRound): number {
  return Object.values(lost).reduce((total, each) => total + Math.abs(each), 0);
}

function atLeast(name: string, bar: number, measured: number): Bar {
  return { name, wanted: `>= ${String(bar)}`, measured, isMet: measured >= bar };
}

function atMost(name: string, bar: number, measured: number): Bar {
  return { name, wanted: `<= ${String(bar)}`, measured, isMet: measured <= bar };
}

/** The bars as lines for people. */
export function tableOf({ bars, passed }: PbxReport): string {
  const lines = bars.map(
    ({ name, wanted, measured, isMet }) => `${isMet ? 'ok    ' : 'MISSED'} ${name}: ${String(measured)} (${wanted})`,
  );
  return [...lines, passed ? 'all bars met' : 'not all bars met'].join('\n');
}
