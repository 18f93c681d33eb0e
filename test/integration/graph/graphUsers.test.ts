// How the Graph client reads what has changed in a directory, page by page, believing none of it.
import { answer, type Script } from './GraphFake.ts';
import { ada, bruno, faultOf, useGraph } from './GraphHarness.ts';

const at = useGraph();

describe('createGraphClient', () => {
  describe('when changes of the directory are read', () => {
    const user = (id: string, extra: object = {}): object => ({
      id,
      displayName: 'Ada Example',
      userPrincipalName: 'ada@example.com',
      businessPhones: ['+33 1 99 00 20 14'],
      ...extra,
    });
    const address = (query: string): string => `${at.current.graph.origin}/v1.0/users/delta?${query}`;
    const last = (value: readonly unknown[], token = 'one'): Script =>
      answer(200, JSON.stringify({ value, '@odata.deltaLink': address(`$deltatoken=${token}`) }));

    it('asks for everybody first, then for what has changed since', async () => {
      at.current.graph.scripts = [
        answer(200, JSON.stringify({ value: [user(ada)], '@odata.nextLink': address('$skiptoken=2') })),
        last([user(bruno, { mail: null })]),
        last(
          [
            { id: ada, '@removed': { reason: 'changed' } },
            { id: bruno, accountEnabled: false },
          ],
          'two',
        ),
      ];
      const whole = await at.current.client.userChanges();
      expect(whole).toMatchObject({ isWhole: true, changes: [{ id: ada }, { id: bruno, fields: { mail: null } }] });
      const later = await at.current.client.userChanges(whole.position);
      expect(later).toMatchObject({
        isWhole: false,
        changes: [
          { id: ada, isGone: true },
          { id: bruno, isGone: true },
        ],
      });
      const urls = at.current.graph.received.map(({ url }) => url);
      expect(urls[0]).toContain('/v1.0/users/delta?$select=id,displayName');
      expect(urls.slice(1)).toEqual(['/v1.0/users/delta?$skiptoken=2', '/v1.0/users/delta?$deltatoken=one']);
    });

    it.each([
      ['410', answer(410, '{"error":{"code":"syncStateNotFound"}}')],
      ['a word for it', answer(400, '{"error":{"code":"resyncRequired"}}')],
    ])('reads everybody where Graph has forgotten the position and says so by %s', async (_name, forgotten) => {
      at.current.graph.scripts = [last([user(ada)]), forgotten, last([user(bruno)])];
      const { position } = await at.current.client.userChanges();
      expect(await at.current.client.userChanges(position)).toMatchObject({ isWhole: true, changes: [{ id: bruno }] });
    });

    it.each(['', 'users.0 https://collector.example.test/x', 'users.1 https://collector.example.test/x', 'rubbish'])(
      'reads everybody where the position %j is none of ours',
      async (position) => {
        at.current.graph.scripts = [last([user(ada)])];
        expect(await at.current.client.userChanges(position)).toMatchObject({ isWhole: true });
        expect(at.current.graph.received).toHaveLength(1);
      },
    );

    it('does not read everybody again because Graph is away', async () => {
      at.current.graph.scripts = [last([user(ada)]), answer(503)];
      const { position } = await at.current.client.userChanges();
      expect((await faultOf(at.current.client.userChanges(position))).code).toBe('graph.unavailable');
      expect(at.current.graph.received).toHaveLength(2);
    });

    it('skips and counts what is no user, and keeps users with a bad field', async () => {
      at.current.graph.scripts = [
        last([
          user(ada, { department: 7, businessPhones: ['+33199002014', 7, 'x'.repeat(300)] }),
          user('not-a-guid'),
          null,
          'x',
        ]),
      ];
      const { changes } = await at.current.client.userChanges();
      expect(changes).toEqual([
        {
          id: ada,
          fields: {
            displayName: 'Ada Example',
            userPrincipalName: 'ada@example.com',
            department: null,
            businessPhones: ['+33199002014'],
          },
        },
      ]);
      expect(at.current.skipped).toBe(3);
    });

    it.each([
      ['a foreign origin', { value: [], '@odata.nextLink': 'https://collector.example.test/users' }],
      ['a foreign origin for the next time', { value: [], '@odata.deltaLink': 'https://collector.example.test/users' }],
      ['another scheme', { value: [], '@odata.nextLink': 'file:///etc/hostname' }],
      ['no page', { items: [] }],
      ['no end', { value: [] }],
    ])('refuses %s', async (_name, page) => {
      at.current.graph.scripts = [answer(200, JSON.stringify(page))];
      expect((await faultOf(at.current.client.userChanges())).code).toBe('graph.unreadable');
      expect(at.current.graph.received).toHaveLength(1);
    });

    it('leaves a circle of next links', async () => {
      at.current.graph.scripts = [
        answer(200, JSON.stringify({ value: [], '@odata.nextLink': address('$skiptoken=2') })),
      ];
      expect((await faultOf(at.current.client.userChanges())).code).toBe('graph.unreadable');
      expect(at.current.graph.received).toHaveLength(2);
    });

    it('refuses HTML and too large a page', async () => {
      at.current.graph.scripts = [answer(200, '<html></html>'), answer(200, ' '.repeat(9 * 1024 * 1024))];
      expect((await faultOf(at.current.client.userChanges())).code).toBe('graph.unreadable');
      expect((await faultOf(at.current.client.userChanges())).code).toBe('graph.unreadable');
    });
  });
});
