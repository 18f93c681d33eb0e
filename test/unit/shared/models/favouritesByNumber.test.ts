// Favourites that were added by number alone show the line of the colleague the service knows behind it.
import { createSpeedDialsModel } from '#shared/models';
import { ClockFake, settle } from '../../../support/ClockFake.ts';
import { DeviceFake, PersonalFake } from '../../../support/PersonalFake.ts';

describe('createSpeedDialsModel', () => {
  it('shows the state of whom a number reaches, and no other once the number is changed', async () => {
    const service = new PersonalFake();
    const item = { id: 'a', label: 'Ada Example', number: '2014' };
    service.kept = { revision: 1, groups: [], items: [item], people: { '2014': 'p1' } };
    const model = createSpeedDialsModel({
      api: service,
      settings: new DeviceFake(),
      clock: new ClockFake(),
      newId: () => 'new',
    });
    model.open('u1');
    await settle();
    model.applyLineStates([{ id: 'p1', lineState: 'connected' }]);
    expect(model.getSnapshot().lineStates).toEqual({ a: 'connected' });
    expect(model.getSnapshot().list.items).toEqual([item]);
    model.put({ ...item, number: '2015' });
    expect(model.getSnapshot().lineStates).toEqual({});
    await settle();
    expect(service.kept.items).toEqual([{ ...item, number: '2015' }]);
  });
});
