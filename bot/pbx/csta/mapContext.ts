// What the handlers of CSTA messages share: the calls that exist, which devices are ours, and the events told so far.
import type { CallEvent, Party, PbxEvent } from '#shared/domain/call';
import type { XmlNode } from '../xml/parseXml.ts';
import { isOpenLeg, legAt, type CstaCall, type CstaLeg } from './cstaCall.ts';
import type { CstaDevice } from './deviceId.ts';

/** An event without what every event of the message has in common. */
type Bare<Event> = Event extends PbxEvent ? Omit<Event, 'eventId' | 'pbxId' | 'occurredAt' | 'receivedAt'> : never;
/** A leg event without the ids that its leg gives. */
type BareLeg<Event> = Event extends CallEvent ? Omit<Bare<Event>, 'globalCallId' | 'connectionId' | 'deviceId'> : never;

/** A leg event as a handler writes it. */
export type LegFact = BareLeg<CallEvent>;

const msPerDay = 86_400_000;
/** A repeated event comes within this time; later the PBX has used the call id again, or rings the phone again. */
const repeatMs = 2_000;
const mostCalls = 20_000;
const mostMailboxes = 1_000;
/** What callers without a number are as a device. */
const nobody: CstaDevice = { deviceId: 'anonymous', key: 'anonymous' };

/** State of one mapper: calls by call id, plus the clock and output of the message at hand. */
export class MapContext {
  readonly pbxId: string;
  readonly calls = new Map<string, CstaCall>();
  /** Devices with a running monitor: how the PBX writes them -> what users' lines are known by. */
  readonly watched = new Map<string, string>();
  readonly voicemail: Set<string>;
  /** Rises with every connection: within one, an event that comes twice is a repeat. */
  session = 0;
  receivedAt = 0;
  private out: PbxEvent[] = [];
  private count = 0;

  constructor(pbxId: string, voicemailDevices: readonly string[]) {
    this.pbxId = pbxId;
    this.voicemail = new Set(voicemailDevices);
  }

  begin(receivedAt: number): void {
    this.receivedAt = receivedAt;
  }

  take(): readonly PbxEvent[] {
    const events = this.out;
    this.out = [];
    return events;
  }

  /** CSTA events carry no time of their own: what is received now happened now. */
  emit(event: Bare<PbxEvent>): void {
    this.count += 1;
    this.out.push({
      ...event,
      eventId: `${this.pbxId}:${String(this.receivedAt)}:${String(this.count)}`,
      pbxId: this.pbxId,
      occurredAt: this.receivedAt,
      receivedAt: this.receivedAt,
    });
  }

  leg(leg: CstaLeg, fact: LegFact, synthesized = false): void {
    if (leg.isSilent) return;
    const { globalCallId, connectionId, deviceId } = leg;
    this.emit({ ...fact, globalCallId, connectionId, deviceId, ...(synthesized ? { synthesized: true } : {}) });
  }

  learnVoicemail(deviceId: string): void {
    if (this.voicemail.size < mostMailboxes) this.voicemail.add(deviceId);
  }

  /** Dialling this number fetches a parked call; the other side's monitor may have told so before. */
  isParkingSlot(number: string | undefined): boolean {
    for (const { isOver, parked, fetchedFrom } of this.calls.values()) {
      if (number === undefined || isOver) continue;
      if (parked?.slot === number) return true;
      if (fetchedFrom?.slot === number && this.receivedAt - fetchedFrom.at < repeatMs) return true;
    }
    return false;
  }

  /** The line a device belongs to. */
  lineOf(device: CstaDevice): string {
    return this.watched.get(device.key) ?? this.watched.get(device.deviceId) ?? device.deviceId;
  }

  isWatched(leg: CstaLeg): boolean {
    return this.watched.has(leg.key) || this.watched.has(leg.deviceId);
  }

