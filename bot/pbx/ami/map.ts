// Turns the messages of one Asterisk into normalised events; keeps the channels it needs to know for that, does no I/O.
import type { ForwardingType, PbxEvent } from '#shared/domain/call';
import type { Fields } from './amiChannel.ts';
import { MapContext, type Handler, type PlacedOrder } from './mapContext.ts';
import { deviceHandlers, onMailboxCount, tellDarkMailbox } from './mapDevices.ts';
import { dialHandlers } from './mapDial.ts';
import { forget, serviceHandlers } from './mapServices.ts';
import { isUnheard } from './rights.ts';
import { adoptChannel, catchUp } from './snapshotChannel.ts';

const handlers: Readonly<Record<string, Handler>> = { ...dialHandlers, ...serviceHandlers, ...deviceHandlers };
const mostOrders = 1_000;

/** One mapper per PBX, alive across reconnects. */
export class AmiMapper {
  private readonly context: MapContext;
  /** Channels that existed when the running snapshot began; undefined when none runs. */
  private before: ReadonlySet<string> | undefined;
  private listed = new Set<string>();
  /** Since when events are heard, ms since the epoch; undefined while the link is down. */
  private heardSince: number | undefined;
  private unheard = 0;
  /** Channels that hung up while the snapshot runs: their items in the list are older than their end. */
  private readonly goneMeanwhile = new Set<string>();

  /** `device` must capture the device id in a channel name such as `PJSIP/101-0000001b`. */
  constructor(pbxId: string, device: RegExp) {
    this.context = new MapContext(pbxId, device);
  }

  /** The normalised events one message tells; none for messages that are of no interest. `receivedAt` in ms since the epoch. */
  map(fields: Fields, receivedAt: number): readonly PbxEvent[] {
    this.context.begin(fields, receivedAt);
    const name = fields.Event;
    if (this.isRung(fields)) return [];
    if (name === 'Hangup' && this.before !== undefined) this.goneMeanwhile.add(fields.Uniqueid ?? '');
    if (name === 'CoreShowChannel') this.onCoreShowChannel(fields, receivedAt);
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

  /** A mailbox whose lamp is off, as the list of devices tells it. */
  darkMailbox(mailbox: string, receivedAt: number): readonly PbxEvent[] {
    this.context.begin({}, receivedAt);
    tellDarkMailbox(this.context, mailbox);
    return this.context.take();
  }

  /** An entry of the database; `to` undefined: there is none. */
  forwarding(
    deviceId: string,
    forwardingType: ForwardingType,
    to: string | undefined,
    receivedAt: number,
  ): readonly PbxEvent[] {
    this.context.begin({}, receivedAt);
    const forwardTo = to === undefined ? {} : { forwardTo: to };
    this.context.emit({ kind: 'forwarding', deviceId, forwardingType, isOn: to !== undefined, ...forwardTo });
    return this.context.take();
  }

  /** The link went up or down. Going down forgets what was told of devices, so that the next snapshot tells it again. */
  link(up: boolean, receivedAt: number): readonly PbxEvent[] {
    this.context.begin({}, receivedAt);
    if (!up) this.context.deviceFacts.clear();
    this.heardSince = up ? receivedAt : undefined;
    this.context.emit({ kind: 'link', up });
    return this.context.take();
  }

  /** How many channels of the last list must have been told before, and were not. */
  get unheardChannels(): number {
    return this.unheard;
  }

  /** The channel of a leg that was told; undefined once it is gone. */
  channelOf(
    connectionId: string,
    deviceId: string,
  ): { readonly name: string; readonly isAnswered: boolean } | undefined {
    const channel = this.context.channels.get(connectionId);
    if (channel === undefined || channel.isLocal || channel.deviceId !== deviceId) return undefined;
    return { name: channel.channelName, isAnswered: channel.isUp || channel.role === 'originating' };
  }

  /** Call when CoreShowChannels is asked. */
  snapshotBegins(): void {
    this.unheard = 0;
    this.before = new Set(this.context.channels.keys());
    this.listed = new Set();
    this.goneMeanwhile.clear();
  }

  /** The channel with this unique id will be an order of ours, and the result of the order will carry it too. */
  expectOrder(uniqueId: string, order: PlacedOrder): void {
    const { orders, placed } = this.context;
    orders.set(uniqueId, order.dialString);
    placed.set(uniqueId, order);
    // An order whose channel or result never came (the phone is not there, the line was lost) is forgotten in the end.
    for (const waiting of [orders, placed]) {
      const oldest = waiting.keys().next();
      if (waiting.size > mostOrders && oldest.done !== true) waiting.delete(oldest.value);
    }
  }

  /** The channel with this unique id only rings a phone: nothing is told of it. */
  expectRing(uniqueId: string): void {
    const { rung } = this.context;
    rung.add(uniqueId);
    const oldest = rung.values().next();
    if (rung.size > mostOrders && oldest.done !== true) rung.delete(oldest.value);
  }

  /** True for what is told of such a channel; it is forgotten when it hangs up, or was never made. */
  private isRung({ Event: name, Uniqueid = '', DestUniqueid = '', ActionID = '', Response }: Fields): boolean {
    const { rung } = this.context;
    if (name === 'OriginateResponse' && rung.has(ActionID)) {
      if (Response === 'Failure') rung.delete(ActionID);
      return true;
    }
    if (!rung.has(Uniqueid) && !rung.has(DestUniqueid)) return false;
    if (name === 'Hangup') rung.delete(Uniqueid);
    return true;
  }

  /** The order was refused. */
  dropOrder(uniqueId: string): void {
    this.context.rung.delete(uniqueId);
    this.context.orders.delete(uniqueId);
    this.context.placed.delete(uniqueId);
  }

  private onCoreShowChannel(fields: Fields, receivedAt: number): void {
    const uniqueId = fields.Uniqueid;
    if (uniqueId === undefined || this.goneMeanwhile.has(uniqueId)) return;
    this.listed.add(uniqueId);
    const isKnown = this.context.channels.has(uniqueId);
    const { heardSince } = this;
    if (!isKnown && heardSince !== undefined && isUnheard(fields, heardSince, receivedAt)) this.unheard += 1;
    const channel = this.context.channelOf(fields);
    if (channel === undefined) return;
    if (isKnown && channel.role !== undefined) catchUp(this.context, channel, fields);
    else adoptChannel(this.context, channel, fields);
  }

  private onSnapshotComplete(): void {
    for (const uniqueId of this.before ?? []) {
      const channel = this.context.channels.get(uniqueId);
      if (channel !== undefined && !this.listed.has(uniqueId)) forget(this.context, channel);
    }
    this.before = undefined;
    this.goneMeanwhile.clear();
    this.context.emit({ kind: 'snapshot', liveConnectionIds: [...this.context.channels.keys()] });
  }
}
