// The product's own words, so that a journey reads the page as a person of that language does.
import { createTranslator, languageOf, loadMessages, type Translator } from '#shared/i18n';

/** The words of a locale. */
export async function wordsOf(locale: string): Promise<Translator> {
  return createTranslator(locale, await loadMessages(languageOf(locale)));
}
