// Finds the translator for a user's language; each language's texts are loaded once.
import { createTranslator, languageOf, loadMessages, type Language, type Translator } from '#shared/i18n';

/** The translator of a locale such as `fr-FR`; English for none and when the texts cannot be loaded. */
export type Speaker = (locale: string | undefined) => Promise<Translator>;

/** Times are shown by the clients, so a language is all a card needs. */
export function createSpeaker(): Speaker {
  const english = createTranslator('en');
  const known = new Map<Language, Promise<Translator>>([['en', Promise.resolve(english)]]);
  return (locale) => {
    const language = languageOf(locale ?? 'en');
    const translator = known.get(language) ?? load(language, english);
    known.set(language, translator);
    return translator;
  };
}

async function load(language: Language, fallback: Translator): Promise<Translator> {
  try {
    return createTranslator(language, await loadMessages(language));
  } catch {
    return fallback;
  }
}