  /** A call the event continues; undefined when it is over or was never seen. */
  openCall(callId: string): CstaCall | undefined {
    const call = this.calls.get(callId);
    return call === undefined || call.isOver ? undefined : call;
  }

  /**
   * The call an event of `device` may begin or continue. Undefined for a late repeat: a call that ended a moment ago, or whose legs
   * went on under another call id, is not begun again by a device that was in it.
   */
  callOf(callId: string, device?: CstaDevice, linkageId?: string): CstaCall | undefined {
    const known = this.calls.get(callId);
    if (known !== undefined && !known.isOver) return known;
    if (known !== undefined && this.isRepeat(known)) {
      if (known.movedTo !== undefined || device === undefined || legAt(known, device.key) !== undefined)
        return undefined;
      known.isOver = false;
      return known;
    }
    const generation = known === undefined ? 1 : known.generation + 1;
    const call = this.newCall(callId, generation, this.freeLinkage(device, linkageId));
    this.calls.delete(callId);
    this.calls.set(callId, call);
    this.prune();
    return call;
  }

  private isRepeat(call: CstaCall): boolean {
    if (call.session !== this.session) return false;
    if (call.movedTo !== undefined && !call.movedTo.isOver) return true;
    const sinceMs = this.receivedAt - call.endedAt;
    return sinceMs < repeatMs && sinceMs > -repeatMs;
  }

  /** An enquiry may carry the linkage of the call it is made from; its log stays a call of its own. */
  private freeLinkage(device: CstaDevice | undefined, linkageId: string | undefined): string | undefined {
    if (linkageId === undefined || device === undefined) return undefined;
    for (const call of this.calls.values()) {
      const isSame = !call.isOver && call.globalCallId.startsWith(`${linkageId}@`);
      if (isSame && call.legs.some((leg) => isOpenLeg(leg) && leg.key === device.key)) return undefined;
    }
    return linkageId;
  }

  /**
   * PBXs count call ids from one after a restart and wrap them: the day and, within it, the generation keep the ids of two calls
   * apart. Nothing finer than the day, because after a restart of ours the snapshot must find the ids of the calls under way.
   */
  private newCall(callId: string, generation: number, linkageId: string | undefined): CstaCall {
    const day = Math.floor(this.receivedAt / msPerDay);
    return {
      callId,
      globalCallId: `${linkageId ?? callId}@${String(day)}${generation > 1 ? `.${String(generation)}` : ''}`,
      generation,
      legs: [],
      names: new Map(),
      called: undefined,
      group: undefined,
      parked: undefined,
      fetchedFrom: undefined,
      transferredBy: undefined,
      divertingTo: undefined,
      divertedFrom: undefined,
      movedTo: undefined,
      byApplication: undefined,
      isOver: false,
      startedAt: this.receivedAt,
      endedAt: 0,
      session: this.session,
    };
  }

  private prune(): void {
    for (const [callId, call] of this.calls) {
      if (this.calls.size <= mostCalls) return;
      if (call.isOver || this.calls.size > 2 * mostCalls) this.calls.delete(callId);
      else return;
    }
  }

  /** A leg of `device` in `call`; a new one when there is none yet. */
  legOf(call: CstaCall, device: CstaDevice, role: CstaLeg['role']): CstaLeg {
    const known = legAt(call, device.key);
    if (known === undefined) return this.addLeg(call, device, role);
    known.role ??= role;
    return known;
  }

  /** A leg that rings: again, when an earlier leg of the device has ended for good. Undefined for a repeat. */
  ringingLeg(call: CstaCall, device: CstaDevice, cause: string): CstaLeg | undefined {
    const known = call.legs.findLast((leg) => leg.key === device.key);
    if (known === undefined) return this.addLeg(call, device, 'terminating');
    if (isOpenLeg(known)) return known.role === 'originating' ? undefined : known;
    const isAgain = cause === 'recall' || this.receivedAt - known.endedAt >= repeatMs;
    return isAgain && !call.isOver ? this.addLeg(call, device, 'terminating') : undefined;
  }

