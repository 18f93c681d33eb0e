// Watches a company's lines at a live Kamailio while SIPp makes its calls, and counts what was heard of them.
import { callMany, register, startKamailio, startPhones, type Kamailio } from '../../sandbox/kamailio/index.ts';
import { until } from '../../support/until.ts';
import { usageOf, type Usage } from '../relay/processUsage.ts';
import type { PbxBenchOptions } from './benchOptions.ts';
import { WatchChild } from './WatchChild.ts';
import type { WatchLink, WatchReport } from './watchMessages.ts';

type Pair = readonly [caller: string, called: string];

/** One window of calls. */
export interface SipRound {
  /** As SIPp counts them. */
  readonly calls: number;
  readonly report: WatchReport;
  /** What came over the wire (over TCP: what SIPp's calls should have given) and was not told as an event, by kind. */
  readonly lost: Readonly<Record<string, number>>;
  /** What the PBX did not say of SIPp's calls, by kind. */
  readonly unsaid: Readonly<Record<string, number>>;
  readonly cpuSeconds: number;
  readonly pbxCpuSeconds: number;
}

/** Everything measured. */
export interface SipFigures {
  readonly setUp: WatchLink;
  readonly rounds: readonly SipRound[];
  readonly peakRssMiB: number;
  /** The last words of the PBX. */
  readonly pbxWords: string;
}

const firstExtension = 1_000_000;
const ringMs = 2_000;
const talkMs = 3_000;
/** The last NOTIFYs of a window. */
const lateMs = 10_000;
/** What each call must give on both sides: the event, and the state on the wire behind it. */
const perCall = [
  { event: 'caller originated', state: 'caller early' },
  { event: 'caller established', state: 'caller confirmed' },
  { event: 'caller connectionCleared', state: 'caller terminated' },
  { event: 'called delivered', state: 'called early' },
  { event: 'called established', state: 'called confirmed' },
  { event: 'called connectionCleared', state: 'called terminated' },
] as const;

/** Sets up, measures, takes down. Rejects when a call or a subscription fails as a whole. */
export async function runSip(options: PbxBenchOptions): Promise<SipFigures> {
  const pbx = await startKamailio({ workers: 4, sharedMiB: 512 });
  const phones = await startPhones(pbx, 'phoneAnswers', ringMs);
  const { subscriptions, subscribesPerSecond, transport } = options;
  const pairs = pairsOf(options);
  try {
    await register(
      pbx,
      pairs.map(([, called]) => called),
      phones.port,
    );
    const watch = new WatchChild({ port: pbx.port, transport, subscriptions, firstExtension, subscribesPerSecond });
    try {
      const setUp = await watch.up();
      const rounds: SipRound[] = [];
      for (let round = 0; round < options.rounds; round += 1) {
        rounds.push(await oneRound(pbx, watch, ofRound(pairs, round, options.rounds), options));
      }
      const peakRssMiB = Math.round(watch.usage()?.peakRssMiB ?? Number.NaN);
      return { setUp, rounds, peakRssMiB, pbxWords: pbx.tail() };
    } finally {
      watch.stop();
    }
  } finally {
    await phones.stop();
    await pbx.stop();
  }
}

/** Enough for nobody to be in two calls of a run, where the company is large enough: Kamailio forgets some ends of second calls. */
function pairsOf({ subscriptions, rate, seconds, rounds }: PbxBenchOptions): readonly Pair[] {
  const count = Math.min(Math.floor(subscriptions / 2), rounds * Math.ceil(rate * seconds));
  return Array.from({ length: count }, (_, at) => {
    const caller = firstExtension + 2 * at;
    return [String(caller), String(caller + 1)] as const;
  });
}

function ofRound(pairs: readonly Pair[], round: number, rounds: number): readonly Pair[] {
  const share = Math.floor(pairs.length / rounds);
  return pairs.slice(round * share, (round + 1) * share);
}

async function oneRound(
  pbx: Kamailio,
  watch: WatchChild,
  pairs: readonly Pair[],
  { rate, seconds, transport }: PbxBenchOptions,
): Promise<SipRound> {
  const before = usages(pbx, watch);
  watch.reset();
  const count = Math.round(rate * seconds);
  const calls = await callMany(pbx, pairs, { count, perSecond: rate }, talkMs);
  const isAllHeard = async (): Promise<boolean> => {
    const { counts } = await watch.report();
    return (
      sum(
        missing(
          () => calls,
          ({ event }) => counts[event] ?? 0,
        ),
      ) === 0
    );
  };
  await until(isAllHeard, lateMs).catch(() => undefined);
  const report = await watch.report();
  const after = usages(pbx, watch);
  const said = ({ state }: (typeof perCall)[number]): number =>
    transport === 'udp' ? (report.wire[state] ?? 0) : calls;
  return {
    calls,
    report,
    lost: missing(said, ({ event }) => report.counts[event] ?? 0),
    unsaid: missing(() => calls, said),
    cpuSeconds: (after.watch?.cpuSeconds ?? Number.NaN) - (before.watch?.cpuSeconds ?? Number.NaN),
    pbxCpuSeconds: after.pbxCpuSeconds - before.pbxCpuSeconds,
  };
}

function usages(pbx: Kamailio, watch: WatchChild): { readonly watch: Usage | null; readonly pbxCpuSeconds: number } {
  return { watch: watch.usage(), pbxCpuSeconds: usageOf(pbx.pid())?.cpuSeconds ?? Number.NaN };
}

/** By kind, the kinds of which nothing is missing left out. */
function missing(
  wanted: (each: (typeof perCall)[number]) => number,
  given: (each: (typeof perCall)[number]) => number,
) {
  const gaps = perCall.map((each): [string, number] => [each.event, wanted(each) - given(each)]);
  return Object.fromEntries(gaps.filter(([, count]) => count !== 0));
}

function sum(lost: Readonly<Record<string, number>>): number {
  return Object.values(lost).reduce((total, each) => total + Math.abs(each), 0);
}
