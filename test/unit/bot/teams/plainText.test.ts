// Texts from outside in cards and notifications.
import fc from 'fast-check';
import { plainText, summaryName } from '../../../../bot/teams/cards/plainText.ts';
import { anyCharacter } from '../../../support/anyCharacter.ts';

const shown: readonly (readonly [string, string])[] = [
  ['Bruno Sample', 'Bruno Sample'],
  ['<at>everyone</at> [x](https://evil.example) **b**', '<at>everyone</at> [x](https://evil.example) **b**'],
  ['two\r\nlines\tand more', 'two lines and more'],
  ['\u202Ereversed', 'reversed'],
  ['  spaced   out  ', 'spaced out'],
  ['{{DATE(2026-01-01T00:00:00Z)}}', '{\u2060{DATE(2026-01-01T00:00:00Z)}}'],
  ['{{{TIME', '{\u2060{\u2060{TIME'],
  ['half \ud83d a pair', 'half \ufffd a pair'],
  ['', ''],
];

describe('plainText', () => {
  describe.each(shown)('when a name is %j', (text, expected) => {
    it('shows its own characters', () => {
      expect(plainText(text)).toBe(expected);
    });
  });

  describe('when a text is as long as a film', () => {
    it('is cut in no time, between characters', () => {
      const startedAt = performance.now();
      const cut = plainText('😀'.repeat(2_500_000));
      expect(performance.now() - startedAt).toBeLessThan(10_000);
      expect([...cut]).toHaveLength(120);
      expect(cut.endsWith('😀…')).toBe(true);
    });
  });

  describe('when it is anything', () => {
    it('is one bounded line in which nothing acts', () => {
      fc.assert(
        fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), (text) => {
          const plain = plainText(text, 50);
          expect(plain).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
          expect(plain).not.toContain('{{');
          expect([...plain].filter((each) => each !== '\u2060').length).toBeLessThanOrEqual(50);
        }),
      );
    });
  });
});

describe('summaryName', () => {
  describe.each([
    ['Chloé Spécimen', 'Chloé Spécimen'],
    ["Sample & Sons (Paris), O'Example", "Sample & Sons (Paris), O'Example"],
    ['+33 1 99 00 20 14', '+33 1 99 00 20 14'],
    ['李雷', '李雷'],
  ])('when a name is harmless: %j', (name, expected) => {
    it('is shown', () => {
      expect(summaryName(name)).toBe(expected);
    });
  });

  describe.each([
    ['<at>everyone</at>'],
    ['[x](https://evil.example)'],
    ['**b**'],
    ['# title'],
    ['- item'],
    ['https://evil.example'],
    ['`code`'],
    [''],
    [undefined],
  ])('when a name holds markup: %j', (name) => {
    it('is left out', () => {
      expect(summaryName(name)).toBeUndefined();
    });
  });
});
