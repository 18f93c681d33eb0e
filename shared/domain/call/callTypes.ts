// The words of a call: parties, groups, connection states and causes, after ECMA-269 (CSTA phase III).

/** The other side of a connection as the PBX told it: strings from outside, never trusted as markup. */
export interface Party {
  /** As the PBX gave it: an extension, a dial string or E.164. Absent when withheld or unknown. */
  readonly number?: string;
  readonly name?: string;
  /** Set when the party is a device of the same PBX. */
  readonly deviceId?: string;
}

/** A ring group or queue through which a call came. */
export interface CallGroup {
  readonly kind: 'queue' | 'ringGroup';
  readonly id: string;
  readonly name?: string;
}

/** ECMA-269 LocalConnectionState. */
export type ConnectionState = 'null' | 'initiated' | 'alerting' | 'connected' | 'hold' | 'queued' | 'fail';

/** Why a connection ended; CSTA EventCause words, `answeredElsewhere` and `rejected` are ours. */
export const clearCauses = [
  'normalClearing',
  'callCancelled',
  'callNotAnswered',
  'busy',
  'doNotDisturb',
  'rejected',
  'answeredElsewhere',
  'unreachable',
  'networkCongestion',
  'transfer',
  'unknown',
] as const;
/** One of `clearCauses`. */
export type ClearCause = (typeof clearCauses)[number];

/** When calls to a device are sent elsewhere. */
export type ForwardingType = 'immediate' | 'busy' | 'noAnswer';

/** Which way a call goes, seen from the user's line. */
export type Direction = 'incoming' | 'outgoing';

/** What became of a call, seen from one user (spec telephony 6). */
export type CallOutcome =
  'answered' | 'answeredElsewhere' | 'voicemail' | 'missed' | 'busy' | 'rejected' | 'cancelled' | 'failed';
