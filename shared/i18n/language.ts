// Decides which of our languages a locale gets, and loads its messages (one chunk per language; English is built in).
import english from './en.json' with { type: 'json' };

/** A language the product speaks; each is complete. `qps` is the made-up one that tests read (Windows' pseudo-locale qps-ploc). */
export type Language = 'en' | 'fr' | 'de' | 'es' | 'it' | 'nl' | 'pt' | 'qps';

/** The key of every text for people. English is the reference; a check keeps the others equal. */
export type MessageKey = keyof typeof english;

/** All texts of one language, as ICU messages. */
export type Messages = Readonly<Record<MessageKey, string>>;

/** The texts that are always there. */
export const englishMessages: Messages = english;

const loaders: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: () => Promise.resolve(english),
  qps: async () => (await import(/* webpackChunkName: "pseudo" */ './pseudo.ts')).pseudoMessages(english),
  fr: async () => (await import(/* webpackChunkName: "lang-fr" */ './fr.json', { with: { type: 'json' } })).default,
  de: async () => (await import(/* webpackChunkName: "lang-de" */ './de.json', { with: { type: 'json' } })).default,
  es: async () => (await import(/* webpackChunkName: "lang-es" */ './es.json', { with: { type: 'json' } })).default,
  it: async () => (await import(/* webpackChunkName: "lang-it" */ './it.json', { with: { type: 'json' } })).default,
  nl: async () => (await import(/* webpackChunkName: "lang-nl" */ './nl.json', { with: { type: 'json' } })).default,
  pt: async () => (await import(/* webpackChunkName: "lang-pt" */ './pt.json', { with: { type: 'json' } })).default,
};

const isLanguage = (text: string): text is Language => Object.hasOwn(loaders, text);

/** The language for a BCP 47 locale such as `fr-CA`; English when we have none for it. */
export function languageOf(locale: string): Language {
  const language = locale.split(/[-_]/u)[0]?.toLowerCase() ?? '';
  return isLanguage(language) ? language : 'en';
}

/** The texts of one language. Rejects when the chunk cannot be fetched: the caller then stays with English. */
export function loadMessages(language: Language): Promise<Messages> {
  return loaders[language]();
}
