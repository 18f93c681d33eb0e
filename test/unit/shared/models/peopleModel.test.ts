// Searching people as one types.
import type { PeopleQuery } from '#shared/client';
import type { PeopleAnswer, Person } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { createPeopleModel, type PeopleModel } from '#shared/models';
import { aPerson } from '../../../support/aRecord.ts';
import { ClockFake, settle } from '../../../support/ClockFake.ts';

class DirectoryFake {
  readonly asked: string[] = [];
  readonly sources: PeopleQuery['source'][] = [];
  readonly #waiting = new Map<string, { resolve: (answer: PeopleAnswer) => void; reject: (fault: unknown) => void }>();

  people = ({ text, source }: PeopleQuery): Promise<PeopleAnswer> => {
    this.asked.push(text);
    this.sources.push(source);
    return new Promise((resolve, reject) => this.#waiting.set(text, { resolve, reject }));
  };

  async answer(text: string, items: Person[]): Promise<void> {
    this.#waiting.get(text)?.resolve({ items });
    await settle();
  }

  async refuse(text: string): Promise<void> {
    this.#waiting.get(text)?.reject(new AppError('graph.unavailable', 'away'));
    await settle();
  }
}

describe('createPeopleModel', () => {
  let directory: DirectoryFake;
  let clock: ClockFake;
  let people: PeopleModel;
  const names = (): readonly string[] => people.getSnapshot().people.map((person) => person.displayName);

  beforeEach(() => {
    directory = new DirectoryFake();
    clock = new ClockFake();
    people = createPeopleModel({ api: directory, clock });
  });

  it('asks for the first key at once, and for the last of those that come fast', async () => {
    for (const text of ['c', 'ch', 'chl']) {
      people.setQuery(text);
      await clock.pass(10);
    }
    expect(directory.asked).toEqual(['c']);
    await clock.pass(30);
    expect(directory.asked).toEqual(['c', 'chl']);
    expect(people.getSnapshot()).toMatchObject({ phase: 'searching', query: 'chl', answered: '' });
    await clock.pass(1000);
    expect(directory.asked).toHaveLength(2);
  });

  it('asks for every key of somebody who types slowly', async () => {
    for (const text of ['a', 'ad', 'ada']) {
      people.setQuery(text);
      await clock.pass(100);
    }
    expect(directory.asked).toEqual(['a', 'ad', 'ada']);
  });

  describe('when sources are switched', () => {
    it.each([
      [true, true, undefined],
      [true, false, 'organisation'],
      [false, true, 'personal'],
    ] as const)('organisation %s and personal %s asks for %s', (organisation, personal, source) => {
      people.setSources({ organisation, personal });
      void people.search();
      expect(directory.sources).toEqual([source]);
    });

    it('asks nobody when all are off, and again when one comes back', async () => {
      void people.search();
      await directory.answer('', [aPerson()]);
      people.setSources({ organisation: false, personal: false });
      await clock.pass(1);
      expect(people.getSnapshot()).toMatchObject({ phase: 'ready', people: [] });
      people.setSources({ organisation: false, personal: true });
      expect(directory.sources).toEqual([undefined, 'personal']);
    });
  });

  it('keeps the object of a person of whom nothing has changed, so that the row is not painted anew', async () => {
    void people.search();
    await directory.answer('', [aPerson({ id: 'p1' }), aPerson({ id: 'p2' })]);
    const [first, second] = people.getSnapshot().people;
    void people.search();
    await directory.answer('', [aPerson({ id: 'p2', jobTitle: 'Seller' }), aPerson({ id: 'p1' })]);
    const [changed, same] = people.getSnapshot().people;
    expect(same).toBe(first);
    expect(changed).not.toBe(second);
  });

  it('drops the answer to an older question', async () => {
    people.setQuery('a');
    await clock.pass(150);
    people.setQuery('b');
    await clock.pass(150);
    await directory.answer('b', [aPerson({ displayName: 'Bruno Sample' })]);
    await directory.answer('a', [aPerson({ displayName: 'Ada Example' })]);
    expect(names()).toEqual(['Bruno Sample']);
    expect(people.getSnapshot()).toMatchObject({ phase: 'ready', answered: 'b' });
  });

  it('keeps the people found last while it searches and when it fails', async () => {
    void people.search();
    await directory.answer('', [aPerson()]);
    people.setQuery('x');
    await clock.pass(150);
    expect(names()).toHaveLength(1);
    await directory.refuse('x');
    expect(people.getSnapshot()).toMatchObject({ phase: 'failed', error: 'graph.unavailable' });
    expect(names()).toHaveLength(1);
  });

  it('asks without the spaces around', async () => {
    people.setQuery('  ada ');
    await clock.pass(150);
    expect(directory.asked).toEqual(['ada']);
  });

  it('searches once for the first visit', async () => {
    void people.ensureLoaded();
    void people.ensureLoaded();
    await directory.answer('', []);
    await people.ensureLoaded();
    expect(directory.asked).toEqual(['']);
  });

  it('keeps line states live, also those told while the answer is on its way', async () => {
    void people.search();
    people.applyLineStates([{ id: 'p1', lineState: 'ringing' }]);
    await directory.answer('', [aPerson({ id: 'p1' }), aPerson({ id: 'p2' })]);
    const before = people.getSnapshot();
    expect(before.people.map((person) => person.lineState)).toEqual(['ringing', 'idle']);
    people.applyLineStates([{ id: 'p3', lineState: 'held' }]);
    expect(people.getSnapshot()).toBe(before);
    people.applyLineStates([{ id: 'p2', lineState: 'connected' }]);
    expect(people.getSnapshot().people.map((person) => person.lineState)).toEqual(['ringing', 'connected']);
  });
});
