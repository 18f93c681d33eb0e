// The person's meetings: which is next, under which heading each stands, and when they are read.
import type { MeetingWire } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { createMeetingsModel, groupMeetings, nextMeeting, type MeetingsModel } from '#shared/models';
import { aMeeting } from '../../../fixtures/stories/someMeetings.ts';
import { ClockFake, settle } from '../../../support/ClockFake.ts';

/** A meeting of a local day of November 2026, from and to as `HH:MM`. */
function meeting(id: string, day: number, from: string, to: string, change: Partial<MeetingWire> = {}): MeetingWire {
  return aMeeting({ id, start: local(day, from), end: local(day, to), ...change });
}

function local(day: number, time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(2026, 10, day, hours, minutes).toISOString();
}

const at = (time: string): number => Date.parse(local(20, time));
const noWay = { links: [], dialIns: [] } as const;

describe('nextMeeting', () => {
  it.each<[string, string, readonly MeetingWire[], string | undefined, readonly string[]]>([
    [
      'the one that comes first',
      '08:00',
      [meeting('b', 20, '11:00', '12:00'), meeting('a', 20, '09:00', '10:00')],
      'a',
      [],
    ],
    [
      'not one that is over',
      '10:00',
      [meeting('a', 20, '09:00', '10:00'), meeting('b', 20, '11:00', '12:00')],
      'b',
      [],
    ],
    [
      'not a cancelled one',
      '08:00',
      [meeting('a', 20, '09:00', '10:00', { isCancelled: true }), meeting('b', 20, '11:00', '12:00')],
      'b',
      [],
    ],
    [
      'of two at once, the first that can be joined',
      '09:20',
      [meeting('a', 20, '09:00', '10:00', noWay), meeting('b', 20, '09:30', '10:30')],
      'b',
      ['a'],
    ],
    [
      'the running one while the other cannot be joined yet',
      '09:05',
      [meeting('a', 20, '09:00', '10:00', noWay), meeting('b', 20, '09:30', '10:30')],
      'a',
      ['b'],
    ],
    [
      'the one that began first when both can be joined',
      '09:40',
      [meeting('b', 20, '09:30', '10:30'), meeting('a', 20, '09:00', '10:00')],
      'a',
      ['b'],
    ],
    [
      'a real meeting before what lasts all day',
      '08:00',
      [meeting('day', 20, '00:00', '23:59', { isAllDay: true }), meeting('a', 20, '15:00', '16:00')],
      'a',
      [],
    ],
    [
      'what lasts all day when nothing else is left',
      '08:00',
      [meeting('day', 20, '00:00', '23:59', { isAllDay: true })],
      'day',
      [],
    ],
    ['none', '23:00', [meeting('a', 20, '09:00', '10:00')], undefined, []],
  ])('is %s', (_what, now, meetings, lead, others) => {
    const next = nextMeeting(meetings, at(now));
    expect(next?.lead.meeting.id).toBe(lead);
    expect(next?.others.map((one) => one.meeting.id) ?? []).toEqual(others);
  });

  it('can be joined from a quarter of an hour before its start to its end', () => {
    const canJoin = (now: string): boolean | undefined =>
      nextMeeting([meeting('a', 20, '09:00', '10:00')], at(now))?.lead.canJoin;
    expect(['08:44', '08:45', '09:59', '10:00'].map(canJoin)).toEqual([false, true, true, undefined]);
  });
});

describe('groupMeetings', () => {
  it('puts each under its heading, what runs first, and leaves out what is over', () => {
    const meetings = [
      meeting('over', 20, '07:00', '08:00'),
      meeting('later', 23, '09:00', '10:00'),
      meeting('tomorrow', 21, '00:00', '01:00'),
      meeting('tonight', 20, '23:30', '23:45'),
      meeting('now', 20, '08:50', '09:30'),
      meeting('day', 20, '00:00', '23:59', { isAllDay: true }),
    ];
    const groups = groupMeetings(meetings, at('09:00'));
    expect(groups.map(({ day, meetings: ones }) => [day, ...ones.map((one) => one.meeting.id)])).toEqual([
      ['now', 'now'],
      ['today', 'day', 'tonight'],
      ['tomorrow', 'tomorrow'],
      ['later', 'later'],
    ]);
  });
});

