// A group that was removed by mistake: it comes back to its place with those who were in it, whatever else has changed.
import type { SpeedDial, SpeedDialList } from '#shared/contracts';
import { createSpeedDialsModel, type SpeedDialsModel } from '#shared/models';
import { ClockFake, settle } from '../../../support/ClockFake.ts';
import { DeviceFake, PersonalFake } from '../../../support/PersonalFake.ts';

const groups = ['Team', 'Branches', 'Family'].map((label, index) => ({ id: `g${String(index + 1)}`, label }));
const dial = (id: string, groupId?: string): SpeedDial => ({
  id,
  label: id,
  number: `20${String(id.length)}${id}`,
  ...(groupId !== undefined && { groupId }),
});
const items = [dial('ada', 'g2'), dial('bruno'), dial('chloe', 'g2'), dial('dora', 'g1')];

describe('a group of speed dials that was removed', () => {
  let service: PersonalFake;
  let device: DeviceFake;
  let clock: ClockFake;
  let model: SpeedDialsModel;
  let ids: number;

  const create = async (): Promise<void> => {
    model = createSpeedDialsModel({ api: service, settings: device, clock, newId: () => `new-${String((ids += 1))}` });
    model.open('u1');
    await settle();
  };
  const kept = (): SpeedDialList => ({ groups: service.kept.groups, items: service.kept.items });

  beforeEach(async () => {
    ids = 0;
    service = new PersonalFake();
    service.kept = { revision: 3, groups, items };
    device = new DeviceFake();
    clock = new ClockFake();
    await create();
  });

  it('is told, and stays told until the person has read it', async () => {
    model.removeGroup('g2');
    expect(model.getSnapshot().notice).toEqual({ kind: 'groupRemoved', label: 'Branches' });
    await clock.pass(60_000);
    expect(model.getSnapshot().notice).toBeDefined();
    model.dismiss();
    expect(model.getSnapshot().notice).toBeUndefined();
  });

  it('comes back as it was', async () => {
    model.removeGroup('g2');
    await settle();
    expect(kept().groups.map(({ id }) => id)).toEqual(['g1', 'g3']);
    model.undo();
    await settle();
    expect(kept()).toEqual({ groups, items });
    expect(model.getSnapshot().notice).toBeUndefined();
  });

  it('comes back once', async () => {
    model.removeGroup('g2');
    model.undo();
    model.undo();
    await settle();
    expect(kept()).toEqual({ groups, items });
  });

  it('leaves where they are those who were moved or removed on another device meanwhile', async () => {
    model.removeGroup('g2');
    await settle();
    service.kept = {
      revision: service.kept.revision + 1,
      groups: service.kept.groups,
      items: service.kept.items
        .filter(({ id }) => id !== 'ada')
        .map((one) => (one.id === 'chloe' ? dial('chloe', 'g3') : one)),
    };
    model.heard(service.kept.revision);
    await settle();
    model.undo();
    await settle();
    expect(kept().groups).toEqual(groups);
    expect(kept().items).toEqual([dial('bruno'), dial('chloe', 'g3'), dial('dora', 'g1')]);
  });

  it('is brought back also when the app is closed before the service hears of it', async () => {
    service.fault = 'service.unavailable';
    model.removeGroup('g2');
    model.undo();
    await settle();
    await create();
    service.fault = undefined;
    model.wake();
    await settle();
    expect(kept()).toEqual({ groups, items });
  });

  it('does not take the place of a speed dial that was removed after it', async () => {
    model.removeGroup('g2');
    model.remove('dora');
    model.undo();
    await settle();
    expect(kept().groups.map(({ id }) => id)).toEqual(['g1', 'g3']);
    expect(kept().items.map(({ id }) => id)).toEqual(['ada', 'bruno', 'chloe', 'dora']);
  });
});
