// PBXs that come, go and are replaced while calls run; lines on one PBX and on several; what the admin is told of it.
import * as fc from 'fast-check';
import * as v from 'valibot';
import { adminLinesSchema, adminPbxSchema } from '#shared/contracts';
import type { TenantOptions, TenantRules } from '#bot/bridge';
import { someDialling } from '../../../support/aRecord.ts';
import { callerOf, heartBench, listen, logOf, people, tenantId, type HeartBench } from '../../../support/heartBench.ts';
import { PbxFake } from '../../../support/PbxFake.ts';

const benches: HeartBench[] = [];
afterEach(async () => {
  for (const each of benches.splice(0)) await each.close();
  jest.useRealTimers();
});

const fromPhones = { extensionFrom: 'businessPhones', extensionPattern: '(\\d{3})$' } as const;

/** Main and branch, both up. */
async function twoPbxs(options: Partial<TenantOptions> = {}): Promise<HeartBench & { main: PbxFake; branch: PbxFake }> {
  jest.useFakeTimers();
  const main = new PbxFake('main');
  const branch = new PbxFake('branch');
  const bench = await heartBench({ pbxs: [main, branch], ...options });
  benches.push(bench);
  main.comeUp();
  branch.comeUp();
  return { ...bench, main, branch };
}

/** The rules of the bench. */
function someRules(): TenantRules {
  return {
    country: 'FR',
    dialling: someDialling(),
    callerPlan: someDialling().plan,
    directory: { ...fromPhones, lines: [] },
    policy: { doNotDisturb: 'presenting' },
    pbxLossGraceSeconds: 15,
    callSessionMinutes: 5,
    otherSessionMinutes: 60,
  };
}

const settle = (ms = 0): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const none = { removed: [], replaced: [], added: [] };

