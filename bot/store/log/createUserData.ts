// Everything the store holds of one person: handed out, or erased.
import type { AsyncStorePort, UserDatum } from '../AsyncStorePort.ts';
import { userTextPrefix } from '../userTextKey.ts';
import { fromStoredText } from '../safeText.ts';
import type { FindOwner } from './logScope.ts';
import { countsOf, forgetChanges, newTally, removeRows, type RemovalTally } from './removeRows.ts';
import { step, type SqlStep, type StoreRow, type StoreSql } from './StoreSql.ts';

const longestKey = '\uffff';

/** The part of the port that concerns a person's data as a whole. */
export type UserData = Pick<AsyncStorePort, 'exportUser' | 'eraseUser'>;

/** What `createUserData` stands on. */
export interface UserDataParts {
  readonly sql: StoreSql;
  readonly findOwner: FindOwner;
  /** The user's number is no longer valid. */
  readonly forgetOwners: () => void;
  readonly exportRecords: AsyncStorePort['exportRecords'];
  readonly presenceIntents: AsyncStorePort['presenceIntents'];
}

/** A person's data over one database. */
export function createUserData(parts: UserDataParts): UserData {
  return {
    exportUser: (tenantId, userId) => everythingOf(parts, tenantId, userId),
    eraseUser: async (tenantId, userId) => {
      const { sql, findOwner, forgetOwners } = parts;
      const tenant = sql.dialect.keyOf(tenantId);
      const user = sql.dialect.keyOf(userId);
      const tally = newTally();
      const owner = await findOwner(tenantId, userId);
      if (owner !== undefined) await eraseLog(sql, { tenant, user, owner }, tally);
      forgetOwners();
      const prefix = sql.dialect.keyOf(userTextPrefix(userId));
      await sql.write([
        step('DELETE FROM presence WHERE tenant = ? AND "user" = ?', tenant, user),
        step('DELETE FROM notices WHERE tenant = ? AND "user" = ?', tenant, user),
        step('DELETE FROM kept WHERE tenant = ? AND "key" >= ? AND "key" < ?', tenant, prefix, prefix + longestKey),
      ]);
      tally.users = tally.records > 0 ? 1 : 0;
      return countsOf(tally);
    },
  };
}

async function eraseLog(
  sql: StoreSql,
  log: { readonly tenant: string; readonly user: string; readonly owner: number },
  tally: RemovalTally,
): Promise<void> {
  const nextRows = `SELECT "row", id, party FROM records WHERE owner = ? ORDER BY started_at, "row" LIMIT ?`;
  let rows: readonly StoreRow[];
  do {
    rows = await sql.read(nextRows, log.owner, tally.pace.rows);
    await removeRows(sql, log, rows, tally);
  } while (rows.length > 0);
  await sql.write([
    forgetChanges(log.tenant),
    // A call may have ended since the last batch.
    step('DELETE FROM records WHERE owner = ?', log.owner),
    step('DELETE FROM parties WHERE owner = ?', log.owner),
    step('DELETE FROM line_owners WHERE owner = ?', log.owner),
    ...dropOwner(sql, log.owner),
  ]);
}

/** The highest number stays taken, by nobody: another process may still remember whose it was. */
function dropOwner(sql: StoreSql, owner: number): readonly SqlStep[] {
  if (!sql.dialect.reusesNumbers) return [step('DELETE FROM owners WHERE owner = ?', owner)];
  return [
    step('DELETE FROM owners WHERE owner = ? AND owner < (SELECT max(owner) FROM owners)', owner),
    step(`UPDATE owners SET tenant = '', "user" = 'erased ' || owner, seen_seq = 0 WHERE owner = ?`, owner),
  ];
}

async function* everythingOf(parts: UserDataParts, tenantId: string, userId: string): AsyncGenerator<UserDatum> {
  const { sql, findOwner } = parts;
  const tenant = sql.dialect.keyOf(tenantId);
  const user = sql.dialect.keyOf(userId);
  for await (const record of parts.exportRecords(tenantId, userId, { filter: 'all' })) yield { kind: 'record', record };
  const owner = await findOwner(tenantId, userId);
  const seen = owner === undefined ? [] : await sql.read('SELECT seen_seq FROM owners WHERE owner = ?', owner);
  for (const [seq] of seen) yield { kind: 'seen', seq: Number(seq) };
  const notices = await sql.read('SELECT record, is_taken FROM notices WHERE tenant = ? AND "user" = ?', tenant, user);
  for (const [id, isTaken] of notices) {
    yield { kind: 'notice', recordId: fromStoredText(String(id)), isTaken: Number(isTaken) === 1 };
  }
  const intents = await parts.presenceIntents(tenantId);
  for (const intent of intents.filter((one) => one.userId === userId)) yield { kind: 'presence', intent };
  const prefix = sql.dialect.keyOf(userTextPrefix(userId));
  const texts = await sql.read(
    'SELECT "key", body FROM kept WHERE tenant = ? AND "key" >= ? AND "key" < ? ORDER BY "key"',
    tenant,
    prefix,
    prefix + longestKey,
  );
  for (const [key, text] of texts) {
    yield { kind: 'text', key: fromStoredText(String(key)), text: fromStoredText(String(text)) };
  }
}
