// Every language says everything, with the same placeholders, in words that can be formatted.
import { IntlMessageFormat } from 'intl-messageformat';
import english from '../../../../shared/i18n/en.json';
import french from '../../../../shared/i18n/fr.json';
import { errorTable } from '#shared/errors';

const languages: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['en', english],
  ['fr', french],
];

function placeholders(text: string): readonly string[] {
  const names = [...text.matchAll(/\{(\w+)(?:\}|,\s*(plural|number|select))/gu)].map((match) =>
    match.slice(1, 3).join(' '),
  );
  return [...new Set(names)].sort();
}

describe('messages', () => {
  it('have the same keys in every language, in the same order', () => {
    expect(Object.keys(french)).toEqual(Object.keys(english));
  });

  it.each(Object.keys(english))('%s takes the same values in every language', (key) => {
    const reference: Readonly<Record<string, string>> = english;
    const other: Readonly<Record<string, string>> = french;
    expect(placeholders(other[key] ?? '')).toEqual(placeholders(reference[key] ?? ''));
  });

  describe.each(languages)('in %s', (locale, messages) => {
    it('are all filled and free of straight apostrophes, which ICU reads as quotes', () => {
      const bad = Object.entries(messages).filter(([, text]) => text.trim() === '' || text.includes("'"));
      expect(bad).toEqual([]);
    });

    it('can all be formatted', () => {
      const values = {
        caller: 'Ada Example',
        target: 'T',
        reason: 'R',
        name: 'N',
        state: 'S',
        party: 'P',
        duration: 'D',
        count: 2,
      };
      const all = { ...values, hours: 1, minutes: 2, seconds: 3 };
      for (const text of Object.values(messages)) {
        const shown = String(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).format(all));
        expect(shown).not.toMatch(/[{}]/u);
      }
    });

    it('explain every coded error', () => {
      const missing = Object.values(errorTable).filter((entry) => !(entry.messageKey in messages));
      expect(missing).toEqual([]);
    });
  });
});
