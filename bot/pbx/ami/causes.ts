// Translates Asterisk's words (Q.850 causes, dial results, presence states) into the normalised ones.
import type { ClearCause } from '#shared/domain/call';
import type { PbxUserState } from '#shared/domain/presence';

const ofQ850: Readonly<Record<string, ClearCause>> = {
  '1': 'unreachable',
  '3': 'unreachable',
  '16': 'normalClearing',
  '17': 'busy',
  '18': 'callNotAnswered',
  '19': 'callNotAnswered',
  '20': 'unreachable',
  '21': 'rejected',
  '26': 'answeredElsewhere',
  '27': 'unreachable',
  '28': 'unreachable',
  '34': 'networkCongestion',
  '38': 'networkCongestion',
  '41': 'networkCongestion',
  '42': 'networkCongestion',
};
const ofDialStatus: Readonly<Record<string, ClearCause>> = {
  CANCEL: 'callCancelled',
  NOANSWER: 'callNotAnswered',
  BUSY: 'busy',
  CONGESTION: 'unreachable',
  CHANUNAVAIL: 'unreachable',
};
/** Causes that say more than the result of the dial: a declined call ends as NOANSWER and only cause 21 tells (pbx C.3). */
const decisive: ReadonlySet<ClearCause> = new Set(['rejected', 'answeredElsewhere', 'busy']);

/** Why a leg ended, from the cause of its Hangup and, when it never talked, the result of the dial that rang it. */
export function clearCause(q850: string | undefined, dialStatus: string | undefined, hasTalked: boolean): ClearCause {
  const cause = q850 === undefined ? undefined : ofQ850[q850];
  if (hasTalked) return 'normalClearing';
  if (cause !== undefined && decisive.has(cause)) return cause;
  const dial = dialStatus === undefined ? undefined : ofDialStatus[dialStatus];
  if (dial !== undefined) return dial;
  return cause === undefined || cause === 'normalClearing' ? 'callCancelled' : cause;
}

/** The failure a DialEnd tells at once, before the leg is gone. */
export function dialFailure(dialStatus: string): ClearCause | undefined {
  const cause = ofDialStatus[dialStatus];
  return cause === 'busy' || cause === 'unreachable' ? cause : undefined;
}

/** Numbers of AST_CONTROL frames (include/asterisk/frame.h): what the own phone did last. */
const ofReason: Readonly<Record<string, ClearCause>> = {
  '1': 'callNotAnswered', // hung up
  '3': 'callNotAnswered', // rang until the time was over
  '5': 'busy',
};

/** Why an order came to nothing, from the Reason of its OriginateResponse; 0 and 8 mean that there was nothing to ring. */
export function originateFailure(reason: string | undefined): ClearCause {
  return ofReason[reason ?? ''] ?? 'unreachable';
}

const ofPresence: Readonly<Record<string, PbxUserState>> = {
  available: 'available',
  chat: 'available',
  not_set: 'available',
  away: 'away',
  xa: 'away',
  dnd: 'doNotDisturb',
  unavailable: 'offline',
};

/** Asterisk presence state -> PBX user state; undefined for words we do not know. */
export function userStateOf(status: string): PbxUserState | undefined {
  return ofPresence[status.toLowerCase()];
}
