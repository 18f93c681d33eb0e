// Moves what the write-ahead log holds into the database file beside the work, so that no turn has to wait for the disk.
import type { SqlThread } from './SqlThread.ts';
import type { WriteOrder } from './createWriteOrder.ts';

const defaultRestMs = 500;
// 8 MiB of log: then it is to begin anew.
const defaultMaxFrames = 2_048;
// So many times longer, and it must.
const mustFactor = 6;
const mostRounds = 10;

/** The checkpoints of one database. */
export interface Checkpoints {
  /** Something was written: a checkpoint comes soon. */
  wake(): void;
  /** Resolves when no checkpoint is under way: housekeeping leaves it the disk, so that it finds an end. */
  calm(): Promise<void>;
  /** Waits for the one under way; none follows. */
  stop(): Promise<void>;
}

/** Settings of the checkpoints. */
export interface CheckpointOptions {
  /** Time between a write and the checkpoint. @default 500 */
  readonly restMs?: number;
  /** Pages of log after which it is to begin anew. @default 2048 */
  readonly maxFrames?: number;
}

/**
 * PASSIVE copies and flushes while others read and write (https://www.sqlite.org/c3ref/wal_checkpoint_v2.html). Usually the next writer
 * then begins the log anew; a long log whose readers and writers keep it from that is begun anew by RESTART, which they wait for. It waits
 * for the disk itself unless everything was copied before: so it comes behind a round during which nothing was written.
 */
export function createCheckpoints(
  open: () => Promise<SqlThread>,
  order: WriteOrder,
  { restMs = defaultRestMs, maxFrames = defaultMaxFrames }: CheckpointOptions = {},
): Checkpoints {
  let thread: Promise<SqlThread> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;
  const copy = async (mode: 'PASSIVE' | 'RESTART'): Promise<{ readonly frames: number; readonly isWhole: boolean }> => {
    thread ??= open().catch((thrown: unknown) => {
      thread = undefined; // no file handle left, or the like: the next checkpoint tries again
      throw thrown;
    });
    const [row] = await (await thread).write(`PRAGMA wal_checkpoint(${mode})`, []);
    return { frames: Number(row?.[1] ?? 0), isWhole: row?.[1] === row?.[2] };
  };
  const run = async (): Promise<void> => {
    try {
      for (let round = 0; round < mostRounds; round++) {
        const writesBefore = order.writes();
        const { frames, isWhole } = await copy('PASSIVE');
        const hasAll = isWhole && order.writes() === writesBefore;
        const isDue = frames > (hasAll ? maxFrames : maxFrames * mustFactor);
        if (isDue) await order.background(() => copy('RESTART'));
        if (isDue || (isWhole && frames <= maxFrames)) return;
      }
    } catch {
      // The log stays as it is and the next checkpoint takes it up; a full disk is told by the next write.
    }
  };
  return {
    wake: () => {
      if (isStopped || timer !== undefined) return;
      timer = setTimeout(() => {
        running = run().finally(() => (timer = undefined));
      }, restMs);
      timer.unref();
    },
    calm: () => running,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
      (await thread?.catch(() => undefined))?.close();
    },
  };
}
