// Theme, language and deep link of the host, as something the views can watch; remembered for the next first paint.
import type { HostPort, HostSnapshot, HostTheme } from '#shared/host';
import { createTranslator, languageOf, loadMessages, type Translator } from '#shared/i18n';
import type { Readable, SettingsPort } from '#shared/models';

/** What the host says while the app runs. */
export interface Surroundings {
  readonly theme: HostTheme;
  readonly translator: Translator;
  /** Page named by a deep link. */
  readonly subPage: string | undefined;
  readonly canLaunchTel: boolean;
}

const themeKey = 'host.theme';
const localeKey = 'host.locale';

/** The surroundings and the one who changes them. */
export interface SurroundingsSource extends Readable<Surroundings> {
  /** The host has told its facts. */
  hostStarted(host: HostSnapshot): Promise<void>;
}

/** Surroundings as remembered from the last visit (else as the browser says), until the host speaks. */
export async function createSurroundings(
  host: HostPort,
  settings: SettingsPort,
  browserLocale: string,
): Promise<SurroundingsSource> {
  const listeners = new Set<() => void>();
  let now: Surroundings = {
    theme: rememberedTheme(settings.read(themeKey)),
    translator: await translatorFor(settings.read(localeKey) ?? browserLocale),
    subPage: undefined,
    canLaunchTel: host.can('launchTel'),
  };
  const change = (part: Partial<Surroundings>): void => {
    now = { ...now, ...part };
    for (const listener of [...listeners]) listener();
  };
  const setTheme = (theme: HostTheme): void => {
    settings.write(themeKey, theme);
    change({ theme });
  };
  host.onThemeChange(setTheme);

  return {
    getSnapshot: () => now,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    hostStarted: async ({ theme, locale, subPage }) => {
      setTheme(theme);
      change({ subPage, canLaunchTel: host.can('launchTel') });
      settings.write(localeKey, locale);
      change({ translator: await translatorFor(locale) });
    },
  };
}

/** Words for `locale`. Their chunk may fail to load: English is always there. */
export async function translatorFor(locale: string): Promise<Translator> {
  try {
    return createTranslator(locale, await loadMessages(languageOf(locale)));
  } catch {
    return createTranslator('en');
  }
}

function rememberedTheme(text: string | null): HostTheme {
  return text === 'dark' || text === 'contrast' ? text : 'light';
}
