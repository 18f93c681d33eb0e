// Room entry: the call model.
export { clearCauses } from './callTypes.ts';
export type {
  CallGroup,
  CallOutcome,
  ClearCause,
  ConnectionState,
  Direction,
  ForwardingType,
  Party,
} from './callTypes.ts';
export { isCountedAsMissed, isToBeReturned, type CallRecord } from './callRecord.ts';
export { isCallOver, isOpen, type CallState, type Connection } from './callState.ts';
export { lineStateOf } from './lineStateOf.ts';
export { recordsOfCall, type LineOwner } from './recordsOfCall.ts';
export { reduceCall } from './reduceCall.ts';
export { transition, type Move } from './transition.ts';
export type {
  CallEvent,
  ConferencedEvent,
  ConnectionClearedEvent,
  DeliveredEvent,
  DivertedEvent,
  EstablishedEvent,
  FailedEvent,
  ForwardingEvent,
  HeldEvent,
  LineStateEvent,
  LinkEvent,
  MessageWaitingEvent,
  OfferedEvent,
  OrderFailedEvent,
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
