// Decides which of our languages a locale gets, and loads its messages (one chunk per language; English is built in).
import english from './en.json' with { type: 'json' };

/** A language the product speaks; each is complete. */
export type Language = 'en' | 'fr';

/** The key of every text for people. English is the reference; a check keeps the others equal. */
export type MessageKey = keyof typeof english;

/** All texts of one language, as ICU messages. */
export type Messages = Readonly<Record<MessageKey, string>>;

/** The texts that are always there. */
export const englishMessages: Messages = english;

const loaders: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: () => Promise.resolve(english),
  fr: async () => (await import(/* webpackChunkName: "lang-fr" */ './fr.json', { with: { type: 'json' } })).default,
};

/** The language for a BCP 47 locale such as `fr-CA`; English when we have none for it. */
export function languageOf(locale: string): Language {
  const language = locale.split(/[-_]/u)[0]?.toLowerCase();
  return language === 'fr' ? 'fr' : 'en';
}

/** The texts of one language. Rejects when the chunk cannot be fetched: the caller then stays with English. */
export function loadMessages(language: Language): Promise<Messages> {
  return loaders[language]();
}
