// What the sandbox's server tells its pages.

/** A person one can be in the host page. */
export interface PageUser {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly extension: string;
  readonly jobTitle: string;
  readonly department: string;
}

/** Answer of /_host/config. */
export interface PageConfig {
  readonly tabUrl: string;
  /** Task pane of the Outlook add-in. */
  readonly paneUrl: string;
  /** Page of the Outlook add-in's function commands. */
  readonly commandsUrl: string;
  /** Chat with the bot, `null` when none runs. */
  readonly botUrl: string | null;
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly tenantName: string;
  readonly clientId: string;
  readonly hasPbx: boolean;
  readonly users: readonly PageUser[];
}

/** One person in the feed. */
export interface PagePerson {
  readonly extension: string;
  readonly availability: string;
  readonly activity: string;
  readonly byPhone: boolean;
  readonly phone: string;
}

/** Event `state` of /_host/events. */
export interface PageState {
  readonly people: readonly PagePerson[];
  readonly service: boolean;
  readonly pbx: boolean;
  readonly traffic: boolean;
}

/** Themes in Teams' own words. */
export type PageTheme = 'default' | 'dark' | 'contrast';

/** One line of what the host received. */
export interface HostLogEntry {
  readonly at: number;
  readonly func: string;
  /** Which frame spoke, when there are several. */
  readonly from?: string;
  readonly args: unknown;
  /** What was answered, if anything. */
  answer?: unknown;
}
