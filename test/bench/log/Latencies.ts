// Collects durations and says their percentiles.

/** What is told of one kind of request. */
export interface Figures {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Durations of one kind of request. */
export class Latencies {
  private readonly all: number[] = [];

  /** Notes how long after `dueAt` (`performance.now()`) the answer was there. */
  async since(dueAt: number, answer: Promise<unknown>): Promise<void> {
    await answer;
    this.all.push(performance.now() - dueAt);
  }

  figures(): Figures {
    const sorted = this.all.toSorted((a, b) => a - b);
    const at = (part: number): number =>
      rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
    return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
  }
}

/** Two places are enough for milliseconds. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
