// One call with all its legs as far as the PBX has told it; plain data, so it can be stored and reloaded.
import type { CallGroup, ClearCause, ConnectionState, Party } from './callTypes.ts';

/** One leg. Ended legs stay in the call (state `null`) until the whole call is over, because they decide its story. */
export interface Connection {
  readonly connectionId: string;
  /** Rises when one leg becomes another call, as for the target of an attended transfer. */
  readonly segment: number;
  readonly deviceId: string;
  readonly role: 'originating' | 'terminating';
  readonly state: ConnectionState;
  readonly other: Party;
  readonly called?: Party;
  readonly group?: CallGroup;
  readonly lastRedirection?: Party;
  readonly byApplication?: true;
  readonly isConference?: true;
  readonly startedAt: number;
  readonly alertingAt?: number;
  /** Set when a person answered. */
  readonly answeredAt?: number;
  /** Set when a program (voicemail, menu, announcement) took the call. */
  readonly withApplicationAt?: number;
  readonly endedAt?: number;
  readonly cause?: ClearCause;
  readonly endUnknown?: true;
  readonly divertedTo?: Party;
  readonly toVoicemail?: true;
  readonly transferredFrom?: Party;
  readonly transferredTo?: Party;
}

/** All legs that share one global call id. */
export interface CallState {
  readonly pbxId: string;
  readonly globalCallId: string;
  readonly connections: readonly Connection[];
}

/** True when no leg of the call is left: its story can no longer change. */
export function isCallOver(call: CallState): boolean {
  return call.connections.every((connection) => connection.state === 'null');
}

/** True for a leg that still exists on the PBX. */
export function isOpen(connection: Connection): boolean {
  return connection.state !== 'null';
}
