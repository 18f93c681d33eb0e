// How people are found as somebody types: what fits, and in which order.
import fc from 'fast-check';
import type { Person } from '#shared/contracts';
import { PeopleIndex } from '../../../../bot/bridge/peopleIndex.ts';
import { sortInSteps } from '../../../../bot/bridge/sortInSteps.ts';
import { allAtOnce, betweenOthers } from '../../../../bot/bridge/steps.ts';
import { anyCharacter } from '../../../support/anyCharacter.ts';

function person(displayName: string, extra: Partial<Person> = {}): Person {
  return { id: displayName, displayName, numbers: [], ...extra };
}

const people = [
  person('Ada Example', {
    mail: 'ada.example@example.com',
    department: 'Sales',
    numbers: [
      { kind: 'extension', number: '2014' },
      { kind: 'business', number: '+33 1 99 00 20 14' },
    ],
  }),
  person('Bruno Sample', { department: 'Ventes & Achats', numbers: [{ kind: 'mobile', number: '01 99 00 20 15' }] }),
  person('Chloé Specimen', { jobTitle: 'Sales adviser', mail: 'c.specimen@example.com' }),
  person('Łukasz Sørensen', { department: 'Sales' }),
  person('Sadie Adams', { department: 'Legal' }),
  person('Zadar Fictive', { mail: 'support@example.com' }),
];

function find(q: string, near?: string, limit = 10): readonly string[] {
  return allAtOnce(PeopleIndex.building(people))
    .find({ q, limit, near })
    .map((hit) => hit.person.displayName);
}

describe('PeopleIndex', () => {
  describe('when somebody types a name', () => {
    it.each([
      ['', people.map(({ displayName }) => displayName)],
      ['chloe', ['Chloé Specimen']],
      ['CHLOÉ SP', ['Chloé Specimen']],
      ['spec chl', ['Chloé Specimen']],
      ['lukasz', ['Łukasz Sørensen']],
      ['soren', ['Łukasz Sørensen']],
      ['nobody at all', []],
      ['zad support', ['Zadar Fictive']],
    ])('finds by %j %j', (q, names) => {
      expect(find(q)).toEqual(names);
    });

    it('puts the beginning of the name before that of another word, and what is inside of a word last', () => {
      expect(find('ad')).toEqual(['Ada Example', 'Sadie Adams', 'Chloé Specimen', 'Zadar Fictive']);
    });

    it('puts one’s own department first among equals', () => {
      expect(find('s', 'Legal').slice(0, 2)).toEqual(['Sadie Adams', 'Bruno Sample']);
      expect(find('sales', 'Sales')).toEqual(['Ada Example', 'Łukasz Sørensen', 'Chloé Specimen']);
    });

    it('gives no more than wanted, the best of them', () => {
      expect(find('ad', undefined, 1)).toEqual(['Ada Example']);
    });
  });

  describe('when somebody types a mail or a department', () => {
    it.each([
      ['ada.example@ex', ['Ada Example']],
      ['@example.com', ['Ada Example', 'Chloé Specimen', 'Zadar Fictive']],
      ['achats', ['Bruno Sample']],
      ['c.spec', ['Chloé Specimen']],
    ])('finds by %j %j', (q, names) => {
      expect(find(q)).toEqual(names);
    });
  });

  describe('when somebody types digits', () => {
    it.each([
      ['2', ['Ada Example', 'Bruno Sample']],
      ['2014', ['Ada Example']],
      ['+33 (1) 99-00.20', ['Ada Example']],
      ['0033 1 99 00 20 14', ['Ada Example']],
      ['01 99 00 20 14', ['Ada Example']],
      ['+33 1 99 00 20 15', ['Bruno Sample']],
      ['0199002', ['Bruno Sample', 'Ada Example']],
      ['999', []],
    ])('finds by %j %j', (q, names) => {
      expect(find(q)).toEqual(names);
    });
  });

  describe('when any text is typed', () => {
    const texts = fc.array(fc.tuple(fc.string({ unit: anyCharacter }), fc.string()), { maxLength: 30 });

    it('finds nobody twice, never more than the limit, and everybody by their whole name', () => {
      fc.assert(
        fc.property(texts, fc.string({ unit: anyCharacter }), (names, q) => {
          const own = names.map(([displayName, mail], index) => ({
            ...person(displayName, { mail }),
            id: String(index),
          }));
          const index = allAtOnce(PeopleIndex.building(own));
          const ids = index.find({ q, limit: 5 }).map((hit) => hit.person.id);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.length).toBeLessThanOrEqual(5);
          for (const { id, displayName } of own.filter((each) => /^[a-z]+$/i.test(each.displayName)))
            expect(index.find({ q: displayName, limit: 100 }).map((hit) => hit.person.id)).toContain(id);
        }),
      );
    });
  });
});

describe('sortInSteps', () => {
  it('sorts as a stable sort does, however long the list', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 0, maxLength: 4_000 }), (keys) => {
        const items = keys.map((key, at) => ({ key: String(key), at }));
        const sorted = items.toSorted((one, other) => (one.key < other.key ? -1 : Number(one.key !== other.key)));
        expect(allAtOnce(sortInSteps(items, ({ key }) => key))).toEqual(sorted);
      }),
      { numRuns: 30 },
    );
  });
});

describe('betweenOthers', () => {
  function* busy(): Generator<void, string> {
    const endsAt = performance.now() + 40;
    while (performance.now() < endsAt) yield;
    return 'done';
  }

  it('lets others work meanwhile', async () => {
    let others = 0;
    const tick = (): void => {
      others += 1;
      if (others < 1_000) setImmediate(tick);
    };
    setImmediate(tick);
    expect(await betweenOthers(busy(), () => false)).toBe('done');
    expect(others).toBeGreaterThan(0);
  });

  function* endless(): Generator<void, string> {
    for (;;) yield;
  }

  it('gives the work up when it is over', async () => {
    expect(await betweenOthers(endless(), () => true)).toBeUndefined();
  });
});
