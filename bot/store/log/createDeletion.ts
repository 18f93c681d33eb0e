// Deletes rows of a user's own log: a mark stays in their place, so that a call that goes on does not bring them back.
import type { AsyncStorePort, RecordDeletion } from '../AsyncStorePort.ts';
import { deletedKinds } from '../recordKinds.ts';
import { createRemovalPace } from './createRemovalPace.ts';
import type { FindOwner } from './logScope.ts';
import { dropParties, sweepParties } from './removeRows.ts';
import { tombstoneOf, toRecord } from './rowBody.ts';
import { step, type StoreRow, type StoreSql } from './StoreSql.ts';

const maxIds = 1_000;
// Oldest first and up to the last row there was: calls that come meanwhile stay, and no step meets marks of the one before.
const nextRows = `SELECT started_at, "row" FROM records WHERE owner = ? AND (started_at, "row") > (?, ?) AND "row" <= ?
  ORDER BY started_at, "row" LIMIT ?`;

/** The part of the port that deletes for the user. */
export type Deletion = Pick<AsyncStorePort, 'deleteRecords' | 'deleteAllRecords'>;

interface Log {
  readonly tenantId: string;
  readonly userId: string;
  readonly owner: number;
}

/** Deletion over one database. */
export function createDeletion(sql: StoreSql, findOwner: FindOwner): Deletion {
  const { isOneOf, isOneOfTexts, keyOf } = sql.dialect;
  const columns = `SELECT "row", party, body, id FROM records WHERE owner = ? AND kinds <> ${deletedKinds}`;
  return {
    deleteRecords: async (tenantId, userId, recordIds) => {
      const owner = await findOwner(tenantId, userId);
      if (owner === undefined) return [];
      const ids = recordIds.slice(0, maxIds).map(keyOf);
      const rows = await sql.read(`${columns} AND ${isOneOfTexts('id')}`, owner, ids);
      const deletions: RecordDeletion[] = [];
      const pace = createRemovalPace();
      while (deletions.length < rows.length) {
        const some = rows.slice(deletions.length, deletions.length + pace.rows);
        deletions.push(...(await pace.step(some.length, () => markDeleted(sql, { tenantId, userId, owner }, some))));
      }
      return deletions;
    },
    deleteAllRecords: async (tenantId, userId, onDeleted = () => undefined) => {
      const owner = await findOwner(tenantId, userId);
      if (owner === undefined) return 0;
      const last = Number((await sql.read('SELECT max("row") FROM records WHERE owner = ?', owner))[0]?.[0] ?? 0);
      const pace = createRemovalPace();
      const deleteNext = async (from: StoreRow): Promise<StoreRow | undefined> => {
        const found = await sql.read(nextRows, owner, Number(from[0]), Number(from[1]), last, pace.rows);
        const ids = found.map((row) => Number(row[1]));
        const rows = ids.length === 0 ? [] : await sql.read(`${columns} AND ${isOneOf('"row"')}`, owner, ids);
        await sql.calm();
        const deletions = await pace.step(rows.length, () => markDeleted(sql, { tenantId, userId, owner }, rows));
        count += deletions.length;
        if (deletions.length > 0) onDeleted(deletions);
        return found.at(-1);
      };
      let count = 0;
      for (let at: StoreRow | undefined = [-1, -1]; at !== undefined;) at = await deleteNext(at);
      await sweepParties(sql, owner);
      return count;
    },
  };
}

/** Puts marks in the place of the rows that are still the same calls (numbers of rows are given again), each with a number of its own in the sequence of changes. */
async function markDeleted(sql: StoreSql, log: Log, rows: readonly StoreRow[]): Promise<readonly RecordDeletion[]> {
  if (rows.length === 0) return [];
  const { tenantId, userId, owner } = log;
  const tenant = sql.dialect.keyOf(tenantId);
  const ids = rows.map((row) => toRecord(row[2]).id);
  const marks = rows.map((row, index) => [
    Number(row[0]),
    tombstoneOf({ userId, recordId: ids[index] ?? '' }),
    String(row[3]),
  ]);
  const [taken] = await sql.write([
    step('UPDATE tenants SET last_seq = last_seq + ? WHERE tenant = ? RETURNING last_seq', rows.length, tenant),
    step(
      `UPDATE records SET seq = (SELECT last_seq FROM tenants WHERE tenant = ?) - ? + listed.place,
        kinds = ${deletedKinds}, missed_seq = NULL, party = 0, body = listed.body
        FROM ${sql.dialect.marks} listed
        WHERE records."row" = listed."row" AND +records.owner = ? AND records.id = listed.id`,
      tenant,
      rows.length,
      JSON.stringify(marks),
      owner,
    ),
    ...dropParties(
      sql,
      owner,
      rows.map((row) => Number(row[1])),
    ),
  ]);
  const before = Number(taken?.[0]?.[0]) - rows.length;
  return ids.map((recordId, index) => ({ seq: before + index + 1, deleted: true, userId, recordId }));
}
