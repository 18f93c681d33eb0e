// Nobody reaches what is somebody else's: every question and every order of the own phone and the own things, by everybody else.
import { createHeart, type Caller, type HeartPort } from '#bot/bridge';
import { callerOf, heartBench, tenantId, type HeartBench } from '../../../support/heartBench.ts';
import { PbxFake } from '../../../support/PbxFake.ts';

const otherTenant = '22222222-2222-4222-8222-222222222222';
const rule = { extensionFrom: 'businessPhones', extensionPattern: '(\\d{3})$' } as const;
const list = { groups: [], items: [{ id: 'a', label: 'Secret number', number: '+44 20 7946 0018' }] };
const secrets = /Secret|7946|2025550142|103|isWelcomed":true/;

const strangers: readonly (readonly [string, Caller])[] = [
  ['a colleague', callerOf('103')],
  ['who has the same id in another tenant', callerOf('102', otherTenant)],
  ['who is in no directory', { tenantId, userId: 'user-999' }],
  ['who makes a path of their id', { tenantId, userId: 'user-102:speedDials' }],
];

let ours: HeartBench;
let theirs: HeartBench;
let theirPbx: PbxFake;
let heart: HeartPort;
let callId = '';

beforeAll(async () => {
  // 102 is shared with 101 and with nobody else.
  const lines = [{ extension: '102', user: 'user-102', sharedWith: ['user-101'] }];
  ours = await heartBench({ directory: { ...rule, lines } });
  theirPbx = new PbxFake();
  theirs = await heartBench({ dir: ours.dir, store: ours.keeper, tenantId: otherTenant, pbxs: [theirPbx] });
  ours.pbx.comeUp();
  theirPbx.comeUp();
  heart = createHeart(
    new Map([
      [tenantId, ours.heart],
      [otherTenant, theirs.heart],
    ]),
    ours.keeper,
  );
  const owner = callerOf('102');
  await heart.changeSpeedDials(owner, { revision: 0, ...list });
  await heart.changeSettings(owner, { isWelcomed: true });
  await heart.changePhone(owner, { set: 'forwarding', extension: '102', type: 'busy', to: '103' });
  await heart.changePhone(owner, { set: 'doNotDisturb', extension: '102', isOn: true });
  ours.pbx.tell({ kind: 'messageWaiting', deviceId: '102', waiting: true, newMessages: 3, oldMessages: 0 });
  ours.pbx.leg('c1', '102', { kind: 'delivered', calling: { number: '+12025550142' } });
  callId = 'pbx/c1-102/0';
});
afterAll(async () => {
  await theirs.heart.stop();
  theirs.store.close();
  await ours.close();
});

async function snapshotOf(caller: Caller): Promise<unknown> {
  const items: unknown[] = [];
  const leave = await heart.subscribe(caller, undefined, (item) => items.push(item));
  leave();
  return items;
}

/** Answers, without what an own line of the asker says of itself. */
const questions: Readonly<Record<string, (caller: Caller) => unknown>> = {
  speedDials: (caller) => heart.speedDials(caller),
  settings: (caller) => heart.settings(caller),
  phone: (caller) => heart.phone(caller).lines.map(({ forwarding, doNotDisturb }) => ({ forwarding, doNotDisturb })),
  mailboxes: (caller) => heart.me(caller).mailboxes?.filter(({ isWaiting }) => isWaiting),
  sharedLines: (caller) => heart.me(caller).sharedLines,
  stream: async (caller) => JSON.stringify(await snapshotOf(caller)).replaceAll(/"extension":"10\d"/g, ''),
};

const orders: Readonly<Record<string, (caller: Caller) => Promise<unknown>>> = {
  'do not disturb': (caller) => heart.changePhone(caller, { set: 'doNotDisturb', extension: '102', isOn: false }),
  forwarding: (caller) => heart.changePhone(caller, { set: 'forwarding', extension: '102', type: 'busy', to: null }),
  'an order about a call': (caller) => heart.controlCall(caller, callId, 'clear'),
  'a call from the line': (caller) =>
    heart.dial(caller, { number: '104', requestId: `request-${caller.userId}`, fromLine: '102' }),
};

describe('what is somebody’s own', () => {
  it('is there for its person', async () => {
    const owner = callerOf('102');
    for (const [name, ask] of Object.entries(questions)) {
      const answer = JSON.stringify(await ask(owner));
      if (name !== 'sharedLines') expect([name, /Secret|:true|103|7946|0142/.test(answer)]).toEqual([name, true]);
    }
    expect(JSON.stringify(heart.me(callerOf('101')).sharedLines)).toContain('2025550142');
  });

  describe.each(strangers)('asked by %s', (_who, caller) => {
    it.each(Object.entries(questions))('says nothing of it: %s', async (_what, ask) => {
      expect(JSON.stringify([await ask(caller)])).not.toMatch(secrets);
    });

    const isSameLine = caller.tenantId === otherTenant;
    it.each(Object.entries(orders))('is not theirs to order: %s', async (_what, order) => {
      const told = [ours.pbx.toldStates, ours.pbx.forwardings, ours.pbx.controls, ours.pbx.orders].map(
        (each) => each.length,
      );
      const outcome = await order(caller).then(
        () => 'done',
        (fault: unknown) => (fault as { readonly code: string }).code,
      );
      // Somebody of another tenant may have a line of the same number there: then the order is for that one.
      if (!isSameLine) expect(['http.notFound', 'dial.notAllowed']).toContain(outcome);
      expect(
        [ours.pbx.toldStates, ours.pbx.forwardings, ours.pbx.controls, ours.pbx.orders].map((each) => each.length),
      ).toEqual(told);
    });
  });

  it('belongs to no tenant that is not served here', async () => {
    const nobody = { tenantId: '33333333-3333-4333-8333-333333333333', userId: 'user-102' };
    for (const ask of [heart.speedDials(nobody), heart.settings(nobody), heart.controlCall(nobody, callId, 'clear')])
      await expect(ask).rejects.toMatchObject({ code: 'auth.forbidden' });
  });
});
