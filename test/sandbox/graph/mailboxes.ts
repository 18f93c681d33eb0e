// What is in people's mailboxes: calendars and own contacts, the sample's or what a test has put there.
import { busyHour, usualMeetings, type SandboxMeeting } from './sampleMeetings.ts';

export type { SandboxMeeting } from './sampleMeetings.ts';

/** Somebody in a person's own contacts. */
export interface SandboxContact {
  readonly displayName: string;
  readonly mail?: string;
  readonly jobTitle?: string;
  readonly companyName?: string;
  readonly businessPhones?: readonly string[];
  readonly mobilePhone?: string;
  readonly homePhones?: readonly string[];
}

/** Everybody's own contacts unless told otherwise; the last one is a colleague too. */
const sampleContacts: readonly SandboxContact[] = [
  {
    displayName: 'Zelda Outsider',
    mail: 'zelda.outsider@supplier.example',
    companyName: 'Supplier Example',
    jobTitle: 'Sales',
    businessPhones: ['+33 1 99 00 60 10'],
    mobilePhone: '+1 202-555-0171',
  },
  { displayName: 'Oncle Exemple', homePhones: ['01 99 00 60 11'] },
  { displayName: 'Bruno Sample (gym)', mail: 'bruno.sample@example.com', mobilePhone: '+1 202-555-0172' },
];

/** The mailboxes of everybody; `now` is the sandbox's clock. */
export class Mailboxes {
  readonly #now: () => number;
  readonly #meetings = new Map<string, readonly SandboxMeeting[]>();
  readonly #contacts = new Map<string, readonly SandboxContact[]>();
  #busyHour: readonly SandboxMeeting[];

  constructor(now: () => number) {
    this.#now = now;
    this.#busyHour = busyHour(now());
  }

  /** What overlaps the range, in order of start. */
  meetings(userId: string, fromMs: number, toMs: number): readonly SandboxMeeting[] {
    const all = this.#meetings.get(userId) ?? [...usualMeetings(fromMs, toMs), ...this.#busyHour];
    return all
      .filter(({ startsAt, endsAt }) => startsAt < toMs && endsAt > fromMs)
      .toSorted((one, other) => one.startsAt - other.startsAt);
  }

  contacts(userId: string): readonly SandboxContact[] {
    return this.#contacts.get(userId) ?? sampleContacts;
  }

  /** `null`: the sample's again. */
  setMeetings(userId: string, meetings: readonly SandboxMeeting[] | null): void {
    if (meetings === null) this.#meetings.delete(userId);
    else this.#meetings.set(userId, meetings);
  }

  /** `null`: the sample's again. */
  setContacts(userId: string, contacts: readonly SandboxContact[] | null): void {
    if (contacts === null) this.#contacts.delete(userId);
    else this.#contacts.set(userId, contacts);
  }

  reset(): void {
    this.#meetings.clear();
    this.#contacts.clear();
    this.#busyHour = busyHour(this.#now());
  }
}

/** Meetings as they came over HTTP; `null` without any. Throws what is wrong with them. */
export function readMeetings(value: unknown): readonly SandboxMeeting[] | null {
  const list = readList(value, 'meetings', isMeeting);
  return list as readonly SandboxMeeting[] | null;
}

/** Contacts as they came over HTTP; `null` without any. Throws what is wrong with them. */
export function readContacts(value: unknown): readonly SandboxContact[] | null {
  const list = readList(value, 'contacts', ({ displayName }) => typeof displayName === 'string');
  return list as readonly SandboxContact[] | null;
}

type Entry = Readonly<Record<string, unknown>>;

function isMeeting({ subject, startsAt, endsAt }: Entry): boolean {
  return typeof subject === 'string' && typeof startsAt === 'number' && typeof endsAt === 'number';
}

function readList(value: unknown, name: string, isSound: (entry: Entry) => boolean): readonly unknown[] | null {
  if (value === undefined || value === null) return null;
  if (!Array.isArray(value)) throw new Error(`${name} is a list`);
  const list = value as readonly Entry[];
  if (!list.every(isSound)) throw new Error(`${name}: an entry lacks what it must have`);
  return list;
}
