// Wires the rooms of the service together from a configuration and its ports; opens no listening socket.
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import {
  createHeart,
  createPeopleKeeper,
  refreshDirectory,
  TenantHeart,
  type DirectoryRefresher,
  type HeartPort,
  type PbxFacts,
  type Registration,
} from '#bot/bridge';
import type { Config, PbxConfig, TenantConfig } from '#bot/config';
import {
  createGraphClient,
  createJsonFetcher,
  createOutboundFetch,
  type GraphPort,
  type OutboundOptions,
} from '#bot/graph';
import { appConfigFor, buildHttp, createTokenVerifier, type PbxDoorsPort } from '#bot/http';
import type { PbxPort } from '#bot/pbx';
import { openStore, userTextKey, userTexts, type AsyncStorePort } from '#bot/store';
import { createBot, type Bot } from '#bot/teams';
import { createLogger, createMetrics, type LoggerPort, type MetricsPort } from '#bot/telemetry';
import { AppError } from '#shared/errors';
import { createTranslator, languageOf, loadMessages } from '#shared/i18n';
import { createReloader, rulesOf, type Reloader } from './reload.ts';
import { answerReload } from './reloadAnswer.ts';
import { wirePbx, type TurnPen } from './wirePbx.ts';

/** The edges of the service; tests put fakes here. */
export interface Ports {
  readonly store: AsyncStorePort;
  readonly logger: LoggerPort;
  readonly metrics: MetricsPort;
  readonly graphFor: (tenant: TenantConfig) => GraphPort;
  readonly pbxFor: (pbx: PbxConfig, tenant: TenantConfig) => PbxPort;
  /** Gives the connectors of a tenant the pen of its heart; absent: they need none. */
  readonly attach?: (tenantId: string, pen: TurnPen) => void;
  /** Where webhooks and site connectors arrive; absent: nowhere. */
  readonly doors?: PbxDoorsPort;
  /** What was counted of a connection; absent: nothing. */
  readonly pbxFacts?: (tenantId: string, pbxId: string) => PbxFacts | undefined;
  readonly now: () => number;
  readonly random: () => number;
}

/** The service, built and not yet started. */
export interface App {
  readonly http: FastifyInstance;
  /** Reads the store, connects PBXs and Graph. The caller listens. Rejects with `store.*`. */
  start(): Promise<void>;
  /** Reads the configuration again and takes over what has changed, all of it or nothing. */
  reload: Reloader['reload'];
  /** Ends streams, connections and the store, in that order. */
  stop(): Promise<void>;
}

const keysTimeoutMs = 5_000;
/** The Bot Connector answers in tens of milliseconds; Teams itself gives up after 15 s. */
const connectorTimeoutMs = 10_000;
const percent = 100;

