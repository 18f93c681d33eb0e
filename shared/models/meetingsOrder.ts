// Decides which meeting is next, and under which heading of the page each one stands.
import type { MeetingWire } from '#shared/contracts';

/** The headings of the page, in their order; `now` runs at this moment. */
export type MeetingDay = 'now' | 'today' | 'tomorrow' | 'later';

/** A meeting as it stands at this moment. */
export interface DayMeeting {
  readonly meeting: MeetingWire;
  readonly isRunning: boolean;
  /** There is a way to join, and it is time to. */
  readonly canJoin: boolean;
}

/** Meetings under one heading, in order of start. */
export interface MeetingGroup {
  readonly day: MeetingDay;
  readonly meetings: readonly DayMeeting[];
}

/** The meeting that leads, and what else is at the same time. */
export interface NextMeeting {
  readonly lead: DayMeeting;
  readonly others: readonly DayMeeting[];
}

/** People join some minutes early; most services open their room by then. */
const joinableBeforeMs = 15 * 60_000;
const days: readonly MeetingDay[] = ['now', 'today', 'tomorrow', 'later'];

/**
 * The next meeting that is neither over nor cancelled. What runs, what opens within the quarter of an hour before its start
 * and what overlaps the first are offered together; the first of them that can be joined leads (product M1).
 * What lasts all day is a note rather than a meeting: it leads only when nothing else is left.
 */
export function nextMeeting(meetings: readonly MeetingWire[], nowMs: number): NextMeeting | undefined {
  const ahead = meetings.filter((one) => one.isCancelled !== true && endOf(one) > nowMs).sort(byStart);
  const timed = ahead.filter(({ isAllDay }) => !isAllDay);
  const [first] = timed.length > 0 ? timed : ahead;
  if (first === undefined) return undefined;
  const isTogether = (one: MeetingWire): boolean => overlap(one, first) || isOpen(one, nowMs);
  const together = (first.isAllDay ? [first] : timed.filter(isTogether)).map((one) => at(one, nowMs));
  const [earliest] = together;
  const lead = together.find(({ canJoin }) => canJoin) ?? earliest;
  return lead && { lead, others: together.filter((one) => one !== lead) };
}

/** Meetings that are not over, under their headings; headings without meetings are left out. */
export function groupMeetings(meetings: readonly MeetingWire[], nowMs: number): readonly MeetingGroup[] {
  const ahead = meetings
    .filter((one) => endOf(one) > nowMs)
    .sort(byStart)
    .map((one) => at(one, nowMs));
  return days
    .map((day) => ({ day, meetings: ahead.filter((one) => dayOf(one, nowMs) === day) }))
    .filter((group) => group.meetings.length > 0);
}

/** Local midnight, `count` days after the day of `nowMs` (ms since the epoch). */
export function midnightAfter(nowMs: number, count: number): number {
  const date = new Date(nowMs);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + count).getTime();
}

function at(meeting: MeetingWire, nowMs: number): DayMeeting {
  const isHeld = meeting.isCancelled !== true && nowMs < endOf(meeting);
  const hasWay = meeting.links.length > 0 || meeting.dialIns.length > 0;
  return {
    meeting,
    isRunning: isHeld && startOf(meeting) <= nowMs && !meeting.isAllDay,
    canJoin: isHeld && hasWay && isOpen(meeting, nowMs),
  };
}

function dayOf({ meeting, isRunning }: DayMeeting, nowMs: number): MeetingDay {
  if (isRunning) return 'now';
  if (startOf(meeting) < midnightAfter(nowMs, 1)) return 'today';
  return startOf(meeting) < midnightAfter(nowMs, 2) ? 'tomorrow' : 'later';
}

/** It runs, or people may come in already. */
function isOpen(meeting: MeetingWire, nowMs: number): boolean {
  return startOf(meeting) - joinableBeforeMs <= nowMs;
}

function overlap(one: MeetingWire, other: MeetingWire): boolean {
  return one === other || (startOf(one) < endOf(other) && startOf(other) < endOf(one));
}

function byStart(one: MeetingWire, other: MeetingWire): number {
  return startOf(one) - startOf(other);
}

function startOf({ start }: MeetingWire): number {
  return Date.parse(start);
}

function endOf({ end }: MeetingWire): number {
  return Date.parse(end);
}
