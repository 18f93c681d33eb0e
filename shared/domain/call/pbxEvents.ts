// The one normalised set of PBX events that every connector emits and the heart reads (spec pbx G).
import type { CallGroup, ClearCause, ForwardingType, Party } from './callTypes.ts';
import type { LineState, PbxUserState } from '#shared/domain/presence';

/** What every event carries. Times are milliseconds since the epoch; `occurredAt` is the PBX's clock where it has one. */
interface EventBase {
  /** Stable per PBX and fact, so a repeated event can be recognised. */
  readonly eventId: string;
  readonly pbxId: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
}

interface ConnectionEvent extends EventBase {
  /** Opaque id of the call all legs share (CSTA callLinkageID, AMI Linkedid). */
  readonly globalCallId: string;
  /** Opaque id of this leg (AMI Uniqueid). */
  readonly connectionId: string;
  /** The device (extension) whose leg this is. */
  readonly deviceId: string;
  /** Inferred from a snapshot rather than told by the PBX. */
  readonly synthesized?: boolean;
}

/** The device goes off hook towards a number; `byApplication` when a program placed the call for the user. */
export interface OriginatedEvent extends ConnectionEvent {
  readonly kind: 'originated';
  readonly called: Party;
  readonly byApplication?: boolean;
}
/** A call rings at the device. */
export interface DeliveredEvent extends ConnectionEvent {
  readonly kind: 'delivered';
  readonly calling: Party;
  readonly called?: Party;
  readonly group?: CallGroup;
  readonly lastRedirection?: Party;
}
/** A call was offered to the device but has not rung (yet): busy, unregistered or do-not-disturb phones never ring. */
export interface OfferedEvent extends ConnectionEvent {
  readonly kind: 'offered';
  readonly calling: Party;
  readonly called?: Party;
  readonly group?: CallGroup;
  readonly lastRedirection?: Party;
}
/** The device waits in a queue. */
export interface QueuedEvent extends ConnectionEvent {
  readonly kind: 'queued';
  readonly queue: CallGroup;
}
/** The device is in conversation, or `withApplication`: voicemail, an announcement, a menu. */
export interface EstablishedEvent extends ConnectionEvent {
  readonly kind: 'established';
  readonly other?: Party;
  readonly withApplication?: boolean;
}
/** The device put the other side on hold. */
export interface HeldEvent extends ConnectionEvent {
  readonly kind: 'held';
}
/** The device took the other side back. */
export interface RetrievedEvent extends ConnectionEvent {
  readonly kind: 'retrieved';
}
/** The call left the device for another destination; `toVoicemail` when a mailbox took it. May name a connection never seen. */
export interface DivertedEvent extends ConnectionEvent {
  readonly kind: 'diverted';
  readonly calling?: Party;
  readonly newDestination?: Party;
  readonly toVoicemail: boolean;
}
/** A transfer, told to each leg concerned by its part in it. */
export interface TransferredEvent extends ConnectionEvent {
  readonly kind: 'transferred';
  /** `transferring` presses the key, `transferred` is moved, `target` gets the moved party. */
  readonly role: 'transferring' | 'transferred' | 'target';
  readonly transferKind: 'singleStep' | 'consultation';
  /** transferring: the target; transferred: the target; target: the moved party. */
  readonly other?: Party;
  /** Who pressed the key; absent for the role `transferring`. */
  readonly transferringParty?: Party;
}
/** The leg waits in a parking slot, or (role `parker`) its device parked the other side. */
export interface ParkedEvent extends ConnectionEvent {
  readonly kind: 'parked';
  readonly role: 'parked' | 'parker';
  readonly parkedAt: string;
}
/** A parked leg was picked up; told to the parked leg and to the retriever's leg. */
export interface UnparkedEvent extends ConnectionEvent {
  readonly kind: 'unparked';
  readonly role: 'parked' | 'retriever';
  readonly parkedAt: string;
  readonly other: Party;
  readonly parkedBy?: Party;
}
/** The leg is one of three or more in one conversation. */
export interface ConferencedEvent extends ConnectionEvent {
  readonly kind: 'conferenced';
}
/** The attempt failed before anybody answered; the connection still stands until it is cleared. */
export interface FailedEvent extends ConnectionEvent {
  readonly kind: 'failed';
  readonly cause: ClearCause;
}
/** The leg is gone. */
export interface ConnectionClearedEvent extends ConnectionEvent {
  readonly kind: 'connectionCleared';
  readonly cause: ClearCause;
}

/** Everything that can happen to a leg. */
export type CallEvent =
  | OriginatedEvent
  | OfferedEvent
  | DeliveredEvent
  | QueuedEvent
  | EstablishedEvent
  | HeldEvent
  | RetrievedEvent
  | DivertedEvent
  | TransferredEvent
  | ParkedEvent
  | UnparkedEvent
  | ConferencedEvent
  | FailedEvent
  | ConnectionClearedEvent;

/** A phone came or went. */
export interface RegistrationEvent extends EventBase {
  readonly kind: 'registration';
  readonly deviceId: string;
  readonly registered: boolean;
}
/** The state a person set on the phone. `doNotDisturb` is one of its words. */
export interface UserStateEvent extends EventBase {
  readonly kind: 'userState';
  readonly deviceId: string;
  readonly state: PbxUserState;
}
/**
 * The state of a line as a PBX tells it that shows no calls (dialog-info without call ids). A connector that tells the calls of
 * a device tells no line states of it.
 */
export interface LineStateEvent extends EventBase {
  readonly kind: 'lineState';
  readonly deviceId: string;
  readonly state: LineState;
}
/** Calls to the device go elsewhere, always, when it is busy, or when nobody answers. */
export interface ForwardingEvent extends EventBase {
  readonly kind: 'forwarding';
  readonly deviceId: string;
  readonly forwardingType: ForwardingType;
  readonly isOn: boolean;
  readonly forwardTo?: string;
}
/** The mailbox light and its counts. */
export interface MessageWaitingEvent extends EventBase {
  readonly kind: 'messageWaiting';
  readonly deviceId: string;
  readonly waiting: boolean;
  readonly newMessages: number;
  readonly oldMessages: number;
  /** Of the new ones. */
  readonly newUrgent?: number;
  readonly oldUrgent?: number;
  /** False when the PBX tells the light but no counts: the counts are 0 then. @default true */
  readonly hasCounts?: boolean;
}
/** An order to place a call came to nothing after the PBX took it: the own phone was not picked up, so nobody was called. */
export interface OrderFailedEvent extends EventBase {
  readonly kind: 'orderFailed';
  readonly requestId: string;
  /** The phone that was to ring. */
  readonly deviceId: string;
  readonly cause: ClearCause;
}
/** All calls that exist now: an open call that is not in it has ended unseen. */
export interface SnapshotEvent extends EventBase {
  readonly kind: 'snapshot';
  /** Connection ids of every leg alive on the PBX. */
  readonly liveConnectionIds: readonly string[];
}
/** The link to the PBX changed. */
export interface LinkEvent extends EventBase {
  readonly kind: 'link';
  readonly up: boolean;
}

/** Everything a connector can say. */
export type PbxEvent =
  | CallEvent
  | RegistrationEvent
  | UserStateEvent
  | LineStateEvent
  | ForwardingEvent
  | MessageWaitingEvent
  | OrderFailedEvent
  | SnapshotEvent
  | LinkEvent;
