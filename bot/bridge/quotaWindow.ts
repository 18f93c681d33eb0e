// Counts requests in a sliding window, so that a quota of N per window is never passed by the server's own count either.

/** A place was free, or when one will be: Infinity when only an answer that is awaited can free one. */
export type QuotaAnswer = { readonly ok: true } | { readonly ok: false; readonly until: number };

/**
 * Sliding-window limiter. Times in milliseconds. The server counts a request somewhere between its sending and its answer, so
 * a place is held while the request is open and for one window after its answer.
 */
export class QuotaWindow {
  readonly limit: number;
  private readonly windowMs: number;
  private readonly answeredAt: number[] = [];
  private head = 0;
  private open = 0;

  constructor(limit: number, windowMs: number) {
    this.limit = limit;
    this.windowMs = windowMs;
  }

  /** Requests that the server may have counted in the window that ends now. */
  used(now: number): number {
    while (this.head < this.answeredAt.length && (this.answeredAt[this.head] ?? 0) <= now - this.windowMs)
      this.head += 1;
    if (this.head > this.limit) {
      this.answeredAt.splice(0, this.head);
      this.head = 0;
    }
    return this.answeredAt.length - this.head + this.open;
  }

  /** Takes one place, or says when one will be free. `share` (0..1] limits the caller to a part of the quota, at least one. */
  take(now: number, share = 1): QuotaAnswer {
    const allowed = Math.max(1, Math.floor(this.limit * share));
    const used = this.used(now);
    if (used < allowed) {
      this.open += 1;
      return { ok: true };
    }
    const blocking = this.answeredAt[this.head + (used - allowed)];
    return { ok: false, until: blocking === undefined ? Infinity : blocking + this.windowMs };
  }

  /** The answer (or its absence) of `count` requests whose places were taken. */
  answered(now: number, count = 1): void {
    this.open -= count;
    for (let each = 0; each < count; each += 1) this.answeredAt.push(now);
  }

  /** A place that was taken and not used. */
  giveBack(): void {
    this.open -= 1;
  }
}
