// The presence table of the specification, and each documented rule of a session's life.
import { PresenceBoard } from '../../sandbox/graph/presenceBoard.ts';
import {
  aggregate,
  isSessionPair,
  parseDurationMs,
  type PresencePair,
  type TeamsClientState,
} from '../../sandbox/graph/presenceRules.ts';

const minuteMs = 60_000;
const app = 'application';
const person = 'person';
const busy: PresencePair = { availability: 'Busy', activity: 'InACall' };
const away: PresencePair = { availability: 'Away', activity: 'Away' };
const available: PresencePair = { availability: 'Available', activity: 'Available' };
const presenting: PresencePair = { availability: 'DoNotDisturb', activity: 'Presenting' };

function boardWithClock(): { board: PresenceBoard; pass: (ms: number) => void } {
  let nowMs = 1_000_000;
  const board = new PresenceBoard(() => nowMs);
  return { board, pass: (ms) => (nowMs += ms) };
}

function seen(board: PresenceBoard): string {
  const { availability, activity } = board.read(person);
  return `${availability}/${activity}`;
}

describe('presence as others see it', () => {
  const table: readonly [session: PresencePair | null, client: TeamsClientState, expected: string][] = [
    [null, 'offline', 'Offline'],
    [null, 'idle', 'Away'],
    [null, 'active', 'Available'],
    [null, 'inCall', 'Busy'],
    [null, 'inMeeting', 'Busy'],
    [null, 'presenting', 'DoNotDisturb'],
    [null, 'focusing', 'DoNotDisturb'],
    [busy, 'offline', 'Busy'],
    [busy, 'idle', 'Busy'],
    [busy, 'active', 'Busy'],
    [busy, 'inMeeting', 'Busy'],
    [busy, 'presenting', 'DoNotDisturb'],
    [away, 'offline', 'Away'],
    [away, 'active', 'Available'],
    [presenting, 'inCall', 'DoNotDisturb'],
  ];
  describe('when the phone and a Teams client both speak', () => {
    it.each(table)('session %j with the client %s shows %s', (session, client, expected) => {
      const { board } = boardWithClock();
      board.setTeamsClient(person, client);
      if (session !== null) board.setSession(person, app, session, 5 * minuteMs);
      expect(board.read(person).availability).toBe(expected);
    });
  });

  describe('when the person chose a state by hand', () => {
    it('shows it over every session', () => {
      const { board } = boardWithClock();
      board.setSession(person, app, busy, 5 * minuteMs);
      board.setPreferred(person, { availability: 'BeRightBack', activity: 'BeRightBack' }, minuteMs);
      expect(seen(board)).toBe('BeRightBack/BeRightBack');
    });

    it('shows nothing of it while no session lives', () => {
      const { board } = boardWithClock();
      board.setPreferred(person, available, minuteMs);
      expect(seen(board)).toBe('Offline/Offline');
    });

    it('forgets it at its expiry', () => {
      const { board, pass } = boardWithClock();
      board.setTeamsClient(person, 'active');
      board.setPreferred(person, { availability: 'Busy', activity: 'Busy' }, minuteMs);
      pass(minuteMs);
      expect(seen(board)).toBe('Available/Available');
    });
  });

  it('keeps the first of equal sessions', () => {
    expect(aggregate([busy, { availability: 'Busy', activity: 'InAMeeting' }], undefined)).toEqual(busy);
  });
});

describe('a session of an application', () => {
  it('ends at its expiry and not before', () => {
    const { board, pass } = boardWithClock();
    board.setSession(person, app, busy, 5 * minuteMs);
    pass(5 * minuteMs - 1);
    expect(seen(board)).toBe('Busy/InACall');
    pass(1);
    expect(seen(board)).toBe('Offline/Offline');
    expect(board.read(person).sessions).toEqual([]);
  });

  it('is replaced by a later call of the same application and lives on from then', () => {
    const { board, pass } = boardWithClock();
    board.setSession(person, app, busy, 5 * minuteMs);
    pass(4 * minuteMs);
    board.setSession(person, app, away, 5 * minuteMs);
    pass(4 * minuteMs);
    expect(seen(board)).toBe('Away/Away');
    expect(board.read(person).sessions).toHaveLength(1);
  });

  it('stands beside another application’s', () => {
    const { board } = boardWithClock();
    board.setSession(person, app, away, minuteMs);
    board.setSession(person, 'other', busy, minuteMs);
    expect(board.clearSession(person, 'other')).toBe(true);
    expect(seen(board)).toBe('Away/Away');
  });

  it('cannot be cleared twice, nor after it expired', () => {
    const { board, pass } = boardWithClock();
    board.setSession(person, app, busy, minuteMs);
    expect([board.clearSession(person, app), board.clearSession(person, app)]).toEqual([true, false]);
    board.setSession(person, app, busy, minuteMs);
    pass(minuteMs);
    expect(board.clearSession(person, app)).toBe(false);
  });

  it.each([
    [0, 'Available/Available'],
    [5 * minuteMs - 1, 'Available/Available'],
    [5 * minuteMs, 'AvailableIdle/Inactive'],
    [10 * minuteMs - 1, 'AvailableIdle/Inactive'],
    [10 * minuteMs, 'Away/Away'],
    [240 * minuteMs, 'Offline/Offline'],
  ])('set Available shows after %d ms as %s', (ms, expected) => {
    const { board, pass } = boardWithClock();
    board.setSession(person, app, available, 240 * minuteMs);
    pass(ms);
    expect(seen(board)).toBe(expected);
  });

  it('gives a growing sequence number whenever the visible presence differs, also by expiry', () => {
    const { board, pass } = boardWithClock();
    const numbers = [board.read(person).sequenceNumber];
    board.setSession(person, app, busy, minuteMs);
    numbers.push(board.read(person).sequenceNumber, board.read(person).sequenceNumber);
    pass(minuteMs);
    numbers.push(board.read(person).sequenceNumber);
    expect(new Set(numbers).size).toBe(3);
    expect([...numbers].sort()).toEqual(numbers);
  });
});

describe('what setPresence accepts', () => {
  it.each([
    ['Available', 'Available', true],
    ['Busy', 'InACall', true],
    ['Busy', 'InAConferenceCall', true],
    ['Away', 'Away', true],
    ['DoNotDisturb', 'Presenting', true],
    ['Busy', 'Busy', false],
    ['Busy', 'InAMeeting', false],
    ['DoNotDisturb', 'DoNotDisturb', false],
    ['Offline', 'OffWork', false],
    ['busy', 'InACall', false],
  ])('%s/%s: %s', (availability, activity, expected) => {
    expect(isSessionPair({ availability, activity })).toBe(expected);
  });

  it.each([
    ['PT5M', 5 * minuteMs],
    ['PT4H', 240 * minuteMs],
    ['PT1H30M', 90 * minuteMs],
    ['P1D', 1440 * minuteMs],
    ['PT0.5S', 500],
    ['P', null],
    ['PT', null],
    ['P1DT', null],
    ['3600', null],
    ['-PT5M', null],
    ['pt5m', null],
  ])('reads the duration %s as %s', (text, expected) => {
    expect(parseDurationMs(text)).toBe(expected);
  });
});
