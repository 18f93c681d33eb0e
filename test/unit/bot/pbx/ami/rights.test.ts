// What a manager account lacks, and which calls should have been heard of.
import { isUnheard, missingActions, neededActions, restricted } from '../../../../../bot/pbx/ami/rights.ts';

const everything = Object.fromEntries(
  ['Ping', ...neededActions({ userState: {}, forwarding: {} })].map((name) => [name.toLowerCase(), '(Priv: all)']),
);

describe('missingActions', () => {
  it('finds nothing missing where everything is listed, in whatever case', () => {
    expect(missingActions(neededActions({ userState: {}, forwarding: {} }), everything)).toEqual([]);
  });

  it('names what is not listed, of what is needed', () => {
    const { originate: _left, setvar: _out, ...listed } = everything;
    expect(missingActions(neededActions({}), listed)).toEqual(['Originate']);
    const { hangup: _gone, ...others } = everything;
    expect(missingActions(neededActions({}), others)).toEqual(['Hangup']);
    expect(missingActions(neededActions({ userState: {} }), listed)).toEqual(['Originate', 'Setvar']);
  });

  it('concludes nothing from an answer that is no list', () => {
    expect(missingActions(neededActions({}), { Response: 'Success' })).toEqual([]);
  });
});

describe('restricted', () => {
  it('says of everything that is asked for what is off without it', () => {
    for (const action of neededActions({ userState: {}, forwarding: {} }))
      expect(restricted([action]).facts['off']).toEqual([expect.stringMatching(/\w/)]);
    const fault = restricted(['Hangup', 'DBPut', 'DBDel']);
    expect(fault.facts['off']).toEqual(['hanging up from the app', 'setting forwardings']);
    expect(fault.message).toContain('Hangup, DBPut, DBDel; off: hanging up from the app, setting forwardings');
  });
});

describe('isUnheard', () => {
  const now = 1_795_000_000_000;
  it.each([
    ['began while events were heard', '00:01:00', 120, true],
    ['began before', '00:03:00', 120, false],
    ['began about when hearing began', '00:01:58', 120, false],
    ['began just now, its event may be on the way', '00:00:04', 120, false],
    ['is told without its age', '', 120, false],
  ])('judges a channel that %s', (_what, Duration, heardForSeconds, expected) => {
    expect(isUnheard({ Duration }, now - heardForSeconds * 1000, now)).toBe(expected);
  });
});
