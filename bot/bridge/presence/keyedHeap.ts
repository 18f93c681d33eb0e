// A heap of keys by number: the smallest first, the earlier of equals first, and any key can be moved or taken out.

interface Item {
  readonly key: string;
  readonly rank: number;
  readonly turn: number;
}

/** Smallest rank first; every operation costs the logarithm of the size. */
export class KeyedHeap {
  private readonly items: Item[] = [];
  private readonly places = new Map<string, number>();
  private turns = 0;

  get size(): number {
    return this.items.length;
  }

  rankOf(key: string): number | undefined {
    const place = this.places.get(key);
    return place === undefined ? undefined : this.items[place]?.rank;
  }

  peek(): { readonly key: string; readonly rank: number } | undefined {
    return this.items[0];
  }

  /** Puts a key in, or moves it; at the same rank it keeps its turn. */
  set(key: string, rank: number): void {
    if (this.rankOf(key) === rank) return;
    this.delete(key);
    this.turns += 1;
    this.rise({ key, rank, turn: this.turns }, this.items.length);
  }

  delete(key: string): void {
    const place = this.places.get(key);
    if (place === undefined) return;
    this.places.delete(key);
    const last = this.items.pop();
    if (last === undefined || last.key === key) return;
    this.sink(last, place);
    this.rise(last, this.places.get(last.key) ?? place);
  }

  clear(): void {
    this.items.length = 0;
    this.places.clear();
  }

  private put(item: Item, place: number): void {
    this.items[place] = item;
    this.places.set(item.key, place);
  }

  private rise(item: Item, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.items[above];
      if (parent === undefined || !isBefore(item, parent)) break;
      this.put(parent, place);
      place = above;
    }
    this.put(item, place);
  }

  private sink(item: Item, from: number): void {
    let place = from;
    for (;;) {
      const child = this.smallerChild(place);
      const below = this.items[child];
      if (below === undefined || !isBefore(below, item)) break;
      this.put(below, place);
      place = child;
    }
    this.put(item, place);
  }

  private smallerChild(place: number): number {
    const [left, right] = [2 * place + 1, 2 * place + 2];
    const [one, other] = [this.items[left], this.items[right]];
    return one !== undefined && other !== undefined && isBefore(other, one) ? right : left;
  }
}

function isBefore(one: Item, other: Item): boolean {
  return one.rank < other.rank || (one.rank === other.rank && one.turn < other.turn);
}
