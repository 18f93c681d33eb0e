// AMI messages about making, ringing and answering legs -> normalised events.
import type { CallGroup } from '#shared/domain/call';
import { partyOf, told, type AmiChannel, type Fields } from './amiChannel.ts';
import { dialFailure } from './causes.ts';
import type { Handler, MapContext } from './mapContext.ts';

const stateRing = '4';
const stateRinging = '5';
const stateUp = '6';

/** A phone or trunk went off hook (state Ring), or a leg was made that somebody will dial later (state Down). */
const onNewchannel: Handler = (context, fields) => {
  const channel = context.channelOf(fields);
  if (channel === undefined || channel.isLocal) return;
  const ordered = context.orders.get(channel.uniqueId);
  if (ordered !== undefined) placedByApplication(context, channel, ordered);
  else if (fields.ChannelState === stateRing) {
    channel.role = 'originating';
    context.leg(channel, { kind: 'originated', called: { number: channel.exten } });
  }
};

function placedByApplication(context: MapContext, channel: AmiChannel, called: string): void {
  if (channel.role !== undefined) return;
  channel.role = 'originating';
  context.leg(channel, { kind: 'originated', called: { number: called }, byApplication: true });
}

const onDialBegin: Handler = (context, fields) => {
  const leg = context.channelOf(fields, 'Dest');
  if (leg === undefined) return;
  const dialler = context.channelOf(fields);
  if (dialler === undefined) {
    if (!leg.isLocal) placedByApplication(context, leg, told(fields.DestConnectedLineNum) ?? leg.exten);
    return;
  }
  if (leg.dialledBy === dialler) return; // told twice, as some event filters let happen
  const redirectedFrom = lastUnanswered(dialler);
  if (fields.Exten !== undefined && fields.Exten !== '' && fields.Exten !== 's') dialler.exten = fields.Exten;
  leg.role = 'terminating';
  leg.dialledBy = dialler;
  dialler.dialled.push(leg);
  offer(context, dialler, leg, redirectedFrom);
  shareGroup(context, dialler);
};

/** The phone that rang in vain before, when the call goes on to another (forward on busy or no answer). */
function lastUnanswered(dialler: AmiChannel): AmiChannel | undefined {
  if (dialler.queue !== undefined) return undefined;
  const last = dialler.dialled.at(-1);
  return last !== undefined && last.dialStatus !== undefined && last.dialStatus !== 'ANSWER' ? last : undefined;
}

function offer(
  context: MapContext,
  dialler: AmiChannel,
  leg: AmiChannel,
  redirectedFrom: AmiChannel | undefined,
): void {
  const origin = originOf(context, dialler);
  context.leg(leg, {
    kind: 'offered',
    calling: partyOf(origin),
    ...(origin.exten === '' ? {} : { called: { number: origin.exten } }),
    ...(dialler.queue === undefined ? {} : { group: dialler.queue }),
    ...(redirectedFrom === undefined || redirectedFrom.isLocal ? {} : { lastRedirection: partyOf(redirectedFrom) }),
  });
  const transfer = dialler.transferredBy;
  if (transfer === undefined) return;
  context.leg(leg, {
    kind: 'transferred',
    role: 'target',
    transferKind: 'singleStep',
    other: partyOf(dialler),
    transferringParty: transfer.party,
  });
}

/** Local channels double the legs: the caller is the leg of the same call that was not dialled by anybody. */
function originOf(context: MapContext, dialler: AmiChannel): AmiChannel {
  if (!dialler.isLocal) return dialler;
  for (const channel of context.channels.values()) {
    if (channel.globalCallId === dialler.globalCallId && channel.role === 'originating' && !channel.isLocal)
      return channel;
  }
  return dialler;
}

/** Two phones that ring at once for one dialled number are a ring group; the first learns it from the second. */
function shareGroup(context: MapContext, dialler: AmiChannel): void {
  const ringing = dialler.dialled.filter((leg) => leg.dialStatus === undefined && !leg.isLocal);
  if (dialler.queue !== undefined || ringing.length < 2 || dialler.exten === '') return;
  const group: CallGroup = { kind: 'ringGroup', id: dialler.exten };
  for (const leg of ringing) {
    context.leg(leg, {
      kind: 'offered',
      calling: partyOf(originOf(context, dialler)),
      called: { number: dialler.exten },
      group,
    });
  }
}

const onNewstate: Handler = (context, fields) => {
  const channel = context.channelOf(fields);
  if (channel === undefined) return;
  if (fields.ChannelState === stateRinging) alert(context, channel);
  if (fields.ChannelState === stateUp && !channel.isUp) {
    channel.isUp = true;
    cameUp(context, channel);
  }
};

function alert(context: MapContext, channel: AmiChannel): void {
  if (channel.role !== 'terminating' || channel.isAlerting) return;
  channel.isAlerting = true;
  const dialler = channel.dialledBy;
  context.leg(channel, {
    kind: 'delivered',
    calling: dialler === undefined ? {} : partyOf(originOf(context, dialler)),
  });
}

