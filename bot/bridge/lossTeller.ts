// Tells open streams to begin anew where rows went that nobody can be told of one by one: after a purge, after an erasure.
import type { AsyncStorePort, RetentionRule } from '#bot/store';
import { sharedLinesOf } from './changeItems.ts';
import type { LiveStream } from './liveStream.ts';
import type { MissedTeller } from './missedTeller.ts';
import type { TenantView } from './tenantView.ts';

/** What the teller works with. */
export interface LossTellerOptions {
  readonly store: Pick<AsyncStorePort, 'listRecords'>;
  readonly stream: LiveStream;
  readonly view: TenantView;
  readonly missed: Pick<MissedTeller, 'touch'>;
  readonly tenantId: string;
}

/** Apps that were left open over night all read their log again: not ten thousand of them in the same second. */
const toldAtOnce = 50;
const restMs = 100;
/** The store gives no longer pages. */
const longestPage = 200;

/** The losses of one tenant's people. */
export class LossTeller {
  private readonly options: LossTellerOptions;

  constructor(options: LossTellerOptions) {
    this.options = options;
  }

  /**
   * Before a purge, since afterwards nobody knows whose rows they were. The returned function, called when they are gone, tells those
   * who may have lost one of what they see, and whoever has begun to listen meanwhile. Rejects with `store.*`.
   */
  async prepare(rule: RetentionRule): Promise<() => Promise<void>> {
    const { stream } = this.options;
    const untouched = new Set<string>();
    for (const userId of [...stream.userIds()]) if (!(await this.mayLose(userId, rule))) untouched.add(userId);
    return () => this.tellInSteps([...stream.userIds()].filter((userId) => !untouched.has(userId)));
  }

  private async mayLose(userId: string, { olderThan, maxRowsPerUser }: RetentionRule): Promise<boolean> {
    const { store, view, tenantId } = this.options;
    const all = { filter: 'all', sharedLines: sharedLinesOf(view, userId) } as const;
    if (olderThan !== undefined) {
      const { items } = await store.listRecords(tenantId, userId, { ...all, to: olderThan, limit: 1 });
      if (items.length > 0) return true;
    }
    if (maxRowsPerUser === undefined) return false;
    // A log that is longer than a page may be longer than the rule: counting it costs more than a page read in vain.
    const limit = Math.min(maxRowsPerUser, longestPage);
    return (await store.listRecords(tenantId, userId, { ...all, limit })).next !== undefined;
  }

  private async tellInSteps(userIds: readonly string[]): Promise<void> {
    for (const [index, userId] of userIds.entries()) {
      if (index > 0 && index % toldAtOnce === 0) await new Promise((resume) => setTimeout(resume, restMs).unref());
      this.tell(userId);
    }
  }

  /** Everything of `ownerId` is gone: whoever shares a line with them sees that too. */
  tellErased(ownerId: string): void {
    for (const userId of new Set([ownerId, ...this.options.view.directory.sharersWith(ownerId)])) this.tell(userId);
  }

  private tell(userId: string): void {
    const { stream, missed } = this.options;
    stream.toUser(userId, { event: { type: 'reset' } });
    missed.touch(userId);
  }
}
