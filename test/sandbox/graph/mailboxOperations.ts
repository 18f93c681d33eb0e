// Calendar view, own contacts and relevant people: small lists of the real shapes.
import { guidOf, type SandboxUser } from '../tenant/index.ts';
import { badRequest, notFound, type GraphAnswer } from './answers.ts';
import type { SandboxContact, SandboxMeeting } from './mailboxes.ts';
import type { Operation, OperationContext } from './operation.ts';
import { pageOf } from './paging.ts';

const dayMs = 86_400_000;
const longestViewDays = 62;
const colleaguesShown = 20;
const calendarRead = {
  application: ['Calendars.Read', 'Calendars.ReadBasic', 'Calendars.ReadWrite'],
  delegated: ['Calendars.Read', 'Calendars.ReadBasic', 'Calendars.ReadWrite'],
};
const contactsRead = { application: [], delegated: ['Contacts.Read', 'Contacts.ReadWrite'] };
const peopleRead = { application: ['People.Read.All'], delegated: ['People.Read', 'People.Read.All'] };

/** Properties of an event and a contact that may be selected. */
const eventProperties = new Set([
  ...['id', 'subject', 'bodyPreview', 'body', 'start', 'end', 'isAllDay', 'isCancelled', 'isOrganizer', 'showAs'],
  ...['sensitivity', 'type', 'responseStatus', 'location', 'organizer', 'attendees', 'isOnlineMeeting'],
  ...['onlineMeetingProvider', 'onlineMeeting', 'onlineMeetingUrl', 'webLink'],
]);
const contactProperties = new Set([
  ...['id', 'displayName', 'givenName', 'surname', 'jobTitle', 'companyName', 'department', 'emailAddresses'],
  ...['businessPhones', 'mobilePhone', 'homePhones', 'categories'],
]);

type Json = Readonly<Record<string, unknown>>;

function graphTime(timeMs: number): object {
  return { dateTime: new Date(timeMs).toISOString().replace('Z', '0000'), timeZone: 'UTC' };
}

function plain(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function eventJson(user: SandboxUser, meeting: SandboxMeeting, isText: boolean): Json {
  const { subject, startsAt, endsAt, joinUrl, organizer } = meeting;
  const id = guidOf(`${user.id}/${subject}/${String(startsAt)}`).replaceAll('-', '');
  const html = meeting.bodyHtml ?? `<p>${subject}</p>`;
  const isOnline = joinUrl !== undefined;
  const response = meeting.response ?? (organizer === undefined ? 'organizer' : 'accepted');
  return {
    id: `AAMk${id}`,
    subject,
    bodyPreview: plain(html).slice(0, 255),
    body: isText
      ? { contentType: 'text', content: plain(html) }
      : { contentType: 'html', content: `<html><head></head><body>${html}</body></html>` },
    start: graphTime(startsAt),
    end: graphTime(endsAt),
    isAllDay: meeting.isAllDay ?? false,
    isCancelled: meeting.isCancelled ?? false,
    isOrganizer: organizer === undefined,
    showAs: 'busy',
    sensitivity: 'normal',
    type: 'singleInstance',
    responseStatus: { response, time: '0001-01-01T00:00:00Z' },
    location: { displayName: meeting.location ?? '' },
    organizer: { emailAddress: { name: organizer ?? user.displayName, address: user.mail } },
    attendees: [],
    isOnlineMeeting: isOnline,
    onlineMeetingProvider: isOnline ? 'teamsForBusiness' : 'unknown',
    onlineMeeting: isOnline ? { joinUrl } : null,
    onlineMeetingUrl: null,
    webLink: `https://outlook.example.com/calendar/item/${id}`,
  };
}

/** The names of $select, all of them without one, or what is wrong with it. */
function selected(query: URLSearchParams, known: ReadonlySet<string>): ReadonlySet<string> | GraphAnswer {
  const names = query.get('$select')?.split(',') ?? [...known];
  const unknown = names.find((name) => !known.has(name));
  if (unknown === undefined) return new Set(['id', ...names]);
  return badRequest(`Parsing OData Select and Expand failed: Could not find a property named '${unknown}'.`);
}

function pick(entry: Json, names: ReadonlySet<string>): Json {
  return Object.fromEntries(Object.entries(entry).filter(([name]) => names.has(name)));
}

/** Moments of the view, or `null` when they are missing, in disorder or too far apart. */
function viewOf(query: URLSearchParams): { readonly startMs: number; readonly endMs: number } | null {
  const startMs = Date.parse(query.get('startDateTime') ?? '');
  const endMs = Date.parse(query.get('endDateTime') ?? '');
  const isSound = startMs <= endMs && endMs - startMs <= longestViewDays * dayMs;
  return isSound ? { startMs, endMs } : null;
}

function calendarView(context: OperationContext): GraphAnswer {
  const { user } = context;
  if (user === undefined) return notFound('User not found.');
  const view = viewOf(context.query);
  if (view === null) return badRequest('startDateTime and endDateTime are required and must be in order.');
  const names = selected(context.query, eventProperties);
  if ('status' in names) return names;
  const zone = /outlook\.timezone="([^"]*)"/.exec(context.prefer)?.[1] ?? 'UTC';
  if (zone !== 'UTC') return badRequest(`The sandbox plays no time zone but UTC: '${zone}'.`);
  const isText = /outlook\.body-content-type="text"/.test(context.prefer);
  const meetings = context.mailboxes.meetings(user.id, view.startMs, view.endMs);
  return pageOf(meetings, context.query, viewAddress(context, user), { defaultTop: 10, maxTop: 1000 }, (meeting) =>
    pick(eventJson(user, meeting, isText), names),
  );
}

