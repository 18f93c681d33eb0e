// Turns an item of the mailbox into what office.js asks for: the initial data of an item, its body, its times and places.
import type { ItemKind, MailboxItem, OutlookSettings, Party, Permission } from './outlookTypes.ts';

const minuteMs = 60_000;
const farFuture = 4_102_444_800_000;
const defaultMinutes = 30;
/** Numbers of HostItemType in the Outlook file of office.js. */
const itemTypes: Readonly<Record<ItemKind, number>> = { message: 1, appointment: 2, ownAppointment: 5 };
const itemLess = 6;
/** Numbers of the host's permission levels; not in the order of their might. */
const permissionLevels: Readonly<Record<Permission, number>> = { readItem: 1, readWriteMailbox: 2, readWriteItem: 3 };
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'", amp: '&' };

/** The plain text of a body, as Outlook makes it: blocks and breaks become lines, nothing else is kept. */
export function plainText(html: string): string {
  return html
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/<br\b[^>]*>|<\/(p|div|li|tr|h[1-6]|table|ul|ol)>/gi, '\n')
    .replace(/<\/td>/gi, '\t')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#39|[a-z]+);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

/** When an appointment ends. */
export function endOf(item: MailboxItem): number {
  return item.at + (item.minutes ?? defaultMinutes) * minuteMs;
}

/** Where an appointment takes place, as item.enhancedLocation gives it: each place by itself. */
export function placesOf(item: MailboxItem): readonly object[] {
  const places = (item.location ?? '').split(';').map((place) => place.trim());
  return places
    .filter((place) => place !== '')
    .map((place) => ({
      locationIdentifier: { id: place, type: 'custom' },
      displayName: place,
      emailAddress: null,
    }));
}

function mailboxData(settings: OutlookSettings): object {
  const { user, locale, permission } = settings;
  return {
    userProfileType: 'office365',
    userDisplayName: user.displayName,
    userEmailAddress: user.userPrincipalName,
    userTimeZone: 'Romance Standard Time',
    timeZoneOffsets: [{ start: 0, end: farFuture, offset: -new Date().getTimezoneOffset() }],
    hostVersion: '15.20.9000.0',
    owaView: 'ThreeColumns',
    permissionLevel: permissionLevels[permission],
    isRestIdSupported: true,
    cultureInfo: locale,
    entities: {},
    regExMatches: {},
  };
}

function personData({ address, name }: Party): object {
  return { address, name, recipientType: 1, appointmentResponse: 0 };
}

function writtenFields(item: MailboxItem, me: Party): object {
  const { subject, from, at } = item;
  const common = {
    subject,
    normalizedSubject: subject.replace(/^((re|fw|tr)\s?: )+/i, ''),
    dateTimeCreated: at,
    dateTimeModified: at,
    to: [personData(me)],
    cc: [],
    attachments: [],
  };
  if (item.kind === 'message') {
    const sender = personData(from);
    const conversation = { conversationId: `conversation-${item.id}`, internetMessageId: `<${item.id}@example.com>` };
    return { ...common, ...conversation, from: sender, sender, itemClass: 'IPM.Note' };
  }
  const place = item.location ?? '';
  const organizer = personData(from);
  return { ...common, organizer, location: place, start: at, end: endOf(item), itemClass: 'IPM.Appointment' };
}

/** What makes office.js hand window.open to the host (method 403): in the frame of function commands only. */
export function windowData(frame: 'pane' | 'commands', settings: Pick<OutlookSettings, 'doesHostOpenWindows'>): object {
  return frame === 'commands' && settings.doesHostOpenWindows ? { openWindowOpen: true } : {};
}

/** Answer of GetInitialData; without an item there is the mailbox alone. */
export function initialData(item: MailboxItem | null, itemNumber: number, settings: OutlookSettings): object {
  if (item === null) return { ...mailboxData(settings), itemType: itemLess, itemNumber };
  const me = { name: settings.user.displayName, address: settings.user.userPrincipalName };
  return {
    ...mailboxData(settings),
    itemType: itemTypes[item.kind],
    itemNumber,
    id: item.id,
    // An item in a compose form hands out its fields through functions only.
    ...(item.kind === 'ownAppointment' ? {} : writtenFields(item, me)),
  };
}
