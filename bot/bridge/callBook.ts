// Keeps the calls of one tenant that are not over, and which lines and calls an event touched.
import {
  isCallOver,
  isOpen,
  lineStateOf,
  reduceCall,
  type CallEvent,
  type CallState,
  type Connection,
} from '#shared/domain/call';
import type { LineState } from '#shared/domain/presence';

/** How many ended legs are remembered, so that a repeated event cannot bring one back to life. */
const rememberedEnds = 20_000;
/** A queue or a forward rings the next phone, or the same one again, within this time. */
const nextRingMs = 120_000;
/** How many calls that may ring again are remembered. */
const rememberedCalls = 1_000;

/** Key of a device on a PBX. */
export function deviceKey(pbxId: string, deviceId: string): string {
  return `${pbxId}/${deviceId}`;
}

/** The calls of a tenant by PBX and global id, with an index from device to open legs. */
export class CallBook {
  private readonly calls = new Map<string, CallState>();
  private readonly legsOf = new Map<string, Map<string, Connection>>();
  private readonly ended = new Set<string>();
  /** Calls without a leg of the caller: between two rings such a call looks over, and goes on with the next one. */
  private readonly betweenRings = new Map<string, CallState>();

  /** Applies an event; returns the call's key and whether anything changed. */
  apply(event: CallEvent): { readonly key: string; readonly changed: boolean } {
    const key = `${event.pbxId}/${event.globalCallId}`;
    if (this.ended.has(`${event.pbxId}/${event.connectionId}`)) return this.applyLate(key, event);
    const before = this.calls.get(key) ?? this.betweenRingsAt(key, event.occurredAt);
    const after = reduceCall(before, event);
    if (after === before || after.connections.length === 0) return { key, changed: false };
    this.put(key, before, after);
    return { key, changed: true };
  }

  /** A leg that ended can still be told that a mailbox took the call, as long as its call is not over. */
  private applyLate(key: string, event: CallEvent): { readonly key: string; readonly changed: boolean } {
    const before = this.calls.get(key);
    if (event.kind !== 'diverted' || before === undefined) return { key, changed: false };
    const after = reduceCall(before, event);
    this.put(key, before, after);
    return { key, changed: after !== before };
  }

  private put(key: string, before: CallState | undefined, after: CallState): void {
    this.calls.set(key, after);
    const known = new Set(before?.connections);
    for (const connection of after.connections) {
      if (!known.has(connection)) this.index(after.pbxId, connection);
    }
  }

  private index(pbxId: string, connection: Connection): void {
    const device = deviceKey(pbxId, connection.deviceId);
    const leg = `${connection.connectionId}/${String(connection.segment)}`;
    const legs = this.legsOf.get(device);
    if (isOpen(connection)) {
      if (legs === undefined) this.legsOf.set(device, new Map([[leg, connection]]));
      else legs.set(leg, connection);
      return;
    }
    legs?.delete(leg);
    if (legs?.size === 0) this.legsOf.delete(device);
    this.remember(pbxId, connection);
  }

  private remember(pbxId: string, connection: Connection): void {
    if (connection.cause === 'transfer') return; // its next segment lives on under the same id
    this.ended.add(`${pbxId}/${connection.connectionId}`);
    if (this.ended.size > rememberedEnds) {
      const oldest = this.ended.values().next();
      if (oldest.done !== true) this.ended.delete(oldest.value);
    }
  }

  get(key: string): CallState | undefined {
    return this.calls.get(key);
  }

  /** Forgets a call that is over. Returns true when it was. */
  dropIfOver(key: string): boolean {
    const call = this.calls.get(key);
    if (call === undefined || !isCallOver(call)) return false;
    this.calls.delete(key);
    this.rememberForNextRing(key, call);
    return true;
  }

  private rememberForNextRing(key: string, call: CallState): void {
    this.betweenRings.delete(key);
    if (call.connections.some((leg) => leg.role === 'originating')) return;
    this.betweenRings.set(key, call);
    const oldest = this.betweenRings.keys().next();
    if (this.betweenRings.size > rememberedCalls && oldest.done !== true) this.betweenRings.delete(oldest.value);
  }

  /** The call as it was when its last phone stopped, where that was a moment ago: a row told of it is then rewritten, not joined by another. */
  private betweenRingsAt(key: string, at: number): CallState | undefined {
    const call = this.betweenRings.get(key);
    const isRecent = call?.connections.some(({ endedAt }) => endedAt !== undefined && at - endedAt <= nextRingMs);
    return isRecent === true ? call : undefined;
  }

  /** Takes over a call stored before a restart. */
  restore(call: CallState): void {
    this.put(`${call.pbxId}/${call.globalCallId}`, undefined, call);
  }

  /** Open legs of a PBX that a snapshot no longer contains. */
  missingFrom(
    pbxId: string,
    liveConnectionIds: readonly string[],
  ): readonly { call: CallState; connection: Connection }[] {
    const live = new Set(liveConnectionIds);
    const missing: { call: CallState; connection: Connection }[] = [];
    for (const call of this.calls.values()) {
      if (call.pbxId !== pbxId) continue;
      for (const connection of call.connections) {
        if (isOpen(connection) && !live.has(connection.connectionId)) missing.push({ call, connection });
      }
    }
    return missing;
  }

  /** Open legs of a device, oldest first. */
  legs(pbxId: string, deviceId: string): readonly Connection[] {
    return [...(this.legsOf.get(deviceKey(pbxId, deviceId))?.values() ?? [])];
  }

  /** Keys of the devices that have an open leg. */
  devices(): Iterable<string> {
    return this.legsOf.keys();
  }

  /** The global id of the call that has this leg. */
  callOf(pbxId: string, leg: Connection): string | undefined {
    for (const call of this.calls.values())
      if (call.pbxId === pbxId && call.connections.includes(leg)) return call.globalCallId;
    return undefined;
  }

  lineState(pbxId: string, deviceId: string): LineState {
    return lineStateOf(this.legs(pbxId, deviceId));
  }

  get openCalls(): number {
    return this.calls.size;
  }
}
