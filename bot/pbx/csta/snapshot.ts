// What SnapshotDevice and SnapshotCall answer, and how the calls we follow are brought in line with it.
import type { Party } from '#shared/domain/call';
import { childOf, type XmlNode } from '../xml/parseXml.ts';
import { isOpenLeg, legAt, partnerOf, type CstaCall, type CstaLeg, type LegState } from './cstaCall.ts';
import { connectionOf, deviceAt, type CstaDevice } from './deviceId.ts';
import { settleCall } from './endCall.ts';
import type { MapContext } from './mapContext.ts';

/** One call at a device. */
export interface DeviceCall {
  readonly callId: string;
  readonly device: CstaDevice | undefined;
  /** Of the device itself. */
  readonly state: LegState;
  /** Of the others, as far as told. */
  readonly others: readonly LegState[];
}

/** The parties of one call. */
export interface CallParties {
  readonly calling: CstaDevice | undefined;
  readonly called: CstaDevice | undefined;
  readonly devices: readonly CstaDevice[];
}

const mostCalls = 200;
const states: Readonly<Record<string, LegState>> = {
  null: 'null',
  initiated: 'initiated',
  alerting: 'alerting',
  connected: 'connected',
  hold: 'hold',
  queued: 'queued',
  fail: 'fail',
};
/** ECMA-269 simple call states: the state of the device, then that of the other side. */
const simpleStates: Readonly<Record<string, readonly LegState[]>> = {
  callNull: ['null'],
  callPending: ['initiated'],
  callOriginated: ['connected', 'initiated'],
  callDelivered: ['connected', 'alerting'],
  callDeliveredHeld: ['hold', 'alerting'],
  callReceived: ['alerting', 'connected'],
  callReceivedOnHold: ['alerting', 'hold'],
  callEstablished: ['connected', 'connected'],
  callEstablishedHeld: ['hold', 'connected'],
  callEstablishedOnHold: ['connected', 'hold'],
  callQueued: ['connected', 'queued'],
  callQueuedHeld: ['hold', 'queued'],
  callFailed: ['connected', 'fail'],
  callFailedHeld: ['hold', 'fail'],
};

function stateOf(word: string): LegState | undefined {
  return Object.hasOwn(states, word) ? states[word] : undefined;
}

function itemsOf(root: XmlNode): readonly XmlNode[] {
  const data = childOf(childOf(root, 'crossRefIDorSnapshotData') ?? root, 'snapshotData');
  return (data?.children ?? []).slice(0, mostCalls);
}

/** The calls in a SnapshotDeviceResponse. */
export function deviceCallsOf(root: XmlNode): readonly DeviceCall[] {
  return itemsOf(root).flatMap((item) => {
    const at = connectionOf(childOf(item, 'connectionIdentifier') ?? childOf(item, 'callIdentifier'));
    const [state, ...others] = localStates(childOf(item, 'localCallState'));
    return at === undefined || state === undefined ? [] : [{ ...at, state, others }];
  });
}

function localStates(element: XmlNode | undefined): readonly LegState[] {
  const compound = childOf(element, 'compoundCallState');
  if (compound !== undefined) return compound.children.flatMap((child) => stateOf(child.text) ?? []);
  const simple = element?.children[0]?.text ?? '';
  return Object.hasOwn(simpleStates, simple) ? (simpleStates[simple] ?? []) : [];
}

/** The parties in a SnapshotCallResponse. */
export function callPartiesOf(root: XmlNode): CallParties {
  const devices = itemsOf(root).flatMap((item) => deviceAt(item, 'deviceOnCall') ?? []);
  return { calling: deviceAt(root, 'callingDevice'), called: deviceAt(root, 'calledDevice'), devices };
}

/** Call ids of a device's calls that nobody has told us of yet. */
export function unknownCalls(context: MapContext, device: CstaDevice, calls: readonly DeviceCall[]): readonly string[] {
  return calls.flatMap(({ callId, state }) => {
    const call = context.openCall(callId);
    return state !== 'null' && (call === undefined || legAt(call, device.key) === undefined) ? [callId] : [];
  });
}

