// The heart of a tenant: calls in; log, presence and streams out, through loss, kill and refusal.
import { createHeart } from '#bot/bridge';
import type { AsyncStorePort } from '#bot/store';
import { AppError } from '#shared/errors';
import {
  callerOf,
  everything,
  heartBench,
  listen,
  logOf,
  passUntil,
  tenantId,
  type HeartBench,
} from '../../../support/heartBench.ts';
import { NoticeFake } from '../../../support/NoticeFake.ts';
import { until } from '../../../support/until.ts';

const benches: HeartBench[] = [];
async function bench(options: Parameters<typeof heartBench>[0] = {}): Promise<HeartBench> {
  const made = await heartBench(options);
  benches.push(made);
  return made;
}
afterEach(async () => {
  jest.useRealTimers();
  for (const each of benches.splice(0)) await each.close();
});

describe('TenantHeart', () => {
  describe('when a call comes, is answered and ends', () => {
    it('shows it live, sets and clears Teams, and logs it for both', async () => {
      const { heart, pbx, graph } = await bench();
      pbx.comeUp();
      const items = await listen(heart, '102');
      pbx.ring('c1', '101', '102');
      await heart.written();
      expect(items.at(-2)?.event).toMatchObject({
        type: 'calls',
        calls: [{ state: 'alerting', direction: 'incoming', other: { number: '101', name: 'Ada Example' } }],
      });
      expect(heart.me(callerOf('102'))).toMatchObject({ presence: 'available', lines: [{ state: 'ringing' }] });
      pbx.answer('c1', '101', '102');
      await until(() => graph.sessions.size === 2);
      pbx.end('c1', '101', '102');
      await until(() => graph.sessions.size === 0);
      expect(await logOf(heart, '102')).toMatchObject([
        { direction: 'incoming', outcome: 'answered', other: { number: '101', name: 'Ada Example' } },
      ]);
      expect(items.filter(({ event }) => event.type === 'record')).toHaveLength(1);
      expect(items.at(-2)?.event).toEqual({ type: 'calls', calls: [] });
    });
  });

  describe('when a state flaps faster than Graph answers', () => {
    it('sends the newest state only, and nothing when it came back', async () => {
      const { pbx, graph } = await bench();
      pbx.comeUp();
      let open = (): void => undefined;
      graph.gate = new Promise((resolve) => (open = resolve));
      pbx.ring('c1', '101', '102');
      for (let turn = 2; turn < 6; turn += 1) {
        pbx.end(`c${String(turn - 1)}`, '101', '102');
        pbx.ring(`c${String(turn)}`, '101', '102');
      }
      open();
      await until(() => graph.sessions.size === 1);
      expect(graph.sequences((id) => id)).toEqual({ 'user-101': ['Busy/InACall'] });
    });
  });

  describe('when somebody else asks', () => {
    it('shows nobody another user’s calls, nor another tenant’s', async () => {
      const { heart, pbx, keeper } = await bench();
      pbx.comeUp();
      const colleague = await listen(heart, '103');
      pbx.ring('c1', '101', '102');
      pbx.answer('c1', '101', '102');
      pbx.end('c1', '101', '102');
      expect(await logOf(heart, '103')).toEqual([]);
      expect(colleague.filter(({ event }) => event.type === 'record' || event.type === 'calls')).toEqual([]);
      const service = createHeart(new Map([[tenantId, heart]]), keeper);
      await expect(service.calls(callerOf('101', 'another-tenant'), everything)).rejects.toThrow('not served');
    });
  });

  describe('when a stream was away', () => {
    it('replays the records it missed, once, then the present', async () => {
      const { heart, pbx } = await bench();
      pbx.comeUp();
      const first = await listen(heart, '102');
      const call = (name: string): void => {
        pbx.ring(name, '101', '102');
        pbx.answer(name, '101', '102');
        pbx.end(name, '101', '102');
      };
      call('c1');
      await heart.written();
      const lastId = first.findLast(({ event }) => event.type === 'record')?.id ?? '';
      call('c2');
      call('c3');
      await heart.written();
      const again = await listen(heart, '102', lastId);
      expect(again.map(({ event }) => event.type)).toEqual(['record', 'record', 'snapshot']);
      const newest = again.findLast(({ event }) => event.type === 'record')?.id;
      expect((await listen(heart, '102', newest)).map(({ event }) => event.type)).toEqual(['snapshot']);
      expect((await listen(heart, '102', '999999')).map(({ event }) => event.type)).toEqual(['reset', 'snapshot']);
    });
  });

  describe('when the PBX is away', () => {
    it('keeps the state for the grace, then makes it unknown and clears Teams; on return the call is still there', async () => {
      jest.useFakeTimers();
      const { heart, pbx, graph } = await bench();
      pbx.comeUp();
      pbx.ring('c1', '101', '102');
      await passUntil(() => graph.sessions.size === 1);
      pbx.tell({ kind: 'link', up: false });
      await jest.advanceTimersByTimeAsync(14_900);
      expect(graph.sessions.size).toBe(1);
      await passUntil(() => graph.sessions.size === 0);
      expect(heart.me(callerOf('101'))).toMatchObject({ presence: 'unknown', pbx: 'down' });
      pbx.comeUp('c1-101', 'c1-102');
      await passUntil(() => graph.sessions.size === 1);
    });

    it('closes the calls that ended meanwhile and says that their end was not seen', async () => {
      const { heart, pbx } = await bench();
      pbx.comeUp();
      pbx.ring('c1', '101', '102');
      pbx.answer('c1', '101', '102');
      pbx.tell({ kind: 'link', up: false });
      pbx.comeUp();
      expect(await logOf(heart, '102')).toMatchObject([{ outcome: 'answered', endUnknown: true }]);
    });
  });

  describe('when the service is killed in the middle of calls', () => {
    it('goes on with the calls that live, closes the others, and clears what stands in Teams for them', async () => {
      const before = await bench();
      before.pbx.comeUp();
      before.pbx.ring('stays', '101', '102');
      before.pbx.ring('goes', '103', '555');
      await until(() => before.graph.sessions.size === 2);
      // No stop: the second heart finds what the first one left, as after kill -9.
      const after = await bench({ dir: before.dir });
      for (const [userId, session] of before.graph.sessions) after.graph.sessions.set(userId, session);
      after.pbx.comeUp('stays-101', 'stays-102');
      await until(() => after.graph.sessions.size === 1);
      expect([...after.graph.sessions.keys()]).toEqual(['user-101']);
      after.pbx.answer('stays', '101', '102');
      after.pbx.end('stays', '101', '102');
      await until(() => after.graph.sessions.size === 0);
      expect(await logOf(after.heart, '103')).toMatchObject([{ endUnknown: true }]);
      expect(await logOf(after.heart, '101')).toMatchObject([{ outcome: 'answered' }]);
      expect(after.store.presenceIntents(tenantId).filter((intent) => intent.session !== null)).toEqual([]);
    });

    it('keeps the intent of a user who was settled a moment before', async () => {
      const { heart, pbx, graph, store } = await bench();
      pbx.comeUp();
      pbx.ring('c1', '101', '102');
      await until(() => graph.sessions.size === 1);
      pbx.end('c1', '101', '102');
      await until(() => graph.sessions.size === 0);
      pbx.ring('c2', '101', '102'); // before the settled row of the first call was dropped
      await heart.written();
      expect(store.presenceIntents(tenantId)).toMatchObject([{ userId: 'user-101', session: { activity: 'InACall' } }]);
    });

    it('revives no call by a late repeat of its events', async () => {
      const { heart, pbx } = await bench();
      pbx.comeUp();
      pbx.ring('c1', '101', '102');
      pbx.end('c1', '101', '102');
      pbx.answer('c1', '101', '102');
      expect(heart.me(callerOf('101')).lines).toMatchObject([{ state: 'idle' }]);
    });
  });

  describe('when the store refuses for a while', () => {
    it('keeps presence going and writes everything once the store takes it', async () => {
      jest.useFakeTimers();
      let isLocked = false;
      const made = await heartBench();
      benches.push(made);
      const gated: AsyncStorePort = {
        ...made.keeper,
        commitTurn: async (tenant, turn) => {
          if (isLocked) throw new AppError('store.locked', 'told to refuse');
          return made.keeper.commitTurn(tenant, turn);
        },
      };
      const { heart, pbx, graph } = await bench({ store: gated, dir: made.dir });
      pbx.comeUp();
      isLocked = true;
      const items = await listen(heart, '102');
      pbx.ring('c1', '101', '102');
      await passUntil(() => graph.sessions.size === 1);
      pbx.end('c1', '101', '102');
      expect(await logOf(heart, '102')).toEqual([]);
      isLocked = false;
      await passUntil(() => items.some(({ event }) => event.type === 'record'));
      expect(await logOf(heart, '102')).toHaveLength(1);
      expect(items.filter(({ event }) => event.type === 'record')).toHaveLength(1);
    });
  });

  describe('when a user dials', () => {
    it('orders the call once per request id, from the user’s own line', async () => {
      const { heart, pbx } = await bench();
      pbx.comeUp();
      const order = { number: '+33 1 99 00 01 02', requestId: 'request-1' };
      await Promise.all([heart.dial(callerOf('101'), order), heart.dial(callerOf('101'), order)]);
      expect(pbx.orders).toMatchObject([{ deviceId: '101', dialString: '+33199000102' }]);
    });

    it.each([
      ['*72', 'dial.notAllowed'],
      ['#31#0199000102', 'dial.notAllowed'],
      ['call me', 'dial.numberInvalid'],
      ['1\r\nAction: Originate', 'dial.numberInvalid'],
      ['101', 'dial.numberInvalid'],
    ])('refuses %j with %s', async (number, code) => {
      const { heart, pbx } = await bench();
      pbx.comeUp();
      await expect(heart.dial(callerOf('101'), { number, requestId: 'request-1' })).rejects.toMatchObject({ code });
      expect(pbx.orders).toEqual([]);
    });

    it('dials a service code that the person confirmed', async () => {
      const { heart, pbx } = await bench();
      pbx.comeUp();
      await heart.dial(callerOf('101'), { number: '*21*102#', requestId: 'request-1', confirmed: true });
      expect(pbx.orders).toMatchObject([{ dialString: '*21*102#' }]);
    });

    it('says dial.noLine to who has none, and may be tried again after a refusal', async () => {
      const { heart, pbx } = await bench();
      pbx.comeUp();
      const order = { number: '102', requestId: 'request-1' };
      await expect(heart.dial(callerOf('999'), order)).rejects.toMatchObject({ code: 'dial.noLine' });
      pbx.refusal = new AppError('pbx.unreachable', 'told to refuse');
      await expect(heart.dial(callerOf('101'), order)).rejects.toMatchObject({ code: 'pbx.unreachable' });
      pbx.refusal = undefined;
      await expect(heart.dial(callerOf('101'), order)).resolves.toMatchObject({ dialled: '102' });
    });
  });

  describe('when a call is missed', () => {
    const missCall = (pbx: HeartBench['pbx'], name: string, from = '101'): void => {
      pbx.ring(name, from, '102');
      pbx.leg(name, '102', { kind: 'connectionCleared', cause: 'callCancelled' });
      pbx.end(name, from);
    };

    it('has the bot tell its user once, and nobody of an answered or own call', async () => {
      const notices = new NoticeFake();
      const { pbx } = await bench({ notices });
      pbx.comeUp();
      missCall(pbx, 'c1');
      pbx.ring('c2', '101', '102');
      pbx.answer('c2', '101', '102');
      pbx.end('c2', '101', '102');
      pbx.leg('c1', '102', { kind: 'diverted', toVoicemail: true }); // the same record, told anew by the PBX
      await until(() => notices.told.length > 0);
      expect(notices.told).toEqual(['user-102 missed 101']);
    });

    it('tells again later when the bot could not, and not again after a restart', async () => {
      jest.useFakeTimers();
      const notices = new NoticeFake();
      notices.answers.push('refused', 'refused', 'sent');
      const first = await bench({ notices });
      first.pbx.comeUp();
      missCall(first.pbx, 'c1');
      await passUntil(() => notices.told.length === 3);
      const again = 'user-102 missed 101';
      const second = await bench({ notices, dir: first.dir });
      second.pbx.comeUp();
      missCall(second.pbx, 'c2', '103');
      await passUntil(() => notices.told.length > 3);
      await jest.advanceTimersByTimeAsync(10_000);
      expect(notices.told).toEqual([again, again, again, 'user-102 missed 103']);
    });

    it('tells after a restart what nobody was told before it', async () => {
      const first = await bench();
      first.store.commitTurn(tenantId, {
        records: [],
        openCalls: [],
        presence: [],
        presenceSettled: [],
        notices: [{ userId: 'user-102', recordId: 'pbx/c1/c1-102/0' }],
      });
      first.pbx.comeUp();
      missCall(first.pbx, 'c1');
      const notices = new NoticeFake();
      await bench({ notices, dir: first.dir });
      await until(() => notices.told.length === 1);
    });
  });

  describe('when people are searched', () => {
    it.each([
      ['chloe', ['Chloé Specimen']],
      ['SAMP bru', ['Bruno Sample']],
      ['ventes', ['Chloé Specimen']],
      ['01 99 00 01 02', ['Bruno Sample']],
      ['199000102', ['Bruno Sample']],
      ['', ['Ada Example', 'Bruno Sample', 'Chloé Specimen']],
      ['nobody', []],
    ])('finds by %j %j', async (q, names) => {
      const { heart } = await bench();
      expect(
        (await heart.people.find(callerOf('101'), { q, limit: 10 })).items.map((person) => person.displayName),
      ).toEqual(names);
    });
  });
});
