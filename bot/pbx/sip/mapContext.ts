// What the handlers of SIP documents share: the events told so far for the document at hand, and who a SIP address is.
import type { Party, PbxEvent } from '#shared/domain/call';
import type { DialogParty } from './dialogInfo.ts';
import { addressParts, parseNameAddr } from './headerValue.ts';

/** An event without what every event of the document has in common. */
type Bare<Event> = Event extends PbxEvent ? Omit<Event, 'eventId' | 'pbxId' | 'occurredAt' | 'receivedAt'> : never;

/** An event as a handler writes it. */
export type BareEvent = Bare<PbxEvent>;

/** RFC 3323 4.1.1.3 and what PBXs write instead. */
const hiddenUser = /^(anonymous|restricted|unavailable|unknown|private|withheld)$/i;

/** Output and clock of one mapper. A SIP document carries no time: things occur when they are told. */
export class MapContext {
  readonly pbxId: string;
  /** True for the extension of a phone of this PBX that is watched. */
  readonly isDevice: (deviceId: string) => boolean;
  private out: PbxEvent[] = [];
  private receivedAt = 0;
  private count = 0;

  constructor(pbxId: string, isDevice: (deviceId: string) => boolean) {
    this.pbxId = pbxId;
    this.isDevice = isDevice;
  }

  begin(receivedAt: number): void {
    this.receivedAt = receivedAt;
  }

  take(): readonly PbxEvent[] {
    const events = this.out;
    this.out = [];
    return events;
  }

  emit(event: BareEvent): void {
    this.count += 1;
    this.out.push({
      ...event,
      eventId: `${this.pbxId}:${String(this.receivedAt)}:${String(this.count)}`,
      pbxId: this.pbxId,
      occurredAt: this.receivedAt,
      receivedAt: this.receivedAt,
    });
  }

  /** The party at one end of a dialog; empty when it is withheld or not told. */
  party(side: DialogParty): Party {
    const address = parseNameAddr(side.identity ?? '');
    const parts = addressParts(address?.uri ?? '');
    const isHidden = parts?.host === 'anonymous.invalid' || hiddenUser.test(parts?.user ?? '');
    const name = side.displayName ?? address?.displayName;
    return {
      ...(parts?.user === undefined || isHidden ? {} : this.numbered(parts.user)),
      ...(name === undefined || hiddenUser.test(name) ? {} : { name }),
    };
  }

  private numbered(user: string): Party {
    return this.isDevice(user) ? { number: user, deviceId: user } : { number: user };
  }
}
