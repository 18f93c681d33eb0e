// What the sandbox's people have in their calendars: the week's usual meetings, and a busy hour around the start of the sandbox.

/** An entry of a calendar; moments in milliseconds since 1970. */
export interface SandboxMeeting {
  readonly subject: string;
  /** Of a day that lasts all day midnight UTC of its date. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly isAllDay?: boolean;
  readonly isCancelled?: boolean;
  /** @default 'accepted' */
  readonly response?: 'organizer' | 'accepted' | 'tentativelyAccepted' | 'declined' | 'notResponded' | 'none';
  /** @default the owner of the calendar */
  readonly organizer?: string;
  readonly location?: string;
  /** @default nothing but the subject */
  readonly bodyHtml?: string;
  readonly joinUrl?: string;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const line = '________________________________________________________________________________';
const teamsLink =
  'https://teams.microsoft.com/l/meetup-join/19%3ameeting_RGVtb01lZXRpbmc%40thread.v2/0?context=%7b%22Tid%22%3a%2200000000-0000-4000-8000-000000000001%22%2c%22Oid%22%3a%2200000000-0000-4000-8000-000000000002%22%7d';
const otherTeamsLink = 'https://teams.microsoft.com/meet/2345678901234?p=SamplePasscode';
const zoomLink = 'https://us02web.zoom.us/j/81234567890?pwd=RGVtb1Bhc3N3b3Jk.1';

const teamsBody = `<p>Open points of the week.</p><p>${line}</p>
<p><a href="${teamsLink}"><b>Join the meeting now</b></a></p><p>Meeting ID: 234 567 890 12<br>Passcode: aB3cD9</p>
<p><b>Dial in by phone</b><br><a href="tel:+33199007812,,345678901#">+33 1 99 00 78 12,,345678901#</a> France, Paris<br>
<a href="tel:+12025550123,,345678901#">+1 202-555-0123,,345678901#</a> United States, Washington DC<br>
Phone conference ID: 345 678 901#</p><p>${line}</p>`;
const reviewBody = `<p>Revue du trimestre.</p><p>${line}</p>
<p><a href="${otherTeamsLink}"><b>Rejoindre la réunion maintenant</b></a></p><p>${line}</p>`;
const zoomBody = `<p>Bruno Sample is inviting you to a scheduled Zoom meeting.</p>
<p>Join Zoom Meeting<br><a href="${zoomLink}">${zoomLink}</a></p><p>Meeting ID: 812 3456 7890<br>Passcode: 482913</p>
<p>One tap mobile<br>+12025550187,,81234567890#,,,,*482913# US (Washington DC)</p>`;
const phoneBody = `<p>Cette fois par téléphone.</p>
<p><b>Pour rejoindre la conférence téléphonique :</b><br>Composez le +33 1 99 00 77 00<br>
Numéro de conférence : 456 7890 #<br>Code PIN : 2468 #</p>`;

/** Around `at`: two that overlap and begin in five minutes, one by Zoom, one by phone with id and PIN, one cancelled. */
export function busyHour(at: number): readonly SandboxMeeting[] {
  const start = Math.ceil(at / minuteMs) * minuteMs;
  const slot = (minutes: number, length: number): Pick<SandboxMeeting, 'startsAt' | 'endsAt'> => ({
    startsAt: start + minutes * minuteMs,
    endsAt: start + (minutes + length) * minuteMs,
  });
  return [
    {
      subject: 'Weekly sync',
      ...slot(5, 30),
      organizer: 'Bruno Sample',
      location: 'Microsoft Teams Meeting',
      bodyHtml: teamsBody,
      joinUrl: teamsLink,
    },
    {
      subject: 'Revue du trimestre',
      ...slot(5, 60),
      organizer: 'Chloé Specimen',
      bodyHtml: reviewBody,
      joinUrl: otherTeamsLink,
    },
    {
      subject: 'Supplier call',
      ...slot(75, 45),
      organizer: 'Dario Placeholder',
      location: zoomLink,
      bodyHtml: zoomBody,
    },
    { subject: 'Point logistique', ...slot(150, 30), organizer: 'Élodie Fictive', bodyHtml: phoneBody },
    {
      subject: 'Canceled: Budget round',
      ...slot(120, 30),
      organizer: 'Farid Imaginary',
      bodyHtml: teamsBody,
      isCancelled: true,
    },
  ];
}

/** Every weekday of the range: a stand-up by Teams at 09:00 and a telephone conference at 14:00 UTC. */
export function usualMeetings(fromMs: number, toMs: number): readonly SandboxMeeting[] {
  const meetings: SandboxMeeting[] = [];
  for (let day = Math.floor(fromMs / dayMs) * dayMs; day <= toMs; day += dayMs) meetings.push(...meetingsOfDay(day));
  return meetings;
}

function meetingsOfDay(dayStartMs: number): readonly SandboxMeeting[] {
  const weekday = new Date(dayStartMs).getUTCDay();
  if (weekday === 0 || weekday === 6) return [];
  return [
    {
      subject: 'Stand-up',
      startsAt: dayStartMs + 9 * hourMs,
      endsAt: dayStartMs + 9.5 * hourMs,
      response: 'organizer',
      location: 'Microsoft Teams Meeting',
      bodyHtml: teamsBody,
      joinUrl: teamsLink,
    },
    {
      subject: 'Telephone conference',
      startsAt: dayStartMs + 14 * hourMs,
      endsAt: dayStartMs + 15 * hourMs,
      response: 'organizer',
      location: 'tel:+442079460123,,12345678#',
      bodyHtml: '<p>Dial +44 20 7946 0123, conference ID 12345678#</p>',
    },
  ];
}
