// Counts what each connection does, for the admin's page of connections.
import type { PbxFacts } from '#bot/bridge';
import type { PbxObserver } from '#bot/pbx';
import type { ErrorCode } from '#shared/errors';

const bucketMs = 5_000;
const bucketCount = 12;
const windowSeconds = (bucketMs * bucketCount) / 1_000;

interface Entry {
  kind: string;
  readonly rate: EventRate;
  reconnects: number;
  lastEventAt?: number;
  lastFault?: { readonly code: ErrorCode; readonly at: number };
}

/** The connections of a service, by tenant and PBX. */
export class PbxLedger {
  private readonly now: () => number;
  private readonly entries = new Map<string, Entry>();

  /** `now` is milliseconds since the epoch. */
  constructor(now: () => number) {
    this.now = now;
  }

  /** A connector of this kind starts; what an earlier one of the same id did goes on counting. */
  begin(tenantId: string, pbxId: string, kind: string): void {
    this.entry(tenantId, pbxId).kind = kind;
  }

  /** Counts for the tenant what passes on its way to `observer`. */
  observe(tenantId: string, observer: PbxObserver): PbxObserver {
    return {
      onEvents: (pbxId, events) => {
        const at = this.now();
        const entry = this.entry(tenantId, pbxId);
        entry.lastEventAt = at;
        entry.rate.note(events.length, at);
        observer.onEvents(pbxId, events);
      },
      onFault: (pbxId, fault) => {
        this.entry(tenantId, pbxId).lastFault = { code: fault.code, at: this.now() };
        observer.onFault(pbxId, fault);
      },
      onLink: (pbxId, up) => {
        observer.onLink(pbxId, up);
      },
      onRetry: (pbxId, delayMs) => {
        this.entry(tenantId, pbxId).reconnects += 1;
        observer.onRetry(pbxId, delayMs);
      },
    };
  }

  /** Undefined for a connection that never was. */
  factsOf(tenantId: string, pbxId: string): PbxFacts | undefined {
    const entry = this.entries.get(`${tenantId}/${pbxId}`);
    if (entry === undefined) return undefined;
    const { rate, ...facts } = entry;
    return { ...facts, eventsPerSecond: rate.perSecond(this.now()) };
  }

  private entry(tenantId: string, pbxId: string): Entry {
    const key = `${tenantId}/${pbxId}`;
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const entry: Entry = { kind: '', rate: new EventRate(), reconnects: 0 };
    this.entries.set(key, entry);
    return entry;
  }
}

/** Events of the last minute, in buckets. */
class EventRate {
  private readonly counts = Array.from({ length: bucketCount }, () => 0);
  private newest = 0;

  note(count: number, at: number): void {
    const place = this.advance(at) % bucketCount;
    this.counts[place] = (this.counts[place] ?? 0) + count;
  }

  perSecond(at: number): number {
    this.advance(at);
    return this.counts.reduce((sum, count) => sum + count, 0) / windowSeconds;
  }

  /** Empties the buckets whose time has come again; a clock that was put back counts into the newest one. */
  private advance(at: number): number {
    const wanted = Math.max(this.newest, Math.floor(at / bucketMs));
    const steps = Math.min(bucketCount, wanted - this.newest);
    for (let step = 0; step < steps; step += 1) this.counts[(wanted - step) % bucketCount] = 0;
    this.newest = wanted;
    return wanted;
  }
}
