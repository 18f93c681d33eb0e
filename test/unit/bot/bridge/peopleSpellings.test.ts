// People found whichever way their name or number is typed: apostrophes, hyphens, umlauts, wide digits, links; and signs that are nobody's.
import type { Person } from '#shared/contracts';
import { PeopleIndex } from '../../../../bot/bridge/peopleIndex.ts';
import { allAtOnce } from '../../../../bot/bridge/steps.ts';

function person(displayName: string, extra: Partial<Person> = {}): Person {
  return { id: displayName, displayName, numbers: [], ...extra };
}

const annemarie = person('Anne-Marie O’Brien', { numbers: [{ kind: 'business', number: '+33 1 99 00 20 14' }] });
const juergen = person('Jürgen Müller', { department: 'Qualität' });
const mueller = person('Greta Mueller');
const dangelo = person("D'Angelo Sample", { numbers: [{ kind: 'extension', number: '２０１５' }] });
const strauss = person('Emil Strauß-Specimen');
const wide = person('Ｙａｍａｄａ Example');
const people = [annemarie, juergen, mueller, dangelo, strauss, wide];

const index = allAtOnce(PeopleIndex.building(people));

function find(q: string): readonly string[] {
  return index.find({ q, limit: 10 }).map(({ person: { displayName } }) => displayName);
}

describe('PeopleIndex', () => {
  describe('when a name is typed as it sounds', () => {
    it.each([
      ['obrien', [annemarie]],
      ["o'brien", [annemarie]],
      ['o brien', [annemarie]],
      ['annemarie', [annemarie]],
      ['annem obr', [annemarie]],
      ['anne-marie', [annemarie]],
      ['marie anne', [annemarie]],
      ['dangelo', [dangelo]],
      ['d’angelo', [dangelo]],
      ['mueller', [juergen, mueller]],
      ['muller', [juergen]],
      ['müller', [juergen, mueller]],
      ['MÜLL', [juergen, mueller]],
      ['juergen mu', [juergen]],
      ['jürgen', [juergen]],
      ['qualitaet', [juergen]],
      ['strauss', [strauss]],
      ['straußspec', [strauss]],
      ['yamada', [wide]],
      ['ＹＡＭＡ', [wide]],
    ])('finds by %j', (q, found) => {
      expect([...find(q)].sort()).toEqual(found.map(({ displayName }) => displayName).sort());
    });
  });

  describe('when a number is typed or pasted', () => {
    it.each([
      ['０１９９００', annemarie],
      ['tel:+33199002014', annemarie],
      ['tel:+33%201%2099', annemarie],
      ['TEL:+33199002014;ext=12', annemarie],
      ['callto://+33199002014', annemarie],
      ['sip:+33199002014@pbx.example.com', annemarie],
      ['2015', dangelo],
    ])('finds by %j', (q, found) => {
      expect(find(q)).toEqual([found.displayName]);
    });
  });

  describe('when only signs are typed', () => {
    it.each(['%', '+', '[', '.*', '(', '_', '\u0000'])('finds nobody by %j', (q) => {
      expect(find(q)).toEqual([]);
    });

    it.each(['', '  '])('shows the first of the list for %j', (q) => {
      expect(find(q)).toHaveLength(people.length);
    });
  });
});
