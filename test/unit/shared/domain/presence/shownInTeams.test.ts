// What Teams shows and what a read-back proves: the truth table of the specification (presence 3) and the rules of 4.6.
import {
  composePresence,
  isConsistent,
  needsHealing,
  shownInTeams,
  teamsSessionFor,
  type LineState,
  type PbxUserState,
  type ShownPresence,
  type TeamsClientState,
  type TeamsSession,
} from '#shared/domain/presence';

const policy = { doNotDisturb: 'presenting' } as const;
const busy: TeamsSession = { availability: 'Busy', activity: 'InACall' };
const conference: TeamsSession = { availability: 'Busy', activity: 'InAConferenceCall' };
const away: TeamsSession = { availability: 'Away', activity: 'Away' };
const presenting: TeamsSession = { availability: 'DoNotDisturb', activity: 'Presenting' };

/** `Busy/InACall` -> its two words. */
function shown(text: string): ShownPresence {
  const [availability = '', activity = ''] = text.split('/');
  return { availability, activity };
}

describe('shownInTeams', () => {
  const columns: readonly (readonly TeamsClientState[])[] = [
    ['offline'],
    ['idle'],
    ['active'],
    ['inCall', 'inMeeting'],
    ['presenting', 'focusing'],
  ];
  const table: readonly [LineState, PbxUserState, readonly string[]][] = [
    ['idle', 'available', ['Offline', 'Away', 'Available', 'Busy', 'DoNotDisturb']],
    ['connected', 'available', ['Busy', 'Busy', 'Busy', 'Busy', 'DoNotDisturb']],
    ['idle', 'busy', ['Busy', 'Busy', 'Busy', 'Busy', 'DoNotDisturb']],
  ];
  const rows = table.flatMap(([line, state, row]) =>
    columns.flatMap((clients, column) =>
      clients.map((client) => ({ line, state, client, expected: row[column] ?? '' })),
    ),
  );

  describe('when phone and Teams are taken together', () => {
    it.each(rows)('shows a phone $line with $state and a client $client as $expected', (row) => {
      const session = teamsSessionFor(composePresence([row.line], row.state), [row.line], policy);
      expect(shownInTeams(session, row.client).availability).toBe(row.expected);
    });

    it('lets our Away show where no client says more, and do-not-disturb always', () => {
      const clients = ['offline', 'idle', 'active', 'inCall'] as const;
      expect(clients.map((client) => shownInTeams(away, client).availability)).toEqual([
        'Away',
        'Away',
        'Available',
        'Busy',
      ]);
      expect(clients.map((client) => shownInTeams(presenting, client).activity)).toEqual(
        clients.map(() => 'Presenting'),
      );
    });
  });

  describe('when the person chose a state', () => {
    const chosen = shown('Available/Available');
    it('beats every session, but shows only where there is one', () => {
      expect(shownInTeams(busy, 'offline', chosen)).toEqual(chosen);
      expect(shownInTeams(null, 'presenting', chosen)).toEqual(chosen);
      expect(shownInTeams(null, 'offline', chosen)).toEqual(shown('Offline/Offline'));
    });
  });
});

describe('a read-back', () => {
  interface Row {
    readonly ours: TeamsSession | null;
    readonly former?: TeamsSession;
    readonly seen: string;
    readonly proves: boolean;
    readonly heals: boolean;
  }
  const rows: readonly Row[] = [
    { ours: busy, seen: 'Busy/InACall', proves: true, heals: false },
    { ours: busy, seen: 'Busy/InAMeeting', proves: true, heals: false },
    { ours: busy, seen: 'BusyIdle/InACall', proves: true, heals: false },
    { ours: busy, seen: 'DoNotDisturb/Presenting', proves: true, heals: false },
    { ours: busy, seen: 'BeRightBack/BeRightBack', proves: true, heals: false }, // only a person chooses that
    { ours: busy, seen: 'Offline/OffWork', proves: true, heals: false },
    { ours: busy, seen: 'Available/Available', proves: false, heals: false }, // chosen, or our session is not there
    { ours: busy, seen: 'Away/Away', proves: false, heals: false },
    { ours: busy, seen: 'Offline/Offline', proves: false, heals: true },
    { ours: busy, seen: 'PresenceUnknown/PresenceUnknown', proves: false, heals: false },
    { ours: presenting, seen: 'DoNotDisturb/Focusing', proves: true, heals: false },
    { ours: presenting, seen: 'Busy/InACall', proves: false, heals: false },
    { ours: away, seen: 'Available/Available', proves: true, heals: false }, // every other session hides it
    { ours: away, seen: 'Away/Away', proves: true, heals: false },
    { ours: away, seen: 'Offline/Offline', proves: false, heals: true },
    { ours: null, former: busy, seen: 'Busy/InACall', proves: false, heals: true },
    { ours: null, former: busy, seen: 'Busy/InAMeeting', proves: true, heals: false },
    { ours: null, former: busy, seen: 'Available/Available', proves: true, heals: false },
    { ours: null, former: conference, seen: 'Busy/InACall', proves: true, heals: false },
    { ours: null, former: presenting, seen: 'DoNotDisturb/Presenting', proves: false, heals: true },
    { ours: null, former: away, seen: 'Away/Away', proves: false, heals: false }, // what an idle client shows too
    { ours: null, seen: 'Busy/InACall', proves: true, heals: false },
    { ours: null, former: busy, seen: 'PresenceUnknown/PresenceUnknown', proves: false, heals: false },
    { ours: busy, seen: 'new/words', proves: false, heals: false },
  ];
  describe('when it is judged', () => {
    it.each(rows)('of $ours.activity after $former.activity seen as $seen: proof $proves, healing $heals', (row) => {
      expect(isConsistent(row.ours, shown(row.seen), row.former)).toBe(row.proves);
      expect(needsHealing(row.ours, shown(row.seen), row.former)).toBe(row.heals);
    });
  });
});
