// What the service keeps, asked for without waiting on the spot: the port both keepers stand behind.
import type { CallRecord } from '#shared/domain/call';
import type {
  NoticeKey,
  OpenCallRow,
  PresenceIntent,
  RecordChange,
  RecordFilter,
  RecordPage,
  StoreTurn,
} from './StorePort.ts';

/** Which rows of a log are wanted; `shared`: those of the lines others share with the user. */
export type LogFilter = RecordFilter | 'shared';

/** What a person wants to see of the log. */
export interface LogQuery {
  readonly filter: LogFilter;
  /** A part of a name, or a part of a number (three digits or more) in any formatting. */
  readonly text?: string;
  /** `text` in E.164, where it is a whole number: rows of that number are found however it was written. */
  readonly e164?: string;
  /** Calls that started at this time or later, milliseconds since the epoch. */
  readonly from?: number;
  /** Calls that started before this time. */
  readonly to?: number;
  /** Extensions of lines others share with the user: their owners' calls on these lines are shown too. */
  readonly sharedLines?: readonly string[];
}

/** One page of a log; `cursor` is the `next` of the page before. */
export interface LogPageQuery extends LogQuery {
  readonly cursor?: string;
  readonly limit: number;
}

/** Equal neighbours of a log: same user, line, party, direction and outcome, on the same day. */
export interface RecordGroup {
  /** The newest of them. */
  readonly record: CallRecord;
  readonly count: number;
  /** Start of the oldest of them, milliseconds since the epoch. */
  readonly oldestStart: number;
}

/** A page of groups, newest first; `next` continues it. */
export interface GroupPage {
  readonly groups: readonly RecordGroup[];
  readonly next?: string;
}

/** A row of the log that is gone, with its place in the tenant's sequence of changes. */
export interface RecordDeletion {
  readonly seq: number;
  readonly deleted: true;
  readonly userId: string;
  readonly recordId: string;
}

/** What happened to a log. */
export type LogChange = RecordChange | RecordDeletion;

/** How long a tenant's rows are kept. */
export interface RetentionRule {
  /** Calls that started before this time go, milliseconds since the epoch. */
  readonly olderThan?: number;
  /** The newest rows a user keeps. */
  readonly maxRowsPerUser?: number;
  /** The most rows removed in one transaction; on a slow or busy machine it is fewer. @default 100 */
  readonly batch?: number;
}

/** What a removal did. */
export interface RemovalCounts {
  readonly records: number;
  /** Users who lost a row. */
  readonly users: number;
  /** The longest transaction, milliseconds: so long a writer may have waited. */
  readonly longestMs: number;
}

/** Something the store holds of a user. */
export type UserDatum =
  | { readonly kind: 'record'; readonly record: CallRecord }
  | { readonly kind: 'seen'; readonly seq: number }
  | { readonly kind: 'notice'; readonly recordId: string; readonly isTaken: boolean }
  | { readonly kind: 'presence'; readonly intent: PresenceIntent }
  | { readonly kind: 'text'; readonly key: string; readonly text: string };

/**
 * Store of one service; every method names the tenant it works for and sees no other's rows.
 * Rejects with `store.locked`, `store.diskFull`, `store.corrupt`, `store.newerSchema`, `store.unavailable`, and with
 * `input.invalid` for a cursor or time zone that is none.
 */
export interface AsyncStorePort {
  /**
   * Writes the turn in one transaction; gives the changes in record order, with their sequence numbers. A record the
   * user has deleted stays deleted and is no change.
   */
  commitTurn(tenantId: string, turn: StoreTurn): Promise<readonly RecordChange[]>;
  listRecords(tenantId: string, userId: string, query: LogPageQuery): Promise<RecordPage>;
  /** Pages of equal neighbours; days are those of the IANA time zone. A group holds at most 1,000 rows. */
  listGroups(tenantId: string, userId: string, query: LogPageQuery & { readonly timeZone: string }): Promise<GroupPage>;
  /** Every row of the query, newest first, in constant memory and without a transaction held open. */
  exportRecords(tenantId: string, userId: string, query: LogQuery): AsyncIterable<CallRecord>;
  /** One record of a user's own log. */
  findRecord(tenantId: string, userId: string, recordId: string): Promise<CallRecord | undefined>;
  /** Changes of what one user sees after `seq`, oldest first; null when some of them are no longer known. */
  changesSince(
    tenantId: string,
    userId: string,
    seq: number,
    limit: number,
    sharedLines?: readonly string[],
  ): Promise<readonly LogChange[] | null>;
  /** The newest sequence number of the tenant, 0 when nothing was written. */
  lastSeq(tenantId: string): Promise<number>;

  /** Missed calls that became so after the user last looked; counts no further than 1,000. */
  missedCount(tenantId: string, userId: string): Promise<number>;
  /** The user has seen everything up to `upToSeq`, on any device; never goes back. @default everything so far */
  markSeen(tenantId: string, userId: string, upToSeq?: number): Promise<void>;

  /** Deletes rows of the user's own log (1,000 ids at most); they stay deleted when their calls go on. */
  deleteRecords(tenantId: string, userId: string, recordIds: readonly string[]): Promise<readonly RecordDeletion[]>;
  /** Deletes the user's whole log in small steps; `onDeleted` hears of each step. */
  deleteAllRecords(
    tenantId: string,
    userId: string,
    onDeleted?: (deletions: readonly RecordDeletion[]) => void,
  ): Promise<number>;
  /** Removes what is too old, in small steps; streams that come back later are told to start anew. */
  purge(tenantId: string, rule: RetentionRule): Promise<RemovalCounts>;
  /** Everything held of one user; kept texts are those under `userTextKey`. */
  exportUser(tenantId: string, userId: string): AsyncIterable<UserDatum>;
  /** Removes everything held of one user. */
  eraseUser(tenantId: string, userId: string): Promise<RemovalCounts>;

  openCalls(tenantId: string, pbxId: string): Promise<readonly OpenCallRow[]>;
  presenceIntents(tenantId: string): Promise<readonly PresenceIntent[]>;
  /** Notices nobody has taken. */
  waitingNotices(tenantId: string): Promise<readonly NoticeKey[]>;
  /** Takes a notice before it is told; false when it was taken before: then it must not be told again. */
  takeNotice(tenantId: string, notice: NoticeKey): Promise<boolean>;
  /** Puts back a notice that was taken and surely not shown. */
  returnNotice(tenantId: string, notice: NoticeKey): Promise<void>;
  /** Keeps a document of the tenant under a key, replacing the one before. */
  keepText(tenantId: string, key: string, text: string): Promise<void>;
  keptText(tenantId: string, key: string): Promise<string | undefined>;
  /** Cheap proof of life for /readyz: rejects when the store cannot read and write. */
  check(): Promise<void>;
  close(): Promise<void>;
}
