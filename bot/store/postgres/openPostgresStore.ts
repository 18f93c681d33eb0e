// Opens the PostgreSQL keeper of the store: pools, schema, and the parts both keepers have in common.
import type { TeamsSession } from '#shared/domain/presence';
import type { AsyncStorePort } from '../AsyncStorePort.ts';
import { createDeletion } from '../log/createDeletion.ts';
import { createLogChanges } from '../log/createLogChanges.ts';
import { createLogPages } from '../log/createLogPages.ts';
import { createPurge } from '../log/createPurge.ts';
import { createUserData } from '../log/createUserData.ts';
import { fromStoredText, toStoredText } from '../safeText.ts';
import type { NoticeKey } from '../StorePort.ts';
import { createPgOwners } from './createPgOwners.ts';
import { createPgSql } from './createPgSql.ts';
import { createPgTurnWriter } from './createPgTurnWriter.ts';
import { migratePg } from './migratePg.ts';
import { openPgDatabase, type PgDatabase, type PgOptions, type PgRow } from './PgDatabase.ts';
import { pgFault } from './pgFault.ts';
import { pgKey } from './pgKey.ts';
import { pgTarget } from './pgTarget.ts';

/**
 * Connects to `postgres://...?schema=name` (default schema: hookswitch) and brings it to this program's schema.
 * Rejects with `config.invalid`, `store.locked`, `store.diskFull`, `store.corrupt`, `store.newerSchema`, `store.unavailable`.
 */
export async function openPostgresStore(address: string, options: PgOptions = {}): Promise<AsyncStorePort> {
  const target = pgTarget(address);
  const database = openPgDatabase(target, options);
  try {
    await migratePg(database, target.schema);
    return createPostgresStore(database);
  } catch (thrown) {
    await database.close();
    throw pgFault(thrown);
  }
}

function createPostgresStore(database: PgDatabase): AsyncStorePort {
  const sql = createPgSql(database);
  const owners = createPgOwners(database);
  const pages = createLogPages(sql, owners.find);
  const notices = createPgNotices(database);
  const presenceIntents = readIntents(database);
  return {
    commitTurn: createPgTurnWriter(database, owners),
    ...pages,
    ...createLogChanges(sql, owners.find),
    ...createDeletion(sql, owners.find),
    purge: createPurge(sql),
    ...createUserData({
      sql,
      findOwner: owners.find,
      forgetOwners: owners.forget,
      exportRecords: pages.exportRecords,
      presenceIntents,
    }),
    ...notices,
    presenceIntents,
    openCalls: async (tenantId, pbxId) => {
      const text = 'SELECT name, body FROM open_calls WHERE tenant = $1 AND pbx = $2 ORDER BY call';
      const rows = await database.read(text, [pgKey(tenantId), pgKey(pbxId)]);
      return rows.map(([name, body]) => ({ pbxId, globalCallId: given(name), body: given(body) }));
    },
    ...createPgTexts(database),
    check: async () => {
      const probe = `INSERT INTO probe AS p (id, value) VALUES (1, 1)
        ON CONFLICT (id) DO UPDATE SET value = p.value + 1 RETURNING value`;
      await Promise.all([database.write(probe, []), database.read('SELECT value FROM probe WHERE id = 1', [])]);
    },
    close: database.close,
  };
}

function readIntents(database: PgDatabase): AsyncStorePort['presenceIntents'] {
  return async (tenantId) => {
    const text = 'SELECT name, session, expires_at FROM presence WHERE tenant = $1';
    return (await database.read(text, [pgKey(tenantId)])).map((row) => ({
      userId: given(row[0]),
      session: sessionOf(row),
      expiresAt: Number(row[2]),
    }));
  };
}

function sessionOf(row: PgRow): TeamsSession | null {
  return typeof row[1] === 'string' ? (JSON.parse(row[1]) as TeamsSession) : null;
}

function createPgNotices(database: PgDatabase): Pick<AsyncStorePort, 'waitingNotices' | 'takeNotice' | 'returnNotice'> {
  const keyOf = (tenantId: string, { userId, recordId }: NoticeKey) => [tenantId, userId, recordId].map(pgKey);
  const where = 'WHERE tenant = $1 AND "user" = $2 AND record = $3';
  return {
    waitingNotices: async (tenantId) => {
      const rows = await database.read('SELECT name FROM notices WHERE tenant = $1 AND is_taken = 0', [
        pgKey(tenantId),
      ]);
      return rows.map(([name]) => {
        const [userId, recordId] = JSON.parse(String(name)) as [string, string];
        return { userId, recordId };
      });
    },
    takeNotice: async (tenantId, notice) => {
      const text = `UPDATE notices SET is_taken = 1 ${where} AND is_taken = 0 RETURNING 1`;
      return (await database.write(text, keyOf(tenantId, notice))).length > 0;
    },
    returnNotice: async (tenantId, notice) => {
      await database.write(`UPDATE notices SET is_taken = 0 ${where}`, keyOf(tenantId, notice));
    },
  };
}

function createPgTexts(database: PgDatabase): Pick<AsyncStorePort, 'keepText' | 'keptText'> {
  return {
    keepText: async (tenantId, key, text) => {
      const put = `INSERT INTO kept (tenant, "key", body) VALUES ($1, $2, $3)
        ON CONFLICT (tenant, "key") DO UPDATE SET body = excluded.body`;
      await database.write(put, [pgKey(tenantId), pgKey(key), toStoredText(text)]);
    },
    keptText: async (tenantId, key) => {
      const text = 'SELECT body FROM kept WHERE tenant = $1 AND "key" = $2';
      const row = (await database.read(text, [pgKey(tenantId), pgKey(key)]))[0];
      return row === undefined ? undefined : given(row[0]);
    },
  };
}

function given(stored: unknown): string {
  return fromStoredText(String(stored));
}
