// Writes the heart's turns to the store, one transaction after the other; what the store refuses is kept and written later.
import { toAppError, type AppError } from '#shared/errors';
import type { OpenCallRow, RecordChange, StoreTurn } from '#bot/store';
import { emptyTurn, isEmptyTurn, joinedTurns } from './joinedTurns.ts';
import type { TenantOptions } from './tenantOptions.ts';

const retryMs = 1_000;

/** What the pen works with. */
export type PenOptions = Pick<TenantOptions, 'store' | 'tenantId' | 'logger' | 'metrics' | 'now'>;

/** Told once the store has answered: what it wrote; nothing when it refused. */
export type Told = (changes: readonly RecordChange[]) => void;

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (fault: AppError) => void;
}

/**
 * The pen of one tenant.
 *
 *   idle --commit--> writing --answered--> idle        (what the store refused is written with the next, or a second later)
 *                      |  ^        |
 *                      |  +--------+ more was committed meanwhile: all of it is the next transaction
 */
export class TurnWriter {
  private readonly options: PenOptions;
  private readonly onBegin: () => Told;
  /** Not handed to the store yet, or refused by it. */
  private gathered: StoreTurn = emptyTurn;
  private waiters: Waiter[] = [];
  /** Who waits for the transaction under way. */
  private waitersUnderWay: Waiter[] = [];
  private isDue = false;
  private isWriting = false;
  private isStopped = false;
  private settleTimer: NodeJS.Timeout | undefined;
  private retryTimer: NodeJS.Timeout | undefined;

  /** `onBegin` is asked when a transaction begins: it holds everything committed so far. What it gives is called when it ended. */
  constructor(options: PenOptions, onBegin: () => Told) {
    this.options = options;
    this.onBegin = onBegin;
  }

  /**
   * Writes a turn, with everything else that is gathered: now, or when the transaction under way has ended. When the store
   * refuses (locked, disk full), the turn is kept and tried again each second, together with what comes meanwhile: presence goes
   * on, streams are told of records once they are written.
   */
  commit(turn: Partial<StoreTurn> = {}): void {
    this.gather(turn);
    this.isDue = true;
    if (!this.isWriting) void this.write();
  }

  /** Puts a row into the next transaction, in place of one noted before; begins none. */
  note(row: OpenCallRow): void {
    this.gather({ openCalls: [row] });
  }

  /** Notes that nothing of ours is left in Teams for a user; written with the next turn, or soon. */
  settle(userId: string): void {
    this.gather({ presenceSettled: [userId] });
    if (this.isStopped) return;
    this.settleTimer ??= setTimeout(() => {
      this.settleTimer = undefined;
      this.commit();
    }, retryMs);
  }

  /** Resolves when everything committed and noted so far is on disk. Rejects with `store.*` when it is not. */
  written(): Promise<void> {
    const hasMore = !isEmptyTurn(this.gathered) || this.isDue;
    if (!hasMore && !this.isWriting) return Promise.resolve();
    return new Promise((resolve, reject) => {
      (hasMore ? this.waiters : this.waitersUnderWay).push({ resolve, reject });
      if (hasMore) this.commit();
    });
  }

  private gather(turn: Partial<StoreTurn>): void {
    this.gathered = joinedTurns(this.gathered, { ...emptyTurn, ...turn });
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    while (this.isDue) {
      const turn = this.gathered;
      this.waitersUnderWay = this.waiters;
      this.isDue = false;
      this.gathered = emptyTurn;
      this.waiters = [];
      const told = this.begin();
      // What changes nothing on disk is told on the spot.
      const answer = isEmptyTurn(turn) ? [] : await this.attempt(turn);
      this.end(told, answer);
    }
    this.isWriting = false;
  }

  /** What cannot be worked out is not told; it must not keep the turn, and all that follow, from the disk. */
  private begin(): Told {
    try {
      return this.onBegin();
    } catch (thrown) {
      this.notTold(thrown);
      return () => undefined;
    }
  }

  private notTold(thrown: unknown): void {
    this.options.logger.error('turn.notTold', { tenantId: this.options.tenantId, reason: String(thrown) });
  }

  private async attempt(turn: StoreTurn): Promise<readonly RecordChange[] | AppError> {
    const { store, tenantId, metrics, now } = this.options;
    const startedAt = now();
    try {
      const changes = await store.commitTurn(tenantId, turn);
      metrics.storeTurn(now() - startedAt);
      if (turn.records.length > 0) metrics.logRecord(tenantId, 'written', turn.records.length);
      return changes;
    } catch (error) {
      const fault = toAppError(error, 'store.unavailable');
      this.owe(turn, fault);
      return fault;
    }
  }

  private owe(turn: StoreTurn, { code }: AppError): void {
    const { logger, metrics, tenantId } = this.options;
    logger.error('store.turnRefused', { tenantId, code, records: turn.records.length });
    if (turn.records.length > 0) metrics.logRecord(tenantId, 'failed', turn.records.length);
    this.gathered = joinedTurns(turn, this.gathered);
    if (this.isStopped) return;
    this.retryTimer ??= setTimeout(() => {
      this.retryTimer = undefined;
      this.commit();
    }, retryMs);
  }

  private end(told: Told, answer: readonly RecordChange[] | AppError): void {
    const waiters = this.waitersUnderWay;
    this.waitersUnderWay = [];
    const isRefused = 'code' in answer;
    try {
      told(isRefused ? [] : answer);
    } catch (thrown) {
      // A listener's fault is not the store's: the pen writes on.
      this.notTold(thrown);
    }
    for (const { resolve, reject } of waiters) {
      if (isRefused) reject(answer);
      else resolve();
    }
  }

  /** Last chance to write what is owed: waits for the transaction under way, and for one more. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.settleTimer);
    clearTimeout(this.retryTimer);
    // What was refused was logged; what is under way may be refused and have its second chance.
    if (this.isWriting) await this.written().catch(() => undefined);
    await this.written().catch(() => undefined);
  }
}
