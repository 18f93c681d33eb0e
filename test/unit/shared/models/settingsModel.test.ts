// Settings that go with the person, their phone, their data, and the self-test of the device.
import {
  createDialTestModel,
  createPhoneModel,
  createSettingsDataModel,
  createSettingsModel,
  dialTestNumber,
} from '#shared/models';
import type { DialModel, DialTestModel, DialWay, PhoneModel, SettingsModel } from '#shared/models';
import { AppError } from '#shared/errors';
import { aMe } from '../../../support/aRecord.ts';
import { ClockFake, settle } from '../../../support/ClockFake.ts';
import { DeviceFake, PersonalFake } from '../../../support/PersonalFake.ts';

describe('createSettingsModel', () => {
  let service: PersonalFake;
  let device: DeviceFake;
  let model: SettingsModel;
  let clock: ClockFake;
  const create = (): SettingsModel => createSettingsModel({ api: service, settings: device, clock });

  beforeEach(async () => {
    service = new PersonalFake();
    device = new DeviceFake();
    clock = new ClockFake();
    model = create();
  });

  it('sends a change again by itself that was refused for the moment', async () => {
    model.open('u1');
    await settle();
    service.fault = 'http.tooManyRequests';
    model.change({ collapseCalls: false });
    await settle();
    service.fault = undefined;
    await clock.pass(60_000);
    expect(service.userSettings.collapseCalls).toBe(false);
    expect(model.getSnapshot()).toMatchObject({ phase: 'ready', isWaiting: false });
    expect(clock.waiting).toBe(0);
  });

  it('knows nothing before the person is known', () => {
    model.wake();
    expect(model.getSnapshot()).toMatchObject({ phase: 'idle', settings: undefined, isTold: false });
    expect(service.asked).toEqual([]);
  });

  it('shows a change at once and sends only what changed', async () => {
    model.open('u1');
    await settle();
    model.change({ collapseCalls: false });
    expect(model.getSnapshot()).toMatchObject({ settings: { collapseCalls: false }, isWaiting: true });
    await settle();
    expect(service.asked).toEqual(['read settings', 'change collapseCalls']);
    expect(model.getSnapshot()).toMatchObject({ phase: 'ready', isTold: true, isWaiting: false });
  });

  it('keeps changes while the service is away, and over a visit', async () => {
    model.open('u1');
    await settle();
    service.fault = 'service.unavailable';
    model.change({ isWelcomed: true });
    await settle();
    const later = create();
    later.open('u1');
    await settle();
    expect(later.getSnapshot()).toMatchObject({ phase: 'failed', settings: { isWelcomed: true }, isWaiting: true });
    service.fault = undefined;
    later.wake();
    await settle();
    expect(service.userSettings.isWelcomed).toBe(true);
    expect(later.getSnapshot()).toMatchObject({ phase: 'ready', isWaiting: false });
  });

  it('shows nobody the settings of somebody else', async () => {
    model.open('u1');
    await settle();
    service.fault = 'service.unavailable';
    model.open('u2');
    await settle();
    expect(model.getSnapshot()).toMatchObject({ settings: undefined, isTold: false, error: 'service.unavailable' });
  });

  it('takes a refused change back', async () => {
    model.open('u1');
    await settle();
    service.fault = 'auth.forbidden';
    model.change({ collapseCalls: false });
    await settle();
    expect(model.getSnapshot()).toMatchObject({ settings: { collapseCalls: true }, error: 'auth.forbidden' });
  });

  it('reads again what another device changed', async () => {
    model.open('u1');
    await settle();
    service.revision = 5;
    service.userSettings = { ...service.userSettings, searchOrganisation: false };
    model.heard(5);
    await settle();
    expect(model.getSnapshot().settings?.searchOrganisation).toBe(false);
    service.asked.length = 0;
    model.heard(5);
    expect(service.asked).toEqual([]);
  });
});

describe('createPhoneModel', () => {
  let service: PersonalFake;
  let model: PhoneModel;
  beforeEach(() => {
    service = new PersonalFake();
    service.lines = [
      { extension: '2014', can: { doNotDisturb: true, forwarding: true }, doNotDisturb: false, forwarding: [] },
    ];
    model = createPhoneModel({ api: service });
  });

  it('sets one thing, then shows what the phone system made of it', async () => {
    await model.load();
    await model.change({ set: 'forwarding', extension: '2014', type: 'busy', to: '2015' });
    expect(service.asked).toEqual(['read phone', 'set forwarding', 'read phone']);
    expect(model.getSnapshot()).toMatchObject({
      phase: 'ready',
      lines: [{ forwarding: [{ type: 'busy', to: '2015' }] }],
    });
  });

  it('stays as it was when the phone system refuses, and says so', async () => {
    await model.load();
    service.fault = 'pbx.refused';
    await model.change({ set: 'doNotDisturb', extension: '2014', isOn: true });
    expect(model.getSnapshot()).toMatchObject({
      phase: 'ready',
      error: 'pbx.refused',
      lines: [{ doNotDisturb: false }],
    });
  });

  it('follows changes made on the phone once somebody has looked', async () => {
    model.heard();
    expect(service.asked).toEqual([]);
    await model.load();
    model.heard();
    await settle();
    expect(service.asked).toEqual(['read phone', 'read phone']);
  });

  it('tells why it could not be read', async () => {
    service.fault = 'pbx.unreachable';
    await model.load();
    expect(model.getSnapshot()).toMatchObject({ phase: 'failed', error: 'pbx.unreachable' });
  });
});

