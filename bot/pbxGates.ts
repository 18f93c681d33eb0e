// The doors of the PBXs that come to us, each open from the start of its connector to its stop.
import { AppError } from '#shared/errors';
import type { PbxDoorsPort } from '#bot/http';
import { PbxDoors, type PbxPort } from '#bot/pbx';

/** What is told when a connector starts and before it stops. */
export interface PortHooks {
  readonly onStart: () => void;
  readonly onStop: () => void;
}

/** The same connector, which tells when it starts and stops. */
export function withHooks(port: PbxPort, { onStart, onStop }: PortHooks): PbxPort {
  return {
    pbxId: port.pbxId,
    get capabilities() {
      return port.capabilities;
    },
    start: (sink) => {
      port.start(sink);
      onStart();
    },
    makeCall: (order) => port.makeCall(order),
    ringPhone: (order) => port.ringPhone?.(order) ?? Promise.reject(cannotRing()),
    watch: (deviceIds) => {
      port.watch(deviceIds);
    },
    setUserState: (deviceId, state) => port.setUserState(deviceId, state),
    setForwarding: (order) => port.setForwarding(order),
    // Asked at each order: a connector may learn it with its first connection.
    controlCall: (order) => port.controlCall?.(order) ?? Promise.reject(cannotControl()),
    stop: () => {
      onStop();
      return port.stop();
    },
  };
}

function cannotRing(): AppError {
  return new AppError('pbx.refused', 'this PBX rings no phone without a call');
}

function cannotControl(): AppError {
  return new AppError('pbx.refused', 'this PBX does nothing with calls for us');
}

/** One door for each connector, so that one that was only built, and refused then, has none. */
export class PbxGates {
  /** Found by what arrives: a webhook and a site may have the same id. */
  private readonly open = new Map<string, PbxDoors>();

  /** What the HTTP side sees: doors of connectors that run. */
  readonly doors: PbxDoorsPort = {
    siteFrameLimitBytes: new PbxDoors().siteFrameLimitBytes,
    deliver: async (pbxId, delivery) => this.find('webhook', pbxId).deliver(pbxId, delivery),
    siteSecrets: (pbxId) => this.open.get(`site ${pbxId}`)?.siteSecrets(pbxId) ?? [],
    openSite: (pbxId, socket) => this.find('site', pbxId).openSite(pbxId, socket),
  };

  /** Hooks that open and close `door` for a connector; those that nobody comes to have no door. */
  hooks(kind: string, pbxId: string, door: PbxDoors): PortHooks {
    const key = `${kind} ${pbxId}`;
    return {
      onStart: () => this.open.set(key, door),
      onStop: () => {
        // Its successor may have opened already.
        if (this.open.get(key) === door) this.open.delete(key);
      },
    };
  }

  private find(kind: string, pbxId: string): PbxDoors {
    const door = this.open.get(`${kind} ${pbxId}`);
    if (door === undefined) throw new AppError('http.notFound', 'no PBX comes here by this id');
    return door;
  }
}
