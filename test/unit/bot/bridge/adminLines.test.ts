// What an admin is told of lines that are shared with people nobody can find.
import * as v from 'valibot';
import { adminLinesSchema } from '#shared/contracts';
import { heartBench, people, type HeartBench } from '../../../support/heartBench.ts';

const rule = { extensionFrom: 'businessPhones', extensionPattern: '(\\d{3})$' } as const;
const benches: HeartBench[] = [];
afterEach(async () => {
  for (const each of benches.splice(0)) await each.close();
});

async function benchSharedWith(...sharedWith: readonly string[]): Promise<HeartBench> {
  const twin = { ...people[2], id: 'user-104', userPrincipalName: 'user104@example.com', businessPhones: [] };
  const users = [...people, { displayName: 'Dora Double', ...twin, mail: 'USER103@example.com' }];
  const made = await heartBench({
    directory: { ...rule, lines: [{ extension: '102', user: 'user-102', pbx: 'pbx', sharedWith }] },
    recallPeople: () => users.map((user) => (user.id === 'user-103' ? { ...user, userPrincipalName: 'c@x' } : user)),
  });
  benches.push(made);
  return made;
}

describe('adminLinesOf', () => {
  describe('when a line is shared with somebody the directory does not know', () => {
    it('names the line and the sharer, and says what to do', async () => {
      const { heart } = await benchSharedWith('user-101', 'gone@example.com');
      const answer = await heart.admin.lines({ locale: 'en', offset: 0, limit: 100 });
      expect(v.is(adminLinesSchema, answer)).toBe(true);
      expect(answer.mismatches.filter(({ kind }) => kind === 'lineUserUnknown')).toEqual([
        {
          kind: 'lineUserUnknown',
          extension: '102',
          pbxId: 'pbx',
          userIds: [],
          says: expect.stringMatching(/^Line 102 .+ gone@example\.com, .+ Correct sharedWith/) as unknown,
        },
      ]);
    });
  });

  describe('when a line is shared with a mail several people have', () => {
    it('names them, in the language of the admin', async () => {
      const { heart } = await benchSharedWith('user103@example.com');
      const { mismatches } = await heart.admin.lines({ locale: 'fr', offset: 0, limit: 100 });
      expect(mismatches.filter(({ kind }) => kind === 'lineUserAmbiguous')).toMatchObject([
        {
          extension: '102',
          userIds: ['user-103', 'user-104'],
          says: expect.stringMatching(/^La ligne 102 .+ user103@example\.com, .+ Chloé Specimen/) as unknown,
        },
      ]);
    });
  });

  describe('when everybody a line is shared with is found', () => {
    it('says nothing of it', async () => {
      const { heart } = await benchSharedWith('user-101', 'USER-101', 'user101@example.com', 'user-102');
      const { mismatches } = await heart.admin.lines({ locale: 'en', offset: 0, limit: 100 });
      expect(mismatches.map(({ kind }) => kind).filter((kind) => kind.startsWith('lineUser'))).toEqual([]);
    });
  });
});
