// What the process that watches and its parent say to each other.

/** What is watched. */
export interface WatchOrder {
  readonly port: number;
  readonly transport: 'udp' | 'tcp';
  readonly subscriptions: number;
  readonly firstExtension: number;
  readonly subscribesPerSecond: number;
}

/** The link changed; `seconds` since the start. */
export interface WatchLink {
  readonly kind: 'link';
  readonly up: boolean;
  readonly seconds: number;
}

/** Since the last reset. */
export interface WatchReport {
  readonly kind: 'report';
  /** `caller established` and the like. */
  readonly counts: Readonly<Record<string, number>>;
  /** `caller confirmed` and the like, as it came over the wire (UDP; a segment may hold half a document). */
  readonly wire: Readonly<Record<string, number>>;
  /** By what they said. */
  readonly faults: Readonly<Record<string, number>>;
  /** Times the link came or went. */
  readonly linkChanges: number;
  /** Calls of the sink. */
  readonly batches: number;
  /** From the read of the datagram or segment to the call of the sink. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly most: number };
  /** What else a datagram may wait for in this process. */
  readonly loopDelayP99Ms: number;
}
