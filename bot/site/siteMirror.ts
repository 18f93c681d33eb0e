// How things are at the PBX now, as its events told: what the service is told again at each connection.
import type { PbxEvent } from '#shared/domain/call';

/** Phones of one site, times what can be told of each. */
const statesLimit = 400_000;
const liveLimit = 20_000;

/** The present of one PBX, fed by its events in order. */
export class SiteMirror {
  private readonly states = new Map<string, PbxEvent>();
  private live = new Set<string>();
  private up = false;

  /** True while the PBX itself is connected. */
  get isUp(): boolean {
    return this.up;
  }

  get liveConnectionIds(): readonly string[] {
    return [...this.live].slice(-liveLimit);
  }

  /** The latest word on each device, oldest first. */
  latestStates(): readonly PbxEvent[] {
    return [...this.states.values()];
  }

  apply(event: PbxEvent): void {
    switch (event.kind) {
      case 'link':
        this.up = event.up;
        return;
      case 'snapshot':
        this.live = new Set(event.liveConnectionIds);
        return;
      case 'registration':
      case 'userState':
      case 'lineState':
      case 'messageWaiting':
        this.note(`${event.kind} ${event.deviceId}`, event);
        return;
      case 'forwarding':
        this.note(`${event.kind} ${event.forwardingType} ${event.deviceId}`, event);
        return;
      case 'connectionCleared':
        this.live.delete(event.connectionId);
        return;
      case 'orderFailed': // said once
        return;
      case 'diverted': // may name a leg that never was
        return;
      default:
        this.live.add(event.connectionId);
    }
  }

  private note(key: string, event: PbxEvent): void {
    this.states.delete(key);
    this.states.set(key, event);
    if (this.states.size <= statesLimit) return;
    const oldest = this.states.keys().next();
    if (oldest.done !== true) this.states.delete(oldest.value);
  }
}
