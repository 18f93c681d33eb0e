// Answers people about their log, and does with it what they ask: always within what they may see.
import type { CallRecordWire, CallsPage, CallsQueryWire, CallsSelection } from '#shared/contracts';
import type { CallRecord } from '#shared/domain/call';
import { AppError } from '#shared/errors';
import type { AsyncStorePort, RecordDeletion, UserDatum } from '#bot/store';
import type { LoggerPort } from '#bot/telemetry';
import { mayHearOf, maySee, removalItem } from './changeItems.ts';
import type { Caller, StreamItem, UserDatumWire } from './HeartPort.ts';
import type { LiveStream } from './liveStream.ts';
import { logSearch, type LogSearch } from './logSearch.ts';
import type { LossTeller } from './lossTeller.ts';
import type { MissedTeller } from './missedTeller.ts';
import { openSubscription } from './openSubscription.ts';
import { wireContextOf, type TenantView } from './tenantView.ts';
import type { TeamsFollower } from './teamsFollower.ts';
import { instant, isDigest, recordToWire, wireIdOf } from './toWire.ts';

/** What the desk works with. */
export interface LogDeskOptions {
  readonly store: AsyncStorePort;
  readonly stream: LiveStream;
  readonly view: TenantView;
  readonly missed: MissedTeller;
  readonly losses: Pick<LossTeller, 'tellErased'>;
  readonly tenantId: string;
  readonly logger: LoggerPort;
  /** Keeps what phones of people were told. */
  readonly follower: () => Pick<TeamsFollower, 'toldOf' | 'forgetName'>;
}

/** Pages of the store that are looked through for one page of what is shown. */
const mostSieved = 20;

type Item = CallsPage['items'][number];
interface Found {
  readonly rows: readonly { readonly record: CallRecord; readonly count?: number; readonly oldestStart?: number }[];
  readonly next?: string;
}

/** The desk of one tenant. Rejects with coded faults only. */
export class LogDesk {
  private readonly options: LogDeskOptions;

  constructor(options: LogDeskOptions) {
    this.options = options;
  }

  /** A page; a search among hidden digits may give a short or empty one that has a `next`. */
  async page({ userId }: Caller, asked: CallsQueryWire): Promise<CallsPage> {
    const search = logSearch(this.options.view, userId, asked);
    let cursor = asked.cursor;
    for (let looked = 1; ; looked += 1) {
      const { rows, next } = await this.find(userId, { ...asked, ...(cursor === undefined ? {} : { cursor }) }, search);
      const items = rows.flatMap((row) => this.toItem(userId, row)).filter(search.passes);
      if (next === undefined) return { items };
      if (items.length > 0 || !search.isSieve || looked === mostSieved) return { items, next };
      cursor = next;
    }
  }

  private async find(userId: string, asked: CallsQueryWire, { query }: LogSearch): Promise<Found> {
    const { store, tenantId, view } = this.options;
    const { limit, cursor, collapse, tz: timeZone } = asked;
    const page = { ...query, limit, ...(cursor === undefined ? {} : { cursor }) };
    // Who cannot tell two callers from each other must not take the calls of one for those of the other, nor hear which are one's.
    if (collapse === undefined || view.log.hideDigits > 0) {
      const { items, next } = await store.listRecords(tenantId, userId, page);
      return { rows: items.map((record) => ({ record })), ...(next === undefined ? {} : { next }) };
    }
    const { groups, next } = await store.listGroups(tenantId, userId, { ...page, timeZone });
    return { rows: groups, ...(next === undefined ? {} : { next }) };
  }

  private toItem(userId: string, { record, count, oldestStart }: Found['rows'][number]): readonly Item[] {
    const { view } = this.options;
    if (!maySee(view, userId, record)) return [];
    const wire = recordToWire(record, wireContextOf(view), userId);
    if (count === undefined || oldestStart === undefined) return [wire];
    return [{ ...wire, count, oldest: instant(oldestStart) }];
  }

  /** Every row of the selection, newest first, in constant memory. */
  async *export({ userId }: Caller, selection: CallsSelection): AsyncGenerator<CallRecordWire> {
    const { store, tenantId, view } = this.options;
    const search = logSearch(view, userId, selection);
    for await (const record of store.exportRecords(tenantId, userId, search.query)) {
      for (const item of this.toItem(userId, { record })) if (search.passes(item)) yield item;
    }
  }

  async missedCount({ userId }: Caller): Promise<number> {
    const { store, tenantId, missed } = this.options;
    const count = await store.missedCount(tenantId, userId);
    missed.noteCount(userId, count);
    return count;
  }

  /** The user has looked at the missed calls up to a change of the log, or at all: every device hears of it. */
  async markSeen({ userId }: Caller, upTo?: number): Promise<void> {
    const { store, tenantId, missed } = this.options;
    await store.markSeen(tenantId, userId, upTo);
    missed.touch(userId);
  }

