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

/** One atomic step of the heart: all of it is on disk, or none. */
export interface StoreTurn {
  readonly records: readonly CallRecord[];
  readonly openCalls: readonly OpenCallRow[];
  readonly presence: readonly PresenceIntent[];
  /** Users whose presence intent is settled (cleared and acknowledged). */
  readonly presenceSettled: readonly string[];
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
  /** Keeps a document of the tenant under a key, replacing the one before. */
  keepText(tenantId: string, key: string, text: string): void;
  keptText(tenantId: string, key: string): string | undefined;
  /** Cheap proof of life for /readyz: throws when the store cannot read and write. */
  check(): void;
  close(): void;
}
