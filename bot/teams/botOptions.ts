// What the bot is built from, and what it is to the rest of the service.
import type { NoticePort } from '#bot/bridge';
import type { LoggerPort, MetricsPort } from '#bot/telemetry';
import type { BotDesk } from './BotDesk.ts';
import type { ConversationPort } from './ConversationPort.ts';

/** The Azure Bot of one tenant: single-tenant registrations, so each tenant has its own. */
export interface BotRegistration {
  /** The tenant whose people this bot serves. */
  readonly tenantId: string;
  readonly appId: string;
  readonly appSecret: string;
  /** Tenant in which the app is registered. */
  readonly appTenantId: string;
}

/** Everything the bot needs; nothing is read from elsewhere. */
export interface BotOptions {
  readonly registrations: readonly BotRegistration[];
  /** Sandbox only: messages without a token are taken for tenants without a registration, from this machine. */
  readonly allowAnonymous: boolean;
  /** Ids of the tenants served. */
  readonly tenants: readonly string[];
  readonly desk: BotDesk;
  readonly conversations: ConversationPort;
  /** Brings a JSON document; must have a timeout of its own. */
  readonly fetchJson: (url: string) => Promise<unknown>;
  readonly logger: LoggerPort;
  readonly metrics: Pick<MetricsPort, 'authRefused'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The way out to the connector and to the token endpoint. @default the global one */
  readonly fetch?: typeof fetch;
  /** OpenID metadata of the connector. @default Microsoft's public cloud */
  readonly connectorMetadataUrl?: string;
  /** Authority that gives the bot its tokens. @default https://login.microsoftonline.com */
  readonly loginUrl?: string;
  /** Waits that many milliseconds. @default a timer */
  readonly sleep?: (ms: number) => Promise<void>;
  /** 0 to 1, for jitter. @default Math.random */
  readonly random?: () => number;
}

/** An activity as it arrived, nothing of it believed yet. */
export interface BotRequest {
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** What the connector is answered. */
export interface BotAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** The bot: it hears the connector and tells people of missed calls. */
export interface Bot extends NoticePort {
  /** Verifies, understands, acts and answers. Never throws. */
  handleMessages(request: BotRequest): Promise<BotAnswer>;
}
