// Originate (Async): rings the user's phone, and once it is picked up lets it dial the wanted number.
import type { AmiAction } from './amiFrames.ts';
import type { AmiSession } from './amiSession.ts';
import { idField } from './amiSession.ts';
import type { CallDesk } from './CallDesk.ts';
import type { Channel, Party } from './channel.ts';
import type { Switchboard } from './switchboard.ts';
import type { Timers } from './timers.ts';

/** How an originated phone behaves. */
export interface OriginateBehaviour {
  /** The user lifts the ringing phone after so long; null: never. */
  readonly pickUpAfterMs: number | null;
}

/** What originating needs. */
export interface Originator {
  readonly board: Switchboard;
  readonly desk: CallDesk;
  readonly timers: Timers;
  readonly behaviour: OriginateBehaviour;
  /** Actions the account may not use. */
  readonly forbidden: readonly string[];
}

// AST_CONTROL_* numbers, as OriginateResponse gives them.
const reasons = { noAnswer: 3, answered: 4, unregistered: 0 } as const;
const defaultTimeoutMs = 30_000;
const msPerSecond = 1_000;

/** Answers the action at once (as `Async: true` does) and plays the rest out. */
export function originate(tools: Originator, session: AmiSession, action: AmiAction): void {
  const fault = faultOf(tools.board, action);
  if (fault !== undefined) {
    session.reply(action, 'Error', [['Message', fault]]);
    return;
  }
  session.reply(action, 'Success', [['Message', 'Originate successfully queued']]);
  const phone = tools.board.book.phone(extensionOf(action));
  if (!phone.registered) {
    tellResponse(tools.board, action, undefined, reasons.unregistered);
    return;
  }
  ring(tools, action, { kind: 'phone', phone });
}

function faultOf(board: Switchboard, action: AmiAction): string | undefined {
  if ((action.headers.get('channel') ?? '') === '') return 'Channel not specified';
  const application = action.headers.get('application');
  if (application !== undefined && application.toLowerCase() !== 'wait') return 'Originate failed';
  if (application === undefined && (action.headers.get('exten') ?? '') === '') return 'Originate failed';
  if (!board.book.phones.has(extensionOf(action))) return 'Originate failed';
  return board.channels.has(action.headers.get('channelid') ?? '') ? 'Uniqueid already exists' : undefined;
}

function extensionOf(action: AmiAction): string {
  return /^PJSIP\/([^@/]+)$/i.exec(action.headers.get('channel') ?? '')?.[1] ?? '';
}

function ring(tools: Originator, action: AmiAction, party: Party): void {
  const { board, timers } = tools;
  const shown = callerIdOf(action);
  const chosenId = action.headers.get('channelid');
  const channel = board.open(party, {
    state: 0,
    exten: 's',
    ...(chosenId === undefined ? {} : { uniqueid: chosenId }),
    ...(shown === undefined ? {} : { callerId: shown }),
  });
  channel.connectedNumber = shown?.number ?? '';
  channel.connectedName = shown?.name ?? '';
  channel.context = action.headers.get('context') ?? channel.context;
  board.tellDial('DialBegin', undefined, channel, [['DialString', channel.dialTarget]]);
  board.setState(channel, 5);
  board.touch(channel.phone);
  board.tellDial('DialState', undefined, channel, [['DialStatus', 'RINGING']]);
  const timeoutMs = Number(action.headers.get('timeout') ?? defaultTimeoutMs) || defaultTimeoutMs;
  const pickUp = tools.behaviour.pickUpAfterMs;
  if (pickUp !== null && pickUp < timeoutMs) timers.after(pickUp, () => pickedUp(tools, action, channel, party));
  else timers.after(timeoutMs, () => notPickedUp(tools, action, channel));
}

function pickedUp(tools: Originator, action: AmiAction, channel: Channel, party: Party): void {
  const { board, desk, timers } = tools;
  if (!board.channels.has(channel.uniqueid)) {
    tellResponse(board, action, undefined, reasons.noAnswer);
    return;
  }
  board.setState(channel, 6);
  board.touch(channel.phone);
  board.tellDial('DialEnd', undefined, channel, [['DialStatus', 'ANSWER']]);
  tellResponse(board, action, channel, reasons.answered);
  if (action.headers.has('application')) {
    timers.after(waitMs(action), () => hungUp(board, channel));
    return;
  }
  desk.dialOn(channel, party, action.headers.get('exten') ?? '');
}

/** How long `Wait` waits before the channel ends. */
function waitMs(action: AmiAction): number {
  return (Number(action.headers.get('data')) || 0) * msPerSecond;
}

function hungUp(board: Switchboard, channel: Channel): void {
  if (!board.channels.has(channel.uniqueid)) return;
  board.hangup(channel, 16);
  board.touch(channel.phone);
}

function notPickedUp(tools: Originator, action: AmiAction, channel: Channel): void {
  const { board } = tools;
  if (!board.channels.has(channel.uniqueid)) return;
  board.tellDial('DialEnd', undefined, channel, [['DialStatus', 'NOANSWER']]);
  board.hangup(channel, 0);
  board.touch(channel.phone);
  tellResponse(board, action, undefined, reasons.noAnswer);
}

function tellResponse(board: Switchboard, action: AmiAction, channel: Channel | undefined, reason: number): void {
  const shown = callerIdOf(action);
  board.emit('call', 'OriginateResponse', [
    ...idField(action),
    ['Response', channel === undefined ? 'Failure' : 'Success'],
    ['Channel', channel?.name ?? action.headers.get('channel') ?? ''],
    ['Context', action.headers.get('context') ?? ''],
    ['Exten', action.headers.get('exten') ?? ''],
    ['Reason', reason],
    ['Uniqueid', channel?.uniqueid ?? '<null>'],
    ['CallerIDNum', shown?.number || '<unknown>'],
    ['CallerIDName', shown?.name || '<unknown>'],
  ]);
}

/** `CallerID: "Name" <number>`, or a bare number. */
function callerIdOf(action: AmiAction): { readonly number: string; readonly name: string } | undefined {
  const text = action.headers.get('callerid');
  if (text === undefined || text === '') return undefined;
  const parts = /^\s*"?([^"<]*?)"?\s*<([^>]*)>\s*$/.exec(text);
  return parts === null ? { number: text, name: '' } : { number: parts[2] ?? '', name: parts[1] ?? '' };
}
