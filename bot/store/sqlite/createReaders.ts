// Connections for reading, each on a thread of its own: reads wait for each other, never for a writer, and no call waits for them.
import { AppError } from '#shared/errors';
import type { SqlRow, SqlValue } from './SqlDatabase.ts';
import type { SqlThread } from './SqlThread.ts';

/** Reading from one database. Rejects with coded `store.*` faults only. */
export interface Readers {
  /** All rows of a statement that only reads; it sees everything committed before. First come, first served. */
  read(sql: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** Waits for the reads under way; those that wait are refused with `store.unavailable`. */
  close(): Promise<void>;
}

interface Waiter {
  readonly resolve: (thread: SqlThread) => void;
  readonly reject: (fault: AppError) => void;
}

/** Up to `most` connections, each opened when it is first needed. */
export function createReaders(open: () => Promise<SqlThread>, most: number): Readers {
  const free: SqlThread[] = [];
  const waiting: Waiter[] = [];
  const busy = new Set<Promise<unknown>>();
  let opened = 0;
  let isClosed = false;
  const take = async (): Promise<SqlThread> => {
    if (isClosed) throw closedFault();
    const thread = free.pop();
    if (thread !== undefined) return thread;
    if (opened >= most) return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    opened += 1;
    try {
      return await open();
    } catch (thrown) {
      opened -= 1;
      // Whoever waits may have waited for this one.
      if (opened === 0) for (const waiter of waiting.splice(0)) waiter.reject(thrown as AppError);
      throw thrown;
    }
  };
  const giveBack = (thread: SqlThread): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(thread);
    else next.resolve(thread);
  };
  const readOnce = async (sql: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]> => {
    const thread = await take();
    try {
      return await thread.read(sql, values);
    } finally {
      giveBack(thread);
    }
  };
  return {
    read: (sql, values) => {
      const reading = readOnce(sql, values);
      const ended: Promise<unknown> = reading.then(
        () => busy.delete(ended),
        () => busy.delete(ended),
      );
      busy.add(ended);
      return reading;
    },
    close: async () => {
      isClosed = true;
      for (const waiter of waiting.splice(0)) waiter.reject(closedFault());
      await Promise.all(busy);
      for (const thread of free.splice(0)) thread.close();
    },
  };
}

function closedFault(): AppError {
  return new AppError('store.unavailable', 'the store is closed');
}
