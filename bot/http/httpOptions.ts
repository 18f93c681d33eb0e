// What the HTTP room is built from.
import type { AdminReload, AppConfig, WebhookReceipt } from '#shared/contracts';
import type { LoggerPort, MetricsPort } from '#bot/telemetry';
import type { Caller, HeartPort } from '#bot/bridge';
import type { TokenVerifier, VerifiedToken } from './createTokenVerifier.ts';

/** Limits; per caller, times in milliseconds. */
export interface HttpLimits {
  readonly requestsPerMinute: number;
  readonly dialsPerMinute: number;
  /** Questions about presence; each may cost a request to Graph. */
  readonly whysPerMinute: number;
  /** Days of a calendar; each other range costs requests to Graph. */
  readonly meetingsPerMinute: number;
  readonly reloadsPerMinute: number;
  /** Tables of calls and a person's data: each reads a whole log. */
  readonly exportsPerMinute: number;
  /** What the caller keeps, and what they set on their phone and do with calls. */
  readonly changesPerMinute: number;
  readonly ordersPerMinute: number;
  /** Attempts; how many are kept in an hour is the heart's to say. */
  readonly reportsPerMinute: number;
  readonly streamsPerCaller: number;
  readonly streamPingMs: number;
  readonly streamRetryMs: number;
  /** What may wait unread for one stream before it is dropped. */
  readonly streamMaxWaitingBytes: number;
  /** Of one sender from one address. */
  readonly deliveriesPerMinute: number;
  /** Bodies of webhooks read and written at the same time, of all senders together. */
  readonly deliveriesAtOnce: number;
  /** From one address. */
  readonly siteUpgradesPerMinute: number;
  readonly sitePingMs: number;
  /** A site that says nothing for so long is lost. */
  readonly siteSilenceMs: number;
}

/** Limits in production. */
export const defaultLimits: HttpLimits = {
  requestsPerMinute: 600,
  dialsPerMinute: 30,
  whysPerMinute: 60,
  meetingsPerMinute: 60,
  reloadsPerMinute: 6,
  exportsPerMinute: 6,
  changesPerMinute: 60,
  ordersPerMinute: 60,
  reportsPerMinute: 6,
  streamsPerCaller: 20,
  streamPingMs: 15_000,
  streamRetryMs: 2_000,
  streamMaxWaitingBytes: 1_048_576,
  deliveriesPerMinute: 12_000,
  deliveriesAtOnce: 64,
  siteUpgradesPerMinute: 120,
  sitePingMs: 4_000,
  siteSilenceMs: 10_000,
};

/** The metrics this room writes and shows. */
export type HttpMetrics = Pick<MetricsPort, 'httpRequest' | 'authRefused' | 'streamsOpen' | 'text' | 'contentType'>;

/** An activity as it arrived, nothing of it believed yet. */
export interface BotMessage {
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** What the bot answers the connector. */
export interface BotReply {
  readonly status: number;
  readonly body?: unknown;
}

/** A websocket of a site as its connector sees it. */
export interface SiteSocket {
  send(text: string): void;
  close(code: number, reason: string): void;
  pause(): void;
  resume(): void;
}

/** The doors through which PBXs come to us. Throw coded errors only. */
export interface PbxDoorsPort {
  /** Resolves once the events are on disk. */
  deliver(
    pbxId: string,
    delivery: { readonly signature: string | undefined; readonly body: Buffer },
  ): Promise<WebhookReceipt>;
  /** Largest frame of a site. */
  readonly siteFrameLimitBytes: number;
  /** Empty for an id nobody has. */
  siteSecrets(pbxId: string): readonly string[];
  openSite(pbxId: string, socket: SiteSocket): { onText(text: string): void; onClosed(): void };
}

/** Everything the routes need; nothing is read from elsewhere. */
export interface HttpOptions {
  /** Origin where people reach the service. */
  readonly publicUrl: string;
  /** Believe X-Forwarded-* of the proxy in front. */
  readonly trustProxy: boolean;
  /** PEM texts; absent: plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Host page origins that may embed the pages beside Microsoft's. */
  readonly frameOrigins: readonly string[];
  /** The built web apps: `dir` holds one folder per app, each with an index.html. */
  readonly web?: { readonly dir: string; readonly appConfig: AppConfig; readonly officeJsUrl: string };
  readonly heart: HeartPort;
  /** The bot's ears at POST /api/messages; absent: no such route. Verifies the connector's token itself, never throws. */
  readonly botMessages?: (message: BotMessage) => Promise<BotReply>;
  /** Reads the configuration again for an admin (the door has checked the role); absent: not found. */
  readonly reload?: (caller: Caller, locale: string) => Promise<AdminReload>;
  /** Where webhooks and site connectors arrive; absent: no such routes. */
  readonly doors?: PbxDoorsPort;
  readonly verifyToken: TokenVerifier;
  readonly logger: LoggerPort;
  readonly metrics: HttpMetrics;
  /** When set, /metrics wants it as bearer token; else it answers this machine and its private network only. */
  readonly metricsToken?: string;
  readonly limits?: Partial<HttpLimits>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** HttpOptions with every default in place. */
export interface HttpParts extends HttpOptions {
  readonly limits: HttpLimits;
  readonly now: () => number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `authenticate` on every API route. */
    session: VerifiedToken | undefined;
  }
}
