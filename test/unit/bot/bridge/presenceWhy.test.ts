// The answer to "why do I look busy?": what it says in which case, in both languages.
import * as v from 'valibot';
import { presenceWhySchema, type PresenceWhy } from '#shared/contracts';
import { createTranslator, loadMessages } from '#shared/i18n';
import { whyOf, type WhyAsked } from '../../../../bot/bridge/presenceWhy.ts';
import type { SourceFacts, WhyFacts } from '../../../../bot/bridge/whyFacts.ts';

const at = (time: string): number => Date.parse(`2026-11-20T${time}:00Z`);
const now = at('10:45');
const busy = { availability: 'Busy', activity: 'InACall' } as const;
const shown = (availability: string, activity: string): WhyFacts['teams'] => ({ availability, activity, readAt: now });
const english: WhyAsked = {
  isOwn: true,
  now,
  graceSeconds: 15,
  words: createTranslator('en-GB', undefined, 'UTC'),
};

const inCall: SourceFacts = {
  kind: 'line',
  pbxId: 'pbx',
  extension: '2014',
  link: { state: 'up', since: at('08:00') },
  state: 'connected',
  since: at('10:42'),
  openCalls: 1,
};
const never = { expiresAt: 0, lastSentAt: 0, lastAcceptedAt: 0, isReleased: false };
const told: WhyFacts['ours'] = {
  ...never,
  wanted: busy,
  acknowledged: busy,
  expiresAt: at('10:47'),
  lastSentAt: at('10:42'),
  lastAcceptedAt: at('10:42'),
};
const silent: WhyFacts['ours'] = { ...never, wanted: null, acknowledged: null };

function facts(change: Partial<WhyFacts> = {}): WhyFacts {
  return { sources: [inCall], composite: 'busy', ours: told, teams: shown('Busy', 'InACall'), ...change };
}

function wordsOf(change: Partial<WhyFacts>, asked: Partial<WhyAsked> = {}): string {
  return whyOf(facts(change), { ...english, ...asked }).words.join(' ');
}

