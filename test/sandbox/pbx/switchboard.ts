// The heart of the sandbox PBX: opens, rings, joins and ends channels, and tells each step as Asterisk would.
import { randomUUID } from 'node:crypto';
import { channelFields, type EventClass, type Fields } from './amiText.ts';
import { type Bridge, type Channel, type ChannelState, type Party, partyName, partyNumber } from './channel.ts';
import type { Journal } from './journal.ts';
import {
  codesOf,
  deviceStateOf,
  groupStateOf,
  hintStateOf,
  type Phone,
  type PhoneBook,
  phoneHint,
} from './phoneBook.ts';

/** Where events go: to every client whose mask takes them. Returns the monotonic microsecond of the write. */
export interface EventOutlet {
  emit(eventClass: EventClass, name: string, fields: Fields): bigint;
}

/** How a new channel starts. */
export interface ChannelStart {
  readonly state: ChannelState;
  readonly exten: string;
  readonly linkedid?: string;
  readonly uniqueid?: string;
  readonly callerId?: { readonly number: string; readonly name: string };
}

/** Hangup causes the stories use. */
export const hangupCauses = {
  0: 'Unknown',
  16: 'Normal Clearing',
  17: 'User busy',
  20: 'Subscriber absent',
  21: 'Call Rejected',
  26: 'Answered elsewhere',
  127: 'Interworking, unspecified',
} as const;
export type HangupCause = keyof typeof hangupCauses;

/** State of all calls; every change goes out through the outlet in the order of the recordings. */
export class Switchboard {
  readonly channels = new Map<string, Channel>();
  readonly parked = new Map<
    string,
    { readonly parkee: Channel; readonly parker: Phone | undefined; readonly at: number }
  >();
  /** Asterisk's own database: `family/key` and value. */
  readonly database = new Map<string, string>();
  readonly loginTime = Math.floor(Date.now() / 1000);
  readonly book: PhoneBook;
  readonly journal: Journal;
  readonly context: string;
  private readonly outlet: EventOutlet;
  private channelCount = 0;
  private uniqueCount = 0;

  constructor(book: PhoneBook, journal: Journal, outlet: EventOutlet, context: string) {
    this.book = book;
    this.journal = journal;
    this.outlet = outlet;
    this.context = context;
  }

  emit(eventClass: EventClass, name: string, fields: Fields): bigint {
    return this.outlet.emit(eventClass, name, fields);
  }

  /** Tells an event about one channel. */
  tell(name: string, channel: Channel, more: Fields = [], eventClass: EventClass = 'call'): bigint {
    return this.emit(eventClass, name, [...channelFields(channel), ...more]);
  }

  /** Tells an event about a channel and the one it dials. */
  tellDial(
    name: string,
    caller: Channel | undefined,
    dest: Channel,
    more: Fields,
    eventClass: EventClass = 'call',
  ): void {
    const own = caller === undefined ? [] : channelFields(caller);
    this.emit(eventClass, name, [...own, ...channelFields(dest, 'Dest'), ...more]);
  }

  /** Newchannel. A channel that starts by dialling (state 4) counts as a call at once. */
  open(party: Party, start: ChannelStart): Channel {
    const channel = this.newChannel(party, start);
    this.channels.set(channel.uniqueid, channel);
    channel.phone?.channels.add(channel);
    const sentAt = this.tell('Newchannel', channel);
    if (channel.state === 4) this.countIn(channel, sentAt);
    return channel;
  }

  /** Newstate. Going up makes the leg a call. */
  setState(channel: Channel, state: ChannelState): void {
    channel.state = state;
    const sentAt = this.tell('Newstate', channel);
    if (state === 6) this.countIn(channel, sentAt);
  }

  /** NewConnectedLine: `channel` now sees `other`. */
  connectLine(channel: Channel, other: Channel): void {
    this.seeOther(channel, other);
    this.tell('NewConnectedLine', channel);
  }

  /** As `connectLine`, without an event of its own. */
  seeOther(channel: Channel, other: Channel): void {
    channel.connectedNumber = other.callerNumber;
    channel.connectedName = other.callerName;
  }

  createBridge(kind: Bridge['kind'] = 'basic'): Bridge {
    const bridge: Bridge = { id: randomUUID(), kind, members: new Set() };
    this.emit('call', 'BridgeCreate', bridgeFields(bridge));
    return bridge;
  }

  enter(bridge: Bridge, channel: Channel, more: Fields = []): void {
    bridge.members.add(channel);
    channel.bridge = bridge;
    this.emit('call', 'BridgeEnter', [...bridgeFields(bridge), ...channelFields(channel), ...more]);
  }

  leave(channel: Channel): void {
    const bridge = channel.bridge;
    if (bridge === undefined) return;
    bridge.members.delete(channel);
    channel.bridge = undefined;
    this.emit('call', 'BridgeLeave', [...bridgeFields(bridge), ...channelFields(channel)]);
  }

