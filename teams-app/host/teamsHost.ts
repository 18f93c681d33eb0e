// Microsoft Teams behind the host port; with its neighbours in this folder the only importer of teams-js.
import { app, call } from '@microsoft/teams-js';
import {
  limited,
  type HostPlatform,
  type HostPort,
  type HostSnapshot,
  type HostTheme,
  type SignInOptions,
} from '#shared/host';
import { createTeamsSignIn } from './teamsSignIn.ts';

/** What the Teams host needs to know. */
export interface TeamsHostOptions extends SignInOptions {
  /** Origins of host pages trusted beside Microsoft's own. */
  readonly hostOrigins: readonly string[];
}

/** teams-js itself waits 60 s for a host that is not there. */
const startTimeoutMs = 10_000;

const themes: Readonly<Record<string, HostTheme>> = { default: 'light', dark: 'dark', contrast: 'contrast' };

/** The Teams theme as one of ours; what is unknown reads best as light. */
export function themeOf(name: string | undefined): HostTheme {
  return themes[name ?? ''] ?? 'light';
}

/** Teams on desktop, web and mobile, and the Microsoft 365 hosts that speak the same protocol. */
export function createTeamsHost(options: TeamsHostOptions): HostPort {
  const listeners = new Set<(theme: HostTheme) => void>();
  const signIn = createTeamsSignIn(options);

  return {
    start: async () => {
      await limited(app.initialize([...options.hostOrigins]), startTimeoutMs, 'host.unavailable');
      app.registerOnThemeChangeHandler((name) => {
        for (const listener of listeners) listener(themeOf(name));
      });
      return snapshotOf(await limited(app.getContext(), startTimeoutMs, 'host.unavailable'));
    },
    notifyReady: () => {
      if (!app.isInitialized()) return;
      app.notifyAppLoaded();
      void app.notifySuccess();
    },
    getToken: ({ interactive }) => signIn(interactive),
    can: (capability) => {
      switch (capability) {
        // No API tells whether a phone app owns `tel:`; every Teams client hands the link to the device (microsoft365 2.1).
        case 'launchTel':
        case 'singleSignOn':
          return true;
        case 'startTeamsCall':
          return app.isInitialized() && call.isSupported();
      }
    },
    onThemeChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function snapshotOf(context: app.Context): HostSnapshot {
  const { theme, locale, host } = context.app;
  const subPage = context.page.subPageId;
  return {
    theme: themeOf(theme),
    locale,
    platform: platformOf(host.clientType),
    name: host.name,
    ...(subPage !== undefined && subPage !== '' && { subPage }),
  };
}

function platformOf(clientType: string): HostPlatform {
  if (clientType === 'android' || clientType === 'desktop') return clientType;
  return clientType === 'ios' || clientType === 'ipados' ? 'ios' : 'web';
}

/** True inside a frame or a window opened by a host; a page of its own has no host to talk to. */
export function isHosted(page: Window): boolean {
  return page.parent !== page || page.opener !== null;
}
