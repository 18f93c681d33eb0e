// Counts requests per application against a documented quota over a sliding window (microsoft365.md 1.5).

/** So many requests in so long. */
export interface QuotaOptions {
  /** @default 1500 */
  readonly requests?: number;
  /** @default 30000 */
  readonly windowMs?: number;
  /** Refused requests count too, as documented ("retrying at once counts"). @default true */
  readonly countRefused?: boolean;
}

/** One application's ring of request times: the entry `quota` requests ago decides. */
class Ring {
  readonly #times: Float64Array;
  #next = 0;

  constructor(size: number) {
    this.#times = new Float64Array(size).fill(-Infinity);
  }

  oldest(): number {
    return this.#times[this.#next] ?? -Infinity;
  }

  push(timeMs: number): void {
    this.#times[this.#next] = timeMs;
    this.#next = (this.#next + 1) % this.#times.length;
  }
}

/** A quota for any number of applications. */
export class Quota {
  readonly requests: number;
  readonly windowMs: number;
  readonly #countRefused: boolean;
  readonly #now: () => number;
  readonly #rings = new Map<string, Ring>();

  constructor(now: () => number, options: QuotaOptions = {}) {
    this.#now = now;
    this.requests = options.requests ?? 1500;
    this.windowMs = options.windowMs ?? 30_000;
    this.#countRefused = options.countRefused ?? true;
  }

  /** Counts one request of `app`: 0 when it is within the quota, else the milliseconds until one would be. */
  take(app: string): number {
    const ring = this.#ringOf(app);
    const nowMs = this.#now();
    const waitMs = ring.oldest() + this.windowMs - nowMs;
    if (waitMs <= 0) {
      ring.push(nowMs);
      return 0;
    }
    if (this.#countRefused) ring.push(nowMs);
    return Math.max(1, ring.oldest() + this.windowMs - nowMs);
  }

  reset(): void {
    this.#rings.clear();
  }

  #ringOf(app: string): Ring {
    let ring = this.#rings.get(app);
    if (ring === undefined) this.#rings.set(app, (ring = new Ring(this.requests)));
    return ring;
  }
}