class Scene {
  readonly clock = new ClockFake(Date.parse('2026-11-20T08:00:00Z'));
  readonly asked: { readonly from: string; readonly to: string; readonly timeZone: string }[] = [];
  fault: AppError | undefined;
  isVisible = true;
  readonly model: MeetingsModel = createMeetingsModel({
    api: {
      meetings: async (query) => {
        this.asked.push(query);
        if (this.fault !== undefined) throw this.fault;
        return { items: [aMeeting()] };
      },
    },
    clock: this.clock,
    timeZone: 'Europe/Paris',
    isVisible: () => this.isVisible,
  });
}

describe('createMeetingsModel', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
  });

  it('asks for nothing before somebody looks', async () => {
    await scene.clock.pass(60 * 60_000);
    expect(scene.asked).toEqual([]);
  });

  it('asks from an hour ago to the end of a week', async () => {
    await scene.model.load();
    const [query] = scene.asked;
    expect(query).toMatchObject({ from: '2026-11-20T07:00:00.000Z', timeZone: 'Europe/Paris' });
    const days = (Date.parse(query?.to ?? '') - scene.clock.now()) / 86_400_000;
    expect(days > 6 && days <= 8).toBe(true);
    expect(scene.model.getSnapshot()).toMatchObject({ phase: 'ready', readAtMs: scene.clock.now() });
  });

  it('reads again every five minutes while somebody looks at a visible page', async () => {
    const stop = scene.model.watch();
    await scene.clock.pass(10 * 60_000);
    expect(scene.asked).toHaveLength(3);
    scene.isVisible = false;
    await scene.clock.pass(10 * 60_000);
    expect(scene.asked).toHaveLength(3);
    scene.isVisible = true;
    stop();
    await scene.clock.pass(10 * 60_000);
    expect([scene.asked.length, scene.clock.waiting]).toEqual([3, 0]);
  });

  it('goes on while one of two views is left, and a view that stops twice counts once', async () => {
    const stopOne = scene.model.watch();
    const stopOther = scene.model.watch();
    await settle();
    stopOne();
    stopOne();
    await scene.clock.pass(5 * 60_000);
    expect(scene.asked).toHaveLength(2);
    stopOther();
  });

  it('reads on return when the last answer is old', async () => {
    const stop = scene.model.watch();
    await settle();
    scene.model.returned();
    expect(scene.asked).toHaveLength(1);
    scene.isVisible = false;
    await scene.clock.pass(2 * 60_000);
    scene.model.returned();
    await settle();
    expect(scene.asked).toHaveLength(2);
    stop();
    await scene.clock.pass(2 * 60_000);
    scene.model.returned();
    expect(scene.asked).toHaveLength(2);
  });

  it('keeps what it had when a later reading fails, and says so', async () => {
    await scene.model.load();
    scene.fault = new AppError('graph.timeout', 'slow');
    await scene.model.load();
    expect(scene.model.getSnapshot()).toMatchObject({
      phase: 'failed',
      error: 'graph.timeout',
      meetings: [{ id: 'm1' }],
    });
    scene.fault = undefined;
    await scene.model.load();
    expect(scene.model.getSnapshot()).toMatchObject({ phase: 'ready', error: undefined });
  });

  it('tries again on return however young the last answer is when the last try failed', async () => {
    scene.model.watch();
    await scene.clock.pass(0);
    scene.fault = new AppError('graph.timeout', 'slow');
    await scene.model.load();
    scene.fault = undefined;
    scene.model.returned();
    await scene.clock.pass(0);
    expect(scene.model.getSnapshot()).toMatchObject({ phase: 'ready', error: undefined });
  });

  it('claims no fault any longer when nobody looks', async () => {
    scene.fault = new AppError('graph.timeout', 'slow');
    const stop = scene.model.watch();
    await settle();
    expect(scene.model.getSnapshot()).toMatchObject({ phase: 'failed', error: 'graph.timeout' });
    stop();
    expect(scene.model.getSnapshot()).toMatchObject({ phase: 'idle', error: undefined });
  });

  it('tells missing consent from a fault', async () => {
    scene.fault = new AppError('graph.consentMissing', 'nobody agreed');
    await scene.model.load();
    expect(scene.model.getSnapshot().phase).toBe('consentMissing');
  });
});
