// The call log record: one call, one record per user concerned (spec telephony 6).
import type { CallGroup, CallOutcome, Direction, Party } from './callTypes.ts';

/** One row of a user's call log. Times are milliseconds since the epoch (PBX clock), durations whole seconds. */
export interface CallRecord {
  /** Stable: the same call seen by the same user keeps its id while the story unfolds, so a later write replaces. */
  readonly id: string;
  readonly userId: string;
  readonly pbxId: string;
  /** The extension of the user's line the call went over. */
  readonly deviceId: string;
  readonly direction: Direction;
  readonly outcome: CallOutcome;
  readonly other: Party;
  /** Who answered, when it was not this user. */
  readonly answeredBy?: Party;
  /** The number first dialled, when the call reached the user by forwarding. */
  readonly originalTarget?: Party;
  readonly group?: CallGroup;
  readonly transferredFrom?: Party;
  readonly transferredTo?: Party;
  readonly startedAt: number;
  readonly answeredAt?: number;
  readonly endedAt: number;
  readonly ringSeconds: number;
  /** Hold included; 0 when the user did not talk. */
  readonly talkSeconds: number;
  /** The end was not seen: the call was gone when the PBX was next asked. One that nobody answered may have been answered then. */
  readonly endUnknown?: true;
}

/** True for a call that is known to have reached nobody. */
export function isCountedAsMissed(
  record: Pick<CallRecord, 'direction' | 'outcome' | 'answeredBy' | 'endUnknown'>,
): boolean {
  const { direction, outcome, answeredBy, endUnknown } = record;
  return direction === 'incoming' && outcome === 'missed' && answeredBy === undefined && endUnknown !== true;
}

/** True for a call the user is to return: it reached nobody of the house, or only the mailbox. It counts as missed, and the bot tells it. */
export function isToBeReturned(
  record: Pick<CallRecord, 'direction' | 'outcome' | 'answeredBy' | 'endUnknown'>,
): boolean {
  const { direction, outcome, answeredBy } = record;
  const isInMailbox = direction === 'incoming' && outcome === 'voicemail' && answeredBy === undefined;
  return isInMailbox || isCountedAsMissed(record);
}
