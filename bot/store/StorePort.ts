// What the service keeps: log records, open calls, presence that may be set in Teams, people.
import type { CallRecord } from '#shared/domain/call';
import type { TeamsSession } from '#shared/domain/presence';

/** Which rows of a log are wanted. `missed` = outcome missed or voicemail, incoming. */
export type RecordFilter = 'all' | 'missed' | 'incoming' | 'outgoing' | 'voicemail';

/** A page of a user's log, newest start first; `next` continues it. */
export interface RecordPage {
  readonly items: readonly CallRecord[];
  readonly next?: string;
}

/** One written record with its place in the tenant's sequence of changes. */
export interface RecordChange {
  readonly seq: number;
  readonly record: CallRecord;
}

/** What may stand in Teams for a user: written before it is sent, deleted when the clear was accepted. */
export interface PresenceIntent {
  readonly userId: string;
  /** null: must be cleared, not yet acknowledged. */
  readonly session: TeamsSession | null;
  readonly expiresAt: number;
}

/** An open call as the heart serialises it; opaque to the store. */
export interface OpenCallRow {
  readonly pbxId: string;
  readonly globalCallId: string;
  /** JSON, or null to delete the row. */
  readonly body: string | null;
}

/** A record somebody is to be told of. */
export interface NoticeKey {
  readonly userId: string;
  readonly recordId: string;
}

/** What a record is found by. */
export interface RecordSearch {
  /** The other party's number in E.164, where it has one. */
  readonly e164?: string;
  /** The digits of the number as the PBX told it, '' when there is none. */
  readonly digits: string;
  /** The name in lower case without accents (`foldText`), '' when there is none. */
  readonly name: string;
}

/** One atomic step of the heart: all of it is on disk, or none. */
export interface StoreTurn {
  readonly records: readonly CallRecord[];
  /** What each of `records` is found by, in their order; taken from the record itself where it is missing. */
  readonly search?: readonly (RecordSearch | undefined)[];
  readonly openCalls: readonly OpenCallRow[];
  readonly presence: readonly PresenceIntent[];
  /** Users whose presence intent is settled (cleared and acknowledged). */
  readonly presenceSettled: readonly string[];
  /** Missed calls whose user is to be told. One that was noted before, told or not, is not noted again. */
  readonly notices: readonly NoticeKey[];
}

/**
 * Store of one service; every method names the tenant it works for and sees no other's rows.
 * Throws `store.locked`, `store.diskFull`, `store.corrupt`, `store.newerSchema`, `store.unavailable`.
 */
export interface StorePort {
  /** Writes the turn in one transaction; returns the changes in record order, with their sequence numbers. */
  commitTurn(tenantId: string, turn: StoreTurn): readonly RecordChange[];
  listRecords(
    tenantId: string,
    userId: string,
    query: { filter: RecordFilter; cursor?: string; limit: number },
  ): RecordPage;
  /** Changes of one user after `seq`, oldest first; null when some of them are no longer known. */
  changesSince(tenantId: string, userId: string, seq: number, limit: number): readonly RecordChange[] | null;
  /** The newest sequence number of the tenant, 0 when nothing was written. */
  lastSeq(tenantId: string): number;
  openCalls(tenantId: string, pbxId: string): readonly OpenCallRow[];
  presenceIntents(tenantId: string): readonly PresenceIntent[];
  /** One record of a user's log. */
  findRecord(tenantId: string, userId: string, recordId: string): CallRecord | undefined;
  /** Notices nobody has taken. */
  waitingNotices(tenantId: string): readonly NoticeKey[];
  /** Takes a notice before it is told; false when it was taken before: then it must not be told again. */
  takeNotice(tenantId: string, notice: NoticeKey): boolean;
  /** Puts back a notice that was taken and surely not shown. */
  returnNotice(tenantId: string, notice: NoticeKey): void;
  /** Keeps a document of the tenant under a key, replacing the one before. */
  keepText(tenantId: string, key: string, text: string): void;
  keptText(tenantId: string, key: string): string | undefined;
  /** Cheap proof of life for /readyz: throws when the store cannot read and write. */
  check(): void;
  close(): void;
}