describe('createSettingsDataModel', () => {
  it('saves the file, erases once, and tells what went wrong', async () => {
    const did: string[] = [];
    const refusals: AppError[] = [];
    const model = createSettingsDataModel({
      api: {
        download: async () => {
          for (const refusal of refusals) throw refusal;
          return new Blob(['{}\n']);
        },
        erase: async () => void did.push('erase'),
      },
      save: (name, content) => void did.push(`save ${name} ${String(content.size)}`),
      onErased: () => void did.push('erased'),
    });
    await model.download();
    await Promise.all([model.erase(), model.erase()]);
    expect(did).toEqual(['save hookswitch-my-data.ndjson 3', 'erase', 'erased']);
    expect(model.getSnapshot().phase).toBe('erased');
    refusals.push(new AppError('http.tooManyRequests', 'slow down'));
    await model.download();
    expect(model.getSnapshot()).toEqual({ phase: 'idle', error: 'http.tooManyRequests' });
  });
});

describe('createDialTestModel', () => {
  let device: DeviceFake;
  let preferred: DialWay[];
  const create = (canLaunchTel = true, canRingTest = true): DialTestModel => {
    const dial = {
      prefer: (way: DialWay) => void preferred.push(way),
      getSnapshot: () => ({ canRing: true, canRingTest }) as unknown as ReturnType<DialModel['getSnapshot']>,
    };
    return createDialTestModel({ settings: device, dial, canLaunchTel: () => canLaunchTel });
  };
  beforeEach(() => {
    device = new DeviceFake();
    preferred = [];
  });

  it('ends with the first step that works, and prefers it', () => {
    const model = create();
    model.start();
    expect(model.getSnapshot()).toMatchObject({ step: 'tel', isAsking: false });
    model.tried();
    expect(model.getSnapshot().isAsking).toBe(true);
    model.answer('works');
    expect(model.getSnapshot()).toMatchObject({ step: 'done', results: { tel: 'works' } });
    expect(preferred).toEqual(['tel']);
  });

  it('goes down the ladder, offers the next step first, and remembers it on the device', () => {
    const model = create();
    model.start();
    model.answer('fails');
    expect(model.getSnapshot().step).toBe('ring');
    model.answer('fails');
    expect(model.getSnapshot().step).toBe('copy');
    model.answer('works');
    expect(preferred).toEqual(['ring', 'copy', 'copy']);
    expect(create().getSnapshot()).toEqual({
      step: 'idle',
      isAsking: false,
      found: undefined,
      results: { tel: 'fails', ring: 'fails', copy: 'works' },
    });
  });

  it('tells what this run found, not what worked some other day', () => {
    const before = create();
    before.start();
    before.answer('works');
    expect(before.getSnapshot()).toMatchObject({ step: 'done', found: 'tel' });
    const model = create(false, false);
    expect(model.getSnapshot().found).toBeUndefined();
    model.start();
    model.answer('fails');
    expect(model.getSnapshot()).toMatchObject({
      step: 'done',
      found: undefined,
      results: { tel: 'works', copy: 'fails' },
    });
    before.start();
    expect(before.getSnapshot().found).toBeUndefined();
  });

  it.each<[boolean, boolean, string]>([
    [false, true, 'ring'],
    [false, false, 'copy'],
    [true, false, 'tel'],
  ])('with tel %p and ring %p begins at %s', (tel, ring, step) => {
    const model = create(tel, ring);
    model.start();
    expect(model.getSnapshot().step).toBe(step);
    model.stop();
    expect(model.getSnapshot().step).toBe('idle');
    model.answer('works');
    expect(model.getSnapshot().results).toEqual({});
  });

  it('says that nothing works when nothing does', () => {
    const model = create(false, false);
    model.start();
    model.answer('fails');
    expect(model.getSnapshot()).toMatchObject({ step: 'done', results: { copy: 'fails' } });
  });

  it.each(['', '{', '[]', 'null', '{"tel":"perhaps","fax":"works"}'])(
    'begins anew with the broken memory %p',
    (text) => {
      device.kept.set('dial.test', text);
      expect(create().getSnapshot().results).toEqual({});
    },
  );

  it('dials the own extension, or nobody', () => {
    expect(dialTestNumber(aMe())).toBe('2014');
    expect(dialTestNumber(aMe({ lines: [] }))).toBe('+12025550100');
    expect(dialTestNumber(undefined)).toBe('+12025550100');
  });
});
