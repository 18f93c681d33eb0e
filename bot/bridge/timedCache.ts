// Remembers answers for a while and within a measure; all who ask for one that is on its way share it.

/** What a cache may keep. */
export interface CacheOptions<Value> {
  /** Milliseconds an answer is good for. */
  readonly keepMs: (value: Value) => number;
  /** What an answer weighs, and how much all of them may weigh together. */
  readonly weigh: (value: Value) => number;
  readonly mostWeight: number;
  readonly now: () => number;
}

interface Kept<Value> {
  readonly value: Value;
  readonly weight: number;
  readonly until: number;
}

/** Whoever was asked for longest ago goes first. A failure is not remembered. */
export class TimedCache<Value> {
  private readonly options: CacheOptions<Value>;
  private readonly kept = new Map<string, Kept<Value>>();
  private readonly loading = new Map<string, Promise<Value>>();
  private weight = 0;

  constructor(options: CacheOptions<Value>) {
    this.options = options;
  }

  /** What is kept under `key`, else what `load` brings. Rejects as `load` does. */
  async get(key: string, load: () => Promise<Value>): Promise<Value> {
    const known = this.kept.get(key);
    if (known !== undefined && this.options.now() < known.until) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known.value;
    }
    const underway = this.loading.get(key) ?? this.load(key, load);
    this.loading.set(key, underway);
    return underway;
  }

  private async load(key: string, load: () => Promise<Value>): Promise<Value> {
    try {
      const value = await load();
      this.keep(key, value);
      return value;
    } finally {
      this.loading.delete(key);
    }
  }

  private keep(key: string, value: Value): void {
    const { keepMs, weigh, mostWeight, now } = this.options;
    this.forget(key);
    const weight = weigh(value);
    this.kept.set(key, { value, weight, until: now() + keepMs(value) });
    this.weight += weight;
    for (const oldest of this.kept.keys()) {
      if (this.weight <= mostWeight) break;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    this.weight -= this.kept.get(key)?.weight ?? 0;
    this.kept.delete(key);
  }
}
