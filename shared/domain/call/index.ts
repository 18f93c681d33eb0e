// Room entry: the call model.
export type { CallGroup, CallOutcome, ClearCause, ConnectionState, Direction, Party } from './callTypes.ts';
export type { CallRecord } from './callRecord.ts';
export { isCallOver, isOpen, type CallState, type Connection } from './callState.ts';
export { lineStateOf } from './lineStateOf.ts';
export { recordsOfCall, type LineOwner } from './recordsOfCall.ts';
export { reduceCall } from './reduceCall.ts';
export { transition, type Move } from './transition.ts';
export type {
  CallEvent,
  ConnectionClearedEvent,
  DeliveredEvent,
  DivertedEvent,
  EstablishedEvent,
  FailedEvent,
  HeldEvent,
  LinkEvent,
  MessageWaitingEvent,
  OfferedEvent,
  OriginatedEvent,
  ParkedEvent,
  PbxEvent,
  QueuedEvent,
  RegistrationEvent,
  RetrievedEvent,
  SnapshotEvent,
  TransferredEvent,
  UnparkedEvent,
  UserStateEvent,
} from './pbxEvents.ts';
