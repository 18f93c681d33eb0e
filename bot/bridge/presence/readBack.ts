// Looks at Teams a few seconds after our writes, within the quota changes leave (spec presence 4.6).
import type { ShownPresence, TeamsSession } from '#shared/domain/presence';
import { toAppError, type AppError } from '#shared/errors';
import type { SeenPresence } from '#bot/graph';
import { QuotaWindow } from '../quotaWindow.ts';
import { KeyedHeap } from './keyedHeap.ts';
import type { TenantGate } from './tenantGate.ts';
import { Alarm, realTimers } from './timersPort.ts';
import { mayBeDone, retryAfterOf } from './writeFaults.ts';
import { quotaWindowMs, spareShare, type WriterOptions } from './writerOptions.ts';

/** One accepted write to look after. */
export interface Watch {
  readonly userId: string;
  readonly session: TeamsSession | null;
  /** Our session before it, when there was one. */
  readonly former: TeamsSession | null;
  /** When the PBX told the cause, milliseconds since the epoch; 0 = not timed. */
  readonly causedAt: number;
  /** Times it was said again because Teams did not show it. */
  readonly healings: number;
}

/** Who decides what a sight means; may watch again. */
export type OnSeen = (watch: Watch, seen: ShownPresence) => void;

const readIds = 650;
const betweenReadsMs = 2_000;
const defaultDelayMs = 5_000;
const defaultShare = 0.05;
const faultPauseMs = 30_000;
/** Reading was refused (no permission): writes go on without it. */
const refusedPauseMs = 600_000;

/** The reader of one tenant; it shares the writer's quota and its pauses. */
export class ReadBack {
  private readonly options: WriterOptions;
  private readonly quota: QuotaWindow;
  private readonly ownShare: QuotaWindow;
  private readonly gate: TenantGate;
  private readonly onSeen: OnSeen;
  private readonly alarm: Alarm;
  private readonly due = new KeyedHeap();
  private readonly watches = new Map<string, Watch>();
  private notBefore = 0;
  private isReading = false;

  constructor(options: WriterOptions, quota: QuotaWindow, gate: TenantGate, onSeen: OnSeen) {
    this.options = options;
    this.quota = quota;
    this.ownShare = new QuotaWindow(Math.floor(quota.limit * (options.readBackShare ?? defaultShare)), quotaWindowMs);
    this.gate = gate;
    this.onSeen = onSeen;
    this.alarm = new Alarm(options.timers ?? realTimers, options.now, () => {
      this.read();
    });
  }

  /** Looks after a write in a few seconds, `patience` times as long; what was to be seen before no longer matters. */
  watch(watch: Watch, patience: number): void {
    if (this.options.readBackShare === 0) return;
    const at = this.options.now() + (this.options.readBackDelayMs ?? defaultDelayMs) * patience;
    this.watches.set(watch.userId, watch);
    this.due.set(watch.userId, at);
    this.arm();
  }

  stop(): void {
    this.alarm.stop();
    this.watches.clear();
    this.due.clear();
  }

  private arm(): void {
    const first = this.due.peek();
    if (first !== undefined && !this.isReading) this.alarm.set(Math.max(first.rank, this.notBefore));
  }

  private read(): void {
    const now = this.options.now();
    const first = this.due.peek();
    if (first === undefined || this.isReading) return;
    this.notBefore = Math.max(this.notBefore, this.gate.pausedUntil);
    if (first.rank <= now && this.notBefore <= now) {
      if (this.takeQuota(now)) {
        void this.ask(this.dueOnes(now));
        return;
      }
      this.notBefore = now + betweenReadsMs;
    }
    this.arm();
  }

  private takeQuota(now: number): boolean {
    if (this.ownShare.used(now) >= Math.max(1, this.ownShare.limit)) return false;
    return this.quota.take(now, spareShare).ok && this.ownShare.take(now).ok;
  }

  private dueOnes(now: number): readonly Watch[] {
    const found: Watch[] = [];
    for (let first = this.due.peek(); first !== undefined && first.rank <= now; first = this.due.peek()) {
      if (found.length >= readIds) break;
      const watch = this.watches.get(first.key);
      this.due.delete(first.key);
      this.watches.delete(first.key);
      if (watch !== undefined) found.push(watch);
    }
    return found;
  }

  private async ask(asked: readonly Watch[]): Promise<void> {
    this.isReading = true;
    try {
      this.notBefore = this.options.now() + betweenReadsMs;
      this.judge(asked, await this.options.graph.readPresences(asked.map(({ userId }) => userId)));
    } catch (thrown) {
      this.refused(toAppError(thrown, 'graph.unavailable'), asked.length);
    } finally {
      this.isReading = false;
      this.quota.answered(this.options.now());
      this.ownShare.answered(this.options.now());
      this.arm();
    }
  }

  private judge(asked: readonly Watch[], seen: readonly SeenPresence[]): void {
    const byUser = new Map(seen.map((each) => [each.userId, each]));
    for (const watch of asked) {
      const shown = byUser.get(watch.userId);
      // A later write of this user is watched by itself.
      if (shown !== undefined && !this.watches.has(watch.userId)) this.onSeen(watch, shown);
    }
  }

  /** These users are not looked at again before their next write: a read-back is a sample, and Graph has enough to do. */
  private refused(fault: AppError, users: number): void {
    const { now, logger, tenantId } = this.options;
    const waitMs = retryAfterOf(fault) ?? (mayBeDone(fault.code) ? faultPauseMs : refusedPauseMs);
    this.notBefore = now() + waitMs;
    logger.warn('presence.readBackFailed', { tenantId, code: fault.code, users, waitMs });
  }
}
