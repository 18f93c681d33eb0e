// Shows instants and durations the way people of a locale expect them.

/** Formatting of times and dates for one locale, in the viewer's time zone unless told otherwise. */
export interface DateFormat {
  time(instant: number): string;
  weekday(instant: number): string;
  shortDate(instant: number): string;
  date(instant: number): string;
  fullDate(instant: number): string;
}

const dayMs = 86_400_000;

/** Formatters of one locale; an ill-formed locale falls back to English. */
export function createDateFormat(locale: string, timeZone?: string): DateFormat {
  const zone = timeZone === undefined ? {} : { timeZone };
  const tag = Intl.DateTimeFormat.supportedLocalesOf(wellFormed(locale))[0] ?? 'en';
  const make = (options: Intl.DateTimeFormatOptions): ((instant: number) => string) => {
    const format = new Intl.DateTimeFormat(tag, { ...options, ...zone });
    return (instant) => format.format(instant);
  };
  return {
    time: make({ timeStyle: 'short' }),
    weekday: make({ weekday: 'long', day: 'numeric', month: 'long' }),
    shortDate: make({ day: 'numeric', month: 'short' }),
    date: make({ day: 'numeric', month: 'long', year: 'numeric' }),
    fullDate: make({ dateStyle: 'full', timeStyle: 'short' }),
  };
}

/** True for a time zone `Intl` can format in, e.g. `Europe/Paris`; the text may come from anywhere. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z][\w+/-]{0,63}$/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Whole calendar days from `instant` to `now` in the viewer's time zone: 0 is today, 1 yesterday. */
export function daysAgo(instant: number, now: number): number {
  const start = (value: number): number => {
    const date = new Date(value);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return Math.round((start(now) - start(instant)) / dayMs);
}

/** `1:05` or `1:02:03`; negative and broken values show as `0:00`. */
export function digitalDuration(seconds: number): string {
  const { hours, minutes, rest } = splitDuration(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Hours, minutes and seconds of a duration in seconds, never negative. */
export function splitDuration(seconds: number): { hours: number; minutes: number; rest: number } {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  return { hours: Math.floor(whole / 3600), minutes: Math.floor(whole / 60) % 60, rest: whole % 60 };
}

/** The locale when `Intl` can read it (`Intl` throws on texts such as `en_US`), else English. */
export function wellFormed(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}
