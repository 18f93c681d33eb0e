// Speaks the host's side of @microsoft/teams-js with the tab in the iframe (protocol as tried out in microsoft365.md 8.1).
import { answerNested, type Grant } from './nestedAuth.ts';
import type { HostLogEntry, PageConfig, PageTheme, PageUser } from './pageTypes.ts';
import { postJson } from './tools.ts';

/** What the controls of the page say now; read at each message. */
export interface HostSettings {
  readonly user: PageUser;
  readonly theme: PageTheme;
  /** BCP 47, e.g. `fr-FR`. */
  readonly locale: string;
  /** Page of the app to open, as a deep link's subPageId. */
  readonly subPage: string;
  readonly clientType: 'web' | 'desktop' | 'android' | 'ios';
  readonly isNestedOn: boolean;
  readonly isSsoOn: boolean;
}

interface HostMessage {
  readonly id?: unknown;
  readonly uuidAsString?: unknown;
  readonly func: string;
  readonly args?: readonly unknown[];
  readonly data?: string;
}

type Answer = readonly unknown[] | null;

/** The tab's half of a conversation, and the page's words about it. */
export interface ProtocolOptions {
  readonly frame: HTMLIFrameElement;
  readonly config: PageConfig;
  readonly settings: () => HostSettings;
  readonly log: (entry: HostLogEntry) => void;
}

function runtimeOf(settings: HostSettings): string {
  return JSON.stringify({
    apiVersion: 4,
    isNAAChannelRecommended: settings.isNestedOn,
    hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
    isLegacyTeams: false,
    supports: {
      pages: {},
      call: {},
      dialog: { url: {} },
      ...(settings.isNestedOn ? { nestedAppAuth: {} } : {}),
    },
  });
}

function contextOf(settings: HostSettings, config: PageConfig): object {
  return {
    locale: settings.locale.toLowerCase(),
    theme: settings.theme,
    hostClientType: settings.clientType,
    hostName: 'Teams',
    ringId: 'general',
    sessionId: 'sandbox-session',
    appSessionId: 'sandbox-app-session',
    entityId: 'home',
    subEntityId: settings.subPage,
    page: {},
    frameContext: 'content',
    userObjectId: settings.user.id,
    tid: config.tenantId,
    userPrincipalName: settings.user.userPrincipalName,
    loginHint: settings.user.userPrincipalName,
    appId: config.clientId,
  };
}

/** Answers the tab's messages and sends it events. */
export class TeamsProtocol {
  readonly #options: ProtocolOptions;
  readonly #tabOrigin: string;

  constructor(options: ProtocolOptions) {
    this.#options = options;
    this.#tabOrigin = new URL(options.config.tabUrl).origin;
    window.addEventListener('message', (event) => void this.#receive(event));
  }

  /** Tells the tab that the theme changed. */
  sendTheme(theme: PageTheme): void {
    this.#post({ func: 'themeChange', args: [theme] });
  }

  async #receive(event: MessageEvent<unknown>): Promise<void> {
    if (event.source !== this.#options.frame.contentWindow || event.origin !== this.#tabOrigin) return;
    const message = event.data as HostMessage | null;
    if (typeof message !== 'object' || message === null || typeof message.func !== 'string') return;
    const entry: HostLogEntry = { at: Date.now(), func: message.func, args: message.data ?? message.args ?? [] };
    const args = await this.#answer(message).catch((fault: unknown) => [false, String(fault)]);
    if (args !== null) entry.answer = args;
    this.#options.log(entry);
    if (args !== null) this.#post({ id: message.id, uuidAsString: message.uuidAsString, args });
  }

  #post(message: object): void {
    this.#options.frame.contentWindow?.postMessage(message, this.#tabOrigin);
  }

  async #answer(message: HostMessage): Promise<Answer> {
    const settings = this.#options.settings();
    switch (message.func) {
      case 'initialize': {
        const runtime = runtimeOf(settings);
        return ['content', settings.clientType, runtime, runtime];
      }
      case 'getContext':
        return [contextOf(settings, this.#options.config)];
      case 'authentication.getAuthToken':
        return this.#authToken(settings);
      case 'authentication.authenticate':
        return [false, 'CancelledByUser'];
      case 'executeDeepLink':
        return this.#deepLink(String(message.args?.[0]));
      case 'call.startCall':
        return [true];
      case 'nestedAppAuth.execute':
        return [undefined, await answerNested(settings, this.#options.config, message.data ?? '')];
      default:
        return null;
    }
  }

  async #authToken(settings: HostSettings): Promise<Answer> {
    if (!settings.isSsoOn) return [false, 'resourceDisabled'];
    const grant = await postJson<Grant>('/_host/token', { user: settings.user.id, kind: 'getAuthToken' });
    return grant === undefined ? [false, 'no token'] : [true, grant.access_token];
  }

  /** Teams opens its own deep links and known schemes, and refuses the rest. */
  #deepLink(link: string): Answer {
    const isKnown = /^(tel:|sip:|mailto:|https:\/\/teams\.microsoft\.com\/l\/)/i.test(link);
    return isKnown ? [true] : [false, 'UnsupportedScheme'];
  }
}
