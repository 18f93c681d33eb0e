// Calendar view and relevant people: small lists of the real shapes, the same for the same user and week.
import { guidOf, type SandboxUser } from '../tenant/index.ts';
import { badRequest, notFound, type GraphAnswer } from './answers.ts';
import type { Operation, OperationContext } from './operation.ts';
import { pageOf } from './paging.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const longestViewDays = 62;
const colleaguesShown = 20;
const calendarRead = {
  application: ['Calendars.Read', 'Calendars.ReadBasic', 'Calendars.ReadWrite'],
  delegated: ['Calendars.Read', 'Calendars.ReadBasic', 'Calendars.ReadWrite'],
};
const peopleRead = { application: ['People.Read.All'], delegated: ['People.Read', 'People.Read.All'] };

interface Meeting {
  readonly subject: string;
  readonly startMs: number;
  readonly lengthMs: number;
  readonly online: boolean;
}

/** Every weekday: a stand-up by Teams at 09:00 and a telephone conference at 14:00 UTC. */
function meetingsOfDay(dayStartMs: number): readonly Meeting[] {
  const weekday = new Date(dayStartMs).getUTCDay();
  if (weekday === 0 || weekday === 6) return [];
  return [
    { subject: 'Stand-up', startMs: dayStartMs + 9 * hourMs, lengthMs: hourMs / 2, online: true },
    { subject: 'Telephone conference', startMs: dayStartMs + 14 * hourMs, lengthMs: hourMs, online: false },
  ];
}

function graphTime(timeMs: number): object {
  return { dateTime: new Date(timeMs).toISOString().replace('Z', '0000'), timeZone: 'UTC' };
}

function eventJson(user: SandboxUser, meeting: Meeting): object {
  const id = guidOf(`${user.id}/${meeting.subject}/${String(meeting.startMs)}`).replaceAll('-', '');
  const dialIn = 'tel:+442079460123,,12345678#';
  const joinUrl = `https://teams.example.com/l/meetup-join/${id}`;
  const text = meeting.online ? `Join: ${joinUrl}` : 'Dial +44 20 7946 0123, conference 12345678#';
  return {
    id: `AAMk${id}`,
    subject: meeting.subject,
    bodyPreview: text,
    body: { contentType: 'text', content: text },
    start: graphTime(meeting.startMs),
    end: graphTime(meeting.startMs + meeting.lengthMs),
    isAllDay: false,
    isCancelled: false,
    isOrganizer: true,
    showAs: 'busy',
    sensitivity: 'normal',
    type: 'singleInstance',
    location: { displayName: meeting.online ? 'Microsoft Teams Meeting' : dialIn },
    organizer: { emailAddress: { name: user.displayName, address: user.mail } },
    attendees: [],
    isOnlineMeeting: meeting.online,
    onlineMeetingProvider: meeting.online ? 'teamsForBusiness' : 'unknown',
    onlineMeeting: meeting.online ? { joinUrl, tollNumber: '+442079460124', conferenceId: '87654321' } : null,
    webLink: `https://outlook.example.com/calendar/item/${id}`,
  };
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
  const meetings: Meeting[] = [];
  for (let day = Math.floor(view.startMs / dayMs) * dayMs; day <= view.endMs; day += dayMs) {
    meetings.push(
      ...meetingsOfDay(day).filter(
        ({ startMs, lengthMs }) => startMs < view.endMs && startMs + lengthMs > view.startMs,
      ),
    );
  }
  const address = `${context.baseUrl}/users/${user.id}/calendarView`;
  return pageOf(meetings, context.query, address, { defaultTop: 10, maxTop: 1000 }, (meeting) =>
    eventJson(user, meeting),
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
  'GET /users/{id}/people': { permissions: peopleRead, run: people },
  'GET /me/people': { permissions: peopleRead, run: people },
};
