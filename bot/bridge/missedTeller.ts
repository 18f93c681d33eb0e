// Tells the open streams of a person how many missed calls wait, once for everything that happened meanwhile.
import type { CallRecord } from '#shared/domain/call';
import { toAppError } from '#shared/errors';
import type { AsyncStorePort } from '#bot/store';
import type { LoggerPort } from '#bot/telemetry';
import type { LiveStream } from './liveStream.ts';

/** What the teller works with. */
export interface MissedTellerOptions {
  readonly store: Pick<AsyncStorePort, 'missedCount'>;
  readonly stream: LiveStream;
  readonly tenantId: string;
  readonly logger: LoggerPort;
}

/** The count of one tenant's people. */
export class MissedTeller {
  private readonly options: MissedTellerOptions;
  /** Of whom the count is read, and whether it may differ again. */
  private readonly reading = new Map<string, boolean>();
  /** Who was told that missed calls wait; bounded by the people of the tenant. */
  private readonly waiting = new Set<string>();

  constructor(options: MissedTellerOptions) {
    this.options = options;
  }

  /** A call of the user was logged: one that was not missed matters only when it stood among the missed ones before. */
  noteCall({ userId, direction, outcome }: CallRecord): void {
    const isMissed = direction === 'incoming' && (outcome === 'missed' || outcome === 'voicemail');
    if (isMissed || this.waiting.has(userId)) this.touch(userId);
  }

  /** The count of the user was told. */
  noteCount(userId: string, count: number): void {
    if (count > 0) this.waiting.add(userId);
    else this.waiting.delete(userId);
  }

  /** The count of the user may differ. */
  touch(userId: string): void {
    if (!this.options.stream.has(userId)) return;
    const isReading = this.reading.has(userId);
    this.reading.set(userId, isReading);
    if (!isReading) void this.tell(userId);
  }

  private async tell(userId: string): Promise<void> {
    const { store, stream, tenantId, logger } = this.options;
    try {
      do {
        this.reading.set(userId, false);
        const count = await store.missedCount(tenantId, userId);
        this.noteCount(userId, count);
        stream.toUser(userId, { event: { type: 'missed', count } });
      } while (this.reading.get(userId) === true);
    } catch (thrown) {
      // The next change of the log tells it again.
      logger.warn('missed.notCounted', { tenantId, code: toAppError(thrown, 'store.unavailable').code });
    } finally {
      this.reading.delete(userId);
    }
  }
}
