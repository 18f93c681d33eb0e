// Wires the rooms of the service together from a configuration and its ports; opens no listening socket.
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { createHeart, refreshDirectory, TenantHeart, type DirectoryRefresher, type HeartPort } from '#bot/bridge';
import type { AmiConfig, Config, TenantConfig } from '#bot/config';
import {
  createGraphClient,
  createJsonFetcher,
  createOutboundFetch,
  type GraphPort,
  type GraphUser,
  type OutboundOptions,
} from '#bot/graph';
import { appConfigFor, buildHttp, createTokenVerifier } from '#bot/http';
import { createAmiConnector, type PbxPort } from '#bot/pbx';
import { openSqliteStore, type StorePort } from '#bot/store';
import { createBot, type Bot } from '#bot/teams';
import { createLogger, createMetrics, type LoggerPort, type MetricsPort } from '#bot/telemetry';
import { AppError } from '#shared/errors';

/** The edges of the service; tests put fakes here. */
export interface Ports {
  readonly store: StorePort;
  readonly logger: LoggerPort;
  readonly metrics: MetricsPort;
  readonly graphFor: (tenant: TenantConfig) => GraphPort;
  readonly pbxFor: (pbx: AmiConfig) => PbxPort;
  readonly now: () => number;
  readonly random: () => number;
}

/** The service, built and not yet started. */
export interface App {
  readonly http: FastifyInstance;
  /** Connects PBXs and Graph. The caller listens. */
  start(): void;
  /** Ends streams, connections and the store, in that order. */
  stop(): Promise<void>;
}

const keysTimeoutMs = 5_000;
/** The Bot Connector answers in tens of milliseconds; Teams itself gives up after 15 s. */
const connectorTimeoutMs = 10_000;
const percent = 100;
const peopleSchema = v.array(
  v.object({
    id: v.string(),
    displayName: v.string(),
    userPrincipalName: v.string(),
    mail: v.exactOptional(v.string()),
    jobTitle: v.exactOptional(v.string()),
    department: v.exactOptional(v.string()),
    businessPhones: v.array(v.string()),
    mobilePhone: v.exactOptional(v.string()),
  }),
);

/** The real edges: SQLite, Graph, AMI, JSON logs. Throws `store.*`, `config.unreadable`. */
export function openPorts(config: Config): Ports {
  const logger = createLogger({ level: config.log.level });
  const metrics = createMetrics();
  const outbound = outboundOf(config);
  return {
    store: openSqliteStore(config.store.path),
    logger,
    metrics,
    graphFor: (tenant) =>
      createGraphClient({
        tenant: { ...tenant.graph, tenantId: tenant.id },
        outbound,
        onRequest: ({ op, outcome }) => {
          metrics.graphRequest(tenant.id, op, outcome);
        },
        onUsersSkipped: (count) => {
          logger.warn('directory.skipped', { tenantId: tenant.id, count });
        },
      }),
    pbxFor: (pbx) => amiConnectorFor(pbx, outbound, logger, metrics),
    now: Date.now,
    random: Math.random,
  };
}

function outboundOf(config: Config): OutboundOptions {
  const { caFile, proxy } = config.outbound;
  return {
    ...(caFile === undefined ? {} : { ca: readPem(caFile, 'outbound.caFile') }),
    ...(proxy === undefined ? {} : { proxy }),
  };
}

function readPem(file: string, path: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('config.unreadable', `${path}: the file cannot be read`, { cause });
  }
}

function amiConnectorFor(pbx: AmiConfig, outbound: OutboundOptions, logger: LoggerPort, metrics: MetricsPort): PbxPort {
  return createAmiConnector({
    id: pbx.id,
    address: { ...pbx, ...(outbound.ca === undefined ? {} : { ca: outbound.ca }) },
    outboundContext: pbx.outboundContext,
    originateChannel: pbx.originateChannel,
    originateTimeoutSeconds: pbx.originateTimeoutSeconds,
    devicePattern: pbx.deviceExtensionPattern,
    observer: {
      onEvents: (pbxId, events) => {
        for (const event of events) metrics.pbxEvent(pbxId, event.kind);
      },
      onFault: (pbxId, fault) => {
        metrics.pbxFault(pbxId, fault.code);
        logger.warn('pbx.fault', { pbxId, code: fault.code, reason: fault.message });
      },
      onLink: (pbxId, up) => {
        metrics.pbxLink(pbxId, up);
      },
      onRetry: (pbxId, delayMs) => {
        metrics.pbxReconnect(pbxId);
        logger.info('pbx.retry', { pbxId, delayMs });
      },
    },
  });
}

/** Builds the service over its ports. */
export function buildApp(config: Config, ports: Ports): App {
  const keys = createJsonFetcher(outboundOf(config), keysTimeoutMs);
  const outside = createOutboundFetch(outboundOf(config), connectorTimeoutMs);
  const bot = botFor(config, ports, { fetchJson: keys.fetchJson, fetch: outside.fetch }, () => heart);
  const graphs = new Map(config.tenants.map((tenant) => [tenant.id, ports.graphFor(tenant)]));
  const tenants = new Map(config.tenants.map((tenant) => [tenant.id, tenantHeart(tenant, ports, graphs, bot)]));
  const heart = createHeart(tenants, ports.store);
  const http = httpFor(config, ports, { heart, bot, fetchJwks: keys.fetchJson });
  const refreshers: DirectoryRefresher[] = [];
  return {
    http,
    start: () => {
      for (const tenant of config.tenants) {
        tenants.get(tenant.id)?.start();
        refreshers.push(...refresherFor(tenant, ports, tenants, graphs));
      }
    },
    stop: async () => {
      for (const refresher of refreshers) refresher.stop();
      await Promise.all([...tenants.values()].map((tenant) => tenant.stop()));
      await http.close();
      await Promise.all([...graphs.values()].map((graph) => graph.stop()));
      await Promise.all([keys.stop(), outside.stop()]);
      ports.store.close();
    },
  };
}

