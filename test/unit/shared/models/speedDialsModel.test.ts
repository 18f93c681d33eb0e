// The speed dials of a person, with a service that comes and goes and other devices that change the list too.
import type { SpeedDial } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { createSpeedDialsModel, suggestFavourites, type SpeedDialsModel } from '#shared/models';
import { aRecord } from '../../../support/aRecord.ts';
import { ClockFake, settle } from '../../../support/ClockFake.ts';
import { DeviceFake, PersonalFake } from '../../../support/PersonalFake.ts';

const ada: SpeedDial = { id: 'ada', label: 'Ada Example', number: '+33 1 99 00 20 14', personId: 'p1' };
const bruno: SpeedDial = { id: 'bruno', label: 'Bruno Sample', number: '2015' };

describe('createSpeedDialsModel', () => {
  let service: PersonalFake;
  let device: DeviceFake;
  let clock: ClockFake;
  let ids: number;
  let model: SpeedDialsModel;

  const create = (): SpeedDialsModel =>
    createSpeedDialsModel({
      api: service,
      settings: device,
      clock,
      newId: () => `new-${String((ids += 1))}`,
    });
  const labels = (of = model): readonly string[] => of.getSnapshot().list.items.map(({ label }) => label);
  const keptLabels = (): readonly string[] => service.kept.items.map(({ label }) => label);

  beforeEach(async () => {
    service = new PersonalFake();
    service.kept = { revision: 3, groups: [{ id: 'g1', label: 'Team' }], items: [ada, bruno] };
    device = new DeviceFake();
    clock = new ClockFake();
    ids = 0;
    model = create();
    model.open('u1');
    await settle();
  });

  it('shows what the service keeps', () => {
    expect(model.getSnapshot()).toMatchObject({ phase: 'ready', isKnown: true, isWaiting: false, error: undefined });
    expect(labels()).toEqual(['Ada Example', 'Bruno Sample']);
  });

  describe('when something is changed', () => {
    it('shows it at once and sends it behind', async () => {
      model.add('  Chloé\nSpecimen ', 'tel:+33199002016', 'p2');
      expect(labels()).toEqual(['Ada Example', 'Bruno Sample', 'Chloé Specimen']);
      expect(model.getSnapshot()).toMatchObject({
        isWaiting: true,
        notice: { kind: 'added', label: 'Chloé Specimen' },
      });
      await settle();
      expect(service.kept).toMatchObject({ revision: 4 });
      expect(service.kept.items[2]).toEqual({
        id: 'new-1',
        label: 'Chloé Specimen',
        number: '+33199002016',
        personId: 'p2',
      });
      expect(model.getSnapshot().isWaiting).toBe(false);
      await clock.pass(8_000);
      expect(model.getSnapshot().notice).toBeUndefined();
    });

    it('does not add a number twice, whatever its formatting', async () => {
      model.add('Ada again', '+33199002014');
      await settle();
      expect(labels()).toHaveLength(2);
      expect(model.getSnapshot().notice).toEqual({ kind: 'known', label: 'Ada Example' });
    });

    it('changes name, number and group, and makes a group that is new', async () => {
      model.put({ ...bruno, label: 'Bruno (desk)', groupLabel: ' Front desk ' });
      await settle();
      expect(service.kept.groups.map(({ label }) => label)).toEqual(['Team', 'Front desk']);
      expect(service.kept.items[1]).toMatchObject({ id: 'bruno', label: 'Bruno (desk)', groupId: 'new-1' });
      model.put({ ...ada, number: '2099', groupLabel: 'team' });
      await settle();
      expect(service.kept.items[0]).toMatchObject({ id: 'ada', number: '2099', groupId: 'g1' });
    });

    it('moves into a group and in front of another', async () => {
      model.move('ada', { groupId: 'g1' });
      model.move('bruno', { groupId: 'g1', before: 'ada' });
      await settle();
      expect(service.kept.items.map(({ id, groupId }) => [id, groupId])).toEqual([
        ['bruno', 'g1'],
        ['ada', 'g1'],
      ]);
    });

    it('brings back what was removed, to its place', async () => {
      model.remove('ada');
      await settle();
      expect(keptLabels()).toEqual(['Bruno Sample']);
      expect(model.getSnapshot().notice).toEqual({ kind: 'removed', label: 'Ada Example' });
      await clock.pass(60_000);
      expect(model.getSnapshot().notice).toBeDefined();
      model.undo();
      await settle();
      expect(keptLabels()).toEqual(['Ada Example', 'Bruno Sample']);
      expect(model.getSnapshot().notice).toBeUndefined();
    });

    it('keeps the people of a group that is removed', async () => {
      model.move('ada', { groupId: 'g1' });
      model.renameGroup('g1', 'Colleagues');
      await settle();
      expect(service.kept.groups).toEqual([{ id: 'g1', label: 'Colleagues' }]);
      model.removeGroup('g1');
      await settle();
      expect(service.kept).toMatchObject({ groups: [], items: [bruno, { ...ada }] });
      expect(service.kept.items[1]).not.toHaveProperty('groupId');
    });

    it('moves a group before and after the others, and stays at the ends', async () => {
      model.put({ label: 'Chloé Specimen', number: '2016', groupLabel: 'Home' });
      const order = (): readonly string[] => service.kept.groups.map(({ label }) => label);
      await settle();
      expect(order()).toEqual(['Team', 'Home']);
      model.moveGroup('g1', 1);
      model.moveGroup('g1', 1);
      await settle();
      expect(order()).toEqual(['Home', 'Team']);
      model.moveGroup('g1', -1);
      await settle();
      expect(order()).toEqual(['Team', 'Home']);
    });

    it('adds the rows of a file that are not there yet', async () => {
      model.addAll([
        { label: 'Bruno Sample', number: '20 15' },
        { label: 'Chloé', number: '2016', groupLabel: 'Team' },
        { label: '', number: '2017', groupLabel: 'Other' },
      ]);
      await settle();
      expect(model.getSnapshot().notice).toEqual({ kind: 'imported', count: 2, left: 1 });
      expect(keptLabels()).toEqual(['Ada Example', 'Bruno Sample', 'Chloé', '2017']);
      expect(service.kept.items[2]?.groupId).toBe('g1');
      expect(service.kept.groups.map(({ label }) => label)).toEqual(['Team', 'Other']);
    });

    it('refuses more than the service keeps', async () => {
      const items = Array.from({ length: 500 }, (_, index) => ({
        id: `i${String(index)}`,
        label: 'x',
        number: String(index),
      }));
      service.kept = { revision: 4, groups: [], items };
      model.heard(4);
      await settle();
      model.add('One more', '9999');
      expect(model.getSnapshot()).toMatchObject({ isWaiting: false, notice: { kind: 'full' } });
      expect(labels()).toHaveLength(500);
    });
  });

  describe('when another device changes the list', () => {
    it('reads it when the stream tells a newer revision, and not for its own', async () => {
      service.asked.length = 0;
      model.heard(3);
      await settle();
      expect(service.asked).toEqual([]);
      service.kept = { revision: 4, groups: [], items: [bruno] };
      model.heard(4);
      await settle();
      expect(labels()).toEqual(['Bruno Sample']);
    });

    it('reads again when it hears of a newer revision while an answer is on its way', async () => {
      const { speedDials } = service;
      let answer = (): void => undefined;
      service.speedDials = async () => {
        const old = await speedDials();
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        return old;
      };
      model.wake();
      await settle();
      service.kept = { ...service.kept, revision: 4, items: [bruno] };
      model.heard(4);
      service.speedDials = speedDials;
      answer();
      await settle();
      expect(labels()).toEqual(['Bruno Sample']);
    });

    it('puts both changes together when they do not touch each other', async () => {
      service.kept = { ...service.kept, revision: 4, items: [{ ...ada, label: 'Ada (mobile)' }, bruno] };
      model.remove('bruno');
      await settle();
      expect(keptLabels()).toEqual(['Ada (mobile)']);
      expect(model.getSnapshot().notice).toEqual({ kind: 'removed', label: 'Bruno Sample' });
    });

    it('shows the newer list and tells it when both changed the same one', async () => {
      service.kept = { ...service.kept, revision: 4, items: [{ ...ada, label: 'Ada (mobile)' }, bruno] };
      model.put({ ...ada, label: 'Ada (desk)' });
      await settle();
      expect(labels()).toEqual(['Ada (mobile)', 'Bruno Sample']);
      expect(model.getSnapshot()).toMatchObject({
        isWaiting: false,
        notice: { kind: 'lost', code: 'personal.conflict' },
      });
      expect(service.kept.revision).toBe(4);
    });
  });

  describe('when the service is away', () => {
    beforeEach(() => {
      service.fault = 'service.unavailable';
    });

    it('keeps the changes, in their order, and sends them when it is back', async () => {
      model.remove('ada');
      model.add('Chloé Specimen', '2016');
      await settle();
      expect(labels()).toEqual(['Bruno Sample', 'Chloé Specimen']);
      expect(model.getSnapshot()).toMatchObject({ phase: 'failed', isWaiting: true });
      service.fault = undefined;
      model.wake();
      await settle();
      expect(keptLabels()).toEqual(['Bruno Sample', 'Chloé Specimen']);
      expect(model.getSnapshot()).toMatchObject({ phase: 'ready', isWaiting: false });
    });

    it('sends them by itself when they were refused for the moment, and asks for nothing afterwards', async () => {
      service.fault = 'http.tooManyRequests';
      model.remove('ada');
      await settle();
      service.fault = undefined;
      await clock.pass(60_000);
      expect(keptLabels()).toEqual(['Bruno Sample']);
      expect(clock.waiting).toBe(0);
    });

    it('shows list and changes at the next visit, and only to the same person', async () => {
      model.add('Chloé Specimen', '2016');
      await settle();
      const later = create();
      later.open('u1');
      await settle();
      expect(labels(later)).toEqual(['Ada Example', 'Bruno Sample', 'Chloé Specimen']);
      expect(later.getSnapshot()).toMatchObject({ phase: 'failed', isKnown: true, isWaiting: true });
      later.open('u2');
      await settle();
      expect(labels(later)).toEqual([]);
      expect(later.getSnapshot()).toMatchObject({ isKnown: false, isWaiting: false });
    });

    it('does not take a list nobody told for an empty one', async () => {
      const other = create();
      other.open('u2');
      await settle();
      expect(other.getSnapshot()).toMatchObject({ phase: 'failed', isKnown: false, error: 'service.unavailable' });
    });
  });

  it('takes a refused change back and says why', async () => {
    service.saveSpeedDials = () => Promise.reject(new AppError('auth.forbidden', 'refused'));
    model.remove('ada');
    await settle();
    expect(labels()).toEqual(['Ada Example', 'Bruno Sample']);
    expect(model.getSnapshot()).toMatchObject({ isWaiting: false, notice: { kind: 'lost', code: 'auth.forbidden' } });
  });

  it('survives a broken copy on the device', async () => {
    for (const text of ['', '{', '[1]', '{"userId":"u1"}', 'null']) {
      device.kept.set('speedDials.copy', text);
      const other = create();
      other.open('u1');
      await settle();
      expect(labels(other)).toHaveLength(2);
    }
  });

  it('shows the live states of the people in the list, also those told before', async () => {
    model.applyLineStates([{ id: 'p1', lineState: 'ringing' }]);
    expect(model.getSnapshot().lineStates).toEqual({ p1: 'ringing' });
    const before = model.getSnapshot();
    model.applyLineStates([{ id: 'p9', lineState: 'connected' }]);
    expect(model.getSnapshot()).toBe(before);
    model.add('Chloé Specimen', '2016', 'p9');
    expect(model.getSnapshot().lineStates).toEqual({ p1: 'ringing', p9: 'connected' });
    await settle();
  });
});

describe('suggestFavourites', () => {
  it('names those one talked with last, each once, and knows who is there already', () => {
    const { e164: _e164, ...withheld } = aRecord({ other: { name: 'Withheld' } });
    const records = [
      aRecord({ other: { number: '2015', name: 'Bruno Sample' }, e164: '+33199002015' }),
      aRecord({ other: { number: '0199002015', name: 'Bruno again' }, e164: '+33199002015' }),
      withheld,
      ...['a', 'b', 'c', 'd'].map((name, index) => aRecord({ other: { name }, e164: `+3319900201${String(index)}` })),
    ];
    const list = { groups: [], items: [{ ...bruno, number: '+33 1 99 00 20 15' }] };
    expect(suggestFavourites(records, list).map(({ label, isAdded }) => [label, isAdded])).toEqual([
      ['Bruno Sample', true],
      ['a', false],
      ['b', false],
      ['c', false],
    ]);
  });
});
