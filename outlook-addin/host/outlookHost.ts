// Outlook behind the host port and the item port; with its neighbours in this folder the only place that touches Office.
import { AppError } from '#shared/errors';
import { limited } from '#shared/host';
import type { HostPlatform, HostPort, HostSnapshot, HostTheme, ItemPort, SignInOptions } from '#shared/host';
import { findHost, isSetSupported } from './officeGlobal.ts';
import { createOutlookSignIn, isNestedAuthOffered } from './outlookSignIn.ts';
import { outlookTheme } from './outlookTheme.ts';
import { openLink } from './openLink.ts';
import { readItem, type OfficeItem } from './readItem.ts';

/** Outlook as the task pane needs it. */
export interface OutlookHost extends HostPort, ItemPort {
  /** Opens a web address in the browser; false when the page must follow the link itself. */
  openLink(url: string): boolean;
}

const startTimeoutMs = 10_000;
/** A pane on iOS cannot open the dialler (office-js issue 5498). */
const platformsWithoutTel: ReadonlySet<string> = new Set(['iOS']);

/** Outlook on the web, on Windows, Mac and mobile. */
export function createOutlookHost(options: SignInOptions): OutlookHost {
  const signIn = createOutlookSignIn(options);
  const themes = new Set<(theme: HostTheme) => void>();
  let platform = '';

  return {
    start: async () => {
      const found = await limited(findHost(), startTimeoutMs, 'host.unavailable');
      if (found !== 'outlook') throw new AppError('host.unavailable', `this page runs ${found}`);
      platform = String(Office.context.platform);
      watchTheme((theme) => {
        for (const listener of themes) listener(theme);
      });
      return snapshot(platform);
    },
    notifyReady: () => undefined,
    getToken: ({ interactive }) => signIn(interactive),
    can: (capability) => {
      switch (capability) {
        case 'launchTel':
          return !platformsWithoutTel.has(platform);
        case 'singleSignOn':
          return isNestedAuthOffered();
        case 'startTeamsCall':
          return false;
      }
    },
    onThemeChange: (listener) => {
      themes.add(listener);
      return () => {
        themes.delete(listener);
      };
    },
    readItem: async () => {
      const item = Office.context.mailbox.item as unknown as OfficeItem | null | undefined;
      return item === null || item === undefined ? null : readItem(item);
    },
    onItemChange: watchItem,
    openLink: (url) => openLink(url, 'hostOnly'),
  };
}

function snapshot(platform: string): HostSnapshot {
  return {
    theme: presentTheme(),
    locale: Office.context.displayLanguage,
    platform: platformOf(platform),
    name: 'Outlook',
  };
}

function platformOf(platform: string): HostPlatform {
  if (platform === 'iOS') return 'ios';
  if (platform === 'Android') return 'android';
  return platform === 'OfficeOnline' ? 'web' : 'desktop';
}

function presentTheme(): HostTheme {
  // Older hosts tell no colours at all.
  const colors: Office.OfficeTheme | undefined = Office.context.officeTheme;
  return outlookTheme(colors, matchMedia('(forced-colors: active)').matches);
}

function watchTheme(hear: (theme: HostTheme) => void): void {
  const tell = (): void => {
    hear(presentTheme());
  };
  matchMedia('(forced-colors: active)').addEventListener('change', tell);
  if (!isSetSupported('Mailbox', '1.14')) return;
  Office.context.mailbox.addHandlerAsync(Office.EventType.OfficeThemeChanged, tell);
}

/** Only a pinned pane hears of another item; hosts that cannot pin never call. */
function watchItem(listener: () => void): () => void {
  let isOn = true;
  if (isSetSupported('Mailbox', '1.5')) {
    Office.context.mailbox.addHandlerAsync(Office.EventType.ItemChanged, () => {
      if (isOn) listener();
    });
  }
  // Office removes only all handlers of an event at a time: ours is made deaf instead.
  return () => {
    isOn = false;
  };
}
