// Remembers the ids of the latest events, so that what comes twice is known; bounded, the oldest are forgotten first.

/** How many ids one sender is remembered by: at 100 events a second, a quarter of an hour. */
const defaultLimit = 100_000;

/** Ids already handed on. */
export class RecentIds {
  private readonly ids = new Set<string>();
  private readonly limit: number;

  constructor(limit = defaultLimit) {
    this.limit = limit;
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  /** Notes an id as the latest one. */
  add(id: string): void {
    this.ids.delete(id);
    this.ids.add(id);
    if (this.ids.size <= this.limit) return;
    const oldest = this.ids.values().next();
    if (oldest.done !== true) this.ids.delete(oldest.value);
  }

  get size(): number {
    return this.ids.size;
  }
}
