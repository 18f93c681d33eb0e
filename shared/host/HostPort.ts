// The host an app lives in (Teams, Outlook, a bare browser), as a parameter (HOUSE rule 3).

/** What a host may be able to do; ask before offering. */
export type HostCapability = 'launchTel' | 'startTeamsCall' | 'singleSignOn';

/** The three Teams themes every host is mapped to. */
export type HostTheme = 'light' | 'dark' | 'contrast';

/** What the host runs on. */
export type HostPlatform = 'ios' | 'android' | 'desktop' | 'web';

/** Facts of the host at start. */
export interface HostSnapshot {
  readonly theme: HostTheme;
  /** BCP 47, e.g. `fr-FR`. */
  readonly locale: string;
  readonly platform: HostPlatform;
  /** As the host calls itself, for problem reports, e.g. `Teams`. */
  readonly name: string;
  /** Deep link target inside the app, when the host gave one. */
  readonly subPage?: string;
}

/** One host behind one set of words. */
export interface HostPort {
  /** Connects to the host. Throws `host.unavailable` when the host does not answer. */
  start(): Promise<HostSnapshot>;
  /** Tells the host that the first useful paint has happened. */
  notifyReady(): void;
  /** An access token for our API. Throws `signIn.failed`. `interactive` may show the host's or a browser's window. */
  getToken(options: { readonly interactive: boolean }): Promise<string>;
  can(capability: HostCapability): boolean;
  onThemeChange(listener: (theme: HostTheme) => void): () => void;
}
