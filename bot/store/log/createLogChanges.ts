// What happened to a log since somebody last looked: changes for a stream that comes back, missed calls for the badge.
import { deletedKinds } from '../recordKinds.ts';
import { lineKey } from '../recordKeys.ts';
import type { AsyncStorePort, LogChange } from '../AsyncStorePort.ts';
import { clampRows } from './createLogPages.ts';
import { readTombstone, toRecord } from './rowBody.ts';
import type { FindOwner } from './logScope.ts';
import type { StoreRow, StoreSql } from './StoreSql.ts';

const maxReplayRows = 10_000;
const maxMissed = 1_000;
const maxSharedLines = 200;
const noNumber = -1;

/** The part of the port that concerns changes. */
export type LogChanges = Pick<AsyncStorePort, 'findRecord' | 'changesSince' | 'lastSeq' | 'missedCount' | 'markSeen'>;

/** Changes over one database. */
export function createLogChanges(sql: StoreSql, findOwner: FindOwner): LogChanges {
  return {
    findRecord: async (tenantId, userId, recordId) => {
      const owner = await findOwner(tenantId, userId);
      if (owner === undefined) return undefined;
      const text = `SELECT body FROM records WHERE owner = ? AND id = ? AND kinds <> ${deletedKinds}`;
      const rows = await sql.read(text, owner, sql.dialect.keyOf(recordId));
      return rows[0] === undefined ? undefined : toRecord(rows[0][0]);
    },
    changesSince: async (tenantId, userId, seq, limit, sharedLines = []) => {
      const { last, forgotten } = await tenantSeqs(sql, tenantId);
      if (!Number.isSafeInteger(seq) || seq < forgotten || seq > last) return null;
      const owner = (await findOwner(tenantId, userId)) ?? noNumber;
      const mostRows = clampRows(limit, maxReplayRows);
      const rows = await readChanges(sql, { tenantId, owner, seq, limit: mostRows + 1, sharedLines });
      // What was forgotten while the rows were read may be missing among them.
      if (rows.length > mostRows || seq < (await tenantSeqs(sql, tenantId)).forgotten) return null;
      return rows.map(toChange);
    },
    lastSeq: async (tenantId) => (await tenantSeqs(sql, tenantId)).last,
    missedCount: async (tenantId, userId) => {
      const owner = await findOwner(tenantId, userId);
      if (owner === undefined) return 0;
      const rows = await sql.read(
        `SELECT count(*) FROM (SELECT 1 FROM records WHERE owner = ? AND missed_seq IS NOT NULL
          AND missed_seq > (SELECT seen_seq FROM owners WHERE owner = ?) LIMIT ${maxMissed}) counted`,
        owner,
        owner,
      );
      return Number(rows[0]?.[0] ?? 0);
    },
    markSeen: async (tenantId, userId, upToSeq) => {
      const owner = await findOwner(tenantId, userId);
      if (owner === undefined) return;
      const { last } = await tenantSeqs(sql, tenantId);
      const seq = upToSeq === undefined || Number.isNaN(upToSeq) ? last : Math.min(last, Math.trunc(upToSeq));
      const text = 'UPDATE owners SET seen_seq = ? WHERE owner = ? AND seen_seq < ?';
      await sql.write([{ sql: text, values: [seq, owner, seq] }]);
    },
  };
}

async function tenantSeqs(sql: StoreSql, tenantId: string): Promise<{ last: number; forgotten: number }> {
  const text = 'SELECT last_seq, forgotten_seq FROM tenants WHERE tenant = ?';
  const row = (await sql.read(text, sql.dialect.keyOf(tenantId)))[0];
  return { last: Number(row?.[0] ?? 0), forgotten: Number(row?.[1] ?? 0) };
}

interface ChangeQuery {
  readonly tenantId: string;
  readonly owner: number;
  readonly seq: number;
  readonly limit: number;
  readonly sharedLines: readonly string[];
}

/** Rows (seq, body), oldest change first. */
async function readChanges(sql: StoreSql, query: ChangeQuery): Promise<readonly StoreRow[]> {
  const { tenantId, owner, seq, limit, sharedLines } = query;
  if (sharedLines.length === 0) {
    const text = 'SELECT seq, body FROM records WHERE owner = ? AND seq > ? ORDER BY seq LIMIT ?';
    return sql.read(text, owner, seq, limit);
  }
  const { isOneOf, keyOf } = sql.dialect;
  const lines = sharedLines.slice(0, maxSharedLines).map(lineKey);
  return sql.read(
    `SELECT seq, body FROM (
      SELECT seq, body FROM records WHERE owner = ? AND seq > ?
      UNION ALL
      SELECT r.seq, r.body FROM line_owners o JOIN records r ON r.owner = o.owner AND r.line = o.line
        WHERE o.tenant = ? AND ${isOneOf('o.line')} AND o.owner <> ? AND r.seq > ?
     ) merged ORDER BY seq LIMIT ?`,
    owner,
    seq,
    keyOf(tenantId),
    lines,
    owner,
    seq,
    limit,
  );
}

function toChange(row: StoreRow): LogChange {
  const seq = Number(row[0]);
  const tombstone = readTombstone(String(row[1]));
  return tombstone === undefined ? { seq, record: toRecord(row[1]) } : { seq, deleted: true, ...tombstone };
}
