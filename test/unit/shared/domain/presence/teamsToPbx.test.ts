// What phones are told of Teams: Graph's words, echoes of our own sessions, and the words of a policy.
import {
  defaultTeamsToPbx,
  followTeams,
  phoneWordFor,
  type PhoneWord,
  type TeamsSession,
  type TeamsState,
  type TeamsToPbxPolicy,
} from '#shared/domain/presence';

const inACall: TeamsSession = { availability: 'Busy', activity: 'InACall' };
const away: TeamsSession = { availability: 'Away', activity: 'Away' };
const presenting: TeamsSession = { availability: 'DoNotDisturb', activity: 'Presenting' };

function shown(pair: string): { availability: string; activity: string } {
  const [availability = '', activity = ''] = pair.split('/');
  return { availability, activity };
}

describe('followTeams', () => {
  describe('when no session of ours may show', () => {
    const cases: readonly [string, TeamsState | null][] = [
      ['DoNotDisturb/DoNotDisturb', 'manualDoNotDisturb'],
      ['DoNotDisturb/Presenting', 'presenting'],
      ['DoNotDisturb/Focusing', 'focusing'],
      ['DoNotDisturb/UrgentInterruptionsOnly', 'manualDoNotDisturb'],
      ['Busy/Busy', 'manualBusy'],
      ['Busy/InAMeeting', 'inMeeting'],
      ['BusyIdle/BusyIdle', 'inMeeting'],
      ['Busy/InACall', 'inACall'],
      ['Busy/InAConferenceCall', 'inACall'],
      ['Away/Away', 'away'],
      ['BeRightBack/BeRightBack', 'away'],
      ['Available/Available', null],
      ['AvailableIdle/AvailableIdle', null],
      ['Offline/Offline', null],
      ['Offline/OffWork', null],
      ['SomethingNew/Unheard', null],
    ];
    it.each(cases)('%s is %s, whatever counted before', (pair, state) => {
      expect(followTeams(shown(pair), [], null)).toBe(state);
      expect(followTeams(shown(pair), [], 'presenting')).toBe(state);
    });
    it.each(['PresenceUnknown/PresenceUnknown', '/'])('%s is no news', (pair) => {
      expect(followTeams(shown(pair), [], 'focusing')).toBe('focusing');
      expect(followTeams(shown(pair), [], null)).toBeNull();
    });
  });

  describe('when a session of ours explains word for word what shows', () => {
    const cases: readonly [string, TeamsSession, TeamsState | null, TeamsState | null][] = [
      ['says nothing new of a person of whom nothing counted', inACall, null, null],
      ['lets a meeting go on that it hides', inACall, 'inMeeting', 'inMeeting'],
      ['lets a call in Teams go on that looks the same', inACall, 'inACall', 'inACall'],
      ['ends a choice by hand, which would be seen', inACall, 'manualDoNotDisturb', null],
      ['ends busy by hand, which would be seen', inACall, 'manualBusy', null],
      ['ends presenting, which would be seen', inACall, 'presenting', null],
      ['lets focusing go on beneath do not disturb', presenting, 'focusing', 'focusing'],
      ['lets a meeting go on beneath do not disturb', presenting, 'inMeeting', 'inMeeting'],
      ['ends do not disturb by hand beneath our do not disturb', presenting, 'manualDoNotDisturb', null],
      ['lets away go on', away, 'away', 'away'],
      ['ends a meeting, which would be seen', away, 'inMeeting', null],
    ];
    it.each(cases)('%s', (_name, session, former, state) => {
      expect(followTeams(shown(`${session.availability}/${session.activity}`), [session], former)).toBe(state);
    });
    it('counts one that was cleared a moment ago', () => {
      expect(followTeams(shown('DoNotDisturb/Presenting'), [inACall, presenting], null)).toBeNull();
    });
  });

  describe('when something else shows than our session', () => {
    it.each([
      ['Busy/InAMeeting', 'inMeeting'],
      ['DoNotDisturb/DoNotDisturb', 'manualDoNotDisturb'],
      ['Available/Available', null],
    ])('%s is news', (pair, state) => {
      expect(followTeams(shown(pair), [inACall], 'focusing')).toBe(state);
    });
  });
});

describe('phoneWordFor', () => {
  const policy: TeamsToPbxPolicy = { ...defaultTeamsToPbx, inMeeting: 'busy' };
  const cases: readonly [TeamsState | null, readonly PhoneWord[], PhoneWord][] = [
    [null, ['busy', 'doNotDisturb'], 'nothing'],
    ['manualDoNotDisturb', ['busy', 'doNotDisturb'], 'doNotDisturb'],
    ['inMeeting', ['busy', 'doNotDisturb'], 'busy'],
    ['inMeeting', ['doNotDisturb'], 'nothing'],
    ['manualDoNotDisturb', [], 'nothing'],
    ['inACall', ['busy', 'doNotDisturb'], 'nothing'],
  ];
  it.each(cases)('of %s on a phone that knows %j is %s', (state, words, word) => {
    expect(phoneWordFor(state, policy, words)).toBe(word);
  });
  it('is never given by a call unless the company says so: it may be the phone itself', () => {
    expect(defaultTeamsToPbx.inACall).toBe('nothing');
  });
});