describe('a tenant with several PBXs', () => {
  describe('when one is removed', () => {
    it('keeps its last word for the grace, then closes its calls with an unknown end and clears Teams', async () => {
      const { heart, branch, graph, store } = await twoPbxs();
      branch.ring('c1', '101', '102');
      branch.answer('c1', '101', '102');
      await settle();
      expect([...graph.sessions.keys()].sort()).toEqual(['user-101', 'user-102']);
      await heart.changePbxs({ ...none, removed: ['branch'], order: ['main'] });
      await settle(14_900);
      expect(graph.sessions.size).toBe(2);
      expect(heart.me(callerOf('101'))).toMatchObject({ presence: 'busy', pbx: 'up' });
      await settle(200);
      expect(graph.sessions.size).toBe(0);
      expect(heart.me(callerOf('101'))).toMatchObject({ presence: 'available', pbx: 'up' });
      expect(await logOf(heart, '102')).toMatchObject([{ outcome: 'answered', endUnknown: true }]);
      expect(store.openCalls(tenantId, 'branch')).toEqual([]);
    });

    it('hears nothing of it any more, and everything of the other', async () => {
      const { heart, main, branch } = await twoPbxs();
      await heart.changePbxs({ ...none, removed: ['branch'], order: ['main'] });
      branch.ring('c1', '101', '102');
      main.ring('c2', '103', '102');
      expect(heart.me(callerOf('102'))).toMatchObject({ lines: [{ state: 'ringing' }] });
      expect(heart.me(callerOf('101'))).toMatchObject({ lines: [{ state: 'idle' }] });
    });

    it('goes on with its calls when it comes back within the grace', async () => {
      const { heart, branch, graph } = await twoPbxs();
      branch.ring('c1', '101', '102');
      await settle();
      await heart.changePbxs({ ...none, removed: ['branch'], order: ['main'] });
      const again = new PbxFake('branch');
      await heart.changePbxs({ ...none, added: [again], order: ['main', 'branch'] });
      again.comeUp('c1-101', 'c1-102');
      await settle(20_000);
      expect([...graph.sessions.keys()]).toEqual(['user-101']);
      again.answer('c1', '101', '102');
      again.end('c1', '101', '102');
      expect(await logOf(heart, '102')).toMatchObject([{ outcome: 'answered' }]);
      expect((await logOf(heart, '102'))[0]).not.toHaveProperty('endUnknown');
    });

    it('leaves no open call on disk when the service stops meanwhile', async () => {
      const { heart, branch, store } = await twoPbxs();
      branch.ring('c1', '101', '102');
      await heart.changePbxs({ ...none, removed: ['branch'], order: ['main'] });
      await heart.stop();
      expect(store.openCalls(tenantId, 'branch')).toEqual([]);
      expect(await logOf(heart, '102')).toMatchObject([{ endUnknown: true }]);
    });

    it('keeps the owner of a line that was only there until its calls are closed', async () => {
      const lines = [{ extension: '900', user: 'user-101', pbx: 'branch', sharedWith: [] }];
      const rules = { ...fromPhones, lines: [] };
      const { heart, branch, ...bench } = await twoPbxs({ directory: { ...rules, lines } });
      branch.ring('c1', '900', '555');
      await settle();
      expect([...bench.graph.sessions.keys()]).toEqual(['user-101']);
      const changed = heart.changePbxs({ ...none, removed: ['branch'], order: ['main'] });
      heart.useRules({ ...someRules(), directory: rules });
      await changed;
      await settle(15_100);
      expect(bench.graph.sessions.size).toBe(0);
      expect(await logOf(heart, '101')).toMatchObject([{ line: '900', endUnknown: true }]);
      expect(heart.me(callerOf('101')).lines).toEqual([{ extension: '101', state: 'idle' }]);
    });
  });

  describe('when one is added', () => {
    it('hears it, tells it whose lines are wanted, and the other goes on', async () => {
      const { heart, main, graph } = await twoPbxs();
      main.ring('c1', '101', '102');
      const third = new PbxFake('third');
      await heart.changePbxs({ ...none, added: [third], order: ['main', 'branch', 'third'] });
      expect(heart.me(callerOf('101')).pbx).toBe('connecting');
      expect([...third.watched].sort()).toEqual(['101', '102', '103']);
      third.comeUp();
      expect(heart.me(callerOf('101')).pbx).toBe('up');
      third.ring('c1', '103', '555');
      await settle();
      expect([...graph.sessions.keys()].sort()).toEqual(['user-101', 'user-103']);
    });
  });

  describe('when one is replaced', () => {
    it('stops the old before it starts the new, keeps the calls and forgets what the old said of phones', async () => {
      const { heart, branch, graph } = await twoPbxs();
      const steps: string[] = [];
      branch.ring('c1', '101', '102');
      branch.tell({ kind: 'userState', deviceId: '103', state: 'doNotDisturb' });
      const next = new PbxFake('branch');
      branch.stop = async () => {
        await Promise.resolve();
        steps.push('old stopped');
      };
      const start = next.start.bind(next);
      next.start = (sink) => {
        steps.push('new started');
        start(sink);
      };
      await settle();
      await heart.changePbxs({ ...none, replaced: [next], order: ['main', 'branch'] });
      expect(steps).toEqual(['old stopped', 'new started']);
      expect(graph.sessions.get('user-101')).toBeDefined();
      branch.end('c1', '101', '102'); // nobody listens to the old one
      next.comeUp('c1-101', 'c1-102');
      expect(heart.me(callerOf('101'))).toMatchObject({ presence: 'busy', pbx: 'up' });
      expect(heart.me(callerOf('103'))).toMatchObject({ presence: 'available' });
      next.end('c1', '101', '102');
      await settle();
      expect(graph.sessions.size).toBe(0);
    });

    it('gives up the state when the new one never comes up', async () => {
      const { heart, branch, graph } = await twoPbxs();
      branch.ring('c1', '101', '102');
      await settle();
      await heart.changePbxs({ ...none, replaced: [new PbxFake('branch')], order: ['main', 'branch'] });
      await settle(15_100);
      expect(graph.sessions.size).toBe(0);
      expect(heart.me(callerOf('101')).pbx).toBe('down');
    });
  });

  describe('when somebody has several lines', () => {
    const lines = [
      { extension: '201', user: 'user-101', pbx: 'branch', sharedWith: [] },
      { extension: '101', user: 'user-101', sharedWith: [] },
    ];
    const directory = { ...fromPhones, lines };

    it('composes presence from all of them, lists them all and shows the calls of each', async () => {
      const { heart, main, branch, graph } = await twoPbxs({ directory });
      branch.ring('c1', '201', '555');
      main.ring('c2', '102', '101');
      await settle();
      expect(graph.sessions.get('user-101')).toBeDefined();
      expect(heart.me(callerOf('101'))).toMatchObject({
        presence: 'busy',
        lines: [
          { extension: '201', state: 'dialling' },
          { extension: '101', state: 'ringing' },
        ],
      });
      const snapshot = (await listen(heart, '101'))[0]?.event;
      expect(snapshot).toMatchObject({ calls: [{ line: '201' }, { line: '101' }] });
      expect((await heart.people.find(callerOf('101'), { q: 'ada', limit: 1 })).items).toMatchObject([
        { lineState: 'dialling' },
      ]);
    });

    it('does not take the same extension of another PBX for theirs', async () => {
      const { main, graph } = await twoPbxs({ directory });
      main.ring('c1', '201', '555');
      await settle();
      expect(graph.sessions.size).toBe(0);
    });

    it('dials from the preferred line, and from the next when its PBX is away', async () => {
      const { heart, main, branch } = await twoPbxs({ directory });
      await heart.dial(callerOf('101'), { number: '102', requestId: 'request-1' });
      expect(branch.orders).toMatchObject([{ deviceId: '201', dialString: '102' }]);
      branch.tell({ kind: 'link', up: false });
      await heart.dial(callerOf('101'), { number: '102', requestId: 'request-2' });
      expect(main.orders).toMatchObject([{ deviceId: '101', dialString: '102' }]);
    });
  });

  describe('when the directory takes a line away', () => {
    it('clears what stands in Teams for it', async () => {
      const { heart, main, graph } = await twoPbxs();
      main.ring('c1', '101', '102');
      await settle();
      expect([...graph.sessions.keys()]).toEqual(['user-101']);
      await heart.takePeople(
        people.map((each) => ({ ...each, businessPhones: [] })),
        new Set(people.map(({ id }) => id)),
      );
      await settle();
      expect(graph.sessions.size).toBe(0);
    });
  });

  describe('when the rules change', () => {
    it('judges everybody anew', async () => {
      const { heart, main, graph } = await twoPbxs();
      main.tell({ kind: 'userState', deviceId: '101', state: 'doNotDisturb' });
      await settle();
      expect(graph.sessions.size).toBe(1);
      heart.useRules({ ...someRules(), policy: { doNotDisturb: 'nothing' } });
      await settle();
      expect(graph.sessions.size).toBe(0);
    });

    it('dials by the new plan and names the new country', async () => {
      const { heart, main } = await twoPbxs();
      const rules = someRules();
      heart.useRules({
        ...rules,
        country: 'DE',
        dialling: { ...rules.dialling, plan: { ...rules.dialling.plan, country: 'DE' } },
      });
      await heart.dial(callerOf('101'), { number: '030 12345', requestId: 'request-1' });
      expect(main.orders).toMatchObject([{ dialString: '+493012345' }]);
      expect(heart.me(callerOf('101')).country).toBe('DE');
    });
  });
});

