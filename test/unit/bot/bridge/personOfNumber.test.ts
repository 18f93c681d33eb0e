// Whose line a number of somebody's speed dials reaches: by extension, by the directory, and nobody's where it is not sure.
import { emptyDialPlan } from '#shared/domain/number';
import type { GraphUser } from '#bot/graph';
import { Directory } from '../../../../bot/bridge/directory.ts';
import { personOfNumber } from '../../../../bot/bridge/personOfNumber.ts';
import { someDialling } from '../../../support/aRecord.ts';

function user(id: string, businessPhones: readonly string[], mobilePhone?: string): GraphUser {
  const base = { id, displayName: id, userPrincipalName: `${id}@example.com`, businessPhones };
  return mobilePhone === undefined ? base : { ...base, mobilePhone };
}

const directory = Directory.of(
  [
    user('ada', ['+33 1 99 00 20 14'], '06 99 00 01 01'),
    user('bruno', ['+33199002015'], '06 99 00 01 09'),
    user('chloe', ['+33 1 99 00 20 16'], '+33 6 99 00 01 09'),
    user('without a line', ['reception'], '06 99 00 01 02'),
  ],
  { extensionFrom: 'businessPhones', extensionPattern: '(\\d{4})$', lines: [] },
);
const plan = { ...emptyDialPlan, country: 'FR' };
const view = { directory, dialling: { ...someDialling(), plan } };

describe('personOfNumber', () => {
  it.each([
    ['2014', 'ada'],
    ['20 15', 'bruno'],
    ['+33199002014', 'ada'],
    ['01 99 00 20 14', 'ada'],
    ['+33 6 99 00 01 01', 'ada'],
  ])('finds by %j the owner %s', (number, owner) => {
    expect(personOfNumber(view, number)).toBe(owner);
  });

  it.each([
    ['a stranger', '+44 20 7946 0018'],
    ['the same end in another country', '+41 1 99 00 20 14'],
    ['a number of two people', '0699000109'],
    ['somebody without a line', '06 99 00 01 02'],
    ['an extension nobody has', '2999'],
    ['no number', 'reception'],
    ['nothing', ''],
  ])('finds nobody for %s', (_what, number) => {
    expect(personOfNumber(view, number)).toBeUndefined();
  });
});
