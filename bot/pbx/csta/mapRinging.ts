// CSTA events about ringing and answering -> normalised events.
import type { CallGroup, Party } from '#shared/domain/call';
import type { XmlNode } from '../xml/parseXml.ts';
import { isOpenLeg, legAt, type CstaCall, type CstaLeg } from './cstaCall.ts';
import { connectionAt, deviceAt, type CstaDevice } from './deviceId.ts';
import { calledOf, causeOf, linkageOf, partiesOf } from './eventParties.ts';
import { movedParty, tellTarget } from './legFacts.ts';
import { retrieveParked, tookVoicemail } from './mapDivert.ts';
import type { Handler, MapContext } from './mapContext.ts';

/** Causes of a call that a queue hands to an agent. */
const queueCauses: ReadonlySet<string> = new Set(['distributed', 'enteringDistribution']);

/** Causes of a call that somebody sent on to a phone. */
const transferCauses: ReadonlySet<string> = new Set(['singleStepTransfer', 'transfer']);

/** Causes of a call that rings at a second phone because it left the first. */
const redirectCauses = /^(callForward|redirected|recall|singleStepTransfer|transfer)/;

const onDelivered: Handler = (context, event) => {
  const at = connectionAt(event, 'connection');
  const device = deviceAt(event, 'alertingDevice') ?? at?.device;
  if (at === undefined || device === undefined) return;
  const call = context.callOf(at.callId, device, linkageOf(event));
  if (call === undefined) return;
  const { calling, called } = partiesOf(context, call, event);
  context.note(call, device);
  // With the prompt of MakeCall the caller's own phone rings first: that is no incoming call.
  if (calling?.key === device.key || call.byApplication === context.lineOf(device)) return;
  const cause = causeOf(event);
  const caller = callerOf(context, call, { calling, called, cause });
  if (context.voicemail.has(device.deviceId)) return;
  call.divertingTo = undefined;
  const leg = context.ringingLeg(call, { ...device, key: at.device?.key ?? device.key }, cause);
  if (leg === undefined || leg.state !== 'offered') return;
  leg.state = 'alerting';
  leg.wasAlerting = true;
  const group = groupOf(context, call, event, called);
  const redirected = redirectedBy(context, call, event, leg, group);
  context.leg(leg, {
    kind: 'delivered',
    calling: context.partyOf(call, movedParty(call, leg) ?? caller),
    ...(called.number === undefined ? {} : { called }),
    ...(group === undefined ? {} : { group }),
    ...(redirected === undefined ? {} : { lastRedirection: redirected }),
  });
  tellTarget(context, call, leg);
  if (!redirectCauses.test(cause) && redirected === undefined) shareGroup(context, call, caller);
};

/** Whoever was sent on has a leg already, in a call that the monitor which tells the transfer has yet to speak of. */
function callerOf(
  context: MapContext,
  call: CstaCall,
  told: { readonly calling: CstaDevice | undefined; readonly called: Party; readonly cause: string },
): CstaLeg {
  const moved = transferCauses.has(told.cause) ? context.movedLeg(call, told.calling) : undefined;
  return moved ?? context.ensureCaller(call, told.calling, told.called);
}

function groupOf(context: MapContext, call: CstaCall, event: XmlNode, called: Party): CallGroup | undefined {
  const cause = causeOf(event);
  if (cause === 'multipleAlerting' && called.number !== undefined) {
    call.group ??= { kind: 'ringGroup', id: called.number };
  }
  if (queueCauses.has(cause)) {
    const queue = deviceAt(event, 'lastRedirectionDevice');
    const id = queue === undefined ? called.number : context.lineOf(queue);
    if (id !== undefined) call.group ??= { kind: 'queue', id };
  }
  return call.group;
}

function redirectedBy(
  context: MapContext,
  call: CstaCall,
  event: XmlNode,
  leg: CstaLeg,
  group: CallGroup | undefined,
): Party | undefined {
  const device = deviceAt(event, 'lastRedirectionDevice');
  if (device === undefined) {
    return call.divertedFrom === undefined || call.group !== undefined
      ? undefined
      : context.partyOf(call, call.divertedFrom);
  }
  const deviceId = context.lineOf(device);
  if (deviceId === leg.deviceId || deviceId === group?.id) return undefined;
  return context.note(call, device);
}