  destroyBridge(bridge: Bridge | undefined): void {
    if (bridge !== undefined) this.emit('call', 'BridgeDestroy', bridgeFields(bridge));
  }

  /** Hangup: the leg is gone. */
  hangup(channel: Channel, cause: HangupCause): void {
    if (!this.channels.delete(channel.uniqueid)) return;
    channel.phone?.channels.delete(channel);
    const sentAt = this.tell('Hangup', channel, [
      ['Cause', cause],
      ['Cause-txt', hangupCauses[cause]],
    ]);
    if (channel.countsAsBusy && channel.phone !== undefined) {
      this.journal.legEnded(channel.phone.extension, channel.linkedid, sentAt);
    }
    channel.countsAsBusy = false;
  }

  /** Tells the new state of a phone to hints, queues and device watchers, when it changed. */
  touch(phone: Phone | undefined): void {
    if (phone === undefined) return;
    const state = deviceStateOf(phone);
    if (state === phone.shownState) return;
    phone.shownState = state;
    for (const group of this.book.ringGroupsOf(phone)) {
      const members = this.book.membersOf(group);
      const hint = members.map((member) => member.device).join('&');
      this.tellHint(group.extension, hint, codesOf(groupStateOf(members)));
    }
    this.tellHint(phone.extension, phoneHint(phone), codesOf(hintStateOf(phone)));
    this.emit('call', 'DeviceStateChange', [
      ['Device', phone.device],
      ['State', state],
    ]);
    for (const queue of this.book.queuesOf(phone)) this.tellMember(queue.name, phone);
  }

  tellHint(exten: string, hint: string, codes: { status: number; text: string }, context = this.context): void {
    this.emit('call', 'ExtensionStatus', [
      ['Exten', exten],
      ['Context', context],
      ['Hint', hint],
      ['Status', codes.status],
      ['StatusText', codes.text],
    ]);
  }

  private tellMember(queue: string, phone: Phone): void {
    this.emit('agent', 'QueueMemberStatus', [
      ['Queue', queue],
      ['MemberName', phone.name],
      ['Interface', phone.device],
      ...memberFields(phone, this.loginTime, true),
    ]);
  }

  private countIn(channel: Channel, sentAt: bigint): void {
    if (channel.countsAsBusy || channel.phone === undefined) return;
    channel.countsAsBusy = true;
    this.journal.legStarted(channel.phone.extension, channel.linkedid, sentAt);
  }

  private newChannel(party: Party, start: ChannelStart): Channel {
    const phone = party.kind === 'phone' ? party.phone : undefined;
    const uniqueid = start.uniqueid ?? `${Math.floor(Date.now() / 1000)}.${this.uniqueCount++}`;
    const serial = (this.channelCount++).toString(16).padStart(8, '0');
    return {
      name: `${phone?.device ?? 'PJSIP/trunk'}-${serial}`,
      uniqueid,
      phone,
      dialTarget: phone === undefined ? `${partyNumber(party)}@trunk` : phone.extension,
      openedAtMs: Date.now(),
      linkedid: start.linkedid ?? uniqueid,
      state: start.state,
      callerNumber: start.callerId?.number ?? partyNumber(party),
      callerName: start.callerId?.name ?? partyName(party),
      connectedNumber: '',
      connectedName: '',
      context: phone === undefined ? 'from-trunk' : this.context,
      exten: start.exten,
      priority: 1,
      bridge: undefined,
      heldByOther: false,
      countsAsBusy: false,
      application: { name: '', data: '' },
    };
  }
}

/** The lines that describe a bridge. */
export function bridgeFields(bridge: Bridge, prefix = ''): Fields {
  const parking = bridge.kind === 'parking';
  return [
    [`${prefix}BridgeUniqueid`, bridge.id],
    [`${prefix}BridgeType`, bridge.kind],
    [`${prefix}BridgeTechnology`, parking ? 'holding_bridge' : 'simple_bridge'],
    [`${prefix}BridgeCreator`, parking ? 'Parking' : '<unknown>'],
    [`${prefix}BridgeName`, parking ? 'default' : '<unknown>'],
    [`${prefix}BridgeNumChannels`, bridge.members.size],
    [`${prefix}BridgeVideoSourceMode`, 'none'],
  ];
}

/** The lines that describe a queue member after its name; events carry `Ringinuse`, the list does not. */
export function memberFields(phone: Phone, loginTime: number, withRinginuse: boolean): Fields {
  return [
    ['StateInterface', phone.device],
    ['Membership', 'static'],
    ['Penalty', 0],
    ['CallsTaken', 0],
    ['LastCall', 0],
    ['LastPause', 0],
    ['LoginTime', loginTime],
    ['InCall', 0],
    ['Status', codesOf(deviceStateOf(phone)).member],
    ['Paused', 0],
    ['PausedReason', ''],
    ...(withRinginuse ? ([['Ringinuse', 0]] as const) : []),
    ['Wrapuptime', 0],
  ];
}
