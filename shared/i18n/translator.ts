// Turns message keys, times and durations into text for people of one locale (ICU messages, HOUSE rule 13).
import { IntlMessageFormat } from 'intl-messageformat';
import { errorTable, type ErrorCode } from '#shared/errors';
import { createDateFormat, daysAgo, digitalDuration, splitDuration, wellFormed } from './dates.ts';
import { englishMessages, languageOf, type Language, type MessageKey, type Messages } from './language.ts';

/** Values for the placeholders of a message: always shown as text, never read as markup. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** Everything the views need to speak one language. Instants are ISO 8601 texts or milliseconds since the epoch. */
export interface Translator {
  readonly locale: string;
  readonly language: Language;
  t(key: MessageKey, values?: MessageValues): string;
  /** The text for people of a coded fault. */
  errorText(code: ErrorCode): string;
  formatTime(instant: string | number): string;
  /** `Today`, `Yesterday`, the weekday within a week on either side, else the date. */
  formatDay(instant: string | number, now: number): string;
  /** The day where there is little room: empty for today, `Yesterday`, `18 Nov`. */
  formatShortDay(instant: string | number, now: number): string;
  /** The whole date and time, for tooltips. */
  formatFull(instant: string | number): string;
  /** `1:05`, for the eye. */
  formatDuration(seconds: number): string;
  /** `1 minute 5 seconds`, for the ear. */
  speakDuration(seconds: number): string;
}

/** Regions of the texts where a language without region means another one to `Intl`: its `pt` is that of Brazil, ours is not. */
const regions: Readonly<Partial<Record<Language, string>>> = { pt: 'pt-PT' };

/**
 * A translator for `locale` with the texts of its language; without texts it speaks English. Times are told in `timeZone`
 * (IANA name), where it is left out in the zone of this machine.
 */
export function createTranslator(locale: string, messages: Messages = englishMessages, timeZone?: string): Translator {
  const tag = wellFormed(locale);
  // English texts with a locale we have no texts for would mix two languages in one sentence: dates follow the texts.
  const language = messages === englishMessages ? 'en' : languageOf(tag);
  const askedTag = languageOf(tag) === language && tag.toLowerCase().startsWith(language) ? tag : language;
  const shownTag = regions[language] !== undefined && askedTag === language ? regions[language] : askedTag;
  const t = createFormatter(shownTag, messages);
  const dates = createDateFormat(shownTag, timeZone);
  return {
    locale: shownTag,
    language,
    t,
    errorText: (code) => t(errorKey(code, messages)),
    formatTime: (instant) => orEmpty(instant, dates.time),
    formatDay: (instant, now) => orEmpty(instant, (value) => dayText(value, now)),
    formatShortDay: (instant, now) => orEmpty(instant, (value) => shortDayText(value, now)),
    formatFull: (instant) => orEmpty(instant, dates.fullDate),
    formatDuration: digitalDuration,
    speakDuration: (seconds) => {
      const { hours, minutes, rest } = splitDuration(seconds);
      return t('time.spoken', { hours, minutes, seconds: rest });
    },
  };

  function shortDayText(instant: number, now: number): string {
    const days = daysAgo(instant, now);
    if (days === 0) return '';
    return days === 1 ? t('day.yesterday') : dates.shortDate(instant);
  }

  function dayText(instant: number, now: number): string {
    const days = daysAgo(instant, now);
    if (days === 0) return t('day.today');
    if (days === 1) return t('day.yesterday');
    return capitalised(Math.abs(days) < 7 ? dates.weekday(instant) : dates.date(instant), shownTag);
  }
}

/** Compiles each message once. A message that cannot be formatted is shown as written: a page must not fall over a text. */
function createFormatter(locale: string, messages: Messages): Translator['t'] {
  const compiled = new Map<MessageKey, IntlMessageFormat>();
  return (key, values) => {
    const text = messages[key];
    if (!text.includes('{')) return text;
    try {
      const message = compiled.get(key) ?? new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
      compiled.set(key, message);
      return String(message.format(values));
    } catch {
      return text;
    }
  };
}

function errorKey(code: ErrorCode, messages: Messages): MessageKey {
  const key = errorTable[code].messageKey;
  return isMessageKey(key, messages) ? key : 'error.internal';
}

function isMessageKey(key: string, messages: Messages): key is MessageKey {
  return Object.hasOwn(messages, key);
}

/** Formats an instant; what is no instant shows as nothing rather than `Invalid Date`. */
function orEmpty(instant: string | number, format: (value: number) => string): string {
  const value = typeof instant === 'number' ? instant : Date.parse(instant);
  return Number.isFinite(value) ? format(value) : '';
}

function capitalised(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}
