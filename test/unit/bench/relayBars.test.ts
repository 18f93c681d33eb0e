// What the relay bench holds a run to: by company, by fault, and never less than being right.
import { barsOf } from '../../bench/relay/bars.ts';
import { parseBenchOptions } from '../../bench/relay/benchOptions.ts';
import { makeReport } from '../../bench/relay/report.ts';
import { tableOf } from '../../bench/relay/reportTable.ts';
import type { RelayFigures } from '../../bench/relay/runRelay.ts';

const secondUs = 1_000_000;
const fineRows = { expected: 4, found: 4, missing: 0, doubled: 0, different: 0, examples: [] };

/** A run without a fault in it, changed as told. */
function figures(change: Partial<RelayFigures> = {}): RelayFigures {
  return {
    readySeconds: 2,
    calls: 100,
    skippedCalls: 0,
    events: 1000,
    bytes: 100_000,
    windowSeconds: 60,
    measuredFromUs: 0,
    trafficEndUs: 60 * secondUs,
    gap: undefined,
    restartedUs: undefined,
    journals: {
      changes: [],
      requests: [],
      applied: [],
      received: 0,
      throttled: 0,
      failed: 0,
      violations: 0,
      quota: { limit: 1500, maxIn30s: 1200, perRegistration: [1200], forgotten: 0 },
    },
    matching: { latenciesMs: [2, 3], mergedFlaps: 0, lostStates: 0, repeats: 0, unexplained: 0 },
    intervals: [{ user: 'ada', fromUs: secondUs, untilUs: secondUs + 3000, isStuck: false }],
    wrongFinalStates: 0,
    records: fineRows,
    recordsApart: fineRows,
    cpuSeconds: 2,
    cpuWindowSeconds: 80,
    cpuSecondsTotal: 4,
    peakRssMiB: 190,
    exitCode: 0,
    quiet: true,
    ...change,
  };
}

function missed(args: readonly string[], change: Partial<RelayFigures> = {}): readonly string[] {
  return barsOf(parseBenchOptions(args), figures(change)).flatMap(({ isMet, name }) => (isMet ? [] : [name]));
}

const seed = ['--scale-profile', 'seed'];
const x10 = ['--scale-profile', 'x10'];
const lost = { latenciesMs: [2, 300], mergedFlaps: 0, lostStates: 1, repeats: 0, unexplained: 0 };
const late = [{ user: 'ada', fromUs: 0, untilUs: 9 * secondUs, isStuck: false }];
const gap = { fromUs: 10 * secondUs, untilUs: 20 * secondUs, deafUntilUs: undefined };

describe('barsOf', () => {
  it('misses nothing in a run that is fine', () => {
    expect([missed(seed), missed(x10), missed([])]).toEqual([[], [], []]);
  });

  it.each<[string, readonly string[], Partial<RelayFigures>, readonly string[]]>([
    [
      'speed and every state in the small company',
      seed,
      { matching: lost },
      ['latency p99, ms', 'latency max, ms', 'states never told'],
    ],
    ['memory', seed, { peakRssMiB: 240 }, ['peak memory, MB']],
    ['lag alone in the large one, where a state may be overtaken', x10, { matching: lost }, []],
    ['lag in the large one', x10, { intervals: late }, ['lag p99, ms']],
    ['nobody wrong, whatever the company', [], { wrongFinalStates: 1 }, ['users wrong at the end']],
    ['the exit', x10, { exitCode: 1 }, ['exit code']],
    ['no speed during a fault', [...seed, '--faults', '429'], { gap, matching: lost, intervals: late }, []],
  ])('holds a run to %s', (_name, args, change, names) => {
    expect(missed(args, change)).toEqual(names);
  });

  it('does not believe a count of requests that has forgotten some', () => {
    const quota = { limit: 1500, maxIn30s: 10, perRegistration: [10], forgotten: 1 };
    expect(missed(seed, { journals: { ...figures().journals, quota } })).toEqual([
      'requests in any 30 s of one registration',
    ]);
  });

  it('wants nobody wrong half a minute after a fault, and nobody stuck half a minute after a restart', () => {
    const stuck = [{ user: 'ada', fromUs: 15 * secondUs, untilUs: 59 * secondUs, isStuck: true }];
    const args = [...seed, '--faults', 'kill9'];
    expect(missed(args, { gap, restartedUs: 11 * secondUs, intervals: stuck })).toEqual([
      'seconds after the fault until nobody is wrong',
      'stuck sessions 30 s after the restart',
    ]);
    const gone = [{ user: 'ada', fromUs: 15 * secondUs, untilUs: 25 * secondUs, isStuck: true }];
    expect(missed(args, { gap, restartedUs: 11 * secondUs, intervals: gone })).toEqual([]);
  });
});

describe('the report', () => {
  it('tells ours and the peer side by side, and each bar', () => {
    const options = parseBenchOptions([...x10, '--peer']);
    const peer = figures({ records: undefined, recordsApart: undefined, wrongFinalStates: 7 });
    const report = makeReport(options, figures(), peer);
    expect(report).toMatchObject({ passed: true, peer: { wrongFinalStates: 7 }, lagMs: { samples: 1, p99: 3 } });
    const table = tableOf(report);
    expect(table).toMatch(/Hookswitch +plain peer/);
    expect(table).toMatch(/0 wrong at the end.+ 7 wrong at the end/);
    expect(table).toMatch(/met +lag p99, ms: 3 \(at most 5000\)/);
    expect(table).toContain('every bar is met');
  });
});
