// How many rows one step of a removal takes: as many as fit into a time so short that a call which ends meanwhile does not notice.

const targetMs = 8;
const firstRows = 20;
const fewestRows = 5;
const mostRows = 100;

/** The pace of one removal. */
export interface RemovalPace {
  /** Rows for the next step. */
  readonly rows: number;
  /** The longest step so far, milliseconds. */
  readonly longestMs: number;
  /** The last step. */
  readonly lastMs: number;
  /** Does a step of `rows` rows and learns from it. */
  step<T>(rows: number, work: () => Promise<T>): Promise<T>;
}

/** A pace that starts carefully; `most` rows at once, whatever the machine could do. */
export function createRemovalPace(most = mostRows): RemovalPace {
  let rows = Math.min(most, firstRows);
  let longestMs = 0;
  let lastMs = 0;
  return {
    get rows() {
      return rows;
    },
    get longestMs() {
      return longestMs;
    },
    get lastMs() {
      return lastMs;
    },
    step: async (count, work) => {
      const startedAt = performance.now();
      const result = await work();
      lastMs = performance.now() - startedAt;
      longestMs = Math.max(longestMs, lastMs);
      rows = nextRows(rows, { count, tookMs: lastMs, most });
      return result;
    },
  };
}

/** Half as many after a slow step, a few more after a full one that was fast. */
export function nextRows(
  rows: number,
  { count, tookMs, most }: { readonly count: number; readonly tookMs: number; readonly most: number },
): number {
  if (tookMs > targetMs) return Math.min(most, Math.max(fewestRows, Math.floor(rows / 2)));
  const isFull = count >= rows && tookMs < targetMs / 2;
  return isFull ? Math.min(most, rows + fewestRows) : rows;
}
