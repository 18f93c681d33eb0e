// A calendar entry as the pages show it: when it is, and the ways to take part, best first.
import type { MeetingWire } from '#shared/contracts';
import { findJoinLink, findMeeting, joinByPhoneUri, type DialIn, type Meeting } from '#shared/domain/meeting';
import type { CalendarEvent } from '#bot/graph';
import { startOfDate } from './zonedDate.ts';

/** Where the reader is: IANA zone for days that last all day, country for dial-in numbers. */
export interface MeetingContext {
  readonly timeZone: string;
  readonly country: string;
}

const mostDialIns = 20;
const longestText = 256;
const longestLink = 4_096;

/** The entry for its owner; every link is https. */
export function meetingWire(event: CalendarEvent, { timeZone, country }: MeetingContext): MeetingWire {
  const { id, subject, isAllDay, isCancelled, organizer, location, bodyHtml, bodyText, joinUrl } = event;
  const meeting = findMeeting({ subject, location, bodyHtml, bodyText, onlineMeetingUrl: joinUrl, country });
  const instant = (at: number): string => new Date(isAllDay ? startOfDate(at, timeZone) : at).toISOString();
  return {
    id,
    subject: subject.slice(0, longestText),
    start: instant(event.startsAt),
    end: instant(event.endsAt),
    isAllDay,
    ...(isCancelled ? { isCancelled } : {}),
    ...(organizer === undefined ? {} : { organizer: organizer.slice(0, longestText) }),
    ...(location === undefined ? {} : { location: location.slice(0, longestText) }),
    links: meeting === null ? [] : linksOf(meeting),
    dialIns: meeting === null ? [] : dialInsOf(meeting, country),
  };
}

function linksOf({ joinUrl, serviceName, otherUrls }: Meeting): MeetingWire['links'] {
  const lead = joinUrl === undefined ? [] : [{ service: serviceName ?? hostOf(joinUrl), url: joinUrl }];
  const others = otherUrls.map((url) => ({ service: findJoinLink(url)?.serviceName ?? hostOf(url), url }));
  return [...lead, ...others].filter(({ url }) => url.length <= longestLink);
}

function hostOf(url: string): string {
  return new URL(url).hostname.slice(0, longestText);
}

/** Numbers of the reader's own country first: the others cost more. */
function dialInsOf(meeting: Meeting, country: string): MeetingWire['dialIns'] {
  const { conferenceId, pin, phones } = meeting;
  const isNear = (phone: DialIn): number => (phone.country === country ? 0 : 1);
  return [...phones]
    .sort((one, other) => isNear(one) - isNear(other))
    .slice(0, mostDialIns)
    .map((phone) => ({
      // Without the codes behind it: with them it would pass for a code of the phone system.
      number: phone.e164.slice(0, longestText),
      ...(conferenceId === undefined ? {} : { conferenceId: conferenceId.slice(0, longestText) }),
      ...(pin === undefined ? {} : { pin: pin.slice(0, longestText) }),
      telUri: joinByPhoneUri(meeting, phone),
    }));
}
