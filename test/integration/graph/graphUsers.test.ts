// How the Graph client reads the users of a directory, page by page, believing none of them.
import type { GraphPort, GraphUser } from '#bot/graph';
import { answer } from './GraphFake.ts';
import { ada, bruno, faultOf, useGraph } from './GraphHarness.ts';

const at = useGraph();

async function allUsers(port: GraphPort): Promise<readonly GraphUser[]> {
  const users: GraphUser[] = [];
  for await (const page of port.listUsers()) users.push(...page);
  return users;
}

describe('createGraphClient', () => {
  describe('when users are listed', () => {
    const user = (id: string, extra: object = {}): object => ({
      id,
      displayName: 'Ada Example',
      userPrincipalName: 'ada@example.com',
      businessPhones: ['+33 1 99 00 20 14'],
      ...extra,
    });

    it('asks for enabled users and follows the next link', async () => {
      at.current.graph.scripts = [
        answer(
          200,
          JSON.stringify({ value: [user(ada)], '@odata.nextLink': `${at.current.graph.origin}/v1.0/users?page=2` }),
        ),
        answer(200, JSON.stringify({ value: [user(bruno, { mail: null, mobilePhone: '+12025550142' })] })),
      ];
      const users = await allUsers(at.current.client);
      const first = new URL(at.current.graph.received[0]?.url ?? '', at.current.graph.origin);
      expect(first.searchParams.get('$filter')).toBe('accountEnabled eq true');
      expect(first.searchParams.get('$top')).toBe('999');
      expect(at.current.graph.received[1]?.url).toBe('/v1.0/users?page=2');
      expect(users.map(({ id, mobilePhone }) => [id, mobilePhone])).toEqual([
        [ada, undefined],
        [bruno, '+12025550142'],
      ]);
    });

    it('skips and counts what is no user, and keeps users with a bad field', async () => {
      const value = [
        user(ada, { department: 7, businessPhones: ['+33199002014', 7, 'x'.repeat(300)] }),
        user('not-a-guid'),
        null,
        'x',
        user(bruno, { userPrincipalName: undefined }),
      ];
      at.current.graph.scripts = [answer(200, JSON.stringify({ value }))];
      const users = await allUsers(at.current.client);
      expect(users).toEqual([
        {
          id: ada,
          displayName: 'Ada Example',
          userPrincipalName: 'ada@example.com',
          businessPhones: ['+33199002014'],
        },
      ]);
      expect(at.current.skipped).toBe(4);
    });

    it.each([
      ['a foreign origin', { value: [], '@odata.nextLink': 'https://collector.example.test/users' }],
      ['another scheme', { value: [], '@odata.nextLink': 'file:///etc/hostname' }],
      ['no page', { items: [] }],
    ])('refuses %s', async (_name, page) => {
      at.current.graph.scripts = [answer(200, JSON.stringify(page))];
      expect((await faultOf(allUsers(at.current.client))).code).toBe('graph.unreadable');
      expect(at.current.graph.received).toHaveLength(1);
    });

    it('leaves a circle of next links', async () => {
      const next = `${at.current.graph.origin}/v1.0/users?page=2`;
      at.current.graph.scripts = [answer(200, JSON.stringify({ value: [], '@odata.nextLink': next }))];
      expect((await faultOf(allUsers(at.current.client))).code).toBe('graph.unreadable');
      expect(at.current.graph.received).toHaveLength(2);
    });

    it('refuses HTML and too large a page', async () => {
      at.current.graph.scripts = [answer(200, '<html></html>'), answer(200, ' '.repeat(9 * 1024 * 1024))];
      expect((await faultOf(allUsers(at.current.client))).code).toBe('graph.unreadable');
      expect((await faultOf(allUsers(at.current.client))).code).toBe('graph.unreadable');
    });
  });
});
