// The own phone: how it is set, who sets it, what the other apps and Teams hear, and whose word it is.
import { createHeart } from '#bot/bridge';
import { silentLogger } from '#bot/telemetry';
import type { PhoneChange } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { PhoneDesk } from '../../../../bot/bridge/PhoneDesk.ts';
import type { TenantView } from '../../../../bot/bridge/tenantView.ts';
import { aView } from '../../../support/aView.ts';
import { PbxFake } from '../../../support/PbxFake.ts';
import { callerOf, heartBench, listen, tenantId, type HeartBench } from '../../../support/heartBench.ts';
import { until } from '../../../support/until.ts';

const ada = callerOf('101');
const on: PhoneChange = { set: 'doNotDisturb', extension: '101', isOn: true };
const off: PhoneChange = { ...on, isOn: false };
const forward = (to: string | null, extension = '101'): PhoneChange => ({
  set: 'forwarding',
  extension,
  type: 'noAns',
  to,
});

const benches: HeartBench[] = [];
afterEach(async () => {
  for (const each of benches.splice(0)) await each.close();
});

async function open(options: Parameters<typeof heartBench>[0] = {}): Promise<HeartBench> {
  const made = await heartBench(options);
  benches.push(made);
  made.pbx.comeUp();
  return made;
}

function line({ heart }: HeartBench, extension = '101'): unknown {
  return heart.phone.phone(callerOf(extension)).lines[0];
}

describe('PhoneDesk', () => {
  it('shows how the own lines are set and what can be set', async () => {
    const made = await open();
    made.pbx.tell(
      { kind: 'userState', deviceId: '101', state: 'doNotDisturb' },
      { kind: 'forwarding', deviceId: '101', forwardingType: 'noAnswer', isOn: true, forwardTo: '102' },
      { kind: 'forwarding', deviceId: '102', forwardingType: 'busy', isOn: true, forwardTo: '103' },
    );
    expect(made.heart.phone.phone(ada)).toEqual({
      lines: [
        {
          extension: '101',
          can: { doNotDisturb: true, forwarding: true },
          doNotDisturb: true,
          forwarding: [{ type: 'noAns', to: '102' }],
        },
      ],
    });
    expect(made.heart.phone.phone(callerOf('104'))).toEqual({ lines: [] });
  });

  it('says nothing of do not disturb where the PBX neither tells it nor can be told', async () => {
    const mute = new PbxFake();
    Object.assign(mute.capabilities, { tellUserStates: [], setForwarding: false });
    const made = await open({ pbxs: [mute] });
    mute.comeUp();
    const bare = { extension: '101', can: { doNotDisturb: false, forwarding: false }, forwarding: [] };
    expect(line(made)).toEqual(bare);
    await expect(made.heart.phone.change(ada, on)).rejects.toMatchObject({ code: 'pbx.refused' });
    await expect(made.heart.phone.change(ada, forward('102'))).rejects.toMatchObject({ code: 'pbx.refused' });
  });

  describe('when a person sets do not disturb', () => {
    it.each([true, false])('counts it as their own word, in Teams too (the PBX reports it: %p)', async (doesReport) => {
      const made = await open();
      made.pbx.doesReport = doesReport;
      const items = await listen(made.heart, '101');
      await made.heart.phone.change(ada, on);
      expect(made.pbx.toldStates).toEqual([{ deviceId: '101', state: 'doNotDisturb' }]);
      expect(line(made)).toMatchObject({ doNotDisturb: true });
      await until(() => made.graph.sessions.get('user-101')?.availability === 'DoNotDisturb');
      await made.heart.phone.change(ada, off);
      expect(line(made)).toMatchObject({ doNotDisturb: false });
      await until(() => !made.graph.sessions.has('user-101'));
      expect(items.filter(({ event }) => event.type === 'phone')).toHaveLength(2);
    });

    it('believes the phone when a hand was quicker', async () => {
      const made = await open();
      made.pbx.setUserState = async () => {
        made.pbx.tell({ kind: 'userState', deviceId: '101', state: 'doNotDisturb' });
        made.pbx.tell({ kind: 'userState', deviceId: '101', state: 'available' });
        return Promise.resolve();
      };
      await made.heart.phone.change(ada, on);
      expect(line(made)).toMatchObject({ doNotDisturb: false });
    });

    it('changes nothing when the PBX refuses', async () => {
      const made = await open();
      made.pbx.refusal = new AppError('pbx.refused', 'as told by the test');
      await expect(made.heart.phone.change(ada, on)).rejects.toMatchObject({ code: 'pbx.refused' });
      expect(line(made)).toMatchObject({ doNotDisturb: false });
    });
  });

  describe('when a person forwards their calls', () => {
    it('gives the PBX what it dials, shows it, and ends it', async () => {
      const made = await open();
      const items = await listen(made.heart, '101');
      await made.heart.phone.change(ada, forward('01 99 00 20 15'));
      expect(line(made)).toMatchObject({ forwarding: [{ type: 'noAns', to: '+33199002015' }] });
      await made.heart.phone.change(ada, forward(null));
      expect(made.pbx.forwardings).toEqual([
        { deviceId: '101', forwardingType: 'noAnswer', forwardTo: '+33199002015' },
        { deviceId: '101', forwardingType: 'noAnswer' },
      ]);
      expect(line(made)).toMatchObject({ forwarding: [] });
      expect(items.filter(({ event }) => event.type === 'phone')).toHaveLength(2);
    });

    it.each([
      ['nobody', 'dial.numberInvalid'],
      ['101', 'dial.numberInvalid'],
      ['112', 'dial.notAllowed'],
      ['*21*102#', 'dial.notAllowed'],
      ['+33 899 70 12 34', 'dial.notAllowed'],
    ])('refuses %s, and offers nobody to confirm it', async (to, code) => {
      const made = await open();
      const refusal = await made.heart.phone.change(ada, forward(to)).catch((thrown: unknown) => thrown);
      expect(refusal).toMatchObject({ code });
      expect((refusal as AppError).facts).not.toHaveProperty('numberClass');
      expect(made.pbx.forwardings).toEqual([]);
    });
  });

  it.each<[string, PhoneChange]>([
    ['do not disturb', { ...on, extension: '102' }],
    ['forwarding', forward('103', '102')],
    ['a line of nobody', { ...on, extension: '999' }],
  ])('knows no line of anybody else: %s', async (_what, change) => {
    const made = await open();
    await expect(made.heart.phone.change(ada, change)).rejects.toMatchObject({ code: 'http.notFound' });
    expect([made.pbx.toldStates, made.pbx.forwardings]).toEqual([[], []]);
  });
});

