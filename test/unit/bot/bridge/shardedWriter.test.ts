// One tenant's users over several app registrations: whose quota, whose name, and what a restart must clear.
import { silentLogger, silentMetrics } from '#bot/telemetry';
import type { TeamsSession } from '#shared/domain/presence';
import { ShardedWriter } from '../../../../bot/bridge/shardedWriter.ts';
import { GraphFake } from '../../../support/GraphFake.ts';

const busy: TeamsSession = { availability: 'Busy', activity: 'InACall' };
const users = Array.from({ length: 60 }, (_, index) => `user-${String(index)}`);

interface Desk {
  readonly graphs: readonly GraphFake[];
  readonly writer: ShardedWriter;
  readonly settled: string[];
  /** Times the list of registrations became known. */
  known(): number;
}

let current: Desk | undefined;
function desk(change: { ids?: readonly string[]; hasNewList?: boolean; quotaPer30s?: number } = {}): Desk {
  const { ids = ['one', 'two', 'three'], hasNewList = false, quotaPer30s = 1350 } = change;
  const graphs = ids.map(() => new GraphFake());
  const settled: string[] = [];
  let known = 0;
  const writer = new ShardedWriter({
    tenantId: 't',
    registrations: ids.map((id, index) => ({ id, graph: graphs[index] ?? new GraphFake() })),
    hasNewList,
    onListKnown: () => (known += 1),
    quotaPer30s,
    concurrency: 4,
    minutesFor: () => 5,
    writeAhead: () => undefined,
    onSettled: (userId) => settled.push(userId),
    logger: silentLogger,
    metrics: silentMetrics,
    now: Date.now,
    random: () => 0.5,
    readBackShare: 0,
  });
  current = { graphs, writer, settled, known: () => known };
  return current;
}

function want({ writer }: Desk, userIds: readonly string[], session: TeamsSession | null): void {
  writer.push(userIds.filter((userId) => writer.want(userId, session, Date.now())));
}

/** Index of the registration in whose name each user was written. */
function homesOf({ graphs }: Desk): ReadonlyMap<string, number> {
  return new Map(
    graphs.flatMap((graph, index) => [...graph.sessions.keys()].map((userId) => [userId, index] as const)),
  );
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  current?.writer.stop();
  jest.useRealTimers();
});

describe('ShardedWriter', () => {
  describe('when many users are in calls', () => {
    it('writes each in the name of one registration, and all registrations have a share', async () => {
      const made = desk();
      made.writer.start();
      want(made, users, busy);
      expect(made.writer.backlog).toBe(users.length);
      await jest.advanceTimersByTimeAsync(100);
      expect(homesOf(made).size).toBe(users.length);
      for (const graph of made.graphs) expect(graph.sessions.size).toBeGreaterThan(users.length / 6);
      want(made, users, null);
      await jest.advanceTimersByTimeAsync(100);
      expect(homesOf(made).size).toBe(0);
      expect([...made.settled].sort()).toEqual([...users].sort());
      expect(made.writer.backlog).toBe(0);
    });

    it('has the quota of each of them', async () => {
      const made = desk({ quotaPer30s: 10 });
      made.writer.start();
      want(made, users, busy);
      await jest.advanceTimersByTimeAsync(100);
      expect(made.graphs.map((graph) => graph.calls.length)).toEqual([10, 10, 10]);
    });
  });

  describe('when a registration is added', () => {
    it('moves users to the new one only', async () => {
      const few = desk({ ids: ['one', 'two'] });
      want(few, users, busy);
      await jest.advanceTimersByTimeAsync(100);
      const before = homesOf(few);
      few.writer.stop();
      const more = desk({ ids: ['one', 'two', 'three'] });
      want(more, users, busy);
      await jest.advanceTimersByTimeAsync(100);
      const moved = [...homesOf(more)].filter(([userId, home]) => home !== before.get(userId));
      expect(moved.length).toBeGreaterThan(0);
      expect(moved.every(([, home]) => home === 2)).toBe(true);
    });
  });

  describe('when the service starts again', () => {
    it('clears in the name of the own registration alone while the list is as it was', async () => {
      const made = desk();
      for (const userId of users) made.writer.recall(userId, Date.now() + 60_000);
      made.writer.start();
      expect([...made.writer.recalled()].sort()).toEqual([...users].sort());
      want(made, made.writer.recalled(), null);
      await jest.advanceTimersByTimeAsync(100);
      expect(made.graphs.reduce((sum, graph) => sum + graph.calls.length, 0)).toBe(users.length);
      expect(made.settled).toHaveLength(users.length);
      expect(made.known()).toBe(0);
    });

    it('clears in every name when the list is new, and only then the list is known and the disk forgets', async () => {
      const made = desk({ hasNewList: true });
      made.writer.recall('ada', Date.now() + 60_000);
      made.graphs[1]?.refuse('graph.unavailable', 2);
      made.writer.start();
      want(made, ['ada'], null);
      await jest.advanceTimersByTimeAsync(10);
      expect([made.settled, made.known()]).toEqual([[], 0]);
      await jest.advanceTimersByTimeAsync(20_000);
      expect(made.graphs.map((graph) => graph.calls.filter(({ op }) => op === 'clear').length > 0)).toEqual([
        true,
        true,
        true,
      ]);
      expect([made.settled, made.known()]).toEqual([['ada'], 1]);
    });

    it('sets in one name and clears in the others for who is in a call now', async () => {
      const made = desk({ hasNewList: true });
      made.writer.recall('ada', Date.now() + 60_000);
      made.writer.start();
      want(made, ['ada'], busy);
      await jest.advanceTimersByTimeAsync(100);
      expect(made.graphs.map((graph) => graph.calls.map(({ op }) => op).join()).sort()).toEqual([
        'clear',
        'clear',
        'set',
      ]);
      expect([made.settled, made.known()]).toEqual([[], 1]);
      want(made, ['ada'], null);
      await jest.advanceTimersByTimeAsync(100);
      expect(made.settled).toEqual(['ada']);
    });

    it('knows a new list at once when nothing may be left in Teams', () => {
      const made = desk({ hasNewList: true });
      made.writer.start();
      expect(made.known()).toBe(1);
    });
  });

  describe('when one registration has lost its consent', () => {
    it('says so, and serves the users of the others', async () => {
      const made = desk();
      made.graphs[0]?.refuse('graph.consentLost', 1000);
      want(made, users, busy);
      await jest.advanceTimersByTimeAsync(100);
      expect(made.writer.isConsentLost).toBe(true);
      expect(made.graphs[0]?.sessions.size).toBe(0);
      expect(homesOf(made).size).toBeGreaterThan(users.length / 3);
    });
  });

  describe('when a person asks us to stay out', () => {
    it('clears and says what stands, whoever the registration is', async () => {
      const made = desk();
      want(made, users, busy);
      await jest.advanceTimersByTimeAsync(100);
      expect(made.writer.facts('user-7')).toMatchObject({ acknowledged: busy, isReleased: false });
      expect(made.writer.release('user-7')).toBe(true);
      await jest.advanceTimersByTimeAsync(100);
      expect(homesOf(made).has('user-7')).toBe(false);
      expect(made.settled).toEqual(['user-7']);
      expect(made.writer.facts('user-7').isReleased).toBe(true);
    });
  });
});
