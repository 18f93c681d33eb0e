// People and extensions joined: whose line is whose, and what does not fit.
import * as fc from 'fast-check';
import type { GraphUser } from '#bot/graph';
import { joinLines, lineKey, type DirectoryRule, type HandLine } from '../../../../bot/bridge/joinLines.ts';

function person(id: string, change: Partial<GraphUser> = {}): GraphUser {
  return {
    id,
    displayName: id,
    userPrincipalName: `${id}@example.com`,
    mail: `${id}@example.com`,
    businessPhones: [],
    ...change,
  };
}

const ada = person('ada', { businessPhones: ['+33 1 99 00 01 01'] });
const bruno = person('bruno', { businessPhones: ['+33199000102'] });
const chloe = person('chloe');

function rule(lines: readonly Omit<HandLine, 'sharedWith'>[] = [], change: Partial<DirectoryRule> = {}): DirectoryRule {
  return {
    extensionFrom: 'businessPhones',
    extensionPattern: '(\\d{3})$',
    lines: lines.map((line) => ({ ...line, sharedWith: [] })),
    ...change,
  };
}

function owned(users: readonly GraphUser[], how: DirectoryRule): readonly string[] {
  return joinLines(users, how).claims.map(({ extension, pbxId, userId, from }) =>
    [userId, extension, from, ...(pbxId === undefined ? [] : [pbxId])].join(' '),
  );
}

function odd(users: readonly GraphUser[], how: DirectoryRule): readonly string[] {
  return joinLines(users, how).mismatches.map(({ kind, extension, pbxId, userIds }) =>
    [kind, pbxId === undefined ? (extension ?? '') : `${extension ?? ''}@${pbxId}`, ...userIds]
      .join(' ')
      .replace('  ', ' '),
  );
}

