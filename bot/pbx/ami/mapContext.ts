// What the handlers of AMI messages share: the channels that exist, and the events told so far for this message.
import type { CallEvent, PbxEvent } from '#shared/domain/call';
import type { MakeCallOrder } from '../PbxPort.ts';
import { newChannel, refreshParty, type AmiChannel, type Fields } from './amiChannel.ts';

/** An event without what every event of the message has in common. */
type Bare<Event> = Event extends PbxEvent ? Omit<Event, 'eventId' | 'pbxId' | 'occurredAt' | 'receivedAt'> : never;
/** A leg event without the ids that its channel gives. */
type BareLeg<Event> = Event extends CallEvent ? Omit<Bare<Event>, 'globalCallId' | 'connectionId' | 'deviceId'> : never;

/** A leg event as a handler writes it. */
export type LegFact = BareLeg<CallEvent>;

/** An order of ours to place a call. */
export type PlacedOrder = Pick<MakeCallOrder, 'requestId' | 'deviceId' | 'dialString'>;

const msPerSecond = 1000;

/** State of one mapper: channels by unique id, plus the clock and output of the message at hand. */
export class MapContext {
  readonly channels = new Map<string, AmiChannel>();
  /** Last told registration and user state by device, so that only changes become events. */
  readonly deviceFacts = new Map<string, string>();
  /** Orders of ours by the unique id we chose for their channel. */
  readonly orders = new Map<string, string>();
  /** The same orders until their result is known, by the id of their action. */
  readonly placed = new Map<string, PlacedOrder>();
  /** Unique ids of channels that only ring a phone of ours: they are no calls. */
  readonly rung = new Set<string>();
  readonly pbxId: string;
  readonly device: RegExp;
  private out: PbxEvent[] = [];
  private occurredAt = 0;
  private receivedAt = 0;
  private count = 0;

  constructor(pbxId: string, device: RegExp) {
    this.pbxId = pbxId;
    this.device = device;
  }

  begin(fields: Fields, receivedAt: number): void {
    const told = Math.round(Number(fields.Timestamp) * msPerSecond);
    this.receivedAt = receivedAt;
    this.occurredAt = Number.isSafeInteger(told) && told > 0 ? told : receivedAt;
  }

  take(): readonly PbxEvent[] {
    const events = this.out;
    this.out = [];
    return events;
  }

  emit(event: Bare<PbxEvent>): void {
    // A hint or a mailbox without a name is nobody's.
    if ('deviceId' in event && event.deviceId === '' && !('connectionId' in event)) return;
    this.count += 1;
    this.out.push({
      ...event,
      eventId: `${this.pbxId}:${String(this.receivedAt)}:${String(this.count)}`,
      pbxId: this.pbxId,
      occurredAt: this.occurredAt,
      receivedAt: this.receivedAt,
    });
  }

  /** Tells a leg event of a channel; Local channels are Asterisk's own plumbing and never tell anything, nameless ones are damaged. */
  leg(channel: AmiChannel, fact: LegFact, synthesized = false): void {
    if (channel.isLocal || channel.deviceId === '') return;
    this.emit({
      ...fact,
      globalCallId: channel.globalCallId,
      connectionId: channel.uniqueId,
      deviceId: channel.deviceId,
      ...(synthesized ? { synthesized: true } : {}),
    });
  }

  /** The channel a message is about; one that was never announced (a gap) is made up from what the message says. */
  channelOf(fields: Fields, prefix = ''): AmiChannel | undefined {
    const uniqueId = fields[`${prefix}Uniqueid`];
    if (uniqueId === undefined) return undefined;
    const known = this.channels.get(uniqueId);
    if (known !== undefined) {
      refreshParty(known, fields, prefix);
      return known;
    }
    const made = newChannel(fields, prefix, this.device);
    if (made !== undefined) this.channels.set(uniqueId, made);
    return made;
  }
}

/** One handler per message name. */
export type Handler = (context: MapContext, fields: Fields) => void;
