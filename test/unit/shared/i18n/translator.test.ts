// Words, times and durations for people of a locale.
import { createTranslator, languageOf, loadMessages } from '#shared/i18n';

const now = new Date(2026, 10, 20, 9, 0).getTime();
const at = (day: number, hour = 8): string => new Date(2026, 10, day, hour, 5).toISOString();

describe('languageOf', () => {
  it.each([
    ['fr-FR', 'fr'],
    ['fr', 'fr'],
    ['FR_ca', 'fr'],
    ['en-GB', 'en'],
    ['de-AT', 'de'],
    ['es-MX', 'es'],
    ['it-CH', 'it'],
    ['nl-BE', 'nl'],
    ['pt-BR', 'pt'],
    ['pt-PT', 'pt'],
    ['frr-DE', 'en'],
    ['sv-SE', 'en'],
    ['', 'en'],
  ])('gives %s the language %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});

describe('createTranslator', () => {
  describe('when it speaks English', () => {
    const en = createTranslator('en-GB');
    it('fills in values as plain text', () => {
      expect(en.t('dial.call', { target: '<b>{x}</b>' })).toBe('Call <b>{x}</b>');
    });
    it('chooses the plural form', () => {
      expect([0, 1, 2].map((count) => en.t('people.results', { count }))).toEqual([
        'No person found',
        '1 person',
        '2 people',
      ]);
    });
    it('shows the message as written when a value is missing', () => {
      expect(en.t('dial.call')).toBe('Call {target}');
    });
    it('translates a coded error', () => {
      expect(en.errorText('pbx.unreachable')).toContain('phone system');
    });
    it('shows durations for the eye and for the ear', () => {
      expect([5, 65, 3723, -4, Number.NaN].map(en.formatDuration)).toEqual(['0:05', '1:05', '1:02:03', '0:00', '0:00']);
      expect(en.speakDuration(3723)).toBe('1 hour 2 minutes 3 seconds');
      expect(en.speakDuration(61)).toBe('1 minute 1 second');
    });
    it('names days by their distance', () => {
      expect(en.formatDay(at(20), now)).toBe('Today');
      expect(en.formatDay(at(19, 23), now)).toBe('Yesterday');
      expect(en.formatDay(at(17), now)).toMatch(/^Tuesday/u);
      expect(en.formatDay(at(2), now)).toBe('2 November 2026');
      expect([20, 19, 2].map((day) => en.formatShortDay(at(day), now))).toEqual(['', 'Yesterday', '2 Nov']);
    });
    it('shows nothing for what is no instant', () => {
      expect([en.formatTime('nonsense'), en.formatDay('', now), en.formatFull('x')]).toEqual(['', '', '']);
    });
  });

  describe('when it speaks French', () => {
    it('uses French words, times and days', async () => {
      const fr = createTranslator('fr-FR', await loadMessages('fr'));
      expect(fr.language).toBe('fr');
      expect(fr.t('nav.calls')).toBe('Appels');
      expect(fr.formatTime(at(20, 6))).toBe('06:05');
      expect(fr.formatDay(at(17), now)).toMatch(/^Mardi/u);
      expect(fr.speakDuration(65)).toBe('1 minute 5 secondes');
    });
  });

  describe.each([
    ['de-AT', 'Anrufe', 'Dienstag', '1 Minute 5 Sekunden', '2 Personen'],
    ['es-MX', 'Llamadas', 'Martes', '1 minuto 5 segundos', '2 personas'],
    ['it-IT', 'Chiamate', 'Martedì', '1 minuto 5 secondi', '2 persone'],
    ['nl-BE', 'Oproepen', 'Dinsdag', '1 minuut 5 seconden', '2 personen'],
    ['pt-BR', 'Chamadas', 'Terça-feira', '1 minuto 5 segundos', '2 pessoas'],
  ])('when it speaks to people of %s', (locale, calls, tuesday, duration, people) => {
    it('uses the words of their language, with the days of their region', async () => {
      const translator = createTranslator(locale, await loadMessages(languageOf(locale)));
      expect([translator.locale, translator.language]).toEqual([locale, languageOf(locale)]);
      expect(translator.t('nav.calls')).toBe(calls);
      expect(translator.formatDay(at(17), now).startsWith(tuesday)).toBe(true);
      expect(translator.speakDuration(65)).toBe(duration);
      expect(translator.t('people.results', { count: 2 })).toBe(people);
    });
  });

  it.each(['en_US', 'not a locale', 'x', ''])('survives the locale %p', (locale) => {
    expect(createTranslator(locale).formatTime(at(20))).not.toBe('');
  });

  it('keeps dates in the language of its words when a locale has none', () => {
    expect(createTranslator('sv-SE').formatDay(at(17), now)).toMatch(/^Tuesday/u);
  });
});
