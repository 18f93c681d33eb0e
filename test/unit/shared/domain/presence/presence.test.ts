// The presence tables of the spec (sections 2 to 4).
import {
  backOffMs,
  composePresence,
  planWrite,
  renewBeforeMs,
  teamsSessionFor,
  type LineState,
  type PbxUserState,
  type WriteState,
} from '#shared/domain/presence';

const policy = { doNotDisturb: 'presenting' } as const;

describe('composePresence', () => {
  const lineRows: readonly [LineState, string][] = [
    ['dialling', 'busy'],
    ['connected', 'busy'],
    ['held', 'busy'],
    ['conference', 'busy'],
    ['ringing', 'available'],
    ['idle', 'available'],
    ['unregistered', 'offline'],
    ['doNotDisturb', 'doNotDisturb'],
    ['unknown', 'unknown'],
  ];
  it.each(lineRows)('makes of a line that is %s the composite %s', (line, composite) => {
    expect(composePresence([line], undefined)).toBe(composite);
  });

  const userRows: readonly [PbxUserState, string][] = [
    ['available', 'available'],
    ['away', 'away'],
    ['meeting', 'busy'],
    ['busy', 'busy'],
    ['doNotDisturb', 'doNotDisturb'],
    ['offline', 'available'],
    ['unknown', 'available'],
  ];
  it.each(userRows)('makes of an idle line and the user state %s the composite %s', (state, composite) => {
    expect(composePresence(['idle'], state)).toBe(composite);
  });

  it('takes the highest: away > doNotDisturb > busy > available > offline > unknown', () => {
    expect(composePresence(['connected'], 'away')).toBe('away');
    expect(composePresence(['connected', 'doNotDisturb'], 'available')).toBe('doNotDisturb');
    expect(composePresence(['unknown', 'unregistered'], undefined)).toBe('offline');
    expect(composePresence([], undefined)).toBe('unknown');
  });
});

describe('teamsSessionFor', () => {
  it.each([
    ['busy', 'Busy/InACall'],
    ['away', 'Away/Away'],
    ['doNotDisturb', 'DoNotDisturb/Presenting'],
    ['available', 'none'],
    ['offline', 'none'],
    ['unknown', 'none'],
  ] as const)('asks Teams for %s: %s', (composite, wanted) => {
    const session = teamsSessionFor(composite, ['connected'], policy);
    expect(session === null ? 'none' : `${session.availability}/${session.activity}`).toBe(wanted);
  });

  it('knows a conference from a call, and keeps do-not-disturb to the phone where the tenant wants that', () => {
    expect(teamsSessionFor('busy', ['conference'], policy)?.activity).toBe('InAConferenceCall');
    expect(teamsSessionFor('doNotDisturb', ['idle'], { doNotDisturb: 'nothing' })).toBeNull();
  });
});

describe('planWrite', () => {
  const busy = { availability: 'Busy', activity: 'InACall' } as const;
  const base: WriteState = { desired: null, acknowledged: null, expiresAt: 0, inFlight: false, notBefore: 0 };
  it.each<{ when: string; state: Partial<WriteState>; plan: unknown }>([
    { when: 'nothing is wanted and nothing stands', state: {}, plan: { do: 'nothing' } },
    { when: 'busy is wanted', state: { desired: busy }, plan: { do: 'send', session: busy, renewal: false } },
    {
      when: 'a flap came back',
      state: { desired: busy, acknowledged: busy, expiresAt: 300_000 },
      plan: { do: 'wait', until: 200_000 },
    },
    {
      when: 'the session is about to end',
      state: { desired: busy, acknowledged: busy, expiresAt: 100_500 },
      plan: { do: 'send', session: busy, renewal: true },
    },
    {
      when: 'the session has ended although it is wanted',
      state: { desired: busy, acknowledged: busy, expiresAt: 900 },
      plan: { do: 'send', session: busy, renewal: false },
    },
    { when: 'a clear is wanted', state: { acknowledged: busy }, plan: { do: 'send', session: null, renewal: false } },
    {
      when: 'what stands is not known',
      state: { acknowledged: 'unknown' },
      plan: { do: 'send', session: null, renewal: false },
    },
    { when: 'a request is on its way', state: { desired: busy, inFlight: true }, plan: { do: 'nothing' } },
    { when: 'Graph asked to wait', state: { desired: busy, notBefore: 5_000 }, plan: { do: 'wait', until: 5_000 } },
  ])('plans when $when', ({ state, plan }) => {
    expect(planWrite({ ...base, ...state }, 1_000, 100_000)).toEqual(plan);
  });
});

describe('renewBeforeMs', () => {
  it('is a third of the life and up to a tenth more', () => {
    expect([0, 0.5, 1].map((random) => renewBeforeMs(300_000, random))).toEqual([100_000, 115_000, 130_000]);
  });
});

describe('backOffMs', () => {
  it('doubles from half a second to a minute and spreads by half', () => {
    expect([0, 1, 2, 10, 1000].map((failures) => backOffMs(failures, 0.999_999))).toEqual([
      500, 1000, 2000, 60_000, 60_000,
    ]);
    expect(backOffMs(3, 0)).toBe(2000);
  });
});