  /** Deletes one row of the caller's own log. Throws `http.notFound` when there is none. */
  async remove({ userId }: Caller, wireId: string): Promise<void> {
    const count = await this.removeFound(userId, [wireId]);
    if (count === 0) throw new AppError('http.notFound', 'no such row in the log of the caller');
  }

  /** Deletes rows of the caller's own log (1,000 at most), as far as they are there. */
  async removeSome({ userId }: Caller, wireIds: readonly string[]): Promise<void> {
    await this.removeFound(userId, wireIds);
  }

  private async removeFound(userId: string, wireIds: readonly string[]): Promise<number> {
    const { store, tenantId } = this.options;
    const digests = new Set(wireIds.filter(isDigest));
    const recordIds = wireIds.filter((id) => !digests.has(id));
    if (digests.size > 0) recordIds.push(...(await this.findDigests(userId, digests)));
    const deletions = recordIds.length === 0 ? [] : await store.deleteRecords(tenantId, userId, recordIds);
    this.tellRemoved(userId, deletions);
    return deletions.length;
  }

  /** Few PBXs have ids that long, and nobody deletes often: the log is read through rather than indexed for it. */
  private async findDigests(userId: string, wireIds: ReadonlySet<string>): Promise<readonly string[]> {
    const { store, tenantId } = this.options;
    const found: string[] = [];
    for await (const { id } of store.exportRecords(tenantId, userId, { filter: 'all' })) {
      if (wireIds.has(wireIdOf(id))) found.push(id);
      if (found.length === wireIds.size) break;
    }
    return found;
  }

  /** Deletes the caller's whole log. */
  async removeAll({ userId }: Caller): Promise<void> {
    const { store, tenantId, logger } = this.options;
    const count = await store.deleteAllRecords(tenantId, userId, (deletions) => {
      this.tellRemoved(userId, deletions);
    });
    logger.info('log.deleted', { tenantId, userId, count });
  }

  private tellRemoved(ownerId: string, deletions: readonly RecordDeletion[]): void {
    const { view, stream, missed } = this.options;
    const last = deletions.at(-1);
    if (last === undefined) return;
    const item = removalItem(
      last.seq,
      deletions.map(({ recordId }) => wireIdOf(recordId)),
    );
    const readers = [ownerId, ...view.directory.sharersWith(ownerId)];
    for (const userId of new Set(readers)) if (mayHearOf(view, userId, ownerId)) stream.toUser(userId, item);
    missed.touch(ownerId);
  }

  /** Everything kept of the caller, or for an admin of `subjectId`. Throws `auth.forbidden` where logs are their owners' alone. */
  data(caller: Caller, subjectId = caller.userId): AsyncIterable<UserDatumWire> {
    const { view, logger, tenantId } = this.options;
    const isOwn = subjectId === caller.userId;
    if (!isOwn && view.log.ownLogOnly) throw new AppError('auth.forbidden', 'logs are for their owners alone');
    logger.info('log.dataRead', { tenantId, byUserId: caller.userId, userId: subjectId });
    return this.dataOf(subjectId);
  }

  private async *dataOf(userId: string): AsyncGenerator<UserDatumWire> {
    const { store, tenantId, view, follower } = this.options;
    for await (const datum of store.exportUser(tenantId, userId)) yield datumToWire(datum, view);
    const told = follower().toldOf(userId);
    if (told.length > 0) yield { kind: 'text', key: 'following', text: JSON.stringify(told) };
  }

  /** Erases everything kept of the caller, or for an admin of `subjectId`; open streams begin anew, those of whoever shared a line too. */
  async erase(caller: Caller, subjectId = caller.userId): Promise<void> {
    const { store, tenantId, stream, logger, losses, follower } = this.options;
    await follower().forgetName(subjectId);
    const { records } = await store.eraseUser(tenantId, subjectId);
    logger.info('log.dataErased', { tenantId, byUserId: caller.userId, userId: subjectId, records });
    for (const what of ['speedDials', 'settings'] as const)
      stream.toUser(subjectId, { event: { type: 'personal', what, revision: 0 } });
    losses.tellErased(subjectId);
  }

  /** See `HeartPort.subscribe`. */
  subscribe(
    { userId }: Caller,
    lastEventId: string | undefined,
    listener: (item: StreamItem) => void,
  ): Promise<() => void> {
    return openSubscription({ ...this.options, userId }, lastEventId, listener);
  }
}

/** Hidden digits stay hidden. */
function datumToWire(datum: UserDatum, view: TenantView): UserDatumWire {
  return datum.kind === 'record' ? { ...datum, record: recordToWire(datum.record, wireContextOf(view)) } : datum;
}
