// Counts requests in a sliding window, so that a quota of N per window is never passed.

/** Sliding-window limiter. Times in milliseconds. */
export class QuotaWindow {
  private readonly limit: number;
  private readonly windowMs: number;
  private readonly sentAt: number[] = [];
  private head = 0;

  constructor(limit: number, windowMs: number) {
    this.limit = limit;
    this.windowMs = windowMs;
  }

  /** Requests counted in the window that ends now. */
  used(now: number): number {
    while (this.head < this.sentAt.length && (this.sentAt[this.head] ?? 0) <= now - this.windowMs) this.head += 1;
    if (this.head > this.limit) this.sentAt.splice(0, this.head);
    if (this.head > this.limit) this.head = 0;
    return this.sentAt.length - this.head;
  }

  /** Takes one place, or says when one will be free. `share` (0..1] limits the caller to a part of the quota. */
  take(now: number, share = 1): { readonly ok: true } | { readonly ok: false; readonly until: number } {
    const allowed = Math.floor(this.limit * share);
    const used = this.used(now);
    if (used < allowed) {
      this.sentAt.push(now);
      return { ok: true };
    }
    const blocking = this.sentAt[this.head + (used - allowed)] ?? now;
    return { ok: false, until: blocking + this.windowMs };
  }
}
