// The phones, ring groups, queue and mailboxes of the sandbox PBX, and what state each shows.
import type { Channel } from './channel.ts';

/** A phone to create. */
export interface PhoneSpec {
  readonly extension: string;
  readonly name: string;
  /** Not registered at start. @default true */
  readonly registered?: boolean;
}

/** A ring group (`120x`) or a queue (`600`): several phones behind one number. */
export interface GroupSpec {
  readonly extension: string;
  readonly name: string;
  readonly members: readonly string[];
}

/** A phone with what changes about it. */
export interface Phone {
  readonly extension: string;
  readonly name: string;
  readonly device: string;
  readonly channels: Set<Channel>;
  readonly mailbox: { newMessages: number; oldMessages: number };
  registered: boolean;
  /** The device state `Custom:DNDx` is busy: calls are refused. */
  doNotDisturb: boolean;
  /** The presence state `CustomPresence:x`; undefined: never set, and then it is in no list. */
  presence: string | undefined;
  shownState: DeviceState;
}

/** Device states by Asterisk's own words. */
export type DeviceState = 'NOT_INUSE' | 'INUSE' | 'RINGING' | 'RINGINUSE' | 'ONHOLD' | 'UNAVAILABLE' | 'BUSY';

interface StateCodes {
  readonly status: number;
  readonly text: string;
  readonly member: number;
}

const stateCodes: Readonly<Record<DeviceState, StateCodes>> = {
  NOT_INUSE: { status: 0, text: 'Idle', member: 1 },
  INUSE: { status: 1, text: 'InUse', member: 2 },
  BUSY: { status: 2, text: 'Busy', member: 3 },
  UNAVAILABLE: { status: 4, text: 'Unavailable', member: 5 },
  RINGING: { status: 8, text: 'Ringing', member: 6 },
  RINGINUSE: { status: 9, text: 'InUse&Ringing', member: 7 },
  ONHOLD: { status: 16, text: 'Hold', member: 8 },
};

/** ExtensionStatus number and text, and QueueMemberStatus number of a device state. */
export function codesOf(state: DeviceState): StateCodes {
  return stateCodes[state];
}

/** The state of the phone itself (`PJSIP/x`), from its legs. */
export function deviceStateOf(phone: Phone): DeviceState {
  if (!phone.registered) return 'UNAVAILABLE';
  let ringing = false;
  let inUse = false;
  let held = false;
  for (const channel of phone.channels) {
    if (channel.state === 5) ringing = true;
    else if (channel.state !== 0 && channel.heldByOther) held = true;
    else if (channel.state !== 0) inUse = true;
  }
  if (ringing) return inUse || held ? 'RINGINUSE' : 'RINGING';
  if (inUse) return 'INUSE';
  return held ? 'ONHOLD' : 'NOT_INUSE';
}

/** The state of the hint `PJSIP/x&Custom:DNDx`: do not disturb shows as Busy while the phone is idle. */
export function hintStateOf(phone: Phone): DeviceState {
  const state = deviceStateOf(phone);
  return phone.doNotDisturb && (state === 'NOT_INUSE' || state === 'UNAVAILABLE') ? 'BUSY' : state;
}

/** The state of a group's hint: the union of its members. */
export function groupStateOf(members: readonly Phone[]): DeviceState {
  const states = new Set(members.map(deviceStateOf));
  const ringing = states.has('RINGING') || states.has('RINGINUSE');
  if (ringing) return states.has('INUSE') || states.has('RINGINUSE') ? 'RINGINUSE' : 'RINGING';
  if (states.has('INUSE')) return 'INUSE';
  if (states.has('ONHOLD')) return 'ONHOLD';
  return states.has('NOT_INUSE') ? 'NOT_INUSE' : 'UNAVAILABLE';
}

/** Hint of a phone, as the recorded PBX spells it. */
export function phoneHint(phone: Phone): string {
  return `${phone.device}&Custom:DND${phone.extension},CustomPresence:${phone.extension}`;
}

/** All phones and groups by extension. */
export class PhoneBook {
  readonly phones = new Map<string, Phone>();
  readonly ringGroups = new Map<string, GroupSpec>();
  readonly queues = new Map<string, GroupSpec>();
  readonly parkingSlots: readonly string[];
  private readonly groupsOfPhone = new Map<string, GroupSpec[]>();

  constructor(phones: readonly PhoneSpec[], ringGroups: readonly GroupSpec[], queues: readonly GroupSpec[]) {
    for (const spec of phones) this.phones.set(spec.extension, newPhone(spec));
    for (const group of ringGroups) this.ringGroups.set(group.extension, group);
    for (const queue of queues) this.queues.set(queue.extension, queue);
    for (const group of ringGroups) this.indexMembers(group);
    this.parkingSlots = Array.from({ length: 20 }, (_, i) => String(701 + i));
  }

  phone(extension: string): Phone {
    const phone = this.phones.get(extension);
    if (phone === undefined) throw new Error(`no phone ${extension} on the sandbox PBX`);
    return phone;
  }

  membersOf(group: GroupSpec): readonly Phone[] {
    return group.members.flatMap((extension) => this.phones.get(extension) ?? []);
  }

  ringGroupsOf(phone: Phone): readonly GroupSpec[] {
    return this.groupsOfPhone.get(phone.extension) ?? [];
  }

  queuesOf(phone: Phone): readonly GroupSpec[] {
    return [...this.queues.values()].filter((queue) => queue.members.includes(phone.extension));
  }

  private indexMembers(group: GroupSpec): void {
    for (const member of group.members) {
      const list = this.groupsOfPhone.get(member) ?? [];
      list.push(group);
      this.groupsOfPhone.set(member, list);
    }
  }
}

function newPhone(spec: PhoneSpec): Phone {
  const registered = spec.registered !== false;
  return {
    extension: spec.extension,
    name: spec.name,
    device: `PJSIP/${spec.extension}`,
    channels: new Set(),
    mailbox: { newMessages: 0, oldMessages: 0 },
    registered,
    doNotDisturb: false,
    presence: undefined,
    shownState: registered ? 'NOT_INUSE' : 'UNAVAILABLE',
  };
}
