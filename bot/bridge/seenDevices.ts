// Remembers which devices each PBX has spoken of, so that lines nobody owns can be listed.
import type { PbxEvent } from '#shared/domain/call';

/** Of one PBX; a hostile sender cannot make us remember more. */
const mostDevices = 60_000;
const longestName = 64;
/** Legs of calls are trunks and services too: only what looks like an extension counts there. */
const extensionShape = /^\d{1,8}$/;

/** The devices of one tenant's PBXs. */
export class SeenDevices {
  private readonly devices = new Map<string, Set<string>>();

  note(event: PbxEvent): void {
    if (!('deviceId' in event) || event.deviceId.length > longestName) return;
    if ('connectionId' in event && !extensionShape.test(event.deviceId)) return;
    const known = this.devices.get(event.pbxId);
    if (known === undefined) this.devices.set(event.pbxId, new Set([event.deviceId]));
    else if (known.size < mostDevices) known.add(event.deviceId);
  }

  on(pbxId: string): ReadonlySet<string> {
    return this.devices.get(pbxId) ?? new Set();
  }

  forget(pbxId: string): void {
    this.devices.delete(pbxId);
  }
}
