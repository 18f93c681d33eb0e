// What people do during a call: hold, blind and attended transfer, park and pick up again.
import { channelFields } from './amiText.ts';
import type { Channel } from './channel.ts';
import { dialTargets, partyOf } from './ringMoves.ts';
import { codesOf, type Phone } from './phoneBook.ts';
import type { SandboxCall } from './SandboxCall.ts';
import { bridgeFields, type Switchboard } from './switchboard.ts';

const parkExtension = '700';
const parkSeconds = 45;

/** `extension` presses hold; Asterisk shows Hold on the other phone. */
export function hold(call: SandboxCall, extension: string): void {
  call.mustBe('talking');
  const leg = call.legOf(extension);
  const other = call.acrossFrom(leg);
  call.board.tell('Hold', leg, [['MusicClass', 'default']]);
  other.heldByOther = true;
  call.board.touch(other.phone);
}

/** `extension` takes the call back. */
export function retrieve(call: SandboxCall, extension: string): void {
  call.mustBe('talking');
  const leg = call.legOf(extension);
  unhold(call, leg);
}

function unhold(call: SandboxCall, leg: Channel): void {
  const other = call.acrossFrom(leg);
  call.board.tell('Unhold', leg);
  other.heldByOther = false;
  call.board.touch(other.phone);
}

/** `by` sends the other side to `to` and is out; the phone of `to` rings under the same Linkedid. */
export function blindTransfer(call: SandboxCall, by: string, to: string): void {
  call.mustBe('talking');
  const { board } = call;
  const leaver = call.legOf(by);
  const moved = call.acrossFrom(leaver);
  unhold(call, leaver);
  tellBlindTransfer(call, leaver, moved, to);
  moved.exten = to;
  moved.priority = 1;
  board.leave(moved);
  board.leave(leaver);
  board.destroyBridge(call.bridge);
  call.drop(leaver, 16);
  board.touch(leaver.phone);
  call.caller = moved;
  call.callee = undefined;
  call.bridge = undefined;
  dialTargets(call, [partyOf(board, to)]);
}

function tellBlindTransfer(call: SandboxCall, leaver: Channel, moved: Channel, to: string): void {
  const { board, bridge } = call;
  board.emit('call', 'BlindTransfer', [
    ['Result', 'Success'],
    ...channelFields(leaver, 'Transferer'),
    ...channelFields(moved, 'Transferee'),
    ...(bridge === undefined ? [] : bridgeFields(bridge)),
    ['IsExternal', 'Yes'],
    ['Context', board.context],
    ['Extension', to],
  ]);
}

/** `by` joins the other side of `call` with the other side of `consultation`; the target gets the first Linkedid. */
export function completeTransfer(call: SandboxCall, by: string, consultation: SandboxCall): void {
  call.mustBe('talking');
  consultation.mustBe('talking');
  const { board } = call;
  const legs = transferLegs(call, by, consultation);
  unhold(call, legs.orig);
  board.tell('Unhold', legs.second);
  const announced = attendedTransferFields(call, consultation, legs);
  const joined = consultation.bridge;
  board.leave(legs.moved);
  board.leave(legs.second);
  if (joined !== undefined) board.enter(joined, legs.moved, [['SwapUniqueid', legs.second.uniqueid]]);
  legs.target.linkedid = legs.moved.linkedid;
  board.connectLine(legs.target, legs.moved);
  board.tell('SoftHangupRequest', legs.second, [['Cause', 1]]);
  board.leave(legs.orig);
  board.emit('call', 'AttendedTransfer', announced);
  board.destroyBridge(call.bridge);
  board.connectLine(legs.moved, legs.target);
  board.tell('SoftHangupRequest', legs.second, [['Cause', 16]]);
  leaveBoth(call, consultation, legs);
}

interface TransferLegs {
  readonly orig: Channel;
  readonly second: Channel;
  readonly moved: Channel;
  readonly target: Channel;
}

function transferLegs(call: SandboxCall, by: string, consultation: SandboxCall): TransferLegs {
  const orig = call.legOf(by);
  const second = consultation.legOf(by);
  return { orig, second, moved: call.acrossFrom(orig), target: consultation.acrossFrom(second) };
}

