// What the rooms may count and time; the names and kinds of the series stay inside telemetry.

/** Outcome of one request to Graph. */
export type GraphOutcome =
  'ok' | 'throttled' | 'timeout' | 'refused' | 'unavailable' | 'unreadable' | 'consentLost' | 'consentMissing';

/** Where a presence change stands when it is timed: on its way to Graph, accepted by it, or read back. */
export type RelayStage = 'sent' | 'accepted' | 'confirmed';

/** What became of a record handed to the log: new, replaced, refused by the store, or removed by the nightly purge. */
export type RecordOutcome = 'written' | 'rewritten' | 'failed' | 'purged';

/** Where a tenant's presence writer stands, told when the metrics are read. */
export interface PresenceGauges {
  /** Users whose wanted presence is not yet acknowledged. */
  readonly backlog: number;
  /** Milliseconds the oldest of them waits. */
  readonly oldestMs: number;
  /** Presence requests of ours in the last 30 seconds. */
  readonly quotaUsed: number;
}

/** Counters and timers of the service. Label values must come from closed sets or from the configuration. */
export interface MetricsPort {
  /** An event of this kind came from a PBX. */
  pbxEvent(pbxId: string, kind: string, count?: number): void;
  /** A PBX line, frame or order went wrong; `code` of the error catalogue. */
  pbxFault(pbxId: string, code: string): void;
  pbxLink(pbxId: string, up: boolean): void;
  pbxReconnect(pbxId: string): void;
  /** Milliseconds from a PBX event's receipt to this stage of the Graph request it caused. */
  relayLatency(tenantId: string, stage: RelayStage, ms: number): void;
  /** `op` is a name such as `setPresence`, never a path with ids. */
  graphRequest(tenantId: string, op: string, outcome: GraphOutcome): void;
  graphThrottled(tenantId: string): void;
  /** Asks the writer whenever the metrics are read; several writers of one tenant are added up. Returns how to end it. */
  watchPresence(tenantId: string, read: () => PresenceGauges): () => void;
  /** One `$batch` of so many writes was sent. */
  presenceBatch(tenantId: string, parts: number): void;
  /** Teams did not show what it had accepted, so it was told again. */
  presenceHealed(tenantId: string): void;
  /** So many people's phones are told what they set in Teams. */
  teamsFollowed(tenantId: string, people: number): void;
  storeTurn(ms: number): void;
  /** `route` is the pattern, e.g. `/api/v1/calls`; unknown routes are `(none)`. */
  httpRequest(route: string, status: number): void;
  authRefused(reason: string): void;
  /** Adds to the open event streams: +1 opened, -1 closed. */
  streamsOpen(delta: 1 | -1): void;
  logRecord(tenantId: string, outcome: RecordOutcome, count?: number): void;
  /** The whole registry in the Prometheus text format. */
  text(): Promise<string>;
  /** Content type of `text()`. */
  readonly contentType: string;
}
