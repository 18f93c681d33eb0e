// Meetings that follow each other: some minutes before the change both are offered, and what can be joined leads.
import type { MeetingWire } from '#shared/contracts';
import { nextMeeting } from '#shared/models';
import { aMeeting } from '../../../fixtures/stories/someMeetings.ts';

const at = (time: string): string => `2026-11-20T${time}:00.000Z`;

function meeting(id: string, from: string, to: string, change: Partial<MeetingWire> = {}): MeetingWire {
  return aMeeting({ id, start: at(from), end: at(to), ...change });
}

/** The meeting that leads, then what is offered beside it. */
function offered(time: string, ...meetings: readonly MeetingWire[]): readonly (string | undefined)[] {
  const next = nextMeeting(meetings, Date.parse(at(time)));
  return [next?.lead.meeting.id, ...(next?.others ?? []).map((one) => one.meeting.id)];
}

const noWay = { links: [], dialIns: [] } as const;
const first = meeting('first', '09:00', '10:00');
const second = meeting('second', '10:00', '10:30');
const third = meeting('third', '10:30', '11:00');
const focus = meeting('focus', '09:00', '10:00', noWay);

describe('nextMeeting with meetings one behind the other', () => {
  it.each<[string, string, readonly MeetingWire[], readonly string[]]>([
    ['only the running one before the next one opens', '09:44', [first, second], ['first']],
    ['both once the next one is open', '09:45', [first, second], ['first', 'second']],
    ['both in the last minutes', '09:58', [first, second, third], ['first', 'second']],
    ['the next one alone when the first is over', '10:00', [first, second, third], ['second']],
    ['what can be joined before a running block without a link', '09:58', [focus, second], ['second', 'focus']],
    ['the running block while nothing else is open', '09:30', [focus, second], ['focus']],
    [
      'two that open at once, neither running',
      '09:50',
      [second, meeting('also', '10:05', '10:30')],
      ['second', 'also'],
    ],
    ['no cancelled one', '09:58', [first, { ...second, isCancelled: true }], ['first']],
    ['nothing that lasts all day', '09:58', [first, { ...second, isAllDay: true }], ['first']],
  ])('offers %s', (_what, time, meetings, expected) => {
    expect(offered(time, ...meetings)).toEqual(expected);
  });
});
