// CSTA events that join calls (transfer, conference) -> normalised events.
import type { Party } from '#shared/domain/call';
import { childOf, type XmlNode } from '../xml/parseXml.ts';
import { isOpenLeg, legAt, type CstaCall, type CstaLeg } from './cstaCall.ts';
import { connectionAt, connectionOf, deviceAt, type CstaDevice } from './deviceId.ts';
import { settleCall } from './endCall.ts';
import { causeOf } from './eventParties.ts';
import { clearLeg, tellTarget } from './legFacts.ts';
import type { Handler, MapContext } from './mapContext.ts';

/** The lists of moved connections: what a connection was, and what it is from now on. */
function movesOf(event: XmlNode, list: string): readonly { old?: ConnectionRef; next: ConnectionRef }[] {
  const items = childOf(event, list)?.children ?? [];
  return items.flatMap((item) => {
    const next = connectionOf(childOf(item, 'newConnection'));
    const old = connectionOf(childOf(item, 'oldConnection'));
    if (next === undefined) return [];
    return [{ next, ...(old === undefined ? {} : { old }) }];
  });
}
type ConnectionRef = NonNullable<ReturnType<typeof connectionOf>>;

/** Puts the open legs of the old calls into the call that goes on. */
function join(context: MapContext, event: XmlNode, list: string, olds: readonly CstaCall[]): CstaCall | undefined {
  const [primary] = olds;
  const newId = movesOf(event, list)[0]?.next.callId ?? primary?.callId;
  if (primary === undefined || newId === undefined) return undefined;
  const target = newId === primary.callId ? primary : context.callOf(newId);
  if (target === undefined) return undefined;
  if (target !== primary) target.globalCallId = primary.globalCallId;
  target.called ??= primary.called;
  target.group ??= primary.group;
  for (const old of olds) {
    for (const [deviceId, party] of old.names) target.names.set(deviceId, party);
    if (old === target) continue;
    for (const leg of old.legs.filter(isOpenLeg)) {
      old.legs.splice(old.legs.indexOf(leg), 1);
      target.legs.push(leg);
    }
    old.movedTo = target;
    old.isOver = true;
    old.endedAt = context.receivedAt;
  }
  return target;
}

const onTransferred: Handler = (context, event) => {
  const by = deviceAt(event, 'transferringDevice');
  const olds = oldCalls(context, event);
  const [primary] = olds;
  if (by === undefined || primary === undefined) return;
  const byLegs = olds.flatMap((call) => call.legs.filter((leg) => isOpenLeg(leg) && isDevice(leg, by)));
  const first = byLegs.find((leg) => primary.legs.includes(leg));
  if (first === undefined) return; // a repeat: the transferring device has left
  const transferringParty = context.partyOf(primary, first);
  const moved = primary.legs.filter((leg) => isOpenLeg(leg) && leg.hasTalked && !isDevice(leg, by));
  const targetDevice = deviceAt(event, 'transferredToDevice');
  const call = join(context, event, 'transferredConnections', olds);
  if (call === undefined) return;
  const target = targetDevice === undefined ? undefined : legAt(call, targetDevice.key);
  const other = partyOfTarget(context, call, target, targetDevice);
  const isBlind = causeOf(event) === 'singleStepTransfer' || olds.length === 1 || target?.hasTalked !== true;
  const common = { kind: 'transferred', transferKind: isBlind ? 'singleStep' : 'consultation', other } as const;
  context.leg(first, { ...common, role: 'transferring' });
  for (const leg of moved) context.leg(leg, { ...common, role: 'transferred', transferringParty });
  if (isBlind) {
    call.transferredBy = transferringParty;
    call.divertingTo = context.waitsFor(call, targetDevice);
    if (target !== undefined && isOpenLeg(target)) tellTarget(context, call, target);
  } else {
    const [one] = moved;
    const party = one === undefined ? {} : { other: context.partyOf(call, one) };
    context.leg(target, { ...common, ...party, role: 'target', transferringParty });
  }
  for (const leg of byLegs) clearLeg(context, call, leg, { word: 'normal', isOwnRelease: false });
  settleCall(context, call);
};

function oldCalls(context: MapContext, event: XmlNode): readonly CstaCall[] {
  const ids = ['primaryOldCall', 'secondaryOldCall'].map((name) => connectionAt(event, name)?.callId);
  return [...new Set(ids)].flatMap((id) => {
    const call = id === undefined ? undefined : context.openCall(id);
    return call === undefined ? [] : [call];
  });
}

function isDevice(leg: CstaLeg, device: CstaDevice): boolean {
  return leg.key === device.key || leg.deviceId === device.deviceId;
}

function partyOfTarget(
  context: MapContext,
  call: CstaCall,
  target: CstaLeg | undefined,
  device: CstaDevice | undefined,
): Party {
  if (target !== undefined) return context.partyOf(call, target);
  return device === undefined ? {} : context.note(call, device);
}

/** Three in one call. Every leg stays what it was in the log; the calls end each for itself. */
const onConferenced: Handler = (context, event) => {
  const olds = oldCalls(context, event);
  const call = join(context, event, 'conferenceConnections', olds);
  if (call === undefined) return;
  for (const leg of call.legs) {
    if (!isOpenLeg(leg) || !leg.hasTalked) continue;
    if (leg.state === 'hold') {
      leg.state = 'connected';
      context.leg(leg, { kind: 'retrieved' });
    }
    context.leg(leg, { kind: 'conferenced' });
  }
};

/** Handlers by message name. */
export const transferHandlers: Readonly<Record<string, Handler>> = {
  TransferedEvent: onTransferred,
  // Some vendors spell it right.
  TransferredEvent: onTransferred,
  ConferencedEvent: onConferenced,
};
