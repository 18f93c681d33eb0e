// Writes the heart's turns to the store; what the store refuses is kept and written as soon as it takes it.
import type { TeamsSession } from '#shared/domain/presence';
import { toAppError } from '#shared/errors';
import type { PresenceIntent, RecordChange, StoreTurn } from '#bot/store';
import type { TenantOptions } from './tenantOptions.ts';

const retryMs = 1_000;
const msPerMinute = 60_000;
const empty: StoreTurn = { records: [], openCalls: [], presence: [], presenceSettled: [], notices: [] };

/** The pen of one tenant. */
export class TurnWriter {
  private readonly options: TenantOptions;
  private owed: StoreTurn = empty;
  private settled: string[] = [];
  private settleTimer: NodeJS.Timeout | undefined;
  private retryTimer: NodeJS.Timeout | undefined;

  private readonly onLate: (changes: readonly RecordChange[]) => void;

  /** `onLate` hears of records that were written later than their turn. */
  constructor(options: TenantOptions, onLate: (changes: readonly RecordChange[]) => void) {
    this.options = options;
    this.onLate = onLate;
  }

  /**
   * Writes a turn; returns the record changes that are on disk. When the store refuses (locked, disk full), the turn is kept
   * and tried again each second, together with what comes meanwhile: presence goes on, streams tell records once written.
   */
  commit(turn: Partial<StoreTurn>): readonly RecordChange[] {
    // Settled before this turn: whoever the turn wants again must keep the new intent.
    const before = joined(this.owed, { ...empty, presenceSettled: this.settled });
    const whole = joined(before, { ...empty, ...turn });
    this.settled = [];
    if (isEmpty(whole)) return [];
    const { store, tenantId, metrics, now } = this.options;
    const startedAt = now();
    try {
      const changes = store.commitTurn(tenantId, whole);
      this.owed = empty;
      metrics.storeTurn(now() - startedAt);
      if (whole.records.length > 0) metrics.logRecord(tenantId, 'written', whole.records.length);
      return changes;
    } catch (error) {
      this.owe(whole, error);
      return [];
    }
  }

  private owe(whole: StoreTurn, error: unknown): void {
    const { logger, metrics, tenantId } = this.options;
    const fault = toAppError(error, 'store.unavailable');
    logger.error('store.turnRefused', { tenantId, code: fault.code, records: whole.records.length });
    if (whole.records.length > 0) metrics.logRecord(tenantId, 'failed', whole.records.length);
    this.owed = whole;
    this.retryTimer ??= setTimeout(() => {
      this.retryTimer = undefined;
      this.onLate(this.commit({}));
    }, retryMs);
  }

  /** Notes that nothing of ours is left in Teams for a user; written with the next turn, or soon. */
  settle(userId: string): void {
    this.settled.push(userId);
    this.settleTimer ??= setTimeout(() => {
      this.settleTimer = undefined;
      this.onLate(this.commit({}));
    }, retryMs);
  }

  expiryOf(session: TeamsSession | null): number {
    if (session === null) return 0;
    const { callSessionMinutes, otherSessionMinutes, now } = this.options;
    const minutes = session.availability === 'Busy' ? callSessionMinutes : otherSessionMinutes;
    return now() + minutes * msPerMinute;
  }

  /** Last chance to write what is owed. */
  stop(): void {
    clearTimeout(this.settleTimer);
    clearTimeout(this.retryTimer);
    this.retryTimer = undefined;
    this.commit({});
    clearTimeout(this.retryTimer);
  }
}

function isEmpty(turn: StoreTurn): boolean {
  const { records, openCalls, presence, presenceSettled, notices } = turn;
  return records.length + openCalls.length + presence.length + presenceSettled.length + notices.length === 0;
}

/** Two turns as one: the later word about the same thing wins; a user wanted again is not settled. */
function joined(first: StoreTurn, second: StoreTurn): StoreTurn {
  if (isEmpty(first)) return second;
  if (isEmpty(second)) return first;
  const wanted = new Set(second.presence.map((intent) => intent.userId));
  return {
    records: lastBy([...first.records, ...second.records], (record) => `${record.userId}\n${record.id}`),
    openCalls: lastBy([...first.openCalls, ...second.openCalls], (row) => `${row.pbxId}\n${row.globalCallId}`),
    presence: lastBy<PresenceIntent>([...first.presence, ...second.presence], (intent) => intent.userId),
    notices: [...first.notices, ...second.notices],
    presenceSettled: [...first.presenceSettled.filter((userId) => !wanted.has(userId)), ...second.presenceSettled],
  };
}

function lastBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