describe('joinLines', () => {
  it('finds the extension in the directory and says who has none', () => {
    expect(owned([ada, bruno, chloe], rule())).toEqual(['ada 101 directory', 'bruno 102 directory']);
    expect(odd([ada, bruno, chloe], rule())).toEqual(['userWithoutLine chloe']);
  });

  it('joins by mail and by user principal name, whatever their case', () => {
    const mixed = person('dora', { mail: 'Dora@Example.com', userPrincipalName: 'DORA.X@example.com' });
    const how = { extensionPattern: '^([^@]+)@' };
    expect(owned([mixed], rule([], { ...how, extensionFrom: 'mail' }))).toEqual(['dora dora directory']);
    expect(owned([mixed], rule([], { ...how, extensionFrom: 'userPrincipalName' }))).toEqual(['dora dora.x directory']);
  });

  it.each(['ada', 'ADA@example.com'])('gives a line by hand to %s, which wins over the directory', (user) => {
    expect(owned([ada, bruno], rule([{ extension: '2014', user }]))).toEqual(['ada 2014 hand', 'bruno 102 directory']);
  });

  it('gives somebody several lines, the first of them preferred', () => {
    const lines = [
      { extension: '2014', user: 'ada' },
      { extension: '2099', user: 'ada', pbx: 'branch' },
    ];
    expect(owned([ada], rule(lines))).toEqual(['ada 2014 hand', 'ada 2099 hand branch']);
    const two = person('ada', { businessPhones: ['101', '105', '101'] });
    expect(owned([two], rule())).toEqual(['ada 101 directory', 'ada 105 directory']);
  });

  it('keeps one extension on two PBXs apart', () => {
    const lines = [
      { extension: '101', user: 'bruno', pbx: 'branch' },
      { extension: '101', user: 'chloe', pbx: 'main' },
    ];
    expect(owned([bruno, chloe], rule(lines))).toEqual(['bruno 101 hand branch', 'chloe 101 hand main']);
    expect(odd([bruno, chloe], rule(lines))).toEqual([]);
  });

  it('gives an extension two people claim to one of them, and says so', () => {
    const second = person('zoe', { businessPhones: ['101'] });
    expect(owned([ada, second], rule())).toEqual(['ada 101 directory']);
    expect(odd([ada, second], rule())).toEqual(['extensionClaimedTwice 101 ada zoe', 'userWithoutLine zoe']);
    expect(odd([ada, bruno], rule([{ extension: '101', user: 'bruno' }]))).toEqual([
      'extensionClaimedTwice 101 bruno ada',
      'userWithoutLine ada',
    ]);
  });

  it('says that a line is given twice, and counts it once', () => {
    const lines = [
      { extension: '101', user: 'ada', pbx: 'main' },
      { extension: '101', user: 'ada' },
    ];
    expect(owned([ada], rule(lines))).toEqual(['ada 101 hand']);
    expect(odd([ada], rule(lines))).toEqual(['lineGivenTwice 101@main ada']);
  });

  it('gives nothing to somebody nobody knows', () => {
    expect(odd([ada], rule([{ extension: '900', user: 'nobody@example.com', pbx: 'main' }]))).toEqual([
      'lineUserUnknown 900@main',
    ]);
  });

  it('says with whom a line cannot be shared, once each, and shares it with the others', () => {
    const twin = person('twin', { mail: 'bruno.b@example.com' });
    const other = { ...bruno, mail: 'Bruno.B@example.com' };
    const sharedWith = ['chloe', 'gone@example.com', 'bruno.b@example.com', 'gone@example.com', 'ada'];
    const how = rule([], { lines: [{ extension: '900', user: 'ada', pbx: 'main', sharedWith }] });
    const { shares, mismatches } = joinLines([ada, other, chloe, twin], how);
    expect(shares.map(({ userIds }) => userIds)).toEqual([['chloe']]);
    expect(mismatches.filter(({ sharer }) => sharer !== undefined)).toEqual([
      { kind: 'lineUserUnknown', extension: '900', pbxId: 'main', userIds: [], sharer: 'gone@example.com' },
      {
        kind: 'lineUserAmbiguous',
        extension: '900',
        pbxId: 'main',
        userIds: ['bruno', 'twin'],
        sharer: 'bruno.b@example.com',
      },
    ]);
  });

  it('gives nothing by a mail that two people have, unless a principal name says it', () => {
    const twin = person('twin', { mail: 'ADA@example.com', businessPhones: ['109'] });
    const other = { ...ada, userPrincipalName: 'a.example@example.com' };
    const lines = [{ extension: '900', user: 'ada@example.com' }];
    expect(odd([other, twin], rule(lines))).toEqual(['lineUserAmbiguous 900 ada twin', 'mailClaimedTwice ada twin']);
    expect(owned([ada, twin], rule(lines))).toEqual(['ada 900 hand', 'twin 109 directory']);
  });

  it.each(['10\r\n1', 'a b', 'é', 'x'.repeat(65), '<b>'])('takes no %j for an extension', (mail) => {
    expect(owned([person('x', { mail })], rule([], { extensionFrom: 'mail', extensionPattern: '^([^]+)$' }))).toEqual(
      [],
    );
  });

  it('gives each line to one person, and each person without a line is listed', () => {
    const phone = fc.constantFrom('101', '102', '103', 'none');
    const someone = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), phones: fc.array(phone, { maxLength: 2 }) });
    const line = fc.record({
      extension: fc.constantFrom('101', '102', '900'),
      user: fc.constantFrom('a', 'b@example.com', 'z'),
      pbx: fc.constantFrom('main', 'branch', ''),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(someone, { selector: ({ id }) => id }),
        fc.array(line, { maxLength: 4 }),
        (who, lines) => {
          const users = who.map(({ id, phones }) => person(id, { businessPhones: phones }));
          const given = lines.map(({ pbx, ...rest }) => (pbx === '' ? rest : { ...rest, pbx }));
          const { claims, mismatches } = joinLines(users, rule(given));
          expect(new Set(claims.map(lineKey)).size).toBe(claims.length);
          const listed = mismatches.filter(({ kind }) => kind === 'userWithoutLine').flatMap(({ userIds }) => userIds);
          const withLine = new Set(claims.map(({ userId }) => userId));
          expect(new Set([...listed, ...withLine])).toEqual(new Set(users.map(({ id }) => id)));
          expect(listed.filter((id) => withLine.has(id))).toEqual([]);
        },
      ),
    );
  });
});
