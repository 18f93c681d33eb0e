// Who is behind a number of the log.
import type { PeopleQuery } from '#shared/client';
import type { PeopleAnswer, Person } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { createPeopleLookup } from '#shared/models';
import { aPerson } from '../../../support/aRecord.ts';

const directoryOf = (...items: Person[]) => {
  const asked: string[] = [];
  return {
    asked,
    people: async ({ text }: PeopleQuery): Promise<PeopleAnswer> => {
      asked.push(text);
      return { items };
    },
  };
};

describe('createPeopleLookup', () => {
  it.each([
    ['+33199002016', 'found'],
    ['01 99 00 20 16', 'found'],
    ['2016', 'found'],
    ['016', 'unknown'],
    ['+33199002017', 'unknown'],
    ['***', 'unknown'],
  ])('looks for %s: %s', async (number, phase) => {
    const directory = directoryOf(aPerson());
    const lookup = createPeopleLookup(directory);
    await lookup.open(number, 'Somebody');
    expect(lookup.getSnapshot()).toMatchObject({ phase, title: 'Somebody', number });
    expect(directory.asked).toEqual([number]);
  });

  it('says why nothing was found, and forgets it when it is closed', async () => {
    const lookup = createPeopleLookup({ people: () => Promise.reject(new AppError('service.unavailable', 'away')) });
    await lookup.open('2016', 'Somebody');
    expect(lookup.getSnapshot()).toMatchObject({ phase: 'failed', error: 'service.unavailable' });
    lookup.close();
    expect(lookup.getSnapshot()).toMatchObject({ phase: 'closed', error: undefined });
  });

  it('does not open again when the answer comes after it was closed', async () => {
    const lookup = createPeopleLookup(directoryOf(aPerson()));
    const opening = lookup.open('2016', 'Somebody');
    lookup.close();
    await opening;
    expect(lookup.getSnapshot().phase).toBe('closed');
  });
});
