// What Teams shows of the people on the screen.
import type { PeoplePresenceAnswer } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { createPeoplePresenceModel, type PeoplePresenceModel } from '#shared/models';
import { ClockFake } from '../../../support/ClockFake.ts';

class TeamsFake {
  readonly asked: string[] = [];
  isAway = false;
  peoplePresence = async (ids: readonly string[]): Promise<PeoplePresenceAnswer> => {
    this.asked.push(ids.join());
    if (this.isAway) throw new AppError('graph.unavailable', 'away');
    return { items: ids.map((id) => ({ id, availability: 'Busy', activity: 'InACall' })) };
  };
}

describe('createPeoplePresenceModel', () => {
  let teams: TeamsFake;
  let clock: ClockFake;
  let model: PeoplePresenceModel;
  const known = (): readonly string[] => [...model.getSnapshot().states.keys()];

  beforeEach(() => {
    teams = new TeamsFake();
    clock = new ClockFake();
    model = createPeoplePresenceModel({ api: teams, clock });
  });

  it('asks once the people on the screen stand still, and for all of them together', async () => {
    for (const ids of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
      model.watch(ids);
      await clock.pass(100);
    }
    await clock.pass(150);
    expect(teams.asked).toEqual(['a,b,c']);
    expect(model.getSnapshot().states.get('b')).toEqual({ id: 'b', availability: 'Busy', activity: 'InACall' });
  });

  it('asks for fifty at most', async () => {
    model.watch(Array.from({ length: 80 }, (_, n) => `p${String(n)}`));
    await clock.pass(250);
    expect(teams.asked[0]?.split(',')).toHaveLength(50);
  });

  it('asks again every half minute, not while nobody looks, and at once on return', async () => {
    model.watch(['a']);
    await clock.pass(60_300);
    expect(teams.asked).toHaveLength(3);
    model.setVisible(false);
    await clock.pass(120_000);
    expect(teams.asked).toHaveLength(3);
    model.setVisible(true);
    await clock.pass(0);
    expect(teams.asked).toHaveLength(4);
    model.watch([]);
    await clock.pass(120_000);
    expect(teams.asked).toHaveLength(4);
  });

  it('keeps the last states through a short fault and tells none that are old', async () => {
    model.watch(['a']);
    await clock.pass(250);
    teams.isAway = true;
    await clock.pass(60_000);
    expect(known()).toEqual(['a']);
    await clock.pass(60_000);
    expect(known()).toEqual([]);
  });
});
