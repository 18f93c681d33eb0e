// Numbers for (tenant, user) pairs: looked up once, then remembered.
import type { PgDatabase } from './PgDatabase.ts';
import { pgKey } from './pgKey.ts';

/** The owner numbers of one database. */
export interface PgOwners {
  /** The user's number, undefined when nothing was ever written for them. */
  find(tenantId: string, userId: string): Promise<number | undefined>;
  /** The users' numbers, given now if need be. */
  findOrAdd(tenantId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Forgets what was remembered; needed when another process may have erased a user. */
  forget(): void;
}

/** Owner numbers over a database. Only users that exist are remembered, so reads cannot fill the memory. */
export function createPgOwners(database: PgDatabase): PgOwners {
  const known = new Map<string, Map<string, number>>();
  const usersOf = (tenantId: string): Map<string, number> => known.get(tenantId) ?? new Map<string, number>();
  type Ask = PgDatabase['read'];
  const lookUp = async (ask: Ask, tenantId: string, userIds: readonly string[]): Promise<Map<string, number>> => {
    const idOf = new Map(userIds.map((userId) => [pgKey(userId), userId]));
    const text = 'SELECT owner, "user" FROM owners WHERE tenant = $1 AND "user" = ANY ($2::text[])';
    const rows = await ask(text, [pgKey(tenantId), [...idOf.keys()]]);
    const users = usersOf(tenantId);
    for (const [owner, user] of rows) users.set(idOf.get(String(user)) ?? '', Number(owner));
    if (rows.length > 0) known.set(tenantId, users);
    return users;
  };
  const missing = (tenantId: string, userIds: readonly string[]): string[] =>
    userIds.filter((userId) => known.get(tenantId)?.has(userId) !== true);
  return {
    find: async (tenantId, userId) =>
      known.get(tenantId)?.get(userId) ?? (await lookUp(database.read, tenantId, [userId])).get(userId),
    findOrAdd: async (tenantId, userIds) => {
      const unknown = missing(tenantId, userIds);
      if (unknown.length === 0) return usersOf(tenantId);
      // Pages wait for connections of their own; a turn is not to wait behind them.
      await lookUp(database.write, tenantId, unknown);
      const added = missing(tenantId, unknown);
      if (added.length === 0) return usersOf(tenantId);
      await database.write(
        'INSERT INTO owners (tenant, "user") SELECT $1, * FROM unnest($2::text[]) ON CONFLICT DO NOTHING',
        [pgKey(tenantId), added.map(pgKey)],
      );
      return lookUp(database.write, tenantId, added);
    },
    forget: () => known.clear(),
  };
}
