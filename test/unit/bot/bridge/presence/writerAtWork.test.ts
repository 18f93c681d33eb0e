// The presence writer in virtual time: batches, shares of the quota, writing ahead, read-backs, release, and what idle costs.
import { silentLogger, silentMetrics, type PresenceGauges } from '#bot/telemetry';
import type { TeamsSession } from '#shared/domain/presence';
import { AppError } from '#shared/errors';
import type { WriterOptions } from '../../../../../bot/bridge/presence/writerOptions.ts';
import { PresenceWriter } from '../../../../../bot/bridge/presenceWriter.ts';
import { GraphFake } from '../../../../support/GraphFake.ts';
import { VirtualTime, wholeTurn } from '../../../../support/VirtualTime.ts';

const busy: TeamsSession = { availability: 'Busy', activity: 'InACall' };
const away: TeamsSession = { availability: 'Away', activity: 'Away' };
const secondMs = 1_000;
const minuteMs = 60 * secondMs;

interface Desk {
  readonly graph: GraphFake;
  readonly time: VirtualTime;
  readonly writer: PresenceWriter;
  readonly settled: string[];
  readonly metrics: string[];
  gauges(): PresenceGauges | undefined;
  want(userId: string, session: TeamsSession | null): void;
}

function desk(options: Partial<WriterOptions> = {}): Desk {
  const [graph, time, settled, told] = [new GraphFake(), new VirtualTime(wholeTurn), [] as string[], [] as string[]];
  let read: (() => PresenceGauges) | undefined;
  const writer = new PresenceWriter({
    tenantId: 't',
    graph,
    quotaPer30s: 1350,
    concurrency: 4,
    minutesFor: () => 5,
    writeAhead: () => undefined,
    onSettled: (userId) => void settled.push(userId),
    logger: { ...silentLogger, error: (event) => void told.push(event) },
    metrics: {
      ...silentMetrics,
      relayLatency: (_tenant, stage, ms) => void told.push(`${stage} ${String(ms)}`),
      presenceHealed: () => void told.push('healed'),
      watchPresence: (_tenant, gauges) => {
        read = gauges;
        return () => (read = undefined);
      },
    },
    now: time.now,
    random: () => 0.5,
    timers: time,
    ...options,
  });
  writer.start();
  const want = (userId: string, session: TeamsSession | null): void => {
    if (writer.want(userId, session, time.now())) writer.push([userId]);
  };
  return { graph, time, writer, settled, metrics: told, gauges: () => read?.(), want };
}

function wantMany(made: Desk, count: number, session: TeamsSession | null): void {
  const users = Array.from({ length: count }, (_, index) => `u${String(index)}`);
  made.writer.push(users.filter((userId) => made.writer.want(userId, session, made.time.now())));
}

function fault(code: 'graph.throttled' | 'graph.consentLost', retryAfterMs?: number): AppError {
  return new AppError(code, 'told to refuse', { facts: retryAfterMs === undefined ? {} : { retryAfterMs } });
}

