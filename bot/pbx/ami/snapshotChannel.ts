// What a channel in the list of channels tells: of one never seen, how it came to be what it is; of a known one, what was missed.
import type { Party } from '#shared/domain/call';
import { partyOf, told, type AmiChannel, type Fields } from './amiChannel.ts';
import type { MapContext } from './mapContext.ts';

/** Applications that a dialled leg shows while it is being rung or talks. */
const dialledLeg = /^App(Dial|Queue)/;
const stateRinging = '5';
const stateUp = '6';

/** Takes over a channel whose beginning was not seen: the events that explain its present state, marked as inferred. */
export function adoptChannel(context: MapContext, channel: AmiChannel, fields: Fields): void {
  const other = otherParty(fields);
  const isRinging = fields.ChannelState === stateRinging;
  channel.role = dialledLeg.test(fields.Application ?? '') || isRinging ? 'terminating' : 'originating';
  if (channel.role === 'originating') {
    context.leg(channel, { kind: 'originated', called: { ...other, number: other.number ?? channel.exten } }, true);
  } else if (!isRinging) context.leg(channel, { kind: 'offered', calling: other }, true);
  catchUp(context, channel, fields);
}

/** A channel that was known before the line was lost, and may have gone on since; nothing for one that stands as it stood. */
export function catchUp(context: MapContext, channel: AmiChannel, fields: Fields): void {
  const other = otherParty(fields);
  channel.bridgeId = told(fields.BridgeId);
  if (fields.ChannelState === stateRinging && channel.role === 'terminating' && !channel.isAlerting) {
    channel.isAlerting = true;
    context.leg(channel, { kind: 'delivered', calling: other }, true);
  }
  if (fields.ChannelState !== stateUp) return;
  const wasUp = channel.isUp;
  channel.isUp = true;
  const isTalking = channel.role === 'terminating' || channel.bridgeId !== undefined;
  if (channel.isTalking || (wasUp && !isTalking)) return;
  if (isTalking) {
    channel.isTalking = true;
    const dialler = channel.dialledBy;
    const party = dialler === undefined || dialler.isLocal ? other : partyOf(dialler);
    context.leg(channel, { kind: 'established', other: party }, true);
  } else if (!context.orders.has(channel.uniqueId)) {
    context.leg(channel, { kind: 'established', withApplication: true }, true);
  }
}

function otherParty(fields: Fields): Party {
  const number = told(fields.ConnectedLineNum);
  const name = told(fields.ConnectedLineName);
  return { ...(number === undefined ? {} : { number }), ...(name === undefined ? {} : { name }) };
}
