// Sample appointments in English and French: Teams, Zoom, a telephone conference with id and PIN, one's own, and one without a meeting.
import type { MailboxItem, Party } from './outlookTypes.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Join link of the sample Teams meeting. */
export const teamsLink =
  'https://teams.microsoft.com/l/meetup-join/19%3ameeting_U2FtcGxlTWVldGluZw%40thread.v2/0?context=%7b%22Tid%22%3a%2200000000-0000-4000-8000-000000000001%22%2c%22Oid%22%3a%2200000000-0000-4000-8000-000000000002%22%7d';
/** Join link of the sample Zoom meeting. */
export const zoomLink = 'https://us02web.zoom.us/j/81234567890?pwd=U2FtcGxlUGFzc3dvcmQ.1';
/** Join link of the meeting one organises oneself. */
const ownTeamsLink = 'https://teams.microsoft.com/meet/2345678901234?p=SamplePasscode';

const line = '________________________________________________________________________________';

const teams = `<p>Agenda: numbers of the week, open points, next steps.</p>
<p>${line}</p>
<p><b>Microsoft Teams</b> <a href="https://aka.ms/JoinTeamsMeeting?omkt=en-GB">Need help?</a></p>
<p><a href="${teamsLink}"><b>Join the meeting now</b></a></p>
<p>Meeting ID: 234 567 890 12<br>Passcode: aB3cD9</p>
<p><b>Dial in by phone</b><br>
<a href="tel:+12025550123,,345678901#">+1 202-555-0123,,345678901#</a> United States, Washington DC<br>
<a href="https://dialin.teams.microsoft.com/00000000-0000-4000-8000-000000000003?id=345678901">Find a local number</a><br>
Phone conference ID: 345 678 901#</p>
<p>For organizers: <a href="https://teams.microsoft.com/meetingOptions/?organizerId=00000000">Meeting options</a></p>
<p>${line}</p>`;

const zoom = `<p>Bruno Sample is inviting you to a scheduled Zoom meeting.</p>
<p>Join Zoom Meeting<br><a href="${zoomLink}">${zoomLink}</a></p>
<p>Meeting ID: 812 3456 7890<br>Passcode: 482913</p>
<p>---</p>
<p>One tap mobile<br>+12025550187,,81234567890#,,,,*482913# US (Washington DC)<br>+12025550176,,81234567890#,,,,*482913# US</p>
<p>Dial by your location<br>• +1 202 555 0187 US (Washington DC)<br>• +44 20 7946 0321 United Kingdom</p>
<p>Meeting ID: 812 3456 7890<br>Passcode: 482913<br>
Find your local number: <a href="https://us02web.zoom.us/u/kSample">https://us02web.zoom.us/u/kSample</a></p>`;

const phoneOnly = `<p>Bonjour à tous,</p>
<p>pas de vidéo cette fois, nous nous retrouvons par téléphone.</p>
<p><b>Pour rejoindre la conférence téléphonique :</b><br>
Composez le 01 99 00 77 00 (depuis l’étranger +33 1 99 00 77 00)<br>
Numéro de conférence : 456 7890 #<br>
Code PIN : 2468 #</p>
<p>À jeudi,<br>Chloé Exemple</p>`;

const own = `<p>Revue du trimestre : chiffres, recrutement, budget.</p>
<p>${line}</p>
<p><b>Réunion Microsoft Teams</b></p>
<p><a href="${ownTeamsLink}"><b>Rejoindre la réunion maintenant</b></a></p>
<p>ID de réunion : 234 567 890 123 4<br>Code secret : xY7zW2</p>
<p><b>Participer par téléphone</b><br>
<a href="tel:+33199007812,,567890123#">+33 1 99 00 78 12,,567890123#</a> France, Paris<br>
ID de conférence téléphonique : 567 890 123#</p>
<p>${line}</p>`;

const lunch = `<p>Déjeuner d’équipe au restaurant de l’Exemple, 12 rue de l’Exemple.</p><p>Réservation au nom d’Emma, table pour 8.</p>`;

const iris: Party = { name: 'Iris Example', address: 'iris.example@example.com' };

type Frame = Pick<MailboxItem, 'id' | 'kind' | 'language' | 'at' | 'minutes'>;

/** The appointments of the calendar, the next one first; `me` organises one of them. */
export function sampleAppointments(now: number, me: Party): readonly MailboxItem[] {
  const nextHour = Math.ceil(now / hourMs) * hourMs;
  const slot = (id: string, language: 'en' | 'fr', hours: number, minutes = 30): Frame => ({
    id,
    kind: 'appointment',
    language,
    at: nextHour + hours * hourMs,
    minutes,
  });
  return [
    {
      ...slot('teams', 'en', 0),
      subject: 'Weekly sales call',
      from: iris,
      location: 'Microsoft Teams Meeting',
      html: teams,
    },
    {
      ...slot('zoom', 'en', 1, 60),
      subject: 'Supplier review',
      from: { name: 'Bruno Sample', address: 'bruno.sample@example.com' },
      location: zoomLink,
      html: zoom,
    },
    {
      ...slot('phone-conference', 'fr', 3, 45),
      subject: 'Point téléphonique du jeudi',
      from: { name: 'Chloé Exemple', address: 'chloe.exemple@example.com' },
      location: 'Conférence téléphonique',
      html: phoneOnly,
    },
    {
      ...slot('own', 'fr', 26, 60),
      kind: 'ownAppointment',
      subject: 'Revue du trimestre',
      from: me,
      location: 'Salle Exemple; Réunion Microsoft Teams',
      html: own,
    },
    {
      ...slot('no-meeting', 'fr', 28, 90),
      subject: 'Déjeuner d’équipe',
      from: { name: 'Emma Exemple', address: 'emma.exemple@example.com' },
      location: 'Restaurant de l’Exemple',
      html: lunch,
    },
  ];
}
