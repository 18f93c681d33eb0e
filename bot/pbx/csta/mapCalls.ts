// CSTA events about dialling, holding and leaving for other networks -> normalised events.
import type { XmlNode } from '../xml/parseXml.ts';
import { callerOf, isOpenLeg, legAt, type CstaLeg } from './cstaCall.ts';
import { connectionAt, deviceAt, type CstaDevice } from './deviceId.ts';
import { linkageOf, partiesOf } from './eventParties.ts';
import type { Handler, MapContext } from './mapContext.ts';

/** Off hook: nothing to tell before something is dialled, but the leg is known from here. */
const onServiceInitiated: Handler = (context, event) => {
  const at = connectionAt(event, 'initiatedConnection');
  const device = at?.device ?? deviceAt(event, 'initiatingDevice');
  if (at === undefined || device === undefined) return;
  const call = context.callOf(at.callId, device, linkageOf(event));
  if (call === undefined) return;
  const leg = context.legOf(call, device, 'originating');
  if (leg.state === 'offered') leg.state = 'initiated';
};

const onOriginated: Handler = (context, event) => {
  const at = connectionAt(event, 'originatedConnection');
  const device = at?.device ?? deviceAt(event, 'callingDevice');
  if (at === undefined || device === undefined) return;
  const call = context.callOf(at.callId, device, linkageOf(event));
  if (call === undefined) return;
  context.note(call, device);
  const { called } = partiesOf(context, call, event);
  const leg = context.legOf(call, device, 'originating');
  if (!isOpenLeg(leg) || leg.hasTalked || leg.isSilent) return;
  leg.state = 'initiated';
  leg.isSilent = context.isParkingSlot(called.number);
  context.tellOriginated(call, leg, called);
};

/** The call an order of ours placed: its leg is told at once, as Originated may follow only after the phone was lifted. */
export function onOrderPlaced(context: MapContext, callId: string, device: CstaDevice, called: string): void {
  const call = context.callOf(callId, device);
  if (call === undefined || call.byApplication !== undefined) return;
  call.byApplication = context.lineOf(device);
  const known = callerOf(call);
  const leg = known ?? context.legOf(call, device, 'originating');
  leg.state = 'initiated';
  call.called ??= { number: called };
  context.tellOriginated(call, leg, { number: called });
}

const onHeld: Handler = (context, event) => {
  const leg = legIn(context, event, 'heldConnection', 'holdingDevice');
  if (leg?.state !== 'connected') return;
  leg.state = 'hold';
  context.leg(leg, { kind: 'held' });
};

const onRetrieved: Handler = (context, event) => {
  const leg = legIn(context, event, 'retrievedConnection', 'retrievingDevice');
  if (leg?.state !== 'hold') return;
  leg.state = 'connected';
  context.leg(leg, { kind: 'retrieved' });
};

function legIn(context: MapContext, event: XmlNode, connection: string, device: string): CstaLeg | undefined {
  const at = connectionAt(event, connection);
  const call = at === undefined ? undefined : context.openCall(at.callId);
  const key = (at?.device ?? deviceAt(event, device))?.key;
  return call === undefined || key === undefined ? undefined : legAt(call, key);
}

/** The call left for a network we hear nothing of: from here on only its end will be told. */
const onNetworkReached: Handler = (context, event) => {
  const at = connectionAt(event, 'outboundConnection');
  if (at === undefined) return;
  const call = context.openCall(at.callId);
  if (call !== undefined) partiesOf(context, call, event);
};

/** Handlers by message name. */
export const callHandlers: Readonly<Record<string, Handler>> = {
  ServiceInitiatedEvent: onServiceInitiated,
  OriginatedEvent: onOriginated,
  HeldEvent: onHeld,
  RetrievedEvent: onRetrieved,
  NetworkReachedEvent: onNetworkReached,
};
