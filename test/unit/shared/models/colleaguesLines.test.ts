// Line states of colleagues: what is shown is what the service would say now, or that nobody knows.
import type { PeopleAnswer, Person } from '#shared/contracts';
import { createPeopleModel, type PeopleModel } from '#shared/models';
import { AppScene, lost, snapshot } from '../../../support/AppScene.ts';
import { aPerson } from '../../../support/aRecord.ts';
import { ClockFake, settle } from '../../../support/ClockFake.ts';

const inCall = { id: 'p1', lineState: 'connected' } as const;

describe('a colleague among the favourites', () => {
  let scene: AppScene;
  const states = (): unknown => scene.app.speedDials.getSnapshot().lineStates;

  beforeEach(async () => {
    scene = new AppScene();
    await scene.app.start();
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    scene.app.speedDials.add('Chloé Specimen', '2016', 'p1');
    await settle();
  });

  it('is at rest while the service tells nothing else', () => {
    expect(states()).toEqual({ p1: 'idle' });
  });

  it('is at rest again after a gap in which the call ended', async () => {
    await scene.tell({ type: 'people', people: [inCall] });
    expect(states()).toEqual({ p1: 'connected' });
    await scene.state(lost('service.unavailable'));
    await scene.state({ kind: 'open' });
    await scene.tell(snapshot);
    expect(states()).toEqual({ p1: 'idle' });
  });

  it('is in an unknown state while the connection is lost, not during a short gap', async () => {
    await scene.tell({ type: 'people', people: [inCall] });
    await scene.state(lost('service.unavailable'));
    await scene.clock.pass(1_000);
    expect(states()).toEqual({ p1: 'connected' });
    await scene.clock.pass(2_000);
    expect(states()).toEqual({ p1: 'unknown' });
    await scene.state({ kind: 'open' });
    await scene.tell({ ...snapshot, people: [inCall] });
    expect(states()).toEqual({ p1: 'connected' });
  });
});

describe('a colleague among the people found', () => {
  let people: PeopleModel;
  let answer: (items: Person[]) => Promise<void>;
  const states = (): unknown => people.getSnapshot().people.map(({ lineState }) => lineState);

  beforeEach(async () => {
    let resolve: (found: PeopleAnswer) => void = () => undefined;
    const api = { people: () => new Promise<PeopleAnswer>((done) => void (resolve = done)) };
    people = createPeopleModel({ api, clock: new ClockFake() });
    answer = async (items) => {
      resolve({ items });
      await settle();
    };
    const { lineState: _none, ...withoutLine } = aPerson({ id: 'p2' });
    void people.search();
    await answer([aPerson({ id: 'p1' }), withoutLine]);
  });

  it('is at rest when a snapshot leaves them out; who has no line stays without a state', () => {
    people.applyLineStates([inCall]);
    expect(states()).toEqual(['connected', undefined]);
    people.replaceLineStates([]);
    expect(states()).toEqual(['idle', undefined]);
    people.loseLineStates();
    expect(states()).toEqual(['unknown', undefined]);
  });

  it('is shown as a newer answer says', async () => {
    people.replaceLineStates([inCall]);
    void people.search();
    await answer([aPerson({ id: 'p1', lineState: 'idle' })]);
    expect(states()).toEqual(['idle']);
  });

  it('is shown as the stream says what it told while the answer was on its way', async () => {
    void people.search();
    people.applyLineStates([inCall]);
    await answer([aPerson({ id: 'p1', lineState: 'idle' })]);
    expect(states()).toEqual(['connected']);
    void people.search();
    people.replaceLineStates([]);
    await answer([aPerson({ id: 'p1', lineState: 'connected' })]);
    expect(states()).toEqual(['idle']);
  });
});
