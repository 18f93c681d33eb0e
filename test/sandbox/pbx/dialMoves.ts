// How a call starts: the caller's channel, and whom the dial plan makes of the dialled number.
import type { Channel, Party } from './channel.ts';
import type { Phone } from './phoneBook.ts';
import { dialTargets, partyOf } from './ringMoves.ts';
import { type CalledGroup, SandboxCall } from './SandboxCall.ts';
import type { Switchboard } from './switchboard.ts';
import { enterMailbox, voicemailCode } from './voicemailMoves.ts';

/** Who calls whom. */
export interface DialOrder {
  readonly from: Party;
  readonly to: string;
  /** Where to look for an outside number's name. @default the number alone */
  readonly outsideName?: string;
  /** The called phone does not ring: the story goes on with `busy()`. @default true */
  readonly rings?: boolean;
}

/** Places a call. Do not disturb and unregistered phones end it at once, as the recorded dial plan does. */
export function placeCall(board: Switchboard, order: DialOrder): SandboxCall {
  const caller = board.open(order.from, { state: 4, exten: order.to });
  return dialFrom(board, caller, order);
}

/** Lets an existing channel dial (an originated phone that was picked up, or a fresh one). */
export function dialFrom(board: Switchboard, caller: Channel, order: DialOrder): SandboxCall {
  const call = new SandboxCall(board, caller, order.to, groupOf(board, order.to));
  call.owe(caller, 'cancelled', { direction: 'outgoing', other: order.to });
  caller.exten = order.to;
  if (order.to === voicemailCode) enterMailbox(call);
  else if (call.group?.kind === 'queue') enterQueue(call);
  else dialTargets(call, targetsOf(board, call, order), order.rings !== false);
  return call;
}

function groupOf(board: Switchboard, number: string): CalledGroup | undefined {
  const ringGroup = board.book.ringGroups.get(number);
  if (ringGroup !== undefined) return { kind: 'ringGroup', spec: ringGroup };
  const queue = board.book.queues.get(number);
  return queue === undefined ? undefined : { kind: 'queue', spec: queue };
}

function targetsOf(board: Switchboard, call: SandboxCall, order: DialOrder): readonly Party[] {
  const parties: readonly Party[] =
    call.group === undefined
      ? [partyOf(board, order.to, order.outsideName)]
      : board.book.membersOf(call.group.spec).map((phone) => ({ kind: 'phone', phone }));
  const reachable = parties.filter((party) => party.kind === 'outside' || canRing(party.phone));
  if (reachable.length === 0) failAtOnce(call, parties);
  return reachable;
}

function canRing(phone: Phone): boolean {
  return phone.registered && !phone.doNotDisturb;
}

/** Nobody can ring: the caller's channel ends with 17 (do not disturb) or 20 (not registered); no leg ever opens. */
function failAtOnce(call: SandboxCall, parties: readonly Party[]): void {
  const registered = parties.some((party) => party.kind === 'phone' && party.phone.registered);
  call.owe(call.caller, registered ? 'busy' : 'failed');
  for (const party of parties) {
    if (party.kind !== 'phone') continue;
    const other = call.caller.callerNumber;
    const { extension } = party.phone;
    call.board.journal.expect({ extension, direction: 'incoming', outcome: 'missed', other, callId: call.id });
  }
  call.drop(call.caller, registered ? 17 : 20);
  call.board.touch(call.caller.phone);
  call.finish();
}

/** The caller is taken up and waits; every free member is called (strategy ringall). */
function enterQueue(call: SandboxCall): void {
  const { board, caller } = call;
  const queue = call.group?.spec;
  if (queue === undefined) return;
  board.touch(caller.phone);
  board.setState(caller, 6);
  caller.priority = 2;
  caller.application = { name: 'Queue', data: queue.name };
  call.owe(caller, 'cancelled');
  const waiting = [
    ['Queue', queue.name],
    ['Position', 1],
    ['Count', 1],
  ] as const;
  board.tell('QueueCallerJoin', caller, waiting, 'agent');
  const free = board.book.membersOf(queue).filter((phone) => canRing(phone) && phone.channels.size === 0);
  call.ringing = free.map((phone) => callAgent(call, phone, queue.name));
  call.stage = 'ringing';
  for (const leg of call.ringing) ringAgent(call, leg);
}

function callAgent(call: SandboxCall, phone: Phone, queue: string): Channel {
  const { board, caller } = call;
  const leg = board.open({ kind: 'phone', phone }, { state: 0, exten: 's', linkedid: caller.linkedid });
  leg.application = { name: 'AppQueue', data: '(Outgoing Line)' };
  // The recording shows DialBegin with the leg as it was before app_queue told it who calls.
  const untold = { ...leg };
  leg.exten = caller.exten;
  board.seeOther(leg, caller);
  board.tellDial('AgentCalled', caller, leg, agentFields(queue, phone), 'agent');
  board.tellDial('DialBegin', caller, untold, [['DialString', phone.device]]);
  call.owe(leg, 'missed', { direction: 'incoming', other: caller.callerNumber });
  return leg;
}

function ringAgent(call: SandboxCall, leg: Channel): void {
  const { board, caller } = call;
  board.setState(leg, 5);
  board.touch(leg.phone);
  board.connectLine(leg, caller);
  board.tellDial('DialState', caller, leg, [['DialStatus', 'RINGING']]);
}

function agentFields(queue: string, phone: Phone): readonly (readonly [string, string])[] {
  return [
    ['Queue', queue],
    ['Interface', phone.device],
    ['MemberName', phone.name],
  ];
}
