// The made-up language changes what people read and nothing else.
import { IntlMessageFormat } from 'intl-messageformat';
import english from '../../../../shared/i18n/en.json';
import { createTranslator, languageOf, loadMessages } from '#shared/i18n';
import { pseudoText } from '../../../../shared/i18n/pseudo.ts';
import { placeholdersOf } from '../../../house/compareWords.ts';

describe('the made-up language', () => {
  it.each([
    ['Call', '[Çáļļ··]'],
    ['Call {name}', '[Çáļļ {name}··]'],
    ['{count, plural, one {# call} other {# calls}}', '[{count, plural, one {# çáļļ} other {# çáļļš}}····]'],
  ])('makes of %s %s', (text, shown) => {
    expect(pseudoText(text)).toBe(shown);
  });

  it.each(Object.entries(english))('keeps the placeholders of %s, and can be formatted', (_key, text) => {
    expect(placeholdersOf(pseudoText(text))).toEqual(placeholdersOf(text));
    expect(() => new IntlMessageFormat(pseudoText(text), 'en', undefined, { ignoreTag: true })).not.toThrow();
  });

  it('is what the locale qps-ploc gets, with dates of a locale that exists', async () => {
    const translator = createTranslator('qps-ploc', await loadMessages(languageOf('qps-ploc')));
    expect(translator.t('nav.home')).toMatch(/^\[.*·+\]$/u);
    expect(translator.formatTime('2026-11-20T08:15:00.000Z')).not.toBe('');
  });
});
