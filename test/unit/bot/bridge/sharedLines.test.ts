// Lines shared with somebody: state and calls live, calls placed from them, and nothing for anybody else.
import * as v from 'valibot';
import { meSchema, phoneAnswerSchema, streamEventSchema, type SharedLine } from '#shared/contracts';
import type { StreamItem, TenantOptions } from '#bot/bridge';
import { callerOf, heartBench, listen, type HeartBench } from '../../../support/heartBench.ts';

const rule = { extensionFrom: 'businessPhones', extensionPattern: '(\\d{3})$' } as const;
/** 102 of Bruno is shared with Ada. */
const lines = [{ extension: '102', user: 'user-102', sharedWith: ['user101@example.com'] }];
const ada = callerOf('101');

const benches: HeartBench[] = [];
afterEach(async () => {
  for (const each of benches.splice(0)) await each.close();
});

async function open(options: Partial<TenantOptions> = {}): Promise<HeartBench> {
  const made = await heartBench({ directory: { ...rule, lines }, ...options });
  benches.push(made);
  made.pbx.comeUp();
  return made;
}

function rulesWith(heart: HeartBench['heart'], shared: typeof lines): Parameters<HeartBench['heart']['useRules']>[0] {
  const { dialling } = heart.me(ada);
  return {
    country: 'FR',
    dialling,
    callerPlan: dialling.plan,
    directory: { ...rule, lines: shared },
    policy: { doNotDisturb: 'presenting' },
    pbxLossGraceSeconds: 15,
    callSessionMinutes: 5,
    otherSessionMinutes: 60,
  };
}

function sharedEvents(items: readonly StreamItem[]): readonly SharedLine[] {
  return items.flatMap(({ event }) => (event.type === 'sharedLines' ? event.lines : []));
}

describe('a line that is shared', () => {
  it('shows its state and its calls to whom it is shared with, while they change', async () => {
    const { heart, pbx } = await open();
    const [items, chloe] = [await listen(heart, '101'), await listen(heart, '103')];
    pbx.leg('c1', '102', { kind: 'delivered', calling: { number: '+12025550142' } });
    pbx.leg('c1', '102', { kind: 'established' });
    pbx.end('c1', '102');
    await heart.written();
    const told = sharedEvents(items);
    const owner = { id: 'user-102', displayName: 'Bruno Sample' };
    expect(told[0]).toMatchObject({
      extension: '102',
      owner,
      state: 'ringing',
      calls: [{ line: '102', direction: 'incoming', state: 'alerting', other: { number: '+12025550142' } }],
      canMakeCall: true,
    });
    expect(told.map(({ state }) => state)).toEqual(expect.arrayContaining(['ringing', 'idle']));
    expect(told.at(-1)).toMatchObject({ state: 'idle', calls: [] });
    expect(sharedEvents(chloe)).toEqual([]);
  });

  it('stands in the page of facts and at the beginning of the stream', async () => {
    const { heart, pbx } = await open();
    pbx.leg('c1', '102', { kind: 'delivered', calling: { number: '+12025550142' } });
    const [line] = heart.me(ada).sharedLines ?? [];
    expect(line).toMatchObject({ extension: '102', state: 'ringing', calls: [{ state: 'alerting' }] });
    expect((await listen(heart, '101'))[0]?.event).toMatchObject({ sharedLines: [line] });
    for (const extension of ['102', '103']) {
      expect(heart.me(callerOf(extension))).not.toHaveProperty('sharedLines');
      expect((await listen(heart, extension))[0]?.event).not.toHaveProperty('sharedLines');
    }
  });

  it('is told as the contracts say', async () => {
    const { heart, pbx } = await open({ voicemail: { setup: 'temporaryPin' } });
    const items = await listen(heart, '101');
    pbx.ring('c1', '103', '102');
    pbx.tell({ kind: 'messageWaiting', deviceId: '101', waiting: true, newMessages: 1, oldMessages: 0 });
    pbx.tell({ kind: 'forwarding', deviceId: '101', forwardingType: 'busy', isOn: true });
    await heart.written();
    expect(v.is(meSchema, heart.me(ada))).toBe(true);
    expect(v.is(phoneAnswerSchema, heart.phone.phone(ada))).toBe(true);
    const types = items.map(({ event }) => event.type);
    expect(types).toEqual(expect.arrayContaining(['snapshot', 'sharedLines', 'mailboxes', 'phone']));
    for (const { event } of [...items, ...(await listen(heart, '101'))])
      expect(v.is(streamEventSchema, event)).toBe(true);
  });

  it('hides the digits that the company hides', async () => {
    const { heart, pbx } = await open({ log: { keepDays: 0, keepRows: 0, hideDigits: 4, ownLogOnly: false } });
    pbx.leg('c1', '102', { kind: 'delivered', calling: { number: '+12025550142' } });
    const [call] = heart.me(ada).sharedLines?.[0]?.calls ?? [];
    expect(call?.other.number).toBe('+1202555••••');
    expect(call).not.toHaveProperty('e164');
  });

  it('is gone when it is shared no more', async () => {
    const { heart, pbx } = await open();
    const items = await listen(heart, '101');
    heart.useRules(rulesWith(heart, []));
    const begins = items.filter(({ event }) => event.type === 'snapshot');
    expect(begins).toHaveLength(2);
    expect(begins[1]?.event).not.toHaveProperty('sharedLines');
    const before = sharedEvents(items).length;
    pbx.leg('c1', '102', { kind: 'delivered', calling: { number: '+12025550142' } });
    await heart.written();
    expect(sharedEvents(items)).toHaveLength(before);
    expect(heart.me(ada)).not.toHaveProperty('sharedLines');
  });

  it('is there as soon as it is shared, for those alone whose lines are other ones', async () => {
    const { heart, pbx } = await open({ directory: { ...rule, lines: [] } });
    const [items, chloe] = [await listen(heart, '101'), await listen(heart, '103')];
    heart.useRules(rulesWith(heart, lines));
    await heart.written();
    expect(items.findLast(({ event }) => event.type === 'snapshot')?.event).toMatchObject({
      sharedLines: [{ extension: '102' }],
    });
    expect(chloe.filter(({ event }) => event.type === 'snapshot')).toHaveLength(1);
    pbx.leg('c1', '102', { kind: 'delivered', calling: { number: '+12025550142' } });
    await heart.written();
    expect(sharedEvents(items).at(-1)).toMatchObject({ extension: '102', state: 'ringing' });
  });

  it('is told with its state when the link comes back', async () => {
    const { heart, pbx } = await open();
    const items = await listen(heart, '101');
    pbx.tell({ kind: 'link', up: false });
    pbx.comeUp();
    await heart.written();
    expect(sharedEvents(items).at(-1)).toMatchObject({ extension: '102', state: 'idle' });
  });
});

