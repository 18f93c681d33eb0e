// Hands changes to the open streams of a tenant's users; colleagues' states are gathered for a moment and sent together.
import type { StreamEvent } from '#shared/contracts';
import type { LineState } from '#shared/domain/presence';
import type { StreamItem } from './HeartPort.ts';

type Listener = (item: StreamItem) => void;

/** Colleagues' states may lag this long; one's own calls never wait. */
const gatherMs = 200;
/** Some 150 kilobytes: when a PBX comes up everybody's state changes, and a stream with a megabyte unread is dropped. */
const mostAtOnce = 2_000;

/** Streams of one tenant. */
export class LiveStream {
  /** Called before the first one listens where nobody did. */
  onFirst: () => void = () => undefined;
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly gathered = new Map<string, LineState>();
  private timer: NodeJS.Timeout | undefined;

  add(userId: string, listener: Listener): () => void {
    if (this.isEmpty) {
      this.gathered.clear(); // older than the present that a new stream begins with
      this.onFirst();
    }
    const own = this.listeners.get(userId) ?? new Set();
    own.add(listener);
    this.listeners.set(userId, own);
    return () => {
      own.delete(listener);
      if (own.size === 0 && this.listeners.get(userId) === own) this.listeners.delete(userId);
    };
  }

  /** True while nobody listens. */
  get isEmpty(): boolean {
    return this.listeners.size === 0;
  }

  /** Whoever listens. */
  userIds(): Iterable<string> {
    return this.listeners.keys();
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
    if (this.isEmpty) return;
    this.gathered.set(id, lineState);
    this.flushSoon();
  }

  private flushSoon(): void {
    this.timer ??= setTimeout(() => {
      this.flush();
    }, gatherMs).unref();
  }

  private flush(): void {
    this.timer = undefined;
    if (this.gathered.size === 0) return;
    const people: { readonly id: string; readonly lineState: LineState }[] = [];
    for (const [id, lineState] of this.gathered) {
      if (people.length === mostAtOnce) break;
      people.push({ id, lineState });
      this.gathered.delete(id);
    }
    this.toAll({ type: 'people', people });
    if (this.gathered.size > 0) this.flushSoon();
  }

  close(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }
}
