// Why a person looks busy, asked of a living heart: calls, PBX loss, what Teams shows, release, other people.
import { createHeart, type HeartPort, type WhyQuestion } from '#bot/bridge';
import { silentLogger, type LogFacts } from '#bot/telemetry';
import { callerOf, heartBench, tenantId, type HeartBench } from '../../../support/heartBench.ts';
import { until } from '../../../support/until.ts';

const question: WhyQuestion = { locale: 'en-GB', timeZone: 'Europe/Paris' };
const ada = callerOf('101');

describe('the desk that answers why', () => {
  let bench: HeartBench;
  let service: HeartPort;
  let now: number;
  const logged: { event: string; facts: LogFacts | undefined }[] = [];
  beforeEach(async () => {
    now = Date.now();
    logged.length = 0;
    const logger = { ...silentLogger, info: (event: string, facts?: LogFacts) => void logged.push({ event, facts }) };
    bench = await heartBench({ logger, now: () => now });
    service = createHeart(new Map([[tenantId, bench.heart]]), bench.keeper);
    bench.pbx.comeUp();
  });
  afterEach(() => bench.close());

  const startCall = async (): Promise<void> => {
    bench.pbx.ring('c1', '101', '102');
    bench.pbx.answer('c1', '101', '102');
    await until(() => bench.graph.sessions.size === 2);
  };

  describe('when the person is in a call', () => {
    beforeEach(startCall);

    it('names the line, our session and what Teams shows', async () => {
      const why = await service.presenceWhy(ada, question);
      expect(why).toMatchObject({
        sources: [{ kind: 'line', pbxId: 'pbx', extension: '101', state: 'connected', link: 'up', calls: 1 }],
        composite: 'busy',
        ours: { wanted: { availability: 'Busy' }, acknowledged: { availability: 'Busy' }, isReleased: false },
        teams: { availability: 'Busy', activity: 'InACall' },
        layer: 'ours',
        can: { release: true },
      });
      expect(why.words[0]).toMatch(/^Your line 101 has been in a call since \d\d:\d\d\.$/u);
    });

    it('withdraws our part when asked, until the phone says something else', async () => {
      service.releasePresence(ada);
      await until(() => !bench.graph.sessions.has(ada.userId));
      const why = await service.presenceWhy(ada, question);
      expect(why).toMatchObject({ composite: 'busy', ours: { isReleased: true }, can: { release: false } });
      bench.pbx.end('c1', '101', '102');
      bench.pbx.ring('c2', '101', '102');
      await until(() => bench.graph.sessions.has(ada.userId));
    });

    it('asks Graph once in five seconds, however often and in whatever language people ask', async () => {
      await Promise.all(['en', 'fr', 'de'].map((locale) => service.presenceWhy(ada, { locale })));
      await service.presenceWhy(callerOf('102'), { ...question, userId: ada.userId });
      expect(bench.graph.reads).toEqual([[ada.userId]]);
      now += 5_000;
      await service.presenceWhy(ada, question);
      expect(bench.graph.reads).toHaveLength(2);
    });

    it('leaves the quota to the changes when many ask at once', async () => {
      const many = Array.from({ length: 30 }, (_each, index) => ({ tenantId, userId: `user-${String(index)}` }));
      const answers = await Promise.all(many.map((caller) => service.presenceWhy(caller, question)));
      expect(bench.graph.reads).toHaveLength(20);
      expect(answers.at(-1)?.teams).toEqual({ unavailable: 'graph.throttled' });
    });

    it('answers without Teams when Graph refuses', async () => {
      bench.graph.refuse('graph.consentLost');
      const why = await service.presenceWhy(ada, question);
      expect(why).toMatchObject({ teams: { unavailable: 'graph.consentLost' }, layer: 'unknown', composite: 'busy' });
    });

    it('tells times in UTC and says so when the zone is not known', async () => {
      const { words } = await service.presenceWhy(ada, { locale: 'en', timeZone: 'Mars/Olympus' });
      expect(words[0]).toMatch(/ UTC\.$/u);
    });

    it('keeps the beginning of the call over a restart', async () => {
      const before = await service.presenceWhy(ada, question);
      now += 60_000;
      await bench.heart.stop();
      const again = await heartBench({ dir: bench.dir, now: () => now });
      again.pbx.comeUp('c1-101', 'c1-102');
      const heart = createHeart(new Map([[tenantId, again.heart]]), again.keeper);
      const after = await heart.presenceWhy(ada, question);
      expect(after.sources[0]?.since).toBe(before.sources[0]?.since);
      await again.heart.stop();
      again.store.close();
    });
  });

  it('tells since when the phone system is away, and keeps that moment after the grace', async () => {
    const lostAt = now;
    bench.pbx.tell({ kind: 'link', up: false });
    now += 5_000;
    bench.pbx.tell({ kind: 'link', up: false });
    const why = await service.presenceWhy(ada, question);
    expect(why.sources[0]).toMatchObject({ link: 'lost', state: 'idle' });
    const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/Paris' }).format(lostAt);
    expect(why.words[0]).toContain(`cannot be reached since ${time}; 15 seconds later`);
  });

  it('tells since when the person set the phone to away', async () => {
    bench.pbx.tell({ kind: 'userState', deviceId: '101', state: 'away' });
    const first = await service.presenceWhy(ada, question);
    bench.pbx.tell({ kind: 'userState', deviceId: '101', state: 'away' });
    const second = await service.presenceWhy(ada, question);
    expect(second.sources).toEqual(first.sources);
    expect(second).toMatchObject({
      composite: 'away',
      sources: [{ kind: 'line' }, { kind: 'userState', state: 'away' }],
    });
  });

  it('says so when no line is known', async () => {
    const why = await service.presenceWhy({ tenantId, userId: 'nobody' }, question);
    expect(why).toMatchObject({ sources: [], composite: 'unknown', layer: 'nothing', can: { release: false } });
  });

  describe('when the helpdesk asks about somebody', () => {
    it('answers, and writes down who asked about whom, by ids', async () => {
      await service.presenceWhy(callerOf('102'), { ...question, userId: ada.userId });
      service.releasePresence(callerOf('102'), ada.userId);
      const ids = { tenantId, byUserId: 'user-102', userId: 'user-101', isKnown: true };
      expect(logged.filter(({ event }) => event.startsWith('presence.'))).toEqual([
        { event: 'presence.whyAsked', facts: ids },
        { event: 'presence.released', facts: ids },
      ]);
    });

    it('does not know the people of other tenants', async () => {
      const userId = 'somebody-elsewhere';
      await expect(service.presenceWhy(ada, { ...question, userId })).rejects.toMatchObject({ code: 'http.notFound' });
      expect(() => service.releasePresence(ada, userId)).toThrow('no such user');
      expect(bench.graph.reads).toEqual([]);
    });

    it('serves nobody of a tenant that is not served', async () => {
      const stranger = callerOf('101', 'another-tenant');
      await expect(service.presenceWhy(stranger, question)).rejects.toMatchObject({ code: 'auth.forbidden' });
      expect(() => service.releasePresence(stranger)).toThrow('not served');
    });
  });
});