describe('any history of changes', () => {
  const step = fc.constantFrom('add', 'remove', 'replace', 'up', 'down', 'ring', 'end', 'call', 'wait');

  it('loses no call of the PBX nobody touched, and leaves nothing of one that is gone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (history) => {
        const { heart, main, graph, store } = await twoPbxs();
        let branch: PbxFake | undefined;
        let placed = 0;
        const change = (kind: 'added' | 'replaced'): Promise<void> => {
          branch = new PbxFake('branch');
          return heart.changePbxs({ ...none, [kind]: [branch], order: ['main', 'branch'] });
        };
        const moves = {
          add: () => (branch === undefined ? change('added') : undefined),
          replace: () => (branch === undefined ? undefined : change('replaced')),
          remove: () => {
            branch = undefined;
            return heart.changePbxs({ ...none, removed: ['branch'], order: ['main'] });
          },
          up: () => branch?.comeUp('b-101', 'b-103'),
          down: () => branch?.tell({ kind: 'link', up: false }),
          ring: () => branch?.ring('b', '101', '103'),
          end: () => branch?.end('b', '101', '103'),
          call: () => {
            placed += 1;
            main.ring(`m${String(placed)}`, '102', '555');
            main.end(`m${String(placed)}`, '102');
          },
          wait: () => settle(6_000),
        };
        await moves.remove();
        for (const each of history) await moves[each]();
        await moves.remove();
        await settle(20_000);
        expect(await logOf(heart, '102')).toHaveLength(placed);
        expect(store.openCalls(tenantId, 'branch')).toEqual([]);
        expect(graph.sessions.size).toBe(0);
        expect(heart.me(callerOf('101'))).toMatchObject({ presence: 'available', pbx: 'up' });
        expect((await heart.admin.pbxs('en')).connections.map(({ id }) => id)).toEqual(['main']);
      }),
      { numRuns: 20 },
    );
  });
});

