// Writes one turn of the heart in one transaction: the hot path of the store.
import { isToBeReturned, type CallRecord } from '#shared/domain/call';
import { recordKinds } from '../recordKinds.ts';
import { recordKeys, type RecordKeys } from '../recordKeys.ts';
import { toStoredText } from '../safeText.ts';
import { wholeNumber } from '../wholeNumber.ts';
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
    const kept = changes.filter((change, index) => {
      const owner = owners.findOrAdd(tenantId, change.record.userId);
      const keys = recordKeys(change.record, turn.search?.[index]);
      return putRecord(statements, { tenant, owner, keys }, change);
    });
    for (const call of turn.openCalls) putOpenCall(statements, tenant, call);
    for (const intent of turn.presence) putPresence(statements, tenant, intent);
    for (const notice of turn.notices) statements.putNotice.run(...noticeKey(tenantId, notice));
    for (const userId of turn.presenceSettled) statements.dropPresence.run(tenant, toStoredText(userId));
    return kept;
  };
  return (tenantId, turn) => {
    if (isEmpty(turn)) return [];
    const attempt = (): readonly RecordChange[] => database.transaction(() => write(tenantId, turn));
    try {
      return attempt();
    } catch (thrown) {
      owners.forget();
      if (!isOwnerGone(thrown)) throw thrown;
      return attempt();
    }
  };
}

/** Another process erased a user this one remembered. */
function isOwnerGone(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.message.includes('FOREIGN KEY constraint failed');
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

interface RowKeys {
  readonly tenant: string;
  readonly owner: number;
  readonly keys: RecordKeys;
}

/** False when the user has deleted the row. */
function putRecord(statements: Statements, { tenant, owner, keys }: RowKeys, { seq, record }: RecordChange): boolean {
  const kinds = recordKinds(record);
  const kept = statements.putRecord.first(
    owner,
    toStoredText(record.id),
    seq,
    wholeNumber(record.startedAt),
    kinds,
    keys.line,
    keys.party,
    isToBeReturned(record) ? seq : null,
    // JSON.stringify escapes NUL and lone surrogates itself (well-formed JSON.stringify, ECMA-262 25.5.2).
    JSON.stringify(record),
  );
  if (kept === undefined) return false;
  if (keys.party !== 0) statements.putParty.run(owner, keys.party, keys.digits, keys.name);
  statements.putLineOwner.run(tenant, keys.line, owner);
  return true;
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