/** The real edges: the store, Graph, PBXs, JSON logs. Rejects with `store.*`, `config.unreadable`. */
export async function openPorts(config: Config): Promise<Ports> {
  const logger = createLogger({ level: config.log.level });
  const metrics = createMetrics();
  const outbound = outboundOf(config);
  const store = await openStore(config.store.url ?? config.store.path);
  const pbx = wirePbx(store, {
    logger,
    metrics,
    ...(outbound.ca === undefined ? {} : { ca: outbound.ca }),
  });
  return {
    store,
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
    pbxFor: pbx.pbxFor,
    attach: (tenantId, pen) => {
      pbx.attach(tenantId, pen);
    },
    doors: pbx.doors,
    pbxFacts: (tenantId, pbxId) => pbx.pbxFacts(tenantId, pbxId),
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

/** Builds the service over its ports. `readConfig` reads the configuration again; without it nothing can change. */
export function buildApp(config: Config, ports: Ports, readConfig: () => Config = () => config): App {
  const keys = createJsonFetcher(outboundOf(config), keysTimeoutMs);
  const outside = createOutboundFetch(outboundOf(config), connectorTimeoutMs);
  const bot = botFor(config, ports, { fetchJson: keys.fetchJson, fetch: outside.fetch }, () => heart);
  const graphs = new Map(config.tenants.map((tenant) => [tenant.id, registrationsOf(tenant, ports)]));
  const tenants = new Map(config.tenants.map((tenant) => [tenant.id, tenantHeart(tenant, ports, graphs, bot)]));
  for (const [tenantId, tenant] of tenants) ports.attach?.(tenantId, tenant);
  const heart = createHeart(tenants, ports.store);
  let isStopped = false;
  const refreshers = new Map<string, DirectoryRefresher>();
  const refresh = (tenant: TenantConfig): void => {
    refreshers.get(tenant.id)?.stop();
    for (const refresher of refresherFor(tenant, ports, tenants, graphs)) refreshers.set(tenant.id, refresher);
  };
  const reloader = createReloader({
    running: config,
    read: readConfig,
    tenantOf: (tenantId) => tenants.get(tenantId),
    pbxFor: ports.pbxFor,
    onRules: refresh,
    logger: ports.logger,
  });
  const http = httpFor(config, ports, { heart, bot, fetchJwks: keys.fetchJson, reload: reloader.reload });
  return {
    http,
    start: async () => {
      const started = config.tenants.map(async (tenant) => {
        await tenants.get(tenant.id)?.start();
        if (!isStopped) refresh(tenant);
      });
      await Promise.all(started);
    },
    reload: reloader.reload,
    stop: async () => {
      isStopped = true;
      await reloader.stop();
      for (const refresher of refreshers.values()) refresher.stop();
      await Promise.all([...tenants.values()].map((tenant) => tenant.stop()));
      await http.close();
      await Promise.all([...graphs.values()].flat().map(({ graph }) => graph.stop()));
      await Promise.all([keys.stop(), outside.stop()]);
      await ports.store.close();
    },
  };
}

/** One Graph client for each app registration; the first one also reads the directory. */
function registrationsOf({ graph, ...tenant }: TenantConfig, ports: Ports): readonly Registration[] {
  return [graph, ...graph.moreRegistrations].map(({ clientId, clientSecret }) => ({
    id: clientId,
    graph: ports.graphFor({ ...tenant, graph: { ...graph, clientId, clientSecret } }),
  }));
}

function refresherFor(
  tenant: TenantConfig,
  ports: Ports,
  tenants: ReadonlyMap<string, TenantHeart>,
  graphs: ReadonlyMap<string, readonly Registration[]>,
): readonly DirectoryRefresher[] {
  const heart = tenants.get(tenant.id);
  const graph = graphs.get(tenant.id)?.[0]?.graph;
  if (heart === undefined || graph === undefined) return [];
  return [
    refreshDirectory({
      tenantId: tenant.id,
      graph,
      refreshMinutes: tenant.directory.refreshMinutes,
      keeper: createPeopleKeeper(ports.store, tenant.id),
      known: () => heart.knownPeople,
      onPeople: (users, changedIds) => heart.takePeople(users, changedIds),
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
      missed: async (caller, limit) => (await heart().calls(caller, { filter: 'missed', limit, tz: 'UTC' })).items,
      dial: (caller, order) => heart().dial(caller, order),
    },
    conversations: {
      // Under the person's own key, so that it is handed out and erased with the person; versions before knew another one.
      get: async (tenantId, userId) =>
        (await ports.store.keptText(tenantId, userTextKey(userId, 'bot'))) ??
        (await ports.store.keptText(tenantId, `bot:${userId}`)),
      put: async (tenantId, userId, text) => {
        await ports.store.keepText(tenantId, userTextKey(userId, 'bot'), text);
        if ((await ports.store.keptText(tenantId, `bot:${userId}`)) !== undefined) {
          await ports.store.keepText(tenantId, `bot:${userId}`, '');
        }
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
  graphs: ReadonlyMap<string, readonly Registration[]>,
  bot: Bot | undefined,
): TenantHeart {
  const { graph: quota } = tenant;
  const registrations = graphs.get(tenant.id) ?? [];
  const people = createPeopleKeeper(ports.store, tenant.id);
  return new TenantHeart({
    ...rulesOf(tenant),
    tenantId: tenant.id,
    pbxs: tenant.pbx.map((pbx) => ports.pbxFor(pbx, tenant)),
    graph: registrations[0]?.graph ?? ports.graphFor(tenant),
    registrations,
    store: ports.store,
    personal: userTexts(ports.store, tenant.id),
    logger: ports.logger,
    metrics: ports.metrics,
    pbxFacts: (pbxId) => ports.pbxFacts?.(tenant.id, pbxId),
    ...(bot === undefined ? {} : { notices: bot }),
    quotaPer30s: Math.floor((quota.quotaPer30s * (percent - quota.headRoomPercent)) / percent),
    concurrency: quota.connections,
    recallPeople: people.recall,
    keepPeople: people.keep,
    now: ports.now,
    random: ports.random,
  });
}

function httpFor(
  config: Config,
  ports: Ports,
  parts: {
    readonly heart: HeartPort;
    readonly bot: Bot | undefined;
    readonly fetchJwks: (uri: string) => Promise<unknown>;
    readonly reload: Reloader['reload'];
  },
): FastifyInstance {
  const { server, hosts, web } = config;
  const { heart, bot, fetchJwks, reload } = parts;
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
    ...(ports.doors === undefined ? {} : { doors: ports.doors }),
    reload: async ({ tenantId, userId: byUserId }, locale) => {
      const words = createTranslator(locale, await loadMessages(languageOf(locale)));
      return answerReload(
        await reload({ tenantId, byUserId }),
        { tenantId, isAlone: config.tenants.length === 1 },
        words,
      );
    },
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
