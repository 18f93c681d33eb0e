// What every PBX connector is to the rest of the service.
import type { PbxEvent } from '#shared/domain/call';

/** What a PBX can tell or do; a missing capability hides what would need it. */
export interface PbxCapabilities {
  readonly hasRemoteParty: boolean;
  readonly hasCallId: boolean;
  readonly hasTransferInfo: boolean;
  readonly makeCall: boolean;
  readonly messageWaiting: boolean;
}

/** An order to ring `deviceId` and, once it is answered, to dial `dialString`. */
export interface MakeCallOrder {
  readonly requestId: string;
  readonly deviceId: string;
  readonly dialString: string;
  /** Shown on the ringing phone. */
  readonly callerName?: string;
}

/** Takes events in the order the PBX told them. Must not throw. A batch is what one read of the wire held. */
export type PbxSink = (events: readonly PbxEvent[]) => void;

/** One connection to one PBX. */
export interface PbxPort {
  readonly pbxId: string;
  readonly capabilities: PbxCapabilities;
  /** Connects and keeps connected (back-off with jitter) until `stop`. Events go to `sink`; link changes are events too. */
  start(sink: PbxSink): void;
  /** Resolves when the PBX accepted the order. Throws `pbx.unreachable`, `pbx.timeout`, `pbx.refused`. */
  makeCall(order: MakeCallOrder): Promise<void>;
  stop(): Promise<void>;
}