describe('a phone that shows what Teams says', () => {
  const place = { pbxId: 'pbx', extension: '101' };

  function deskOn(view: TenantView, pbx: PbxFake): PhoneDesk {
    view.pbxIds = ['pbx'];
    view.lines.add('pbx', 0);
    view.lines.setLink('pbx', 'up', 0);
    const desk: PhoneDesk = new PhoneDesk({
      tenantId,
      view,
      port: () => pbx,
      tell: (events) => {
        for (const event of events)
          if (event.kind === 'userState') view.lines.setUserState('pbx', event.deviceId, event.state, event.receivedAt);
      },
      logger: silentLogger,
      now: Date.now,
    });
    return desk;
  }

  it.each([
    ['has reported it', true],
    ['has not reported it', false],
  ])('and %s is the person’s own once they have set it here', async (_what, isSeen) => {
    const view = aView();
    const desk = deskOn(view, new PbxFake());
    view.lines.markTold(place, 'doNotDisturb', isSeen);
    expect(desk.phone(ada).lines[0]).toMatchObject({ doNotDisturb: true });
    expect(view.lines.ownUserState(place)).toBeUndefined();
    await desk.change(ada, off);
    expect(desk.phone(ada).lines[0]).toMatchObject({ doNotDisturb: false });
    expect([view.lines.isTold(place), view.lines.ownUserState(place)]).toEqual([false, 'available']);
    view.lines.markTold(place, 'doNotDisturb', isSeen);
    await desk.change(ada, on);
    expect([view.lines.isTold(place), view.lines.ownUserState(place)]).toEqual([false, 'doNotDisturb']);
  });

  it('stays so when the PBX refuses what the person wants', async () => {
    const [view, pbx] = [aView(), new PbxFake()];
    const desk = deskOn(view, pbx);
    view.lines.markTold(place, 'doNotDisturb', true);
    pbx.refusal = new AppError('pbx.timeout', 'as told by the test');
    await expect(desk.change(ada, off)).rejects.toMatchObject({ code: 'pbx.timeout' });
    expect([view.lines.isTold(place), desk.phone(ada).lines[0]?.doNotDisturb]).toEqual([true, true]);
  });
});