function viewAddress({ baseUrl }: OperationContext, user: SandboxUser): string {
  return `${baseUrl}/users/${user.id}/calendarView`;
}

function contactJson(user: SandboxUser, contact: SandboxContact): Json {
  const { displayName, mail, businessPhones = [], homePhones = [] } = contact;
  return {
    id: `AAMkC${guidOf(`${user.id}/${displayName}`).replaceAll('-', '')}=`,
    displayName,
    givenName: null,
    surname: null,
    jobTitle: contact.jobTitle ?? null,
    companyName: contact.companyName ?? null,
    department: null,
    emailAddresses: mail === undefined ? [] : [{ name: displayName, address: mail }],
    businessPhones,
    mobilePhone: contact.mobilePhone ?? null,
    homePhones,
    categories: [],
  };
}

function contacts(context: OperationContext): GraphAnswer {
  const { user, query, mailboxes, baseUrl } = context;
  if (user === undefined) return notFound('User not found.');
  const names = selected(query, contactProperties);
  if ('status' in names) return names;
  const own = mailboxes.contacts(user.id);
  return pageOf(own, query, `${baseUrl}/me/contacts`, { defaultTop: 10, maxTop: 999 }, (contact) =>
    pick(contactJson(user, contact), names),
  );
}

function personJson(user: SandboxUser, relevanceScore: number): object {
  return {
    id: user.id,
    displayName: user.displayName,
    givenName: user.givenName,
    surname: user.surname,
    jobTitle: user.jobTitle,
    department: user.department,
    companyName: null,
    userPrincipalName: user.userPrincipalName,
    imAddress: `sip:${user.mail}`,
    isFavorite: false,
    personType: { class: 'Person', subclass: 'OrganizationUser' },
    scoredEmailAddresses: [{ address: user.mail, relevanceScore }],
    phones: user.businessPhones.map((number) => ({ type: 'business', number })),
  };
}

function people(context: OperationContext): GraphAnswer {
  const { user, tenant, query } = context;
  if (user === undefined) return notFound('User not found.');
  const wanted = (query.get('$search') ?? '').replaceAll('"', '').toLowerCase();
  const isClose = (other: SandboxUser): boolean =>
    wanted === '' ? other.department === user.department : other.displayName.toLowerCase().includes(wanted);
  const close = tenant.users.filter((other) => other.id !== user.id && isClose(other)).slice(0, colleaguesShown);
  const address = `${context.baseUrl}/users/${user.id}/people`;
  return pageOf([...close.entries()], query, address, { defaultTop: 10, maxTop: 1000 }, ([index, person]) =>
    personJson(person, colleaguesShown - index),
  );
}

/** By method and path. */
export const mailboxOperations: Readonly<Record<string, Operation>> = {
  'GET /users/{id}/calendarView': { permissions: calendarRead, run: calendarView },
  'GET /me/calendarView': { permissions: calendarRead, run: calendarView },
  'GET /me/contacts': { permissions: contactsRead, run: contacts },
  'GET /users/{id}/people': { permissions: peopleRead, run: people },
  'GET /me/people': { permissions: peopleRead, run: people },
};
