// What the handlers of AMI messages share: the channels that exist, and the events told so far for this message.
import type { CallEvent, PbxEvent } from '#shared/domain/call';
import { newChannel, refreshParty, type AmiChannel, type Fields } from './amiChannel.ts';

/** An event without what every event of the message has in common. */
type Bare<Event> = Event extends PbxEvent ? Omit<Event, 'eventId' | 'pbxId' | 'occurredAt' | 'receivedAt'> : never;
/** A leg event without the ids that its channel gives. */
type BareLeg<Event> = Event extends CallEvent ? Omit<Bare<Event>, 'globalCallId' | 'connectionId' | 'deviceId'> : never;

/** A leg event as a handler writes it. */
export type LegFact = BareLeg<CallEvent>;

const msPerSecond = 1000;

/** State of one mapper: channels by unique id, plus the clock and output of the message at hand. */
export class MapContext {
  readonly channels = new Map<string, AmiChannel>();
  /** Last told registration and user state by device, so that only changes become events. */
  readonly deviceFacts = new Map<string, string>();
  /** Orders of ours by the unique id we chose for their channel. */
  readonly orders = new Map<string, string>();
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
    const told = Number(fields.Timestamp);
    this.receivedAt = receivedAt;
    this.occurredAt = Number.isFinite(told) && told > 0 ? Math.round(told * msPerSecond) : receivedAt;
  }

  take(): readonly PbxEvent[] {
    const events = this.out;
    this.out = [];
    return events;
  }

  emit(event: Bare<PbxEvent>): void {
    this.count += 1;
    this.out.push({
      ...event,
      eventId: `${this.pbxId}:${String(this.receivedAt)}:${String(this.count)}`,
      pbxId: this.pbxId,
      occurredAt: this.occurredAt,
      receivedAt: this.receivedAt,
    });
  }

  /** Tells a leg event of a channel; Local channels are Asterisk's own plumbing and never tell anything. */
  leg(channel: AmiChannel, fact: LegFact, synthesized = false): void {
    if (channel.isLocal) return;
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
