// Turns the messages of one Asterisk into normalised events; keeps the channels it needs to know for that, does no I/O.
import type { Party, PbxEvent } from '#shared/domain/call';
import { told, type AmiChannel, type Fields } from './amiChannel.ts';
import { MapContext, type Handler } from './mapContext.ts';
import { deviceHandlers, onMailboxCount } from './mapDevices.ts';
import { dialHandlers } from './mapDial.ts';
import { forget, serviceHandlers } from './mapServices.ts';

const handlers: Readonly<Record<string, Handler>> = { ...dialHandlers, ...serviceHandlers, ...deviceHandlers };
const mostOrders = 1_000;
/** Applications that a dialled leg shows while it is being rung or talks. */
const dialledLeg = /^App(Dial|Queue)/;

/** One mapper per PBX, alive across reconnects. */
export class AmiMapper {
  private readonly context: MapContext;
  /** Channels that existed when the running snapshot began; undefined when none runs. */
  private before: ReadonlySet<string> | undefined;
  private listed = new Set<string>();

  /** `device` must capture the device id in a channel name such as `PJSIP/101-0000001b`. */
  constructor(pbxId: string, device: RegExp) {
    this.context = new MapContext(pbxId, device);
  }

  /** The normalised events one message tells; none for messages that are of no interest. `receivedAt` in ms since the epoch. */
  map(fields: Fields, receivedAt: number): readonly PbxEvent[] {
    this.context.begin(fields, receivedAt);
    const name = fields.Event;
    if (name === 'CoreShowChannel') this.onCoreShowChannel(fields);
    else if (name === 'CoreShowChannelsComplete') this.onSnapshotComplete();
    else if (name !== undefined && Object.hasOwn(handlers, name)) handlers[name]?.(this.context, fields);
    return this.context.take();
  }

  /** The answer to MailboxCount, which is a response and not an event. */
  mailboxCount(fields: Fields, receivedAt: number): readonly PbxEvent[] {
    this.context.begin(fields, receivedAt);
    onMailboxCount(this.context, fields);
    return this.context.take();
  }

  /** The link went up or down. Going down forgets what was told of devices, so that the next snapshot tells it again. */
  link(up: boolean, receivedAt: number): readonly PbxEvent[] {
    this.context.begin({}, receivedAt);
    if (!up) this.context.deviceFacts.clear();
    this.context.emit({ kind: 'link', up });
    return this.context.take();
  }

  /** Call when CoreShowChannels is asked. */
  snapshotBegins(): void {
    this.before = new Set(this.context.channels.keys());
    this.listed = new Set();
  }

  /** The channel with this unique id will be an order of ours to dial `called`. */
  expectOrder(uniqueId: string, called: string): void {
    const { orders } = this.context;
    orders.set(uniqueId, called);
    // An order whose channel never came (the phone is not there) is forgotten in the end.
    const oldest = orders.keys().next();
    if (orders.size > mostOrders && oldest.done !== true) orders.delete(oldest.value);
  }

  /** The order was refused. */
  dropOrder(uniqueId: string): void {
    this.context.orders.delete(uniqueId);
  }

  private onCoreShowChannel(fields: Fields): void {
    const uniqueId = fields.Uniqueid;
    if (uniqueId === undefined) return;
    this.listed.add(uniqueId);
    if (this.context.channels.has(uniqueId)) return;
    const channel = this.context.channelOf(fields);
    if (channel !== undefined) adopt(this.context, channel, fields);
  }

  private onSnapshotComplete(): void {
    for (const uniqueId of this.before ?? []) {
      const channel = this.context.channels.get(uniqueId);
      if (channel !== undefined && !this.listed.has(uniqueId)) forget(this.context, channel);
    }
    this.before = undefined;
    this.context.emit({ kind: 'snapshot', liveConnectionIds: [...this.context.channels.keys()] });
  }
}

/** Takes over a channel whose beginning was not seen: the events that explain its present state, marked as inferred. */
function adopt(context: MapContext, channel: AmiChannel, fields: Fields): void {
  const application = fields.Application ?? '';
  const other = otherParty(fields);
  channel.bridgeId = fields.BridgeId === '' ? undefined : fields.BridgeId;
  channel.isUp = fields.ChannelState === '6';
  channel.role = dialledLeg.test(application) || fields.ChannelState === '5' ? 'terminating' : 'originating';
  channel.isTalking = channel.isUp && (channel.bridgeId !== undefined || channel.role === 'terminating');
  if (channel.role === 'originating') {
    context.leg(channel, { kind: 'originated', called: { ...other, number: other.number ?? channel.exten } }, true);
  } else if (fields.ChannelState === '5') {
    channel.isAlerting = true;
    context.leg(channel, { kind: 'delivered', calling: other }, true);
  } else context.leg(channel, { kind: 'offered', calling: other }, true);
  if (channel.isTalking) context.leg(channel, { kind: 'established', other }, true);
  else if (channel.isUp) context.leg(channel, { kind: 'established', withApplication: true }, true);
}

function otherParty(fields: Fields): Party {
  const number = told(fields.ConnectedLineNum);
  const name = told(fields.ConnectedLineName);
  return { ...(number === undefined ? {} : { number }), ...(name === undefined ? {} : { name }) };
}
