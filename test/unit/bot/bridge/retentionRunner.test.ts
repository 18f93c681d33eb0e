// The nightly purge: when it runs, what it asks for, and that a night which was missed is made up for.
import { AppError } from '#shared/errors';
import { silentLogger, silentMetrics } from '#bot/telemetry';
import type { RetentionRule } from '#bot/store';
import { openLogRules } from '../../../../bot/bridge/logRules.ts';
import { nextPurgeAt, RetentionRunner } from '../../../../bot/bridge/retentionRunner.ts';

const msPerDay = 86_400_000;
const noon = new Date(2026, 10, 20, 12).getTime();

interface World {
  readonly runner: RetentionRunner;
  readonly rules: RetentionRule[];
  readonly kept: Map<string, string>;
  readonly counted: string[];
  /** How often streams were told of losses. */
  readonly told: () => number;
}

function world(rules = openLogRules, last?: number, records: number | Error = 7): World {
  const asked: RetentionRule[] = [];
  const kept = new Map(last === undefined ? [] : [['purge', String(last)]]);
  const counted: string[] = [];
  const store = {
    purge: async (_tenant: string, rule: RetentionRule) => {
      asked.push(rule);
      if (typeof records !== 'number') throw records;
      return { records, users: 2, longestMs: 1 };
    },
    keptText: async (_tenant: string, key: string) => kept.get(key),
    keepText: async (_tenant: string, key: string, text: string) => void kept.set(key, text),
  };
  const metrics = {
    ...silentMetrics,
    logRecord: (_tenant: string, outcome: string, count = 1) => void counted.push(`${outcome} ${String(count)}`),
  };
  let told = 0;
  let prepared = 0;
  const losses = {
    prepare: async () => {
      // Whose rows go is asked while they are there.
      expect(asked.length).toBe(prepared);
      prepared += 1;
      return async () => void (told += 1);
    },
  };
  const options = { store, losses, tenantId: 't', logger: silentLogger, metrics, now: Date.now, random: () => 0.5 };
  // Only what the runner asks of a store is there.
  const runner = new RetentionRunner(
    options as unknown as ConstructorParameters<typeof RetentionRunner>[0],
    () => rules,
  );
  return { runner, rules: asked, kept, counted, told: () => told };
}

beforeEach(() => {
  jest.useFakeTimers({ now: noon });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('nextPurgeAt', () => {
  it.each([
    [0, 26, 0],
    [0.5, 27, 30],
    [0.999, 28, 59],
  ])('with chance %d is between two and five of the coming night', (chance, hour, minute) => {
    expect(nextPurgeAt(noon, chance)).toBe(new Date(2026, 10, 20, hour, minute).getTime());
  });
  it('is tonight when the hour is still to come', () => {
    expect(nextPurgeAt(new Date(2026, 10, 20, 1).getTime(), 0)).toBe(new Date(2026, 10, 20, 2).getTime());
  });
});

describe('RetentionRunner', () => {
  it('purges each night by the rules of then, counts what went, and remembers when', async () => {
    const { runner, rules, kept, counted } = world({ ...openLogRules, keepDays: 30, keepRows: 500 }, noon - 3_600_000);
    await runner.start();
    await jest.advanceTimersByTimeAsync(msPerDay);
    expect(rules).toEqual([
      { olderThan: new Date(2026, 10, 21, 3, 30).getTime() - 30 * msPerDay, maxRowsPerUser: 500 },
    ]);
    expect(counted).toEqual(['purged 7']);
    expect(Number(kept.get('purge'))).toBe(new Date(2026, 10, 21, 3, 30).getTime());
    await jest.advanceTimersByTimeAsync(msPerDay);
    expect(rules).toHaveLength(2);
    runner.stop();
    await jest.advanceTimersByTimeAsync(2 * msPerDay);
    expect(rules).toHaveLength(2);
  });
  it.each([
    ['never ran', undefined],
    ['last ran two days ago', noon - 2 * msPerDay],
    ['keeps nonsense', Number.NaN],
  ])('makes up for it a minute after the start when it %s', async (_name, last) => {
    const { runner, rules } = world({ ...openLogRules, keepDays: 1 }, last);
    await runner.start();
    await jest.advanceTimersByTimeAsync(61_000);
    expect(rules).toHaveLength(1);
    runner.stop();
  });
  it.each([
    ['tells streams once rows are gone', 1, 7],
    ['says nothing when none went', 0, 0],
    ['tells streams also when it broke off', 1, new AppError('store.locked', 'locked')],
  ])('%s', async (_name, times, records) => {
    const { runner, told } = world({ ...openLogRules, keepDays: 1 }, undefined, records);
    await runner.start();
    await jest.advanceTimersByTimeAsync(61_000);
    expect(told()).toBe(times);
    runner.stop();
  });
  it('asks nothing of the store where everything is kept', async () => {
    const { runner, rules } = world();
    await runner.start();
    await jest.advanceTimersByTimeAsync(2 * msPerDay);
    expect(rules).toEqual([]);
    runner.stop();
  });
});
