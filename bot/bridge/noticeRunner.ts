// Tells users of their missed calls through the bot: each once, also across restarts, later when the bot cannot now.
import { isToBeReturned, type CallRecord } from '#shared/domain/call';
import { backOffMs } from '#shared/domain/presence';
import type { NoticeKey } from '#bot/store';
import type { MissedCallNotice } from './NoticePort.ts';
import type { TenantOptions } from './tenantOptions.ts';

/** A notice this late helps nobody; the log has the call. */
const oldestMs = 12 * 3_600_000;

/** The notices of one tenant. */
export class NoticeRunner {
  private readonly options: TenantOptions;
  private readonly toWire: (record: CallRecord) => MissedCallNotice['record'];
  private readonly timers = new Set<NodeJS.Timeout>();
  private isStopped = false;

  constructor(options: TenantOptions, toWire: (record: CallRecord) => MissedCallNotice['record']) {
    this.options = options;
    this.toWire = toWire;
  }

  /** Tells what a run before this one noted and never took. */
  async start(): Promise<void> {
    const { store, tenantId } = this.options;
    for (const key of await store.waitingNotices(tenantId)) void this.tell(key, 0);
  }

  stop(): void {
    this.isStopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  /**
   * Takes the notice first and tells it then: a kill between the two loses one notice, never tells one twice. The call is
   * in the log either way.
   */
  async tell(key: NoticeKey, failures: number): Promise<void> {
    const { store, tenantId, notices, logger, now, random } = this.options;
    if (notices === undefined || this.isStopped) return;
    try {
      const record = await store.findRecord(tenantId, key.userId, key.recordId);
      if (record === undefined || !(await store.takeNotice(tenantId, key))) return;
      // A notice cannot be taken back: none is told of a call that may have been answered while the link was down.
      if (!isToBeReturned(record) || now() - record.endedAt > oldestMs) return;
      const outcome = await notices.tellMissedCall({ tenantId, userId: key.userId, record: this.toWire(record) });
      logger.info('notice.told', { tenantId, userId: key.userId, callId: key.recordId, outcome });
      if (outcome !== 'refused') return;
      await store.returnNotice(tenantId, key);
      this.later(key, failures + 1, backOffMs(failures + 1, random()));
    } catch (error) {
      logger.warn('notice.failed', { tenantId, callId: key.recordId, reason: String(error) });
      this.later(key, failures + 1, backOffMs(failures + 1, random()));
    }
  }

  private later(key: NoticeKey, failures: number, delayMs: number): void {
    if (this.isStopped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.tell(key, failures);
    }, delayMs);
    timer.unref();
    this.timers.add(timer);
  }
}