  private addLeg(call: CstaCall, device: CstaDevice, role: CstaLeg['role']): CstaLeg {
    const again = call.legs.filter((leg) => leg.key === device.key).length;
    const day = call.globalCallId.slice(call.globalCallId.lastIndexOf('@'));
    const leg: CstaLeg = {
      connectionId: `${call.callId}/${device.key}${day}${again > 0 ? `~${String(again)}` : ''}`,
      globalCallId: call.globalCallId,
      key: device.key,
      deviceId: this.lineOf(device),
      role,
      state: 'offered',
      hasTalked: false,
      wasAlerting: false,
      isSilent: false,
      isTold: false,
      endedAt: 0,
    };
    call.legs.push(leg);
    return leg;
  }

  /** Where a call that nobody holds will come back: a device we hear of that is not in it yet, or its own queue. */
  waitsFor(call: CstaCall, destination: CstaDevice | undefined): string | undefined {
    if (destination === undefined) return undefined;
    if (destination.deviceId === call.group?.id) return destination.deviceId;
    if (legAt(call, destination.key) !== undefined) return undefined;
    const isWatched = this.watched.has(destination.key) || this.watched.has(destination.deviceId);
    return isWatched ? destination.deviceId : undefined;
  }

  /** What the PBX told of a device in this call: names come with some events and not with others. */
  note(call: CstaCall, device: CstaDevice | undefined, number?: string): Party {
    if (device === undefined) return {};
    const deviceId = this.lineOf(device);
    const before = call.names.get(deviceId);
    const name = device.name ?? before?.name;
    const party: Party = {
      number: number ?? before?.number ?? deviceId,
      ...(name === undefined ? {} : { name }),
      ...(this.watched.has(device.key) || this.watched.has(deviceId) ? { deviceId } : {}),
    };
    call.names.set(deviceId, party);
    return party;
  }

  partyOf(call: CstaCall, leg: CstaLeg): Party {
    if (leg.deviceId === nobody.deviceId) return {};
    const party = call.names.get(leg.deviceId) ?? { number: leg.deviceId };
    return { ...party, deviceId: leg.deviceId };
  }

  /**
   * The leg of whoever calls. Callers from outside and phones without a monitor are told by nobody else, and without them a call
   * that still rings somewhere would look given up.
   */
  ensureCaller(call: CstaCall, calling: CstaDevice | undefined, called: Party): CstaLeg {
    const device = calling ?? nobody;
    const known = legAt(call, device.key) ?? call.legs.find((leg) => leg.role === 'originating');
    const leg = known ?? this.addLeg(call, device, 'originating');
    const isCaller = leg.role === undefined || leg.role === 'originating';
    if (!isCaller || !isOpenLeg(leg) || leg.isTold) return leg;
    leg.role = 'originating';
    leg.state = 'initiated';
    this.tellOriginated(call, leg, called);
    return leg;
  }

  /** The leg of a caller who was moved into this call, while the monitor that tells the transfer has not spoken yet. */
  movedLeg(call: CstaCall, calling: CstaDevice | undefined): CstaLeg | undefined {
    if (calling === undefined || legAt(call, calling.key) !== undefined) return undefined;
    for (const other of this.calls.values()) {
      const leg = other === call || other.isOver ? undefined : legAt(other, calling.key);
      if (leg !== undefined && isOpenLeg(leg) && leg.hasTalked) return leg;
    }
    return undefined;
  }

  /** Tells that a leg dials, marked when a program placed the call. */
  tellOriginated(call: CstaCall, leg: CstaLeg, called: Party): void {
    leg.isTold = true;
    const isOrder = call.byApplication === leg.deviceId;
    this.leg(leg, { kind: 'originated', called, ...(isOrder ? { byApplication: true } : {}) });
  }
}

/** One handler per message name. */
export type Handler = (context: MapContext, event: XmlNode) => void;
