// The fictional tenant: the same in every process, unique where it must be, and phones that give their extension back.
import { captureTenant, makeTenant, sandboxExtensionPattern } from '../../sandbox/tenant/index.ts';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/;

describe('makeTenant', () => {
  it('makes the same people twice, and others for another seed', () => {
    const [first, second] = [makeTenant({ users: 50 }), makeTenant({ users: 50 })];
    expect(first.users).toEqual(second.users);
    expect(first.id).toBe(second.id);
    expect(makeTenant({ users: 1, seed: 'other' }).id).not.toBe(first.id);
  });

  it('keeps ids, addresses, extensions and business phones unique among 50,000', () => {
    const { users } = makeTenant({ users: 50_000 });
    for (const pick of ['id', 'userPrincipalName', 'extension'] as const) {
      expect(new Set(users.map((user) => user[pick])).size).toBe(users.length);
    }
    expect(new Set(users.map(({ businessPhones }) => businessPhones[0])).size).toBe(users.length);
    expect(users.every(({ id }) => guid.test(id))).toBe(true);
  });

  it.each([
    ['the demo', makeTenant({ users: 20 })],
    ['a big tenant', makeTenant({ users: 9000 })],
    ['the recorded calls', captureTenant()],
  ])('writes phones whose pattern gives the extension back: %s', (_name, { users }) => {
    const pattern = new RegExp(sandboxExtensionPattern);
    expect(users.map(({ businessPhones }) => pattern.exec(businessPhones[0] ?? '')?.[1])).toEqual(
      users.map(({ extension }) => extension),
    );
  });

  it('uses numbers reserved for fiction only', () => {
    const { users } = makeTenant({ users: 8000 });
    expect(users.every(({ businessPhones }) => /^\+331990\d{5}$/.test(businessPhones[0] ?? ''))).toBe(true);
    const mobiles = users.flatMap(({ mobilePhone }) => mobilePhone ?? []);
    expect(mobiles).toHaveLength(100);
    expect(mobiles.every((number) => /^\+120255501\d\d$/.test(number))).toBe(true);
  });

  it('finds people by id, address and extension', () => {
    const { users, find, byExtension } = makeTenant({ users: 15 });
    const person = users[14];
    expect(byExtension('2014')).toBe(person);
    expect(find(person?.id.toUpperCase() ?? '')).toBe(person);
    expect(find('Maia.Exemple@example.com')).toBe(users.find(({ mail }) => mail === 'maia.exemple@example.com'));
  });
});

describe('captureTenant', () => {
  it('owns the phones of the recordings', () => {
    expect(captureTenant().users.map(({ extension }) => extension)).toEqual(['101', '102', '103', '104', '105', '106']);
  });
});
