// The convergent writer against a Graph that refuses in every way it can.
import { silentLogger, silentMetrics } from '#bot/telemetry';
import type { TeamsSession } from '#shared/domain/presence';
import { PresenceWriter } from '../../../../bot/bridge/presenceWriter.ts';
import { QuotaWindow } from '../../../../bot/bridge/quotaWindow.ts';
import { GraphFake } from '../../../support/GraphFake.ts';

const busy: TeamsSession = { availability: 'Busy', activity: 'InACall' };

interface Desk {
  readonly graph: GraphFake;
  readonly writer: PresenceWriter;
  readonly settled: string[];
  readonly ahead: string[];
}

let current: Desk | undefined;
function desk(quotaPer30s = 1350): Desk {
  const graph = new GraphFake();
  const settled: string[] = [];
  const ahead: string[] = [];
  const writer = new PresenceWriter({
    tenantId: 't',
    graph,
    quotaPer30s,
    concurrency: 4,
    minutesFor: () => 5,
    writeAhead: (userId) => void ahead.push(userId),
    onSettled: (userId) => settled.push(userId),
    logger: silentLogger,
    metrics: silentMetrics,
    now: Date.now,
    random: () => 0.5,
  });
  writer.start();
  current = { graph, writer, settled, ahead };
  return current;
}

function want(made: Desk, userId: string, session: TeamsSession | null): void {
  if (made.writer.want(userId, session, Date.now())) made.writer.push([userId]);
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  current?.writer.stop();
  jest.useRealTimers();
});

describe('PresenceWriter', () => {
  describe('when a call lasts', () => {
    it('renews the session before it ends, writing ahead, and settles after the clear', async () => {
      const made = desk();
      want(made, 'u', busy);
      await jest.advanceTimersByTimeAsync(9 * 60_000);
      expect(made.graph.calls.filter((call) => call.op === 'set')).toHaveLength(3);
      expect(made.ahead).toEqual(['u', 'u']);
      want(made, 'u', null);
      await jest.advanceTimersByTimeAsync(10);
      expect(made.graph.sessions.size).toBe(0);
      expect(made.settled).toEqual(['u']);
    });
  });

  describe('when Graph says 429', () => {
    it('waits as long as it was told and then sends the newest state', async () => {
      const made = desk();
      made.graph.refuse('graph.throttled', 1, { retryAfterMs: 10_000 });
      want(made, 'u', busy);
      await jest.advanceTimersByTimeAsync(9_000);
      expect(made.graph.calls).toHaveLength(1);
      want(made, 'v', busy);
      await jest.advanceTimersByTimeAsync(0);
      expect(made.graph.calls).toHaveLength(1); // the quota is everybody's: nobody hammers
      await jest.advanceTimersByTimeAsync(2_000);
      expect([...made.graph.sessions.keys()].sort()).toEqual(['u', 'v']);
    });
  });

  describe.each(['graph.timeout', 'graph.unavailable', 'graph.unreadable'] as const)(
    'when Graph fails with %s',
    (code) => {
      it('tries again with back-off until it is in step', async () => {
        const made = desk();
        made.graph.refuse(code, 3);
        want(made, 'u', busy);
        await jest.advanceTimersByTimeAsync(20_000);
        expect(made.graph.sessions.get('u')).toEqual(busy);
        expect(made.graph.calls).toHaveLength(4);
      });

      it('clears what may have got through, even when nothing is wanted any more', async () => {
        const made = desk();
        made.graph.refuse(code);
        want(made, 'u', busy);
        await jest.advanceTimersByTimeAsync(0);
        want(made, 'u', null);
        await jest.advanceTimersByTimeAsync(5_000);
        expect(made.graph.calls.at(-1)).toMatchObject({ op: 'clear', userId: 'u' });
        expect(made.settled).toEqual(['u']);
      });
    },
  );

  describe('when consent is lost (403)', () => {
    it('stops hammering, asks once a minute, and goes on when it is back', async () => {
      const made = desk();
      made.graph.refuse('graph.consentLost', 2);
      want(made, 'u', busy);
      await jest.advanceTimersByTimeAsync(100);
      want(made, 'v', busy);
      await jest.advanceTimersByTimeAsync(59_000);
      expect(made.graph.calls).toHaveLength(1);
      expect(made.writer.isConsentLost).toBe(true);
      await jest.advanceTimersByTimeAsync(130_000);
      expect(made.writer.isConsentLost).toBe(false);
      expect([...made.graph.sessions.keys()].sort()).toEqual(['u', 'v']);
    });
  });

  describe('when Graph does not know the user (404)', () => {
    it('leaves that user alone for a while and serves the others', async () => {
      const made = desk();
      made.graph.refuse('graph.notFound');
      want(made, 'u', busy);
      want(made, 'v', busy);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(made.graph.calls.filter((call) => call.userId === 'u')).toHaveLength(1);
      expect(made.graph.sessions.has('v')).toBe(true);
    });
  });

  describe('when more changes come than the quota allows', () => {
    it('never passes it, and everybody gets the newest state in the end', async () => {
      const made = desk(20);
      for (let user = 0; user < 50; user += 1) want(made, `u${String(user)}`, busy);
      await jest.advanceTimersByTimeAsync(29_000);
      expect(made.graph.calls).toHaveLength(20);
      for (let user = 40; user < 50; user += 1) want(made, `u${String(user)}`, null);
      await jest.advanceTimersByTimeAsync(40_000);
      expect([...made.graph.sessions.keys()]).toHaveLength(40);
      expect(made.graph.calls.some((call) => call.userId === 'u45')).toBe(false); // wanted and given up unsent
    });
  });
});

describe('QuotaWindow', () => {
  it('says when the next place is free', () => {
    const quota = new QuotaWindow(2, 1000);
    expect(quota.take(0)).toEqual({ ok: true });
    quota.answered(0);
    expect(quota.take(400)).toEqual({ ok: true });
    quota.answered(400);
    expect(quota.take(500)).toEqual({ ok: false, until: 1000 });
    expect(quota.take(1000)).toEqual({ ok: true });
    quota.answered(1000);
    expect(quota.take(1001)).toEqual({ ok: false, until: 1400 });
  });
});