function cameUp(context: MapContext, channel: AmiChannel): void {
  if (channel.role === 'terminating') {
    const dialler = channel.dialledBy;
    answered(context, channel, dialler === undefined ? undefined : originOf(context, dialler));
  } else if (channel.role === 'originating' && !channel.isTalking && !channel.dialled.some((leg) => leg.isUp)) {
    answeredByApplication(context, channel);
  }
}

/** Both ends talk to a person from now on. */
function answered(context: MapContext, leg: AmiChannel, other: AmiChannel | undefined): void {
  leg.isTalking = true;
  context.leg(leg, { kind: 'established', ...(other === undefined ? {} : { other: partyOf(other) }) });
}

/** A menu, queue or mailbox took the call. After a dial that failed it is the mailbox of the phone that did not answer. */
function answeredByApplication(context: MapContext, channel: AmiChannel): void {
  if (context.orders.has(channel.uniqueId)) return; // our own order: the user picked up their phone, the dialling follows
  context.leg(channel, { kind: 'established', withApplication: true });
  const last = channel.dialled.at(-1);
  if (last !== undefined && channel.queue === undefined && channel.voicemailFor === undefined) {
    tookVoicemail(context, channel, last.deviceId);
  }
}

/** A mailbox takes the call instead of the phone of `deviceId`. */
export function tookVoicemail(context: MapContext, channel: AmiChannel, deviceId: string): void {
  if (channel.voicemailFor === deviceId) return;
  channel.voicemailFor = deviceId;
  const rang = channel.dialled.findLast((leg) => leg.deviceId === deviceId);
  context.emit({
    kind: 'diverted',
    globalCallId: channel.globalCallId,
    connectionId: rang?.uniqueId ?? `${channel.uniqueId}:${deviceId}`,
    deviceId,
    calling: partyOf(originOf(context, channel)),
    toVoicemail: true,
  });
}

const onDialEnd: Handler = (context, fields) => {
  const leg = context.channelOf(fields, 'Dest');
  const status = fields.DialStatus ?? '';
  if (leg === undefined || leg.dialStatus !== undefined) return;
  leg.dialStatus = status;
  const failure = dialFailure(status);
  if (failure !== undefined) context.leg(leg, { kind: 'failed', cause: failure });
  const dialler = context.channelOf(fields);
  if (status !== 'ANSWER' || dialler === undefined) return;
  const origin = originOf(context, dialler);
  if (origin.role === 'originating' && !leg.isLocal) answered(context, origin, leg);
  tellTransferee(context, dialler, leg);
};

/** The moved party learns who the target really was. */
function tellTransferee(context: MapContext, moved: AmiChannel, target: AmiChannel): void {
  const transfer = moved.transferredBy;
  if (transfer === undefined) return;
  context.leg(moved, {
    kind: 'transferred',
    role: 'transferred',
    transferKind: 'singleStep',
    other: partyOf(target),
    transferringParty: transfer.party,
  });
  moved.transferredBy = undefined;
}

/** Two legs meet in a bridge without a dial between them (queues, pick-ups): the caller talks to a person from then on. */
const onBridgeEnter: Handler = (context, fields) => {
  const channel = context.channelOf(fields);
  if (channel === undefined) return;
  channel.bridgeId = fields.BridgeUniqueid;
  if (channel.isLocal) return;
  const other = [...context.channels.values()].find(
    (each) => each !== channel && each.bridgeId === channel.bridgeId && !each.isLocal,
  );
  if (other === undefined) return;
  for (const [leg, partner] of [
    [channel, other],
    [other, channel],
  ] as const) {
    if (leg.role === 'originating' && !leg.isTalking) answered(context, leg, partner);
  }
};

const onBridgeLeave: Handler = (context, fields) => {
  const channel = context.channelOf(fields);
  if (channel !== undefined && channel.bridgeId === fields.BridgeUniqueid) channel.bridgeId = undefined;
};

/** The application a channel runs, told only to accounts that may read the dial plan. */
const onNewexten: Handler = (context, fields) => {
  if (fields.Application !== 'VoiceMail') return;
  const channel = context.channelOf(fields);
  const mailbox = /^(\w+)/.exec(fields.AppData ?? '')?.[1];
  if (channel !== undefined && mailbox !== undefined) tookVoicemail(context, channel, mailbox);
};

/** Channel whose caller id changed; channelOf has already taken it over. */
const onPartyChange: Handler = (context, fields: Fields) => {
  context.channelOf(fields);
};

/** Handlers by message name. */
export const dialHandlers: Readonly<Record<string, Handler>> = {
  Newchannel: onNewchannel,
  DialBegin: onDialBegin,
  Newstate: onNewstate,
  DialEnd: onDialEnd,
  BridgeEnter: onBridgeEnter,
  BridgeLeave: onBridgeLeave,
  Newexten: onNewexten,
  NewCallerid: onPartyChange,
};
