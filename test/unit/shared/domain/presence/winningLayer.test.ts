// Whose word others see: the table of our session against what Teams shows.
import { winningLayer, type LayerReason, type PresenceLayer, type TeamsSession } from '#shared/domain/presence';

const busy: TeamsSession = { availability: 'Busy', activity: 'InACall' };
const conference: TeamsSession = { availability: 'Busy', activity: 'InAConferenceCall' };
const away: TeamsSession = { availability: 'Away', activity: 'Away' };
const presenting: TeamsSession = { availability: 'DoNotDisturb', activity: 'Presenting' };
type Session = Parameters<typeof winningLayer>[0]['session'];

const table: readonly (readonly [string, Session, string, PresenceLayer, LayerReason])[] = [
  ['our call', busy, 'Busy/InACall', 'ours', 'same'],
  ['our conference', conference, 'Busy/InAConferenceCall', 'ours', 'same'],
  ['a presentation over our call', busy, 'DoNotDisturb/Presenting', 'teams', 'stronger'],
  ['do not disturb by hand over our call', busy, 'DoNotDisturb/DoNotDisturb', 'teams', 'stronger'],
  ['a meeting beside our call', busy, 'Busy/InAMeeting', 'teams', 'own'],
  ['available by hand over our call', busy, 'Available/Available', 'teams', 'byHand'],
  ['appear offline over our call', busy, 'Offline/Offline', 'teams', 'byHand'],
  ['our away', away, 'Away/Away', 'ours', 'same'],
  ['an active client over our away', away, 'Available/Available', 'teams', 'stronger'],
  ['a meeting over our away', away, 'Busy/InAMeeting', 'teams', 'stronger'],
  ['be right back by hand over our away', away, 'BeRightBack/BeRightBack', 'teams', 'byHand'],
  ['our do not disturb', presenting, 'DoNotDisturb/Presenting', 'ours', 'same'],
  ['focusing beside our do not disturb', presenting, 'DoNotDisturb/Focusing', 'teams', 'own'],
  ['busy by hand over our do not disturb', presenting, 'Busy/Busy', 'teams', 'byHand'],
  ['a call of Teams', null, 'Busy/InACall', 'teams', 'own'],
  ['an idle client', null, 'Away/Away', 'teams', 'own'],
  ['nothing at all', null, 'Available/Available', 'nothing', 'quiet'],
  ['nobody there', null, 'Offline/Offline', 'nothing', 'quiet'],
  ['a state Teams does not know', busy, 'PresenceUnknown/PresenceUnknown', 'unknown', 'unread'],
  ['a session that may or may not stand', 'unknown', 'Busy/InACall', 'unknown', 'unsettled'],
];

function seenOf(text: string): { availability: string; activity: string } {
  const [availability = '', activity = ''] = text.split('/');
  return { availability, activity };
}

describe('winningLayer', () => {
  it.each(table)('%s', (_what, session, seen, layer, reason) => {
    expect(winningLayer({ session, seen: seenOf(seen), isSettling: false })).toEqual({ layer, reason });
  });

  it('knows nothing when Teams could not be read', () => {
    expect(winningLayer({ session: busy, seen: undefined, isSettling: false }).layer).toBe('unknown');
  });

  describe('when our last change is only seconds old', () => {
    it.each<[string, Session, string, LayerReason]>([
      ['blames nobody for a call not shown yet', busy, 'Available/Available', 'settling'],
      ['blames nobody for a call still shown', null, 'Busy/InACall', 'settling'],
      ['believes what shows it already', busy, 'Busy/InACall', 'same'],
      ['believes a stronger state', busy, 'DoNotDisturb/Presenting', 'stronger'],
    ])('%s', (_what, session, seen, reason) => {
      expect(winningLayer({ session, seen: seenOf(seen), isSettling: true }).reason).toBe(reason);
    });
  });
});
