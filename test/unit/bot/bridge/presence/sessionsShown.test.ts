// What the writer tells those who read Teams: which sessions may be ours, and a place in the quota.
import { silentLogger, silentMetrics } from '#bot/telemetry';
import type { TeamsSession } from '#shared/domain/presence';
import { PresenceWriter } from '../../../../../bot/bridge/presenceWriter.ts';
import { GraphFake } from '../../../../support/GraphFake.ts';
import { VirtualTime, wholeTurn } from '../../../../support/VirtualTime.ts';

const busy: TeamsSession = { availability: 'Busy', activity: 'InACall' };
const conference: TeamsSession = { availability: 'Busy', activity: 'InAConferenceCall' };

function desk(quotaPer30s = 10) {
  const time = new VirtualTime(wholeTurn);
  const graph = new GraphFake();
  const writer = new PresenceWriter({
    tenantId: 't',
    graph,
    quotaPer30s,
    concurrency: 4,
    minutesFor: () => 5,
    writeAhead: () => undefined,
    onSettled: () => undefined,
    logger: silentLogger,
    metrics: silentMetrics,
    now: time.now,
    random: () => 0.5,
    timers: time,
    readBackShare: 0,
  });
  const want = (session: TeamsSession | null): void => {
    if (writer.want('u', session, time.now())) writer.push(['u']);
  };
  return { time, graph, writer, want };
}

describe('sessionsShown', () => {
  describe('when a session comes, changes and goes', () => {
    it('names it while it may show, and for half a minute after', async () => {
      const { time, writer, want } = desk();
      expect(writer.sessionsShown('u')).toEqual([]);
      want(busy);
      expect(writer.sessionsShown('u')).toEqual([busy]); // on its way
      await time.pass(100);
      expect(writer.sessionsShown('u')).toEqual([busy]);
      want(conference);
      await time.pass(100);
      expect(writer.sessionsShown('u')).toEqual([conference, busy]);
      want(null);
      await time.pass(100);
      expect(writer.sessionsShown('u')).toEqual([conference]);
      await time.pass(31_000);
      expect(writer.sessionsShown('u')).toEqual([]);
    });
  });
  describe('when nobody knows what stands in Teams', () => {
    it('names all that there are', () => {
      const { writer, time } = desk();
      writer.recall('u', time.now() + 60_000);
      expect(writer.sessionsShown('u')).toHaveLength(4);
    });
  });
});

describe('reserveRead', () => {
  describe('when reads take what writes leave', () => {
    it('gives four fifths at most, and a place again half a minute after its answer', async () => {
      const { writer, time } = desk();
      const places = Array.from({ length: 10 }, () => writer.reserveRead());
      expect(places.filter((place) => place !== undefined)).toHaveLength(8);
      places[0]?.();
      await time.pass(29_000);
      expect(writer.reserveRead()).toBeUndefined();
      await time.pass(2_000);
      expect(writer.reserveRead()).toBeDefined();
    });
    it('gives none while Graph wants a pause', async () => {
      const { graph, writer, time, want } = desk();
      graph.refuse('graph.throttled', 1, { retryAfterMs: 5_000 });
      want(busy);
      await time.pass(10);
      expect(writer.reserveRead()).toBeUndefined();
      await time.pass(5_000);
      expect(writer.reserveRead()).toBeDefined();
    });
  });
});