/** Two phones that ring at once for one dialled number are a ring group; the first learns it from the second. */
function shareGroup(context: MapContext, call: CstaCall, caller: CstaLeg): void {
  const ringing = call.legs.filter((leg) => leg.state === 'alerting');
  const id = call.called?.number;
  if (ringing.length < 2 || id === undefined || call.group?.kind === 'queue') return;
  const group: CallGroup = call.group ?? { kind: 'ringGroup', id };
  call.group = group;
  for (const leg of ringing) {
    context.leg(leg, { kind: 'offered', calling: context.partyOf(call, caller), called: { number: id }, group });
  }
}

const onEstablished: Handler = (context, event) => {
  const at = connectionAt(event, 'establishedConnection');
  const device = deviceAt(event, 'answeringDevice') ?? at?.device;
  if (at === undefined || device === undefined) return;
  const call = context.callOf(at.callId, device, linkageOf(event));
  if (call === undefined) return;
  const { calling, called } = partiesOf(context, call, event);
  context.note(call, device);
  if (calling?.key === device.key) return;
  const key = at.device?.key ?? device.key;
  if (context.voicemail.has(device.deviceId)) {
    tookVoicemail(context, call, context.ensureCaller(call, calling, called));
    return;
  }
  if (call.parked !== undefined && legAt(call, key)?.hasTalked !== true) {
    retrieveParked(context, call, { ...device, key });
    return;
  }
  const caller = context.ensureCaller(call, calling, called);
  const known = legAt(call, key);
  const isRepeat = known !== undefined && (known.hasTalked || !isOpenLeg(known) || known.role === 'originating');
  if (!isRepeat) answer(context, call, context.legOf(call, { ...device, key }, 'terminating'), caller);
};

/** Both ends talk to a person from now on. */
function answer(context: MapContext, call: CstaCall, leg: CstaLeg, caller: CstaLeg): void {
  const other = movedParty(call, leg) ?? caller;
  call.divertingTo = undefined;
  if (!leg.wasAlerting) {
    // Picked up for another phone, or the ringing was not seen: an incoming call all the same.
    const group = call.group === undefined ? {} : { group: call.group };
    context.leg(leg, { kind: 'offered', calling: context.partyOf(call, other), ...group });
    tellTarget(context, call, leg);
  }
  leg.state = 'connected';
  leg.hasTalked = true;
  context.leg(leg, { kind: 'established', other: context.partyOf(call, other) });
  if (!caller.hasTalked && isOpenLeg(caller)) {
    caller.state = 'connected';
    caller.hasTalked = true;
    context.leg(caller, { kind: 'established', other: context.partyOf(call, leg) });
  }
  tellMoved(context, call, other, leg);
}

/** The moved party of a blind transfer learns who the target really was. */
function tellMoved(context: MapContext, call: CstaCall, moved: CstaLeg, target: CstaLeg): void {
  if (call.transferredBy === undefined) return;
  context.leg(moved, {
    kind: 'transferred',
    role: 'transferred',
    transferKind: 'singleStep',
    other: context.partyOf(call, target),
    transferringParty: call.transferredBy,
  });
  call.transferredBy = undefined;
}

/** Offered: the PBX asks the phone before it rings. */
const onOffered: Handler = (context, event) => {
  const at = connectionAt(event, 'offeredConnection');
  const device = deviceAt(event, 'offeredDevice') ?? at?.device;
  if (at === undefined || device === undefined) return;
  const call = context.callOf(at.callId, device, linkageOf(event));
  if (call === undefined || context.voicemail.has(device.deviceId)) return;
  const { calling, called } = partiesOf(context, call, event);
  const caller = context.ensureCaller(call, calling, called);
  const leg = context.ringingLeg(call, { ...device, key: at.device?.key ?? device.key }, causeOf(event));
  if (leg?.state !== 'offered') return;
  call.divertingTo = undefined;
  context.leg(leg, { kind: 'offered', calling: context.partyOf(call, caller), ...calledOf(called) });
};

/** Handlers by message name. */
export const ringingHandlers: Readonly<Record<string, Handler>> = {
  OfferedEvent: onOffered,
  DeliveredEvent: onDelivered,
  EstablishedEvent: onEstablished,
};
