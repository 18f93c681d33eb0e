// What the load asks of the process that holds the store, and what it is told.
import type { LogPageQuery, RemovalCounts, StoreTurn } from '../../../bot/store/index.ts';

/** One thing to do. */
export type StoreAsk =
  | { readonly kind: 'page'; readonly userId: string; readonly query: LogPageQuery }
  | { readonly kind: 'missed'; readonly userId: string }
  | { readonly kind: 'turn'; readonly turn: StoreTurn }
  | { readonly kind: 'purge'; readonly olderThan: number }
  /** Usage since the last time this was asked. */
  | { readonly kind: 'usage' }
  | { readonly kind: 'close' };

/** What the process used. */
export interface StoreUsage {
  /** Processor time of all threads; a database server's is not in it. */
  readonly cpuMs: number;
  /** How late timers came: what everything else in the service had to wait. */
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
}

/** The answer to an ask; what a page holds stays where it is. */
export interface StoreTold {
  readonly rows?: number;
  readonly purged?: RemovalCounts;
  readonly usage?: StoreUsage;
}

/** An ask on its way. */
export interface AskMessage {
  readonly id: number;
  readonly ask: StoreAsk;
}

/** Its answer; id 0: the store is open and filled. */
export interface ToldMessage {
  readonly id: number;
  readonly told?: StoreTold;
  readonly fault?: string;
}
