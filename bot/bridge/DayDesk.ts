// Answers what is in somebody's own calendar, read with their own rights and remembered for a minute.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MeetingsAnswer, MeetingWire } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { isTimeZone } from '#shared/i18n';
import type { CalendarEvent, GraphPort, TimeRange, UserAssertion } from '#bot/graph';
import type { Caller, MeetingsQuery } from './HeartPort.ts';
import { meetingWire, type MeetingContext } from './meetingWire.ts';
import type { TenantView } from './tenantView.ts';
import { TimedCache } from './timedCache.ts';

/** What the desk works with. `view` is read at each question. */
export interface DayDeskOptions {
  readonly graph: Pick<GraphPort, 'readCalendar'>;
  readonly view: Pick<TenantView, 'country' | 'offers'>;
  readonly now: () => number;
}

const dayMs = 86_400_000;
const longestRangeMs = 31 * dayMs;
/** Days that last all day begin so much earlier or later elsewhere. */
const zoneMs = 14 * 3_600_000;
const keepMs = 60_000;
/** Meetings of all people together, about two kilobytes each. */
const mostMeetings = 20_000;

/** The desk of one tenant. */
export class DayDesk {
  private readonly options: DayDeskOptions;
  private readonly days: TimedCache<readonly MeetingWire[]>;

  constructor(options: DayDeskOptions) {
    this.options = options;
    this.days = new TimedCache({
      keepMs: () => keepMs,
      weigh: (meetings) => 1 + meetings.length,
      mostWeight: mostMeetings,
      now: options.now,
    });
  }

  /** As HeartPort says. What the person declined is left out. */
  async meetings({ assertion }: Caller, query: MeetingsQuery): Promise<MeetingsAnswer> {
    const range = rangeOf(query);
    if (!isTimeZone(query.tz)) throw new AppError('input.invalid', 'no such time zone', { facts: { paths: ['tz'] } });
    if (assertion === undefined) throw new AppError('auth.missing', 'a calendar is read in the name of a person');
    if (!this.options.view.offers.meetings) throw new AppError('graph.consentMissing', 'calendars are switched off');
    const context = { timeZone: query.tz, country: this.options.view.country };
    const key = [assertion.userId, range.from, range.to, query.tz].join(' ');
    return { items: [...(await this.days.get(key, () => this.read(assertion, range, context)))] };
  }

  private async read(
    assertion: UserAssertion,
    range: TimeRange,
    context: MeetingContext,
  ): Promise<readonly MeetingWire[]> {
    const wide = { from: range.from - zoneMs, to: range.to + zoneMs };
    const events = await this.options.graph.readCalendar(assertion, wide);
    const meetings: MeetingWire[] = [];
    for (const event of events) {
      if (event.isDeclined) continue;
      const meeting = meetingWire(event, context);
      if (isWithin(meeting, event, range)) meetings.push(meeting);
      await nextTurn(); // an invitation takes milliseconds to read
    }
    return meetings.sort((one, other) => Date.parse(one.start) - Date.parse(other.start));
  }
}

/** Overlaps the range; a meeting without length counts where it stands. */
function isWithin({ start, end }: MeetingWire, { startsAt, endsAt }: CalendarEvent, range: TimeRange): boolean {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  return from < range.to && (to > range.from || (startsAt === endsAt && from >= range.from));
}

function rangeOf({ from, to }: MeetingsQuery): TimeRange {
  const range = { from: Date.parse(from), to: Date.parse(to) };
  if (range.from < range.to && range.to - range.from <= longestRangeMs) return range;
  throw new AppError('input.invalid', 'no range of 31 days at the most', { facts: { paths: ['from', 'to'] } });
}