/** Brings the legs of one device in line with its snapshot: what is new is adopted, what is gone has ended unseen. */
export function alignDevice(
  context: MapContext,
  device: CstaDevice,
  calls: readonly DeviceCall[],
  parties: ReadonlyMap<string, CallParties>,
): void {
  const alive = calls.filter(({ state }) => state !== 'null' && state !== 'fail');
  const ids = new Set(calls.filter(({ state }) => state !== 'null').map(({ callId }) => callId));
  for (const call of context.calls.values()) {
    if (!call.isOver && !ids.has(call.callId)) endUnseen(context, call, context.lineOf(device));
  }
  for (const found of alive) {
    const call = context.callOf(found.callId, device);
    if (call === undefined) continue;
    const key = found.device?.key ?? device.key;
    const leg = call.legs.findLast((each) => isOpenLeg(each) && (each.key === key || each.key === device.key));
    const next = leg ?? adopt(context, call, { ...device, key }, found, parties.get(found.callId));
    if (next !== undefined) catchUp(context, call, next, found);
  }
}

function endUnseen(context: MapContext, call: CstaCall, lineId: string): void {
  let hasEnded = false;
  for (const leg of call.legs) {
    if (!isOpenLeg(leg) || leg.deviceId !== lineId) continue;
    leg.state = 'null';
    leg.endedAt = context.receivedAt;
    hasEnded = true;
    context.leg(leg, { kind: 'connectionCleared', cause: 'unknown' }, true);
  }
  if (hasEnded) settleCall(context, call);
}

/** A leg whose beginning was not seen: the events that explain its present state, marked as inferred. */
function adopt(
  context: MapContext,
  call: CstaCall,
  device: CstaDevice,
  found: DeviceCall,
  parties: CallParties | undefined,
): CstaLeg | undefined {
  if (found.state === 'queued') return undefined;
  const called = parties?.called === undefined ? {} : context.note(call, parties.called);
  if (parties?.calling !== undefined) context.note(call, parties.calling);
  const isCaller = parties?.calling === undefined ? found.state === 'initiated' : sameDevice(parties.calling, device);
  const leg = context.ringingLeg(call, device, 'recall');
  if (leg === undefined) return undefined;
  leg.role = isCaller ? 'originating' : 'terminating';
  const other = otherParty(context, call, device, parties);
  if (isCaller) {
    leg.isTold = true;
    context.leg(leg, { kind: 'originated', called: { ...other, ...called } }, true);
    leg.state = 'initiated';
  } else {
    context.ensureCaller(call, parties?.calling, called);
    context.leg(leg, { kind: found.state === 'alerting' ? 'delivered' : 'offered', calling: other }, true);
    leg.wasAlerting = found.state === 'alerting';
    leg.state = found.state === 'alerting' ? 'alerting' : 'offered';
  }
  return leg;
}

function sameDevice(one: CstaDevice, other: CstaDevice): boolean {
  return one.key === other.key || one.deviceId === other.deviceId;
}

function otherParty(context: MapContext, call: CstaCall, device: CstaDevice, parties: CallParties | undefined): Party {
  const all = parties === undefined ? [] : [parties.calling, ...parties.devices, parties.called];
  const other = all.find((each) => each !== undefined && !sameDevice(each, device));
  return other === undefined ? {} : context.note(call, other);
}

/** Tells the moves that brought a leg from the state we knew to the one it has. */
function catchUp(context: MapContext, call: CstaCall, leg: CstaLeg, found: DeviceCall): void {
  // A caller is connected as soon as the number is dialled: only a connected other side means a conversation.
  const others = found.others.length === 0 ? leg.role === 'terminating' : found.others.some(isTalkState);
  if (isTalkState(found.state) && others && !leg.hasTalked) {
    const partner = partnerOf(call, leg);
    leg.state = 'connected';
    leg.hasTalked = true;
    const other = partner === undefined ? {} : { other: context.partyOf(call, partner) };
    context.leg(leg, { kind: 'established', ...other }, true);
    if (partner?.role === 'originating') partner.hasTalked = true;
  }
  if (found.state === 'hold' && leg.state === 'connected') {
    leg.state = 'hold';
    context.leg(leg, { kind: 'held' }, true);
  }
  if (found.state === 'connected' && leg.state === 'hold') {
    leg.state = 'connected';
    context.leg(leg, { kind: 'retrieved' }, true);
  }
}

function isTalkState(state: LegState): boolean {
  return state === 'connected' || state === 'hold';
}
