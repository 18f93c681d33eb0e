// Two apps of a person on one device while the service is away, and another person on the same device.
import { createSettingsModel, createSpeedDialsModel, type SettingsModel, type SpeedDialsModel } from '#shared/models';
import { ClockFake, settle } from '../../../support/ClockFake.ts';
import { DeviceFake, PersonalFake } from '../../../support/PersonalFake.ts';

describe('two apps of a person on one device', () => {
  let service: PersonalFake;
  let device: DeviceFake;
  let ids: number;
  const list = (userId = 'u1'): SpeedDialsModel => {
    const newId = (): string => `id${String((ids += 1))}`;
    const model = createSpeedDialsModel({ api: service, settings: device, clock: new ClockFake(), newId });
    model.open(userId);
    return model;
  };
  const choice = (userId = 'u1'): SettingsModel => {
    const model = createSettingsModel({ api: service, settings: device, clock: new ClockFake() });
    model.open(userId);
    return model;
  };
  const labels = (model: SpeedDialsModel): readonly string[] =>
    model.getSnapshot().list.items.map(({ label }) => label);
  const keptLabels = (): readonly string[] => service.kept.items.map(({ label }) => label);

  beforeEach(() => {
    service = new PersonalFake();
    device = new DeviceFake();
    ids = 0;
  });

  it('lose no speed dial added in either while the service is away, whichever sends', async () => {
    const tab = list();
    const pane = list();
    await settle();
    service.fault = 'service.unavailable';
    tab.add('Ann Sample', '2014');
    await settle();
    pane.add('Bob Example', '2015');
    await settle();
    service.fault = undefined;
    pane.wake();
    await settle();
    expect(keptLabels()).toEqual(['Ann Sample', 'Bob Example']);
    tab.wake();
    await settle();
    expect(labels(tab)).toEqual(['Ann Sample', 'Bob Example']);
    expect(tab.getSnapshot().isWaiting).toBe(false);
    const later = list();
    await settle();
    expect(labels(later)).toEqual(['Ann Sample', 'Bob Example']);
    expect(service.asked.filter((what) => what.startsWith('save'))).toHaveLength(3);
  });

  it('do not bring back what the other one has sent and somebody has removed since', async () => {
    const tab = list();
    const pane = list();
    await settle();
    service.fault = 'service.unavailable';
    tab.add('Ann Sample', '2014');
    await settle();
    service.fault = undefined;
    pane.wake();
    await settle();
    service.kept = { ...service.kept, revision: 9, items: [] };
    tab.wake();
    await settle();
    expect(labels(tab)).toEqual([]);
    expect(keptLabels()).toEqual([]);
  });

  it('lose no setting, and the last choice of one counts', async () => {
    const tab = choice();
    const pane = choice();
    await settle();
    service.fault = 'service.unavailable';
    tab.change({ isWelcomed: true, collapseCalls: true });
    await settle();
    pane.change({ collapseCalls: false });
    await settle();
    service.fault = undefined;
    tab.wake();
    await settle();
    expect(service.userSettings).toMatchObject({ isWelcomed: true, collapseCalls: false });
    pane.wake();
    await settle();
    expect(pane.getSnapshot()).toMatchObject({
      isWaiting: false,
      settings: { isWelcomed: true, collapseCalls: false },
    });
  });

  it('keep what the service is owed when somebody else uses the device, and forget the rest', async () => {
    const mine = list();
    const settings = choice();
    await settle();
    mine.add('Ann Sample', '2014');
    await settle();
    expect([...device.kept.values()].join()).toContain('Ann Sample');
    list('u2');
    choice('u2');
    expect([...device.kept.values()].join()).not.toContain('Ann Sample');

    service.fault = 'service.unavailable';
    const again = list();
    await settle();
    again.add('Bob Example', '2015');
    settings.change({ isWelcomed: true });
    await settle();
    list('u3');
    choice('u3');
    await settle();
    service.fault = undefined;
    list();
    choice();
    await settle();
    expect(keptLabels()).toEqual(['Ann Sample', 'Bob Example']);
    expect(service.userSettings.isWelcomed).toBe(true);
  });

  it('forget on this device what was erased on the service, also what waited', async () => {
    const model = list();
    const settings = choice();
    await settle();
    service.fault = 'service.unavailable';
    model.add('Ann Sample', '2014');
    settings.change({ isWelcomed: true });
    await settle();
    service.fault = undefined;
    model.startOver();
    settings.startOver();
    await settle();
    expect(keptLabels()).toEqual([]);
    expect(model.getSnapshot()).toMatchObject({ phase: 'ready', isWaiting: false, list: { items: [] } });
    expect(service.userSettings.isWelcomed).toBe(false);
    expect([...device.kept.values()].join()).not.toContain('Ann Sample');
  });
});