function refresherFor(
  tenant: TenantConfig,
  ports: Ports,
  tenants: ReadonlyMap<string, TenantHeart>,
  graphs: ReadonlyMap<string, GraphPort>,
): readonly DirectoryRefresher[] {
  const heart = tenants.get(tenant.id);
  const graph = graphs.get(tenant.id);
  if (heart === undefined || graph === undefined) return [];
  return [
    refreshDirectory({
      tenantId: tenant.id,
      graph,
      refreshMinutes: tenant.directory.refreshMinutes,
      onPeople: (users) => {
        heart.takePeople(users);
      },
      logger: ports.logger,
      random: ports.random,
    }),
  ];
}

/** No bot without a registration: then nobody is told anything, and /api/messages is not there. */
function botFor(
  config: Config,
  ports: Ports,
  ways: { readonly fetchJson: (url: string) => Promise<unknown>; readonly fetch: typeof fetch },
  heart: () => HeartPort,
): Bot | undefined {
  const registrations = config.tenants.flatMap((tenant) =>
    tenant.bot === undefined
      ? []
      : [
          {
            tenantId: tenant.id,
            appId: tenant.bot.appId,
            appSecret: tenant.bot.appSecret,
            appTenantId: tenant.bot.tenantId,
          },
        ],
  );
  const { allowAnonymous } = config.bot;
  if (registrations.length === 0 && !allowAnonymous) return undefined;
  return createBot({
    registrations,
    allowAnonymous,
    tenants: config.tenants.map((tenant) => tenant.id),
    desk: {
      missed: (caller, limit) => heart().calls(caller, { filter: 'missed', limit }).items,
      dial: (caller, order) => heart().dial(caller, order),
    },
    conversations: {
      get: (tenantId, userId) => ports.store.keptText(tenantId, `bot:${userId}`),
      put: (tenantId, userId, text) => {
        ports.store.keepText(tenantId, `bot:${userId}`, text);
      },
    },
    ...ways,
    logger: ports.logger,
    metrics: ports.metrics,
    now: ports.now,
  });
}

function tenantHeart(
  tenant: TenantConfig,
  ports: Ports,
  graphs: ReadonlyMap<string, GraphPort>,
  bot: Bot | undefined,
): TenantHeart {
  const { graph: quota, presence } = tenant;
  return new TenantHeart({
    tenantId: tenant.id,
    country: tenant.country,
    pbxs: tenant.pbx.map((pbx) => ports.pbxFor(pbx)),
    graph: graphs.get(tenant.id) ?? ports.graphFor(tenant),
    store: ports.store,
    logger: ports.logger,
    metrics: ports.metrics,
    directory: tenant.directory,
    ...(bot === undefined ? {} : { notices: bot }),
    policy: { doNotDisturb: presence.doNotDisturb },
    pbxLossGraceSeconds: presence.pbxLossGraceSeconds,
    callSessionMinutes: presence.callSessionMinutes,
    otherSessionMinutes: presence.otherSessionMinutes,
    quotaPer30s: Math.floor((quota.quotaPer30s * (percent - quota.headRoomPercent)) / percent),
    concurrency: quota.connections,
    recallPeople: (key) => peopleFrom(ports.store.keptText(tenant.id, key)),
    keepPeople: (key, users) => {
      ports.store.keepText(tenant.id, key, JSON.stringify(users));
    },
    now: ports.now,
    random: ports.random,
  });
}

function peopleFrom(text: string | undefined): readonly GraphUser[] {
  if (text === undefined) return [];
  const parsed = v.safeParse(peopleSchema, JSON.parse(text));
  return parsed.success ? parsed.output : [];
}

function httpFor(
  config: Config,
  ports: Ports,
  parts: {
    readonly heart: HeartPort;
    readonly bot: Bot | undefined;
    readonly fetchJwks: (uri: string) => Promise<unknown>;
  },
): FastifyInstance {
  const { server, hosts, web } = config;
  const { heart, bot, fetchJwks } = parts;
  return buildHttp({
    publicUrl: server.publicUrl,
    trustProxy: server.trustProxy,
    ...(server.tls === undefined
      ? {}
      : {
          tls: {
            cert: readPem(server.tls.certFile, 'server.tls.certFile'),
            key: readPem(server.tls.keyFile, 'server.tls.keyFile'),
          },
        }),
    frameOrigins: hosts.extraOrigins,
    web: {
      dir: web.dir,
      appConfig: appConfigFor({
        publicUrl: server.publicUrl,
        extraOrigins: hosts.extraOrigins,
        tenants: config.tenants,
      }),
      officeJsUrl: hosts.officeJsUrl,
    },
    heart,
    ...(bot === undefined ? {} : { botMessages: (message) => bot.handleMessages(message) }),
    verifyToken: createTokenVerifier({
      tenants: config.tenants.map((tenant) => ({ id: tenant.id, ...tenant.auth })),
      fetchJwks,
      now: ports.now,
    }),
    logger: ports.logger,
    metrics: ports.metrics,
    now: ports.now,
  });
}
