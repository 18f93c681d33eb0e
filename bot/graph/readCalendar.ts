// Reads what is in a person's calendar, series unfolded by Graph.
import { toAppError } from '#shared/errors';
import { asPerson, type PersonOptions } from './asPerson.ts';
import type { CalendarEvent, TimeRange, UserAssertion } from './GraphPort.ts';
import { parseEvent } from './parseEvent.ts';
import { readPages } from './readPages.ts';

const pageSize = 100;
const mostPages = 4;
const fields =
  'id,subject,start,end,isAllDay,isCancelled,responseStatus,organizer,location,body,onlineMeeting,onlineMeetingUrl';
const prefer = 'outlook.timezone="UTC", outlook.body-content-type="html"';

/** As GraphPort says. */
export async function readCalendar(
  options: PersonOptions,
  assertion: UserAssertion,
  { from, to }: TimeRange,
): Promise<readonly CalendarEvent[]> {
  const url = new URL('me/calendarView', options.base);
  url.search = [
    `startDateTime=${new Date(from).toISOString()}`,
    `endDateTime=${new Date(to).toISOString()}`,
    `$select=${fields}`,
    '$orderby=start/dateTime',
    `$top=${String(pageSize)}`,
  ].join('&');
  const events: CalendarEvent[] = [];
  try {
    await asPerson(options, { assertion, scope: 'Calendars.Read' }, async (wire) => {
      for await (const { entries } of readPages(wire, 'calendar', { url, prefer, most: mostPages }))
        events.push(...entries.map(parseEvent).filter((event) => event !== undefined));
    });
  } catch (thrown) {
    // Somebody without a mailbox in the cloud has no meetings there.
    if (toAppError(thrown).code !== 'graph.notFound') throw thrown;
  }
  return events;
}
