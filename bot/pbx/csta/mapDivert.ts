// CSTA events that send calls elsewhere (divert, voicemail, park, queue) -> normalised events.
import type { XmlNode } from '../xml/parseXml.ts';
import { isOpenLeg, legAt, type CstaCall, type CstaLeg } from './cstaCall.ts';
import { connectionAt, deviceAt, type CstaDevice } from './deviceId.ts';
import { settleCall } from './endCall.ts';
import { causeOf } from './eventParties.ts';
import { clearLeg } from './legFacts.ts';
import type { Handler, MapContext } from './mapContext.ts';

const onDiverted: Handler = (context, event) => {
  const at = connectionAt(event, 'connection');
  const device = at?.device ?? deviceAt(event, 'divertingDevice');
  if (at === undefined || device === undefined) return;
  const call = context.callOf(at.callId, device);
  if (call === undefined) return;
  const destination = deviceAt(event, 'newDestination');
  const cause = causeOf(event);
  const leg = legAt(call, device.key);
  if (cause === 'park' && destination !== undefined) park(context, call, leg, context.lineOf(destination));
  else divert(context, call, { leg, device, destination, cause, event });
  settleCall(context, call);
};

interface Diversion {
  readonly leg: CstaLeg | undefined;
  readonly device: CstaDevice;
  readonly destination: CstaDevice | undefined;
  readonly cause: string;
  readonly event: XmlNode;
}

function divert(context: MapContext, call: CstaCall, diversion: Diversion): void {
  const { device, destination, cause, event } = diversion;
  if (diversion.leg !== undefined && (!isOpenLeg(diversion.leg) || diversion.leg.role === 'originating')) return;
  // A pilot number that hands calls to its members is no phone anybody missed a call on.
  if (call.group !== undefined && diversion.leg === undefined) return;
  const calling = deviceAt(event, 'callingDevice');
  context.note(call, calling, deviceAt(event, 'networkCallingDevice')?.deviceId);
  const called = deviceAt(event, 'calledDevice');
  const caller = context.ensureCaller(call, calling, called === undefined ? {} : context.note(call, called));
  const leg = diversion.leg ?? context.legOf(call, device, 'terminating');
  if (leg === caller) return;
  call.divertedFrom = leg;
  call.divertingTo = context.waitsFor(call, destination);
  if (cause !== 'callPickup') tellDiverted(context, call, { leg, caller, destination });
  if (leg.state === 'offered' && diversion.leg === undefined) {
    leg.state = 'null';
    leg.endedAt = context.receivedAt;
  } else clearLeg(context, call, leg, { word: cause, isOwnRelease: false });
}

function tellDiverted(
  context: MapContext,
  call: CstaCall,
  who: { readonly leg: CstaLeg; readonly caller: CstaLeg; readonly destination: CstaDevice | undefined },
): void {
  const toVoicemail = who.destination !== undefined && context.voicemail.has(who.destination.deviceId);
  const newDestination = who.destination === undefined ? {} : { newDestination: context.note(call, who.destination) };
  const calling = context.partyOf(call, who.caller);
  context.leg(who.leg, { kind: 'diverted', calling, ...newDestination, toVoicemail });
}

/** A mailbox answers the caller, instead of the phone the call left last. */
export function tookVoicemail(context: MapContext, call: CstaCall, caller: CstaLeg): void {
  if (caller.state !== 'initiated' && caller.state !== 'queued') return;
  caller.state = 'connected';
  context.leg(caller, { kind: 'established', withApplication: true });
  const leg = call.divertedFrom ?? call.legs.findLast((each) => each !== caller && each.role === 'terminating');
  if (leg === undefined) return;
  context.leg(leg, { kind: 'diverted', calling: context.partyOf(call, caller), toVoicemail: true });
}

function park(context: MapContext, call: CstaCall, parker: CstaLeg | undefined, slot: string): void {
  if (call.parked !== undefined || parker === undefined || !isOpenLeg(parker)) return;
  call.parked = { slot, by: context.partyOf(call, parker) };
  for (const leg of call.legs) {
    if (leg !== parker && isOpenLeg(leg)) context.leg(leg, { kind: 'parked', role: 'parked', parkedAt: slot });
  }
  context.leg(parker, { kind: 'parked', role: 'parker', parkedAt: slot });
  clearLeg(context, call, parker, { word: 'normal', isOwnRelease: false });
}

/** Somebody takes a parked call: for them an incoming one, whatever they dialled for it. */
export function retrieveParked(context: MapContext, call: CstaCall, device: CstaDevice): void {
  const parked = call.parked;
  const waiting = call.legs.find(isOpenLeg);
  if (parked === undefined || waiting === undefined) return;
  call.parked = undefined;
  call.fetchedFrom = { slot: parked.slot, at: context.receivedAt };
  const leg = context.legOf(call, device, 'terminating');
  // Whoever parked it may take it back: their first leg of this call is over, the new one needs its own.
  const taken = isOpenLeg(leg) ? leg : context.ringingLeg(call, device, 'recall');
  if (taken === undefined) return;
  taken.state = 'connected';
  taken.hasTalked = true;
  const parkedBy = parked.by === undefined ? {} : { parkedBy: parked.by };
  const common = { kind: 'unparked', parkedAt: parked.slot, ...parkedBy } as const;
  context.leg(taken, { kind: 'offered', calling: context.partyOf(call, waiting) });
  context.leg(waiting, { ...common, role: 'parked', other: context.partyOf(call, taken) });
  context.leg(taken, { ...common, role: 'retriever', other: context.partyOf(call, waiting) });
}

const onQueued: Handler = (context, event) => {
  const at = connectionAt(event, 'queuedConnection');
  const queue = deviceAt(event, 'queue') ?? at?.device;
  if (at === undefined || queue === undefined) return;
  const call = context.callOf(at.callId, queue);
  if (call === undefined) return;
  if (causeOf(event) === 'park') {
    park(context, call, parkerOf(call, deviceAt(event, 'lastRedirectionDevice')), context.lineOf(queue));
    return;
  }
  const id = context.lineOf(queue);
  call.group ??= { kind: 'queue', id, ...(queue.name === undefined ? {} : { name: queue.name }) };
  const calling = deviceAt(event, 'callingDevice');
  context.note(call, calling, deviceAt(event, 'networkCallingDevice')?.deviceId);
  call.called ??= { number: id };
  const caller = context.ensureCaller(call, calling, call.called);
  if (caller.state !== 'initiated' || caller.hasTalked) return;
  caller.state = 'queued';
  context.leg(caller, { kind: 'queued', queue: call.group });
};

function parkerOf(call: CstaCall, told: CstaDevice | undefined): CstaLeg | undefined {
  return told === undefined ? undefined : legAt(call, told.key);
}

/** Handlers by message name. */
export const divertHandlers: Readonly<Record<string, Handler>> = {
  DivertedEvent: onDiverted,
  QueuedEvent: onQueued,
};