describe('whyOf', () => {
  describe('when the person is in a call', () => {
    let why: PresenceWhy;
    beforeEach(() => {
      why = whyOf(facts(), english);
    });

    it('fits its contract and names every part', () => {
      expect(v.parse(presenceWhySchema, JSON.parse(JSON.stringify(why)))).toEqual(why);
      expect(why).toMatchObject({
        sources: [{ kind: 'line', extension: '2014', state: 'connected', since: '2026-11-20T10:42:00.000Z', calls: 1 }],
        ours: { wanted: busy, acknowledged: busy, expiresAt: '2026-11-20T10:47:00.000Z', isReleased: false },
        teams: { availability: 'Busy', readAt: '2026-11-20T10:45:00.000Z' },
        layer: 'ours',
        can: { release: true },
      });
      expect(why.ours.fault).toBeUndefined();
    });

    it('says it from the phone to what others see', () => {
      expect(why.words).toEqual([
        'Your line 2014 has been in a call since 10:42.',
        'We told Teams: Busy, in a call. It ends by itself at 10:47 unless the reason goes on.',
        'Teams shows: Busy, in a call.',
        'That comes from Hookswitch.',
      ]);
    });

    it('says it in French, in the zone of the reader', async () => {
      const words = createTranslator('fr-FR', await loadMessages('fr'), 'Europe/Paris');
      expect(whyOf(facts(), { ...english, words }).words).toEqual([
        'Votre ligne 2014 est en communication depuis 11:42.',
        'Nous avons annoncé à Teams : Occupé, en communication. Cela prend fin de soi-même à 11:47, sauf si la raison demeure.',
        'Teams montre : Occupé, en communication.',
        'Cela vient de Hookswitch.',
      ]);
    });

    it('names the zone when it is not the reader’s, and the day when it is another', () => {
      expect(wordsOf({}, { zone: 'UTC' })).toContain('since 10:42 UTC.');
      const sources = [{ ...inCall, since: Date.parse('2026-11-18T09:00:00Z') }];
      expect(wordsOf({ sources })).toMatch(/in a call since Wednesday,? 18 November 2026/u);
    });

    it('speaks of another person’s line without calling it theirs', () => {
      expect(wordsOf({}, { isOwn: false })).toContain('Line 2014 has been in a call');
    });
  });

  const line = (change: Partial<Extract<SourceFacts, { kind: 'line' }>>): SourceFacts => ({
    ...inCall,
    kind: 'line',
    state: 'idle',
    openCalls: 0,
    ...change,
  });
  const set = (state: Extract<SourceFacts, { kind: 'userState' }>['state']): SourceFacts => ({
    kind: 'userState',
    pbxId: 'pbx',
    extension: '2014',
    link: inCall.link,
    state,
    since: at('10:30'),
  });
  const lost = { state: 'lost', since: at('10:40') } as const;

  it.each<[string, Partial<WhyFacts>, string]>([
    ['an idle line', { sources: [line({})] }, 'Your line 2014 is free.'],
    ['a ringing line', { sources: [line({ state: 'ringing' })] }, 'has been ringing since 10:42; a call that nobody'],
    ['a dialling line', { sources: [line({ state: 'dialling' })] }, 'has been dialling since 10:42.'],
    ['a held call', { sources: [line({ state: 'held' })] }, 'in a call since 10:42; it is on hold now.'],
    ['a conference', { sources: [line({ state: 'conference' })] }, 'has been in a conference since 10:42.'],
    ['a phone unplugged', { sources: [line({ state: 'unregistered' })] }, 'has had no phone connected since 10:42.'],
    ['do not disturb as a line', { sources: [line({ state: 'doNotDisturb' })] }, 'set to do not disturb since 10:42.'],
    ['a line that says nothing', { sources: [line({ state: 'unknown' })] }, 'does not tell its state.'],
    ['away on the phone', { sources: [line({}), set('away')] }, 'set on the phone since 10:30: away.'],
    ['a meeting on the phone', { sources: [line({}), set('meeting')] }, 'set on the phone since 10:30: in a meeting.'],
    ['no line', { sources: [] }, 'No line of the phone system is known here.'],
    [
      'a lost link',
      { sources: [{ ...inCall, link: lost }] },
      'The phone system cannot be reached since 10:40; 15 seconds later we withdraw what we told Teams.',
    ],
    [
      'a link lost for long',
      { sources: [{ ...inCall, link: { ...lost, state: 'unknown' } }] },
      'cannot be reached since 10:40; until it is back, its lines count for nothing.',
    ],
    [
      'a link never had',
      { sources: [{ ...inCall, link: { ...lost, state: 'connecting' } }] },
      'The phone system has not been reached yet.',
    ],
    [
      'nothing of ours',
      { ours: silent, teams: shown('Available', 'Available') },
      'Nothing in Teams says busy at the moment.',
    ],
    ['a call in Teams', { ours: silent }, 'That comes from Teams itself'],
    [
      'do not disturb over ours',
      { teams: shown('DoNotDisturb', 'Presenting') },
      'Teams shows: Do not disturb, presenting. It was chosen by hand or comes from a presentation; it wins over ours.',
    ],
    ['a choice by hand', { teams: shown('Available', 'Available') }, 'a choice by hand wins over everything else.'],
    [
      'a change under way',
      { ours: { ...told, acknowledged: null } },
      'We are telling Teams: Busy, in a call. Teams has not confirmed it yet.',
    ],
    [
      'a refused change',
      {
        ours: {
          ...told,
          acknowledged: 'unknown',
          lastFault: { code: 'graph.throttled', at: at('10:44') },
          nextTryAt: at('10:46'),
        },
      },
      'The last try did not work. Microsoft 365 cannot be reached at the moment. Try again shortly. The next one is at 10:46.',
    ],
    [
      'a withdrawal under way',
      { ours: { ...told, wanted: null } },
      'We are withdrawing what we told Teams; at the latest it ends by itself at 10:47.',
    ],
    [
      'a withdrawal of what may not stand',
      { ours: { ...told, wanted: null, acknowledged: 'unknown', expiresAt: 0 } },
      'We are withdrawing what we told Teams.',
    ],
    ['a release', { ours: { ...told, isReleased: true } }, 'Our part was withdrawn on request'],
    [
      'a change of a moment ago',
      { ours: { ...silent, lastAcceptedAt: now - 1000 } },
      'Teams needs a moment to show it.',
    ],
    ['no permission', { teams: { unavailable: 'graph.consentLost' } }, 'Hookswitch has no permission to read it.'],
    ['a Teams that is away', { teams: { unavailable: 'graph.timeout' } }, 'What Teams shows could not be read.'],
    ['words of Graph we do not know', { teams: shown('New{Word}', '<b>') }, 'Teams shows: unknown.'],
  ])('explains %s', (_what, change, text) => {
    expect(wordsOf(change)).toContain(text);
  });

  it('says do not disturb once, though line and person show it', () => {
    const words = wordsOf({ sources: [line({ state: 'doNotDisturb' }), set('doNotDisturb')] });
    expect(words.match(/do not disturb/gu)).toHaveLength(1);
  });

  it('keeps quiet about lines whose phone system is gone', () => {
    expect(wordsOf({ sources: [{ ...inCall, link: { ...lost, state: 'unknown' } }] })).not.toContain('2014');
  });

  it('does not dwell on a fault that was overcome', () => {
    const ours = { ...told, lastFault: { code: 'graph.timeout', at: at('10:41') } } as const;
    expect(wordsOf({ ours })).not.toContain('last try');
    expect(whyOf(facts({ ours }), english).ours.fault).toBeUndefined();
  });

  it.each<[string, WhyFacts['ours'], boolean]>([
    ['a session of ours', told, true],
    ['one under way', { ...told, acknowledged: 'unknown' }, true],
    ['a released one', { ...told, isReleased: true }, false],
    ['none', silent, false],
  ])('offers to release %s: %s', (_what, ours, can) => {
    expect(whyOf(facts({ ours }), english).can.release).toBe(can);
  });
});
