// Decides how the time of a meeting is said: all day, from - to, with the day when it is neither today nor tomorrow.
import type { MeetingWire } from '#shared/contracts';
import { daysAgo, type Translator } from '#shared/i18n';

const minuteMs = 60_000;
const soonMinutes = 60;

/** When the meeting is. `now` in milliseconds since the epoch. */
export function meetingTime(meeting: MeetingWire, now: number, translator: Translator): string {
  const { t, formatTime, formatDay } = translator;
  const { start, end, isAllDay } = meeting;
  const times = isAllDay
    ? t('meetings.allDay')
    : t('meetings.times', { start: formatTime(start), end: formatTime(end) });
  const isFar = daysAgo(Date.parse(start), now) < -1;
  return isFar ? `${formatDay(start, now)}, ${times}` : times;
}

/** What stands above the next meeting: runs until, starts in minutes, or nothing to add. */
export function meetingNews(meeting: MeetingWire, now: number, { t, formatTime }: Translator): string {
  const startMs = Date.parse(meeting.start);
  if (meeting.isAllDay) return '';
  if (startMs <= now) return t('meetings.until', { time: formatTime(meeting.end) });
  const minutes = Math.ceil((startMs - now) / minuteMs);
  return minutes <= soonMinutes ? t('meetings.startsIn', { minutes }) : '';
}
