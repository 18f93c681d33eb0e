// What the kill bench calls lost, twice and unmarked: it must not pass a log that lacks something.
import type { OwedRow } from '../../bench/kill/CallWatch.ts';
import { judgeKills, type KeptRow, type KillFacts } from '../../bench/kill/judgeKills.ts';

/** The last calls of which streams were told before each kill: all before their ends is kept. Nobody saw them begin. */
const witnesses = [
  owed(0, 9_000, { callId: 'w1', extension: '109' }),
  owed(0, 29_000, { callId: 'w2', extension: '109' }),
];
const heard = ['w1', 'w2'].map((call) => new Map([['user-109', new Set([`pbx/${call}/leg/0`])]]));

/** Killed at 10 s, back at 15 s, killed again at 30 s, back at 33 s. */
const lives = [
  { startedAt: 0, readyAt: 2_000, endedAt: 10_000 },
  { startedAt: 10_100, readyAt: 15_000, endedAt: 30_000 },
  { startedAt: 30_100, readyAt: 33_000, endedAt: 60_000 },
];
const logins = [
  { from: 1_500, until: 10_010 },
  { from: 14_000, until: 30_010 },
  { from: 32_000, until: 60_000 },
];

function owed(startedAt: number, endedAt: number, change: Partial<OwedRow> = {}): OwedRow {
  const facts = { extension: '101', direction: 'outgoing', outcome: 'answered', callId: 'c1' };
  return { ...facts, startedAt, changedAt: [startedAt + 100], hasRung: true, endedAt, ...change };
}

function kept(change: Partial<KeptRow> = {}): KeptRow {
  const facts = { user: 'user-101', direction: 'outgoing', outcome: 'answered', callId: 'c1' };
  return { ...facts, id: 'pbx/c1/leg/0', endUnknown: false, ...change };
}

function verdict(rows: readonly OwedRow[], found: readonly KeptRow[], told: KillFacts['told'] = new Map()) {
  return judgeKills({
    lives,
    logins,
    owed: [...rows, ...witnesses],
    kept: found,
    told,
    toldByLife: heard,
    userOf: (extension) => `user-${extension}`,
  });
}

describe('judgeKills', () => {
  it.each([
    ['whole', owed(3_000, 8_000)],
    ['carried', owed(7_000, 20_000)],
    ['changedUnseen', owed(7_000, 20_000, { changedAt: [12_000] })],
    ['endedUnseen', owed(7_000, 12_000)],
    ['endedAtKill', owed(7_000, 9_990)],
    ['endedAtKill', owed(7_000, 14_500)],
  ] as const)('takes a call for %s, and misses its row', (kind, row) => {
    expect(verdict([row], [])[kind]).toMatchObject({ expected: 1, missing: 1, doubled: 0 });
    expect(verdict([row], [kept({ endUnknown: kind === 'endedUnseen' })])[kind]).toMatchObject({
      expected: 1,
      missing: 0,
      doubled: 0,
      wronglyMarked: 0,
    });
  });

  it('names a lost row with the times of its call from the kill', () => {
    expect(verdict([owed(7_000, 12_000)], []).endedUnseen.lost).toEqual([
      'c1 101 outgoing answered: began, went on and ended at -3000, -2900, 2000 ms from the kill',
    ]);
  });

  it('wants an unseen end marked, and no other', () => {
    expect(verdict([owed(7_000, 12_000)], [kept()]).endedUnseen.wronglyMarked).toBe(1);
    expect(verdict([owed(3_000, 8_000)], [kept({ endUnknown: true })]).whole.wronglyMarked).toBe(1);
    expect(verdict([owed(7_000, 9_990)], [kept({ endUnknown: true })]).endedAtKill.wronglyMarked).toBe(0);
  });

  it('owes nothing of what nobody could hear, but not twice either', () => {
    const unheard = [
      owed(11_000, 12_000), // while no life was there
      owed(9_500, 12_000), // after the last word a stream was told before the kill
      owed(7_000, 12_000, { direction: 'incoming', hasRung: false }), // refused unseen, and never rang
    ];
    for (const row of unheard) {
      expect(verdict([row], []).unheard).toEqual({ rows: 1 + witnesses.length, doubled: 0 });
      const twice = [kept({ direction: row.direction }), kept({ id: 'pbx/c1/other/0', direction: row.direction })];
      expect(verdict([row], twice).unheard).toEqual({ rows: 1 + witnesses.length, doubled: 1 });
    }
  });

  it('misses what a stream was told and the store has not, or has twice', () => {
    const told = new Map([['user-101', new Set(['pbx/c1/leg/0', 'pbx/c2/leg/0'])]]);
    expect(verdict([], [kept(), kept()], told)).toMatchObject({ toldRecords: 2, toldMissing: 1, keptTwice: 1 });
  });
});
