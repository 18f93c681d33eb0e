// The poll: shards, their pace, the quota, and what happens when Graph refuses.
import { silentLogger } from '#bot/telemetry';
import { PresencePoll, roundMs, shareOf, type PollRules } from '../../../../../bot/bridge/following/presencePoll.ts';
import { GraphFake } from '../../../../support/GraphFake.ts';
import { VirtualTime, wholeTurn } from '../../../../support/VirtualTime.ts';

const rules: PollRules = { pollSeconds: 10, quotaSharePercent: 20 };

interface Bench {
  readonly time: VirtualTime;
  readonly graph: GraphFake;
  readonly poll: PresencePoll;
  /** When each read began, seconds since the start, and for how many. */
  readonly reads: (readonly [number, number])[];
  isCrowded: boolean;
  readonly asked: string[];
}

function bench(users: number, quotaPer30s = 1500): Bench {
  const time = new VirtualTime(wholeTurn);
  const startedAt = time.now();
  const graph = new GraphFake();
  const reads: (readonly [number, number])[] = [];
  const read = graph.readPresences.bind(graph);
  graph.readPresences = (userIds) => {
    reads.push([(time.now() - startedAt) / 1000, userIds.length]);
    return read(userIds);
  };
  const asked: string[] = [];
  const poll = new PresencePoll({
    tenantId: 'tenant',
    graph,
    rules: () => rules,
    users: () => Array.from({ length: users }, (_, index) => `user-${String(index)}`),
    onSeen: (_seen, userIds) => asked.push(...userIds),
    reserveRead: () => (made.isCrowded ? undefined : () => undefined),
    quotaPer30s,
    logger: silentLogger,
    now: time.now,
    random: () => 1,
    timers: time,
  });
  const made: Bench = { time, graph, poll, reads, isCrowded: false, asked };
  return made;
}

describe('roundMs', () => {
  it.each([
    ['never under ten seconds', 1, 1500, { pollSeconds: 10, quotaSharePercent: 20 }, 10_000],
    ['as the admin says', 5, 1500, { pollSeconds: 60, quotaSharePercent: 20 }, 60_000],
    ['longer where the share wants it: 77 shards, 6 requests in 30 s', 77, 30, rules, 385_000],
    ['one request in 30 s at least', 2, 1, rules, 60_000],
  ])('is %s', (_name, shards, quota, given, expected) => {
    expect(roundMs(shards, quota, given)).toBe(expected);
    expect((shards / roundMs(shards, quota, given)) * 30_000).toBeLessThanOrEqual(shareOf(quota, given));
  });
});

describe('PresencePoll', () => {
  describe('when there are more people than one request may name', () => {
    it('asks about each once in a round, 650 at most at a time, spread over it', async () => {
      const made = bench(3_000);
      made.poll.start();
      await made.time.pass(9_999);
      expect(made.reads.map(([, count]) => count)).toEqual([650, 650, 650, 650, 400]);
      expect(made.reads.map(([at]) => at)).toEqual([0, 2, 4, 6, 8]);
      expect(new Set(made.asked).size).toBe(3_000);
    });
    it('stays inside its share of the quota with 50,000 people and a small quota', async () => {
      const made = bench(50_000, 100);
      made.poll.start();
      await made.time.pass(300_000);
      for (const [at] of made.reads) {
        expect(made.reads.filter(([other]) => other >= at && other < at + 30).length).toBeLessThanOrEqual(20);
      }
      expect(new Set(made.asked).size).toBe(50_000);
    });
  });

  describe('when the writes need the quota', () => {
    it('waits and asks for a place again each second', async () => {
      const made = bench(10);
      made.isCrowded = true;
      made.poll.start();
      await made.time.pass(5_500);
      expect(made.reads).toEqual([]);
      made.isCrowded = false;
      await made.time.pass(1_000);
      expect(made.reads).toHaveLength(1);
    });
  });

  describe('when one shard fails', () => {
    it('asks the others, and this one later and later', async () => {
      const made = bench(1_300);
      made.graph.refuse('graph.unavailable', 1);
      made.poll.start();
      await made.time.pass(25_000);
      expect(made.reads.map(([at]) => at)).toEqual([0, 5, 10, 15, 20, 25]);
      const failing = bench(1_300);
      const read = failing.graph.readPresences.bind(failing.graph);
      failing.graph.readPresences = (userIds) => {
        if (userIds[0] === 'user-0') failing.graph.refuse('graph.timeout');
        return read(userIds);
      };
      failing.poll.start();
      await failing.time.pass(600_000);
      const firsts = failing.reads.filter(([at]) => at % 10 === 0);
      expect(firsts.length).toBeLessThan(20);
      expect(failing.reads.filter(([at]) => at % 10 === 5).length).toBeGreaterThanOrEqual(59);
    });
  });

  describe('when Graph is asked too much', () => {
    it('waits as long as it says', async () => {
      const made = bench(1_300);
      made.graph.refuse('graph.throttled', 1, { retryAfterMs: 42_000 });
      made.poll.start();
      await made.time.pass(41_999);
      expect(made.reads).toHaveLength(1);
      await made.time.pass(2);
      expect(made.reads).toHaveLength(2);
    });
  });

  describe('when reading is not permitted', () => {
    it('asks again every ten minutes', async () => {
      const made = bench(10);
      made.graph.refuse('graph.consentLost', 3);
      made.poll.start();
      await made.time.pass(1_800_000);
      expect(made.reads.slice(0, 3).map(([at]) => at)).toEqual([0, 600, 1200]);
    });
  });

  describe('when it is stopped while an answer is awaited', () => {
    it('says nothing more', async () => {
      const made = bench(10);
      let open: () => void = () => undefined;
      made.graph.gate = new Promise((resolve) => (open = resolve));
      made.poll.start();
      await made.time.pass(1);
      made.poll.stop();
      open();
      await made.time.pass(60_000);
      expect(made.asked).toEqual([]);
      expect(made.reads).toHaveLength(1);
    });
  });
});
