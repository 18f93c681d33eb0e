// The bot's cards: what they say, in both languages, and that nothing from outside acts in them.
import { createTranslator, loadMessages, type Translator } from '#shared/i18n';
import type { CallRecordWire } from '#shared/contracts';
import { summaryOf } from '../../../../bot/teams/cards/callTexts.ts';
import type { Card } from '../../../../bot/teams/cards/cardTypes.ts';
import { helloCard, helpCard, unknownCard, welcomeCard } from '../../../../bot/teams/cards/helpCards.ts';
import { missedCard, noticeCard } from '../../../../bot/teams/cards/missedCards.ts';
import { buttonsOf, textsOf } from '../../../sandbox/bot/chatMessages.ts';
import { aMissedCall } from './BotHarness.ts';

const hostile = '<at>everyone</at> [x](https://evil.example) **b**';
const english = createTranslator('en');
let french: Translator;
beforeAll(async () => {
  french = createTranslator('fr', await loadMessages('fr'));
});

/** Everything the renderer reads Markdown in. */
function markdownTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markdownTexts);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'TextBlock' && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(markdownTexts)];
}

const withGroup = { group: { kind: 'queue', id: '600', name: 'Support' } } as const;
const notices: readonly (readonly [string, Partial<CallRecordWire>, readonly string[]])[] = [
  ['a name and a number', {}, ['Missed call', 'Bruno Sample', '+33 1 99 00 20 15']],
  ['no name', { other: { number: '0199002015' } }, ['Missed call', '+33 1 99 00 20 15']],
  ['a voicemail', { outcome: 'voicemail' }, ['Missed call, went to voicemail', 'Bruno Sample', '+33 1 99 00 20 15']],
  ['a queue', withGroup, ['Missed call', 'Bruno Sample', '+33 1 99 00 20 15', 'queue Support']],
  ['a hostile name', { other: { number: '0199002015', name: hostile } }, ['Missed call', hostile, '+33 1 99 00 20 15']],
];

describe('noticeCard', () => {
  describe.each(notices)('when the call has %s', (_what, change, texts) => {
    it('says who called and when', () => {
      const card = noticeCard(aMissedCall(change), english);
      const moment = '{{DATE(2026-11-20T07:00:00Z, SHORT)}} {{TIME(2026-11-20T07:00:00Z)}}';
      expect(textsOf(card)).toEqual([...texts, moment]);
      expect(buttonsOf(card)).toEqual([
        {
          type: 'Action.Execute',
          title: 'Call back',
          verb: 'callBack',
          data: { recordId: 'r1', number: '+33199002015', list: false },
        },
      ]);
    });
  });

  describe('when the number is withheld', () => {
    it('has no button', () => {
      const { e164: _none, ...record } = aMissedCall({ other: {} });
      const card = noticeCard(record, english);
      expect(textsOf(card).slice(0, 2)).toEqual(['Missed call', 'Unknown caller']);
      expect(buttonsOf(card)).toEqual([]);
    });
  });

  describe('when it is read in French', () => {
    it('speaks French', () => {
      const card = noticeCard(aMissedCall(), french);
      expect(textsOf(card)[0]).toBe('Appel manqué');
      expect(buttonsOf(card)[0]?.title).toBe('Rappeler');
    });
  });

  describe('when everything from outside is hostile', () => {
    it('lets none of it into a text that is read as Markdown, and stays small', () => {
      const evil = hostile.repeat(10_000);
      const record = aMissedCall({
        other: { name: evil, number: '0199002015' },
        group: { kind: 'queue', id: 'q', name: evil },
      });
      const card = noticeCard(record, english, { isGood: false, text: evil });
      expect(markdownTexts(card).join('\n')).not.toMatch(/everyone|evil/);
      expect(JSON.stringify(card).length).toBeLessThan(3_000);
    });
  });
});

describe('missedCard', () => {
  describe('when there are more than five', () => {
    it('shows five, each with its own button', () => {
      const calls = Array.from({ length: 9 }, (_, index) => aMissedCall({ id: `r${String(index)}` }));
      const card = missedCard(calls, english);
      const ids = buttonsOf(card).map(({ data }) => (data as { recordId: string }).recordId);
      expect(ids).toEqual(['r0', 'r1', 'r2', 'r3', 'r4']);
    });
  });

  describe('when there is none', () => {
    it('says so', () => {
      expect(textsOf(missedCard([], english))).toEqual(['No missed calls']);
    });
  });
});

describe('summaryOf', () => {
  describe.each([
    ['Bruno Sample', 'Missed call: Bruno Sample'],
    [hostile, 'Missed call: +33 1 99 00 20 15'],
  ])('when the caller is %j', (name, summary) => {
    it('holds no markup', () => {
      expect(summaryOf(aMissedCall({ other: { number: '0199002015', name } }), english)).toBe(summary);
    });
  });
});

describe('the cards of words only', () => {
  const makers: readonly (readonly [string, (translator: Translator) => Card])[] = [
    ['welcome', welcomeCard],
    ['help', helpCard],
    ['hello', helloCard],
    ['unknown', unknownCard],
  ];
  describe.each(makers)('when it is %s', (_name, make) => {
    it('names every command in the words of the language', () => {
      const says = (translator: Translator): string => textsOf(make(translator)).join('\n');
      expect(says(english)).toMatch(/missed: [^]*call NUMBER: [^]*help: /);
      expect(says(french)).toMatch(/manqués\s: [^]*appeler NUMÉRO\s: [^]*aide\s: /);
    });
  });
});
