// How a call ends: hung up, given up, not answered, busy, declined, or left to voicemail.
import type { CallOutcome } from '#shared/domain/call';
import { agentTimes } from './answerMoves.ts';
import type { Channel } from './channel.ts';
import { dialTargets, partyOf } from './ringMoves.ts';
import type { SandboxCall } from './SandboxCall.ts';
import type { HangupCause } from './switchboard.ts';
import { hearMessages, voicemailCode } from './voicemailMoves.ts';

/** What comes after a phone did not answer. */
export interface RingingEnd {
  readonly voicemail: boolean;
}

type Refusal = 'noAnswer' | 'busy' | 'declined';

interface RefusalRule {
  readonly dialStatus: string;
  readonly cause: HangupCause;
  readonly callerOutcome: CallOutcome;
  readonly calleeOutcome: CallOutcome;
}

// Declined says NOANSWER too: only cause 21 tells it apart (seen on Asterisk 22).
const refusals: Readonly<Record<Refusal, RefusalRule>> = {
  noAnswer: { dialStatus: 'NOANSWER', cause: 0, callerOutcome: 'cancelled', calleeOutcome: 'missed' },
  busy: { dialStatus: 'BUSY', cause: 17, callerOutcome: 'busy', calleeOutcome: 'missed' },
  declined: { dialStatus: 'NOANSWER', cause: 21, callerOutcome: 'rejected', calleeOutcome: 'rejected' },
};

/** Puts a phone down; which story that is depends on the stage. */
export function hangUp(call: SandboxCall, extension?: string): void {
  if (call.stage === 'over') return;
  const ringsThere = call.ringing.some((leg) => leg.phone !== undefined && leg.phone.extension === extension);
  if (call.stage === 'talking') {
    endTalk(call, extension);
    return;
  }
  if (call.stage === 'voicemail') {
    leaveVoicemail(call, false);
    return;
  }
  if (call.stage === 'parked') {
    giveUpParked(call);
    return;
  }
  if (ringsThere) {
    // In a group the others go on ringing.
    if (call.ringing.length === 1) giveUpRinging(call, 'declined', { voicemail: false });
    return;
  }
  cancel(call);
}

function endTalk(call: SandboxCall, extension: string | undefined): void {
  const { board } = call;
  const first = extension === undefined ? call.caller : call.legOf(extension);
  const second = call.acrossFrom(first);
  board.tell('HangupRequest', first, [['Cause', 16]]);
  if (call.group?.kind === 'queue') tellAgentComplete(call, first);
  board.leave(first);
  board.tell('SoftHangupRequest', first, [['Cause', 16]]);
  dropLeg(call, first, 16);
  board.leave(second);
  board.destroyBridge(call.bridge);
  dropLeg(call, second, 16);
  call.finish();
}

function tellAgentComplete(call: SandboxCall, first: Channel): void {
  const agent = call.callee;
  if (agent?.phone === undefined) return;
  const talkSeconds = Math.round((Date.now() - call.answeredAtMs) / 1000);
  const times = agentTimes(call, agent, [
    ['TalkTime', talkSeconds],
    ['Reason', first === call.caller ? 'caller' : 'agent'],
  ]);
  call.board.tellDial('AgentComplete', call.caller, agent, times, 'agent');
}

/** The caller gives up while phones ring. */
export function cancel(call: SandboxCall): void {
  call.mustBe('dialling', 'ringing');
  const { board, caller } = call;
  const queued = call.group?.kind === 'queue';
  board.tell('HangupRequest', caller, [['Cause', 127]]);
  for (const leg of call.ringing) board.tellDial('DialEnd', caller, leg, [['DialStatus', 'CANCEL']]);
  if (queued) abandonQueue(call);
  board.tell('SoftHangupRequest', caller, [['Cause', 16]]);
  dropLeg(call, caller, 127);
  for (const leg of call.ringing) dropLeg(call, leg, 127);
  call.ringing = [];
  call.finish();
}

