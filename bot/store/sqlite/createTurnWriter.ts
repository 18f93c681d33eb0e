// Writes one turn of the heart in one transaction: the hot path of the store.
import type { CallRecord } from '#shared/domain/call';
import { recordKinds } from '../recordKinds.ts';
import { toStoredText } from '../safeText.ts';
import type { NoticeKey, OpenCallRow, PresenceIntent, RecordChange, StoreTurn } from '../StorePort.ts';
import type { Owners } from './createOwners.ts';
import type { SqlDatabase } from './SqlDatabase.ts';
import type { Statements } from './statements.ts';

/** `StorePort.commitTurn` over one database. */
export type TurnWriter = (tenantId: string, turn: StoreTurn) => readonly RecordChange[];

/** The writer over kept statements. */
export function createTurnWriter(database: SqlDatabase, statements: Statements, owners: Owners): TurnWriter {
  const write = (tenantId: string, turn: StoreTurn): readonly RecordChange[] => {
    const tenant = toStoredText(tenantId);
    const changes = numberRecords(statements, tenant, turn.records);
    for (const change of changes) putRecord(statements, owners.findOrAdd(tenantId, change.record.userId), change);
    for (const call of turn.openCalls) putOpenCall(statements, tenant, call);
    for (const intent of turn.presence) putPresence(statements, tenant, intent);
    for (const notice of turn.notices) statements.putNotice.run(...noticeKey(tenantId, notice));
    for (const userId of turn.presenceSettled) statements.dropPresence.run(tenant, toStoredText(userId));
    return changes;
  };
  return (tenantId, turn) => {
    if (isEmpty(turn)) return [];
    try {
      return database.transaction(() => write(tenantId, turn));
    } catch (thrown) {
      owners.forget();
      throw thrown;
    }
  };
}

function isEmpty(turn: StoreTurn): boolean {
  const { records, openCalls, presence, presenceSettled, notices } = turn;
  return records.length + openCalls.length + presence.length + presenceSettled.length + notices.length === 0;
}

/** Takes as many numbers as there are records; the counter is on disk, so no number is ever given twice. */
function numberRecords(statements: Statements, tenant: string, records: readonly CallRecord[]): RecordChange[] {
  if (records.length === 0) return [];
  const last = Number(statements.nextSeqs.first(tenant, records.length)?.[0]);
  return records.map((record, index) => ({ seq: last - records.length + 1 + index, record }));
}

function putRecord(statements: Statements, owner: number, { seq, record }: RecordChange): void {
  const startedAt = wholeNumber(record.startedAt);
  statements.putRecord.run(
    owner,
    toStoredText(record.id),
    seq,
    startedAt,
    recordKinds(record),
    // JSON.stringify escapes NUL and lone surrogates itself (well-formed JSON.stringify, ECMA-262 25.5.2).
    JSON.stringify(record),
  );
}

function putOpenCall(statements: Statements, tenant: string, call: OpenCallRow): void {
  const key = [tenant, toStoredText(call.pbxId), toStoredText(call.globalCallId)] as const;
  if (call.body === null) statements.dropOpenCall.run(...key);
  else statements.putOpenCall.run(...key, toStoredText(call.body));
}

/** The key columns of a notice. */
export function noticeKey(tenantId: string, notice: NoticeKey): readonly [string, string, string] {
  return [toStoredText(tenantId), toStoredText(notice.userId), toStoredText(notice.recordId)];
}

function putPresence(statements: Statements, tenant: string, intent: PresenceIntent): void {
  const session = intent.session === null ? null : JSON.stringify(intent.session);
  statements.putPresence.run(tenant, toStoredText(intent.userId), session, wholeNumber(intent.expiresAt));
}

/** A time column sorts and pages by it: a time that is no whole number must not stop the whole turn. */
function wholeNumber(value: number): number {
  const limit = Number.MAX_SAFE_INTEGER;
  return Number.isNaN(value) ? 0 : Math.min(limit, Math.max(0, Math.trunc(value)));
}
