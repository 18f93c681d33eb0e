// The judgement of the relay bench: what it counts as late, merged, lost, doubled.
import { parseBenchOptions } from '../../bench/relay/benchOptions.ts';
import { compareRecords } from '../../bench/relay/compareRecords.ts';
import { matchChanges, percentile, type PbxChange } from '../../bench/relay/matchChanges.ts';

/** `b10 c20` for one user: busy at 10 ms, clear at 20 ms. */
function line(text: string, user = 'ada'): readonly PbxChange[] {
  return text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ user, state: word.startsWith('b') ? 'busy' : 'clear', atUs: Number(word.slice(1)) * 1000 }));
}

function match(changes: string, requests: string, fromMs = 0) {
  const { latenciesMs, ...counts } = matchChanges(line(changes), line(requests), fromMs * 1000);
  const wrong = Object.entries(counts).filter(([, count]) => count !== 0);
  return { latenciesMs, ...Object.fromEntries(wrong) };
}

describe('matchChanges', () => {
  const table: readonly [string, string, string, object][] = [
    ['every change answered', 'b10 c500 b900 c990', 'b12 c501 b905 c993', { latenciesMs: [2, 1, 5, 3] }],
    ['a flap merged into none', 'b10 c500 b600 c5000', 'b12 c5003', { latenciesMs: [2, 3], mergedFlaps: 1 }],
    ['a flap before anything was sent', 'b10 c40', '', { latenciesMs: [], mergedFlaps: 1 }],
    ['a flap merged into its last state', 'b10 c40 b60', 'b62', { latenciesMs: [2], mergedFlaps: 1 }],
    ['a long call never told', 'b10 c2000', '', { latenciesMs: [], lostStates: 1 }],
    [
      'a long pause between two calls never told',
      'b10 c500 b2500 c9000',
      'b11 c9001',
      { latenciesMs: [1, 1], lostStates: 1 },
    ],
    ['the last clear never told', 'b10 c2000', 'b11', { latenciesMs: [1], lostStates: 1 }],
    ['a renewal', 'b10 c9000', 'b11 b4000 c9002', { latenciesMs: [1, 2], repeats: 1 }],
    ['a clear at start', 'b10 c20', 'c5 b11 c21', { latenciesMs: [1, 1], repeats: 1 }],
    ['a state out of nowhere', '', 'b11', { latenciesMs: [], unexplained: 1 }],
    ['a state told before it was', 'b10', 'b9', { latenciesMs: [], unexplained: 1, lostStates: 1 }],
  ];

  it.each(table)('%s', (_name, changes, requests, wanted) => {
    expect(match(changes, requests)).toEqual(wanted);
  });

  it('leaves the warm-up out of the latencies', () => {
    expect(match('b10 c500', 'b90 c501', 400).latenciesMs).toEqual([1]);
  });

  it('keeps users apart', () => {
    const { latenciesMs, unexplained, lostStates } = matchChanges(line('b10', 'ada'), line('b12', 'bruno'), 0);
    expect([latenciesMs, unexplained, lostStates]).toEqual([[], 1, 1]);
  });
});

describe('percentile', () => {
  it('is the nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(values, share))).toEqual([50, 95, 99, 100]);
    expect(percentile([], 0.5)).toBeNull();
  });
});

describe('compareRecords', () => {
  const row = (outcome: string, callId = '1.0') => ({ user: 'ada', direction: 'incoming', outcome, callId });

  it.each([
    ['equal', [row('missed')], [row('missed')], { missing: 0, doubled: 0, different: 0 }],
    ['missing', [row('missed'), row('answered', '1.2')], [row('missed')], { missing: 1, doubled: 0, different: 0 }],
    ['doubled', [row('missed')], [row('missed'), row('missed')], { missing: 0, doubled: 1, different: 0 }],
    ['another outcome', [row('missed')], [row('answered')], { missing: 0, doubled: 0, different: 1 }],
    [
      'one of two rows of a call',
      [row('answered'), row('missed')],
      [row('answered')],
      { missing: 1, doubled: 0, different: 0 },
    ],
    ['a row nobody owes', [], [row('missed')], { missing: 0, doubled: 1, different: 0 }],
  ])('%s', (_name, expected, found, counts) => {
    expect(compareRecords(expected, found)).toMatchObject(counts);
  });
});

describe('parseBenchOptions', () => {
  it('keeps talks short enough for the run', () => {
    const options = parseBenchOptions(['--users', '50', '--bhcc', '900', '--seconds', '12', '--json']);
    expect(options).toMatchObject({ users: 50, bhcc: 900, seconds: 12, meanTalkSeconds: 2, json: true });
  });

  it.each([['--users', '1'], ['--seconds', 'x'], ['--nonsense']])('refuses %s %s', (...args) => {
    expect(() => parseBenchOptions(args)).toThrow();
  });
});
