// A store whose answers wait until a test lets them go, or that refuses; what is behind it is real.
import type { AsyncStorePort } from '#bot/store';
import { AppError } from '#shared/errors';

/** A gate in front of a store; other methods than those named pass. */
export class SlowStore {
  readonly port: AsyncStorePort;
  /** Records of each transaction, as it was asked for. */
  readonly turns: string[][] = [];
  isSlow = false;
  isFull = false;
  /** Told after each read of changes, before the answer is given. */
  afterRead: () => Promise<void> = () => Promise.resolve();
  private readonly waiting: (() => void)[] = [];

  constructor(behind: AsyncStorePort) {
    this.port = {
      ...behind,
      commitTurn: async (tenantId, turn) => {
        this.turns.push(turn.records.map(({ id }) => id));
        await this.pass();
        if (this.isFull) throw new AppError('store.diskFull', 'told to refuse');
        return behind.commitTurn(tenantId, turn);
      },
      lastSeq: async (tenantId) => {
        const seq = await behind.lastSeq(tenantId);
        await this.afterRead();
        return seq;
      },
      changesSince: async (...asked) => {
        const changes = await behind.changesSince(...asked);
        await this.afterRead();
        return changes;
      },
    };
  }

  get waitingCount(): number {
    return this.waiting.length;
  }

  /** Lets the oldest transaction go on. */
  release(): void {
    this.waiting.shift()?.();
  }

  private pass(): Promise<void> {
    if (!this.isSlow) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