describe('PresenceWriter', () => {
  describe('when everything can go out at once', () => {
    it('sends singly, which is faster', async () => {
      const made = desk();
      wantMany(made, 4, busy);
      await made.time.pass(0);
      expect(made.graph.batches).toEqual([]);
      expect(made.graph.sessions.size).toBe(4);
    });
  });

  describe('when there is a backlog', () => {
    it('sends batches of at most 20, the oldest first, each part counted', async () => {
      const made = desk();
      wantMany(made, 200, busy);
      await made.time.pass(0);
      expect(Math.max(...made.graph.batches)).toBe(20);
      expect(made.graph.calls.map(({ userId }) => userId)).toEqual(made.graph.calls.map((_, at) => `u${String(at)}`));
      expect(made.gauges()).toEqual({ backlog: 0, oldestMs: 0, quotaUsed: 200 });
    });

    it('spreads what is left over the free sockets', async () => {
      const made = desk();
      wantMany(made, 12, busy);
      await made.time.pass(0);
      expect(made.graph.batches).toEqual([3, 3, 3, 3]);
    });

    it('has only the throttled part of a batch wait', async () => {
      const made = desk({ concurrency: 1 });
      made.graph.refuse('graph.throttled', 1, { retryAfterMs: 20 * secondMs });
      wantMany(made, 10, busy);
      await made.time.pass(secondMs);
      expect(made.graph.sessions.size).toBe(9);
      expect(made.gauges()).toMatchObject({ backlog: 1, oldestMs: secondMs });
      await made.time.pass(20 * secondMs);
      expect(made.graph.sessions.size).toBe(10);
    });

    it('has everybody wait when half of a batch is throttled', async () => {
      const made = desk({ concurrency: 1 });
      made.graph.refuse('graph.throttled', 5, { retryAfterMs: 20 * secondMs });
      wantMany(made, 10, busy);
      await made.time.pass(secondMs);
      made.want('late', busy);
      await made.time.pass(18 * secondMs);
      expect(made.graph.sessions.has('late')).toBe(false);
      await made.time.pass(2 * secondMs);
      expect(made.graph.sessions.size).toBe(11);
    });

    it('sends every part again when the batch was not answered', async () => {
      const made = desk({ concurrency: 1 });
      const answer = jest.spyOn(made.graph, 'writePresences');
      answer.mockRejectedValueOnce(new AppError('graph.timeout', 'no answer'));
      wantMany(made, 10, busy);
      await made.time.pass(0);
      wantMany(made, 10, null); // wanted no more: but it may have got through
      await made.time.pass(3 * secondMs);
      expect(made.graph.calls.map(({ op }) => op)).toEqual(made.graph.calls.map(() => 'clear'));
      expect(made.settled).toHaveLength(10);
    });
  });

  describe('when a call ends before its change was sent', () => {
    it('asks nothing of Graph', async () => {
      const made = desk({ quotaPer30s: 1 });
      made.want('first', busy);
      made.want('u', busy);
      made.want('u', null);
      expect(made.writer.backlog).toBe(1); // the one under way
      await made.time.pass(minuteMs);
      expect(made.graph.calls.filter(({ userId }) => userId === 'u')).toEqual([]);
      expect(made.settled).toEqual(['u']);
    });
  });

  describe('when there are always more changes than the quota', () => {
    it('serves the oldest first and never starves a renewal that ran out', async () => {
      const made = desk({ quotaPer30s: 10, readBackShare: 0 });
      made.want('long', busy);
      let turn = 0;
      for (let second = 0; second < 400; second += 1) {
        turn += 1;
        made.want(`u${String(turn % 100)}`, turn % 200 < 100 ? busy : away);
        await made.time.pass(secondMs);
      }
      expect(made.graph.calls.filter(({ userId }) => userId === 'long').length).toBeGreaterThan(1);
      expect(made.gauges()?.quotaUsed).toBe(10);
    });
  });

  describe('when 50,000 users have a session that is not due', () => {
    it('waits with one alarm and wakes for nobody', async () => {
      const made = desk({ quotaPer30s: 1_000_000, readBackShare: 0, minutesFor: () => 240 });
      wantMany(made, 50_000, away);
      await made.time.pass(0);
      expect(made.graph.sessions.size).toBe(50_000);
      const { fired } = made.time;
      await made.time.pass(60 * minuteMs);
      expect(made.time.fired).toBe(fired);
      expect(made.time.waiting).toBe(1);
    });
  });

  describe('when the disk is asked before a renewal', () => {
    it('sends nothing until it has answered, and asks again when it refuses', async () => {
      let answer: () => void = () => undefined;
      const asked: number[] = [];
      const made = desk({
        readBackShare: 0,
        writeAhead: (_userId, _session, expiresAt) => {
          asked.push(expiresAt);
          if (asked.length === 1) throw new AppError('store.locked', 'told to refuse');
          return new Promise((resolve) => (answer = resolve));
        },
      });
      made.want('u', busy);
      await made.time.pass(190 * secondMs);
      expect(asked).toHaveLength(2);
      expect(made.graph.calls).toHaveLength(1);
      expect(made.writer.facts('u').lastFault).toMatchObject({ code: 'store.locked' });
      answer();
      await made.time.pass(0);
      expect(made.graph.calls).toHaveLength(2);
    });

    it('drops the renewal when the call ended meanwhile', async () => {
      let answer: () => void = () => undefined;
      const made = desk({ readBackShare: 0, writeAhead: () => new Promise((resolve) => (answer = resolve)) });
      made.want('u', busy);
      await made.time.pass(186 * secondMs);
      made.want('u', null);
      answer();
      await made.time.pass(0);
      expect(made.graph.calls.map(({ op }) => op)).toEqual(['set', 'clear']);
    });
  });

  describe('when a write was accepted', () => {
    it('looks at Teams after a few seconds, many users at once, and times what it confirms', async () => {
      const made = desk();
      wantMany(made, 30, busy);
      await made.time.pass(6 * secondMs);
      expect(made.graph.reads.map((ids) => ids.length)).toEqual([30]);
      expect(made.metrics.filter((word) => word === 'confirmed 5000')).toHaveLength(30);
    });

    it('clears again what still shows, three times and ever later, then believes it', async () => {
      const made = desk();
      made.want('u', busy);
      await made.time.pass(6 * secondMs);
      made.graph.teams.set('u', busy); // a call in Teams itself looks the same
      made.want('u', null);
      await made.time.pass(10 * minuteMs);
      expect(made.graph.calls.map(({ op }) => op)).toEqual(['set', 'clear', 'clear', 'clear', 'clear']);
      expect(made.metrics.filter((word) => word === 'healed')).toHaveLength(3);
      expect(made.writer.backlog).toBe(0);
    });

    it('sets again what Teams has lost', async () => {
      const made = desk();
      made.graph.teams.set('u', { availability: 'Offline', activity: 'Offline' });
      made.want('u', busy);
      await made.time.pass(6 * secondMs);
      made.graph.teams.delete('u');
      await made.time.pass(minuteMs);
      expect(made.graph.calls.map(({ op }) => op)).toEqual(['set', 'set']);
    });

    it('goes on writing when reading is not allowed', async () => {
      const made = desk();
      jest.spyOn(made.graph, 'readPresences').mockRejectedValue(fault('graph.consentLost'));
      made.want('u', busy);
      await made.time.pass(10 * secondMs);
      made.want('u', null);
      await made.time.pass(minuteMs);
      expect(made.graph.sessions.size).toBe(0);
      expect(made.writer.isConsentLost).toBe(false);
      expect(made.graph.readPresences).toHaveBeenCalledTimes(1);
    });

    it('reads at most once in two seconds and within its share', async () => {
      const made = desk({ quotaPer30s: 60 });
      for (let second = 0; second < 30; second += 1) {
        made.want(`u${String(second)}`, busy);
        await made.time.pass(secondMs);
      }
      expect(made.graph.reads.length).toBeLessThanOrEqual(3); // 5 % of 60
    });
  });

  describe('when one user alone is refused with 403', () => {
    it('does not hold up the others for ever', async () => {
      const made = desk({ readBackShare: 0 });
      const set = made.graph.setPresence.bind(made.graph);
      jest.spyOn(made.graph, 'setPresence').mockImplementation(async (userId, session, minutes) => {
        if (userId === 'guest') throw fault('graph.consentLost');
        await set(userId, session, minutes);
      });
      made.want('guest', busy);
      made.want('u', busy);
      await made.time.pass(100 * secondMs);
      expect(made.graph.sessions.has('u')).toBe(true);
      made.want('v', busy);
      await made.time.pass(0);
      expect(made.graph.sessions.has('v')).toBe(true);
      expect(made.writer.isConsentLost).toBe(false);
      expect(made.metrics.filter((word) => word === 'graph.consentLost')).toHaveLength(1);
    });
  });

  describe('when it starts after a process that was killed', () => {
    it('says twice what a last request of that process could undo', async () => {
      const made = desk({ readBackShare: 0 });
      for (const userId of ['gone', 'talking']) made.writer.recall(userId, made.time.now() + minuteMs);
      made.want('gone', null);
      made.want('talking', busy);
      await made.time.pass(secondMs);
      expect(made.graph.calls).toMatchObject([
        { op: 'clear', userId: 'gone' },
        { op: 'set', userId: 'talking' },
      ]);
      await made.time.pass(15 * secondMs);
      expect(made.graph.calls.slice(2)).toMatchObject([
        { op: 'clear', userId: 'gone' },
        { op: 'set', userId: 'talking' },
      ]);
      await made.time.pass(minuteMs);
      expect(made.graph.calls).toHaveLength(4);
      expect(made.settled).toEqual(['gone']);
      expect(made.writer.backlog).toBe(0);
    });

    it('lets a new state of the phone go at once', async () => {
      const made = desk({ readBackShare: 0 });
      made.writer.recall('u', made.time.now() + minuteMs);
      made.want('u', null);
      await made.time.pass(secondMs);
      made.want('u', busy);
      await made.time.pass(0);
      expect(made.graph.sessions.get('u')).toEqual(busy);
    });
  });

  describe('when the person asks us to stay out', () => {
    it('clears, stays out while the phone says the same, and comes back with the next state', async () => {
      const made = desk();
      made.want('u', busy);
      await made.time.pass(0);
      expect(made.writer.release('u')).toBe(true);
      await made.time.pass(0);
      expect(made.writer.facts('u')).toMatchObject({ wanted: busy, acknowledged: null, isReleased: true });
      made.want('u', busy);
      await made.time.pass(10 * minuteMs);
      expect(made.graph.sessions.size).toBe(0);
      made.want('u', away);
      await made.time.pass(0);
      expect(made.graph.sessions.get('u')).toEqual(away);
      expect(made.writer.facts('u').isReleased).toBe(false);
    });

    it('has nothing to release for who has no session', () => {
      expect(desk().writer.release('nobody')).toBe(false);
    });
  });

  describe('when somebody asks why', () => {
    it('tells what was sent, what is held, and when it tries again', async () => {
      const made = desk();
      const start = made.time.now();
      made.graph.refuse('graph.unavailable');
      made.want('u', busy);
      await made.time.pass(0);
      expect(made.writer.facts('u')).toEqual({
        wanted: busy,
        acknowledged: 'unknown',
        expiresAt: 0,
        lastSentAt: start,
        lastAcceptedAt: 0,
        lastFault: { code: 'graph.unavailable', at: start },
        nextTryAt: start + 375,
        isReleased: false,
      });
      await made.time.pass(secondMs);
      expect(made.writer.facts('u')).toMatchObject({ acknowledged: busy, lastAcceptedAt: start + 375 });
      expect(made.writer.facts('nobody')).toMatchObject({ wanted: null, acknowledged: null, lastSentAt: 0 });
    });
  });

  describe('when it is stopped', () => {
    it('sends nothing more and leaves no timer', async () => {
      const made = desk();
      made.want('u', busy);
      await made.time.pass(0);
      made.writer.stop();
      made.want('v', busy);
      await made.time.pass(10 * minuteMs);
      expect(made.graph.calls).toHaveLength(1);
      expect(made.time.waiting).toBe(0);
      expect(made.gauges()).toBeUndefined();
    });
  });
});