describe('AdminDesk', () => {
  it('lists lines and what does not fit, in words', async () => {
    const lines = [
      { extension: '900', user: 'nobody@example.com', sharedWith: [] },
      { extension: '102', user: 'user-101', pbx: 'branch', sharedWith: [] },
    ];
    const { heart, main, branch } = await twoPbxs({ directory: { ...fromPhones, lines } });
    main.tell({ kind: 'registration', deviceId: '777', registered: true });
    branch.leg('c1', 'trunk-1', { kind: 'originated', called: { number: '102' } });
    const answer = await heart.admin.lines({ locale: 'en', offset: 0, limit: 100 });
    expect(v.is(adminLinesSchema, answer)).toBe(true);
    expect(answer.lines).toMatchObject([
      { extension: '102', pbxId: 'branch', user: { displayName: 'Ada Example' }, from: 'hand', state: 'idle' },
      { extension: '102', user: { displayName: 'Bruno Sample' }, from: 'directory' },
      { extension: '103', user: { displayName: 'Chloé Specimen' }, from: 'directory' },
    ]);
    expect(answer.mismatches).toMatchObject([
      { kind: 'lineUserUnknown', extension: '900', userIds: [] },
      {
        kind: 'lineWithoutUser',
        extension: '777',
        pbxId: 'main',
        says: expect.stringContaining('Line 777 is there on main') as unknown,
      },
    ]);
    const french = await heart.admin.lines({ locale: 'fr-FR', offset: 1, limit: 1 });
    expect(french.lines).toHaveLength(1);
    expect(french.mismatches).toMatchObject([
      { says: expect.stringContaining('La ligne 777 existe sur main') as unknown },
    ]);
    expect(french.total).toEqual({ lines: 3, mismatches: 2 });
  });

  it('names the people of an extension claimed twice', async () => {
    const twice = people.map((each) => ({ ...each, businessPhones: ['+33199000101'] }));
    const { heart } = await twoPbxs({ recallPeople: () => twice });
    const { mismatches } = await heart.admin.lines({ locale: 'en', offset: 0, limit: 1 });
    expect(mismatches).toMatchObject([
      { kind: 'extensionClaimedTwice', userIds: ['user-101', 'user-102', 'user-103'] },
    ]);
    expect(mismatches[0]?.says).toMatch(
      /^Line 101 is claimed by several people: Ada Example has it, Bruno Sample, Chloé Specimen have not/,
    );
  });

  it('tells how the connections do', async () => {
    const facts = { kind: 'ami', eventsPerSecond: 1.5, reconnects: 2, lastEventAt: 1_000 };
    const { heart, main } = await twoPbxs({
      pbxFacts: (pbxId) => (pbxId === 'main' ? { ...facts, lastFault: { code: 'pbx.timeout', at: 500 } } : undefined),
    });
    main.tell({ kind: 'link', up: false });
    await heart.changePbxs({ ...none, removed: ['branch'], order: ['main'] });
    const answer = await heart.admin.pbxs('en');
    expect(v.is(adminPbxSchema, answer)).toBe(true);
    expect(answer.connections).toMatchObject([
      {
        id: 'main',
        kind: 'ami',
        link: 'lost',
        isLeaving: false,
        lastEventAt: '1970-01-01T00:00:01.000Z',
        eventsPerSecond: 1.5,
        reconnects: 2,
        lastFault: { code: 'pbx.timeout', at: '1970-01-01T00:00:00.500Z' },
        lines: 3,
      },
      { id: 'branch', link: 'lost', isLeaving: true, eventsPerSecond: 0, reconnects: 0 },
    ]);
  });
});
