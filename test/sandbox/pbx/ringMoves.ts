// Opens the legs of the called parties and lets them ring, in the order of the recordings.
import { type Channel, type Party, partyNumber } from './channel.ts';
import type { SandboxCall } from './SandboxCall.ts';
import type { Switchboard } from './switchboard.ts';

/** Dials `targets` from the call's caller, and rings them unless told otherwise. */
export function dialTargets(call: SandboxCall, targets: readonly Party[], rings = true): void {
  const { board, caller } = call;
  if (targets.length === 0) return;
  const alone = targets.length === 1;
  const legs = targets.map((party) => openTarget(call, party));
  caller.priority = alone ? 2 : 1;
  caller.application = { name: 'Dial', data: legs.map((leg) => `PJSIP/${leg.dialTarget}`).join('&') };
  for (const leg of legs) board.tellDial('DialBegin', caller, leg, [['DialString', leg.dialTarget]]);
  const [first] = legs;
  if (alone && first !== undefined) board.connectLine(caller, first);
  call.ringing = legs;
  if (rings) ringAll(call);
}

/** All called phones ring. */
export function ringAll(call: SandboxCall): void {
  const { board, caller } = call;
  call.stage = 'ringing';
  for (const leg of call.ringing) {
    board.setState(leg, 5);
    board.touch(leg.phone);
    board.tellDial('DialState', caller, leg, [['DialStatus', 'RINGING']]);
    board.touch(caller.phone);
  }
}

/** Who answers to `number`: a phone, or the world outside. */
export function partyOf(board: Switchboard, number: string, outsideName = ''): Party {
  const phone = board.book.phones.get(number);
  return phone === undefined ? { kind: 'outside', number, name: outsideName } : { kind: 'phone', phone };
}

function openTarget(call: SandboxCall, party: Party): Channel {
  const { board, caller } = call;
  const leg = board.open(party, { state: 0, exten: 's', linkedid: caller.linkedid });
  leg.exten = caller.exten;
  leg.application = { name: 'AppDial', data: '(Outgoing Line)' };
  board.connectLine(leg, caller);
  call.owe(leg, 'missed', { direction: 'incoming', other: caller.callerNumber || partyNumber(party) });
  return leg;
}
