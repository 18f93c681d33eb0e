// Reads a user's log: pages for the eye, changes for a stream that comes back.
import { AppError } from '#shared/errors';
import type { CallRecord } from '#shared/domain/call';
import { firstPlace, readCursor, writeCursor } from '../pageCursor.ts';
import { filterMask } from '../recordKinds.ts';
import { toStoredText } from '../safeText.ts';
import type { RecordPage, StorePort } from '../StorePort.ts';
import type { Owners } from './createOwners.ts';
import type { SqlRow } from './SqlDatabase.ts';
import type { Statements } from './statements.ts';

const maxPageRows = 1_000;
const maxReplayRows = 10_000;

/** The reading half of `StorePort` that concerns the log. */
export type LogReader = Pick<StorePort, 'listRecords' | 'findRecord' | 'changesSince' | 'lastSeq'>;

/** The reader over kept statements. */
export function createLogReader(statements: Statements, owners: Owners): LogReader {
  const seqs = (tenantId: string): { last: number; forgotten: number } => {
    const row = statements.tenantSeqs.first(toStoredText(tenantId));
    return { last: Number(row?.[0] ?? 0), forgotten: Number(row?.[1] ?? 0) };
  };
  return {
    listRecords: (tenantId, userId, query) => {
      const from = query.cursor === undefined ? firstPlace : readCursor(query.cursor);
      const owner = owners.find(tenantId, userId);
      if (owner === undefined) return { items: [] };
      const limit = clampRows(query.limit, maxPageRows);
      const rows = statements.listRecords.all(owner, from.startedAt, from.row, filterMask[query.filter], limit + 1);
      return toPage(rows, limit);
    },
    findRecord: (tenantId, userId, recordId) => {
      const owner = owners.find(tenantId, userId);
      const row = owner === undefined ? undefined : statements.findRecord.first(owner, toStoredText(recordId));
      return row === undefined ? undefined : toRecord(row[0]);
    },
    changesSince: (tenantId, userId, seq, limit) => {
      const { last, forgotten } = seqs(tenantId);
      if (!Number.isSafeInteger(seq) || seq < forgotten || seq > last) return null;
      const owner = owners.find(tenantId, userId);
      const mostRows = clampRows(limit, maxReplayRows);
      const rows = owner === undefined ? [] : statements.changes.all(owner, seq, mostRows + 1);
      if (rows.length > mostRows) return null;
      return rows.map((row) => ({ seq: Number(row[0]), record: toRecord(row[1]) }));
    },
    lastSeq: (tenantId) => seqs(tenantId).last,
  };
}

function toPage(rows: readonly SqlRow[], limit: number): RecordPage {
  const shown = rows.slice(0, limit);
  const items = shown.map((row) => toRecord(row[2]));
  const last = shown.at(-1);
  if (last === undefined || rows.length <= limit) return { items };
  return { items, next: writeCursor({ row: Number(last[0]), startedAt: Number(last[1]) }) };
}

/** Only this store writes bodies, so their shape is not checked again; that they are JSON is. */
function toRecord(body: unknown): CallRecord {
  try {
    return JSON.parse(String(body)) as CallRecord;
  } catch (cause) {
    throw new AppError('store.corrupt', 'a log record on disk is not readable', { cause });
  }
}

function clampRows(limit: number, most: number): number {
  return Number.isNaN(limit) ? 1 : Math.min(most, Math.max(1, Math.trunc(limit)));
}