/** An abandoned queue call says CANCEL twice per member, then who left. */
function abandonQueue(call: SandboxCall): void {
  const { board, caller } = call;
  const queue = ['Queue', call.group?.spec.name ?? ''] as const;
  const waited = Math.round((Date.now() - caller.openedAtMs) / 1000);
  for (const leg of call.ringing) board.tellDial('DialEnd', caller, leg, [['DialStatus', 'CANCEL']]);
  board.tell(
    'QueueCallerAbandon',
    caller,
    [queue, ['Position', 1], ['OriginalPosition', 1], ['HoldTime', waited]],
    'agent',
  );
  board.tell('QueueCallerLeave', caller, [queue, ['Position', 1], ['Count', 0]], 'agent');
}

/** The phones did not take the call: it goes to voicemail or ends. */
export function giveUpRinging(call: SandboxCall, refusal: Refusal, then: RingingEnd): void {
  call.mustBe('dialling', 'ringing');
  const rule = refusals[refusal];
  const { board, caller } = call;
  for (const leg of call.ringing) {
    if (refusal !== 'noAnswer') board.tell('HangupRequest', leg, [['Cause', rule.cause]]);
    board.tellDial('DialEnd', caller, leg, [['DialStatus', rule.dialStatus]]);
    call.owe(leg, then.voicemail ? 'voicemail' : rule.calleeOutcome);
    dropLeg(call, leg, rule.cause);
  }
  call.ringing = [];
  if (then.voicemail) {
    toVoicemail(call);
    return;
  }
  call.owe(caller, rule.callerOutcome);
  board.tell('HangupRequest', caller, [['Cause', rule.cause]]);
  dropLeg(call, caller, rule.cause);
  call.finish();
}

/** The phones did not take the call, and the dial plan goes on to `to` under the same Linkedid. */
export function forwardRinging(call: SandboxCall, to: string): void {
  call.mustBe('ringing');
  const { board, caller } = call;
  for (const leg of call.ringing) {
    board.tellDial('DialEnd', caller, leg, [['DialStatus', refusals.noAnswer.dialStatus]]);
    dropLeg(call, leg, refusals.noAnswer.cause);
  }
  dialTargets(call, [partyOf(board, to)]);
}

function toVoicemail(call: SandboxCall): void {
  const { board, caller } = call;
  caller.priority = 3;
  caller.application = { name: 'VoiceMail', data: `${call.called}@default,u` };
  call.owe(caller, 'voicemail');
  call.stage = 'voicemail';
  if (caller.state !== 6) board.setState(caller, 6);
  board.touch(caller.phone);
}

/** The caller hangs up in voicemail; with a message, the mailbox light of the called phone is told first. */
export function leaveVoicemail(call: SandboxCall, withMessage: boolean): void {
  call.mustBe('voicemail');
  const { board, caller } = call;
  const owner = board.book.phones.get(call.called);
  if (withMessage && owner !== undefined) {
    owner.mailbox.newMessages += 1;
    board.tell('MessageWaiting', caller, [
      ['Mailbox', `${owner.extension}@default`],
      ['Waiting', 1],
      ['New', owner.mailbox.newMessages],
      ['Old', owner.mailbox.oldMessages],
    ]);
  }
  if (call.called === voicemailCode) hearMessages(call);
  board.tell('SoftHangupRequest', caller, [['Cause', 16]]);
  dropLeg(call, caller, 0);
  call.finish();
}

function giveUpParked(call: SandboxCall): void {
  const { board, caller } = call;
  if (call.parkedAt !== undefined) board.parked.delete(call.parkedAt);
  board.tell('HangupRequest', caller, [['Cause', 16]]);
  board.leave(caller);
  dropLeg(call, caller, 16);
  call.finish();
}

function dropLeg(call: SandboxCall, leg: Channel, cause: HangupCause): void {
  call.drop(leg, cause);
  call.board.touch(leg.phone);
}