/** Asterisk tells the legs as they stood before the move, so this is put together first and sent later. */
function attendedTransferFields(call: SandboxCall, consultation: SandboxCall, legs: TransferLegs) {
  const destination = consultation.bridge?.id ?? '';
  return [
    ['Result', 'Success'] as const,
    ...channelFields(legs.orig, 'OrigTransferer'),
    ...(call.bridge === undefined ? [] : bridgeFields(call.bridge, 'Orig')),
    ...channelFields(legs.second, 'SecondTransferer'),
    ...(consultation.bridge === undefined ? [] : bridgeFields(consultation.bridge, 'Second')),
    ...channelFields(legs.moved, 'Transferee'),
    ...channelFields(legs.target, 'TransferTarget'),
    ['IsExternal', 'No'] as const,
    ['DestType', 'Bridge'] as const,
    ['DestBridgeUniqueid', destination] as const,
  ];
}

function leaveBoth(call: SandboxCall, consultation: SandboxCall, legs: TransferLegs): void {
  call.drop(legs.orig, 16);
  consultation.drop(legs.second, 16);
  call.board.touch(legs.orig.phone);
  call.adopt(legs.target, consultation);
  call.caller = legs.moved;
  call.callee = legs.target;
  call.bridge = consultation.bridge;
  consultation.finish();
}

/** `by` transfers the other side to the parking lot, where it waits in the first free slot. */
export function park(call: SandboxCall, by: string): string {
  call.mustBe('talking');
  const { board } = call;
  const parker = call.legOf(by);
  const parkee = call.acrossFrom(parker);
  const slot = board.book.parkingSlots.find((one) => !board.parked.has(one));
  if (slot === undefined) throw new Error('the parking lot is full');
  unhold(call, parker);
  tellBlindTransfer(call, parker, parkee, parkExtension);
  const lot = board.createBridge('parking');
  tellSlot(board, slot, 'INUSE');
  board.parked.set(slot, { parkee, parker: parker.phone, at: Date.now() });
  board.leave(parkee);
  board.enter(lot, parkee);
  board.emit('call', 'ParkedCall', [...channelFields(parkee, 'Parkee'), ...slotFields(slot, parker.phone, 0)]);
  board.leave(parker);
  board.destroyBridge(call.bridge);
  call.drop(parker, 16);
  board.touch(parker.phone);
  call.caller = parkee;
  call.callee = undefined;
  call.bridge = undefined;
  call.parkedAt = slot;
  call.stage = 'parked';
  return slot;
}

/** `phone` dials the slot and talks to whom it holds. */
export function pickUpParked(call: SandboxCall, phone: Phone): void {
  call.mustBe('parked');
  const { board, caller: parkee } = call;
  const slot = call.parkedAt ?? '';
  const parked = board.parked.get(slot);
  const retriever = board.open({ kind: 'phone', phone }, { state: 4, exten: slot });
  call.owe(retriever, 'answered', { direction: 'incoming', other: parkee.callerNumber });
  board.setState(retriever, 6);
  board.touch(phone);
  const bridge = board.createBridge();
  board.parked.delete(slot);
  tellSlot(board, slot, 'NOT_INUSE');
  const seconds = Math.round((Date.now() - (parked?.at ?? Date.now())) / 1000);
  board.emit('call', 'UnParkedCall', [
    ...channelFields(parkee, 'Parkee'),
    ...channelFields(retriever, 'Retriever'),
    ...slotFields(slot, parked?.parker, seconds),
  ]);
  board.leave(parkee);
  board.enter(bridge, parkee);
  retriever.linkedid = parkee.linkedid;
  board.enter(bridge, retriever);
  board.connectLine(parkee, retriever);
  board.connectLine(retriever, parkee);
  call.callee = retriever;
  call.bridge = bridge;
  call.stage = 'talking';
}

function tellSlot(board: Switchboard, slot: string, state: 'INUSE' | 'NOT_INUSE'): void {
  board.tellHint(slot, `park:${slot}@parkedcalls`, codesOf(state), 'parkedcalls');
}

function slotFields(slot: string, parker: Phone | undefined, seconds: number) {
  return [
    ['ParkerDialString', parker?.device ?? ''],
    ['Parkinglot', 'default'],
    ['ParkingSpace', slot],
    ['ParkingTimeout', parkSeconds - seconds],
    ['ParkingDuration', seconds],
  ] as const;
}