describe('a call from a shared line', () => {
  const order = { number: '103', requestId: 'request-1' };

  it('is placed from that line', async () => {
    const { heart, pbx } = await open();
    await heart.dial(ada, { ...order, fromLine: '102' });
    expect(pbx.orders).toMatchObject([{ deviceId: '102', dialString: '103', callerName: 'Ada Example' }]);
  });

  it('may be placed from an own line by its name, too', async () => {
    const { heart, pbx } = await open();
    await heart.dial(ada, { ...order, fromLine: '101' });
    expect(pbx.orders).toMatchObject([{ deviceId: '101' }]);
  });

  it.each([
    ['nobody shares with the caller', '103', '101'],
    ['is shared with somebody else', '102', '103'],
    ['does not exist', '999', '101'],
    ['is named by a trick', '102/', '101'],
  ])('is refused from a line that %s', async (_why, fromLine, extension) => {
    const { heart, pbx } = await open();
    const dialled = heart.dial(callerOf(extension), { number: '104', requestId: 'request-1', fromLine });
    await expect(dialled).rejects.toMatchObject({ code: 'dial.notAllowed', facts: {} });
    expect(pbx.orders).toEqual([]);
  });

  it('that comes to nothing is told to who placed it', async () => {
    const { heart, pbx } = await open();
    const [own, boss] = [await listen(heart, '101'), await listen(heart, '102')];
    await heart.dial(ada, { ...order, fromLine: '102' });
    pbx.tell({ kind: 'orderFailed', requestId: 'request-1', deviceId: '102', cause: 'callNotAnswered' });
    const dialEvents = (items: readonly StreamItem[]): number =>
      items.filter(({ event }) => event.type === 'dial').length;
    expect([dialEvents(own), dialEvents(boss)]).toEqual([1, 0]);
  });
});
