// What every PBX connector is to the rest of the service.
import type { CallAction } from '#shared/contracts';
import type { ForwardingType, PbxEvent } from '#shared/domain/call';

/** What a PBX can tell or do; a missing capability hides what would need it. */
export interface PbxCapabilities {
  readonly hasRemoteParty: boolean;
  readonly hasCallId: boolean;
  readonly hasTransferInfo: boolean;
  readonly makeCall: boolean;
  /** It can ring a phone and call nobody. @default false */
  readonly ringPhone?: boolean;
  readonly messageWaiting: boolean;
  /** States of a person it can be told (spec presence 5); empty: none. */
  readonly tellUserStates: readonly ('busy' | 'doNotDisturb')[];
  readonly setForwarding: boolean;
  /** What it can do with a call that exists, in the name of one of its devices. @default none */
  readonly control?: readonly CallAction[];
}

/** What a person set elsewhere, for a phone; `available` takes back what was told before. */
export type ToldUserState = 'available' | 'busy' | 'doNotDisturb';

/** Sends calls to a device elsewhere, or (`forwardTo` absent) no longer. */
export interface ForwardingOrder {
  readonly deviceId: string;
  readonly forwardingType: ForwardingType;
  readonly forwardTo?: string;
}

/** An order to ring `deviceId` and, once it is answered, to dial `dialString`. */
export interface MakeCallOrder {
  readonly requestId: string;
  readonly deviceId: string;
  readonly dialString: string;
  /** Shown on the ringing phone. */
  readonly callerName?: string;
}

/** An order to ring `deviceId` alone: once it is answered, or has rung in vain, that is all. Nothing is told of it as a call. */
export type RingOrder = Pick<MakeCallOrder, 'requestId' | 'deviceId' | 'callerName'>;

/** Something to be done with the leg that `deviceId` has in a call; the ids are those of the events that told of it. */
export interface ControlOrder {
  readonly action: CallAction;
  readonly deviceId: string;
  readonly callId: string;
  readonly connectionId: string;
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
  /** Resolves when the PBX accepted the order. Absent: it cannot. Throws as `makeCall` does. */
  ringPhone?(order: RingOrder): Promise<void>;
  /**
   * The devices whose events are wanted, all of them each time somebody's line changes. Connectors that subscribe device by device
   * add and drop what differs, paced; those that hear of every device ignore it.
   */
  watch(deviceIds: readonly string[]): void;
  /** Resolves when the PBX took it. Throws `pbx.unreachable`, `pbx.timeout`, `pbx.refused` (also what it cannot be told). */
  setUserState(deviceId: string, state: ToldUserState): Promise<void>;
  /** Resolves when the PBX took it. Throws `pbx.unreachable`, `pbx.timeout`, `pbx.refused` (also where it cannot). */
  setForwarding(order: ForwardingOrder): Promise<void>;
  /**
   * Resolves when the PBX took it; what became of the call comes as events. Absent: it can do nothing with calls. Throws
   * `pbx.unreachable`, `pbx.timeout`, `pbx.refused` (also for a leg that is not there any more).
   */
  controlCall?(order: ControlOrder): Promise<void>;
  stop(): Promise<void>;
}
