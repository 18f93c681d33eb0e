// Hands changes to the open streams of a tenant's users; colleagues' states are gathered for a moment and sent together.
import type { StreamEvent } from '#shared/contracts';
import type { LineState } from '#shared/domain/presence';
import type { StreamItem } from './HeartPort.ts';

type Listener = (item: StreamItem) => void;

/** Colleagues' states may lag this long; one's own calls never wait. */
const gatherMs = 200;

/** Streams of one tenant. */
export class LiveStream {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly gathered = new Map<string, LineState>();
  private timer: NodeJS.Timeout | undefined;

  add(userId: string, listener: Listener): () => void {
    const own = this.listeners.get(userId) ?? new Set();
    own.add(listener);
    this.listeners.set(userId, own);
    return () => {
      own.delete(listener);
      if (own.size === 0 && this.listeners.get(userId) === own) this.listeners.delete(userId);
    };
  }

  /** True when somebody listens for this user, so that nothing is computed for nobody. */
  has(userId: string): boolean {
    return this.listeners.has(userId);
  }

  toUser(userId: string, item: StreamItem): void {
    for (const listener of this.listeners.get(userId) ?? []) listener(item);
  }

  toAll(event: StreamEvent): void {
    for (const own of this.listeners.values()) for (const listener of own) listener({ event });
  }

  colleague(id: string, lineState: LineState): void {
    if (this.listeners.size === 0) return;
    this.gathered.set(id, lineState);
    this.timer ??= setTimeout(() => {
      this.flush();
    }, gatherMs).unref();
  }

  private flush(): void {
    this.timer = undefined;
    const people = [...this.gathered].map(([id, lineState]) => ({ id, lineState }));
    this.gathered.clear();
    this.toAll({ type: 'people', people });
  }

  close(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }
}