describe('the streams of a person', () => {
  it('hear of every change of the phone once, whoever made it', async () => {
    const made = await open();
    const [own, others] = [await listen(made.heart, '101'), await listen(made.heart, '102')];
    const state = { kind: 'userState', deviceId: '101' } as const;
    const busy = { kind: 'forwarding', deviceId: '101', forwardingType: 'busy', isOn: true, forwardTo: '103' } as const;
    made.pbx.tell({ ...state, state: 'doNotDisturb' }, busy);
    made.pbx.tell({ ...state, state: 'doNotDisturb' }, busy);
    made.pbx.tell({ ...state, state: 'available' });
    const told = (items: typeof own): number => items.filter(({ event }) => event.type === 'phone').length;
    expect([told(own), told(others)]).toEqual([2, 0]);
  });
});

describe('the mailboxes of a person', () => {
  it('are told as the PBX tells them, to their owner', async () => {
    const made = await open();
    const [own, others] = [await listen(made.heart, '101'), await listen(made.heart, '102')];
    const counts = { newMessages: 2, oldMessages: 5, newUrgent: 1, oldUrgent: 0 };
    made.pbx.tell({ kind: 'messageWaiting', deviceId: '101', waiting: true, ...counts });
    made.pbx.tell({ kind: 'messageWaiting', deviceId: '101', waiting: true, ...counts });
    const mailbox = { isWaiting: true, newMessages: 2, oldMessages: 5, urgentNew: 1, urgentOld: 0 };
    const mailboxes = [{ extension: '101', ...mailbox }];
    expect(own.slice(1)).toEqual([{ event: { type: 'mailboxes', mailboxes } }]);
    expect(others).toHaveLength(1);
    expect(made.heart.me(ada).mailboxes).toEqual(mailboxes);
    expect((await listen(made.heart, '101'))[0]?.event).toMatchObject({ type: 'snapshot', mailboxes });
  });

  it('have no counts where the PBX lights a lamp alone', async () => {
    const made = await open();
    const dark = { kind: 'messageWaiting', deviceId: '101', newMessages: 0, oldMessages: 0, hasCounts: false } as const;
    made.pbx.tell({ ...dark, waiting: true });
    expect(made.heart.me(ada).mailboxes).toEqual([{ extension: '101', isWaiting: true }]);
    made.pbx.tell({ ...dark, waiting: false });
    expect(made.heart.me(ada).mailboxes).toEqual([{ extension: '101', isWaiting: false }]);
  });

  it('are absent where no PBX tells of any, and forgotten with their PBX', async () => {
    const mute = new PbxFake();
    Object.assign(mute.capabilities, { messageWaiting: false });
    const made = await open({ pbxs: [mute] });
    mute.tell({ kind: 'messageWaiting', deviceId: '101', waiting: true, newMessages: 1, oldMessages: 0 });
    expect(made.heart.me(ada)).not.toHaveProperty('mailboxes');
    const next = new PbxFake();
    await made.heart.changePbxs({ removed: [], replaced: [next], added: [], order: ['pbx'] });
    expect(made.heart.me(ada).mailboxes).toEqual([]);
  });

  it('come with the codes of the site, which change with its rules', async () => {
    const voicemail = { accessCode: '*97', setup: 'dialOwnExtension', outsideKey: '*' } as const;
    const made = await open({ voicemail });
    expect(made.heart.me(ada).voicemail).toEqual(voicemail);
    const { dialling } = made.heart.me(ada);
    made.heart.useRules({
      country: 'FR',
      dialling,
      callerPlan: dialling.plan,
      directory: { extensionFrom: 'businessPhones', extensionPattern: '(\\d{3})$', lines: [] },
      policy: { doNotDisturb: 'presenting' },
      pbxLossGraceSeconds: 15,
      callSessionMinutes: 5,
      otherSessionMinutes: 60,
      voicemail: undefined,
    });
    expect(made.heart.me(ada)).not.toHaveProperty('voicemail');
    const heart = createHeart(new Map([[tenantId, made.heart]]), made.keeper);
    expect(heart.me(ada).offers).toMatchObject({ reports: true });
  });
});
