// Starts the whole sandbox from one process: issuer, Graph, PBX, host pages and bot chat, each on its own port, and the service's configuration.
import { join } from 'node:path';
import { startPlayground, type Playground } from './bot/index.ts';
import { startGraph, type SandboxGraph, type TeamsClientState } from './graph/index.ts';
import { startHost, type SandboxHost } from './host/index.ts';
import { freePorts } from './httpTools.ts';
import { startIssuer, type SandboxIssuer } from './issuer/index.ts';
import { startSandboxPbx, type SandboxPbx } from './pbx/index.ts';
import { writeServiceConfig, type WrittenConfig } from './serviceConfig.ts';
import { makeTenant, type SandboxTenant } from './tenant/index.ts';

const defaultUsers = 20;
/** What colleagues' Teams clients do at the start of the demo, by turns. */
const demoClients: readonly TeamsClientState[] = [
  'active',
  'active',
  'idle',
  'active',
  'inMeeting',
  'active',
  'offline',
];

/** How the sandbox is started. Preferred ports that are taken are replaced by free ones. */
export interface SandboxOptions {
  /** Folder for the configuration, the authority's certificate and the service's store. */
  readonly dir: string;
  /** @default a fictional company of 20 */
  readonly tenant?: SandboxTenant;
  /** 0 lets the system choose. @default 0 */
  readonly hostPort?: number;
  /** Port the service is told to use. @default a free one */
  readonly servicePort?: number;
  readonly graphPort?: number;
  readonly issuerPort?: number;
  readonly pbxPort?: number;
  /** Also starts the chat of the first user with the bot, on this port (0: a free one). @default no chat */
  readonly chatPort?: number;
  /** Laid over the configuration of the service. */
  readonly config?: Partial<
    Pick<
      Parameters<typeof writeServiceConfig>[0],
      'graph' | 'presence' | 'tenantSettings' | 'pbxSettings' | 'overrides' | 'logLevel' | 'storePath'
    >
  >;
  readonly pbx?: Partial<Parameters<typeof startSandboxPbx>[0]>;
  /** People's Teams clients are signed in, as in a living company. @default true */
  readonly demoPresence?: boolean;
}

/** Everything that was started. */
export interface Sandbox extends WrittenConfig {
  readonly tenant: SandboxTenant;
  readonly issuer: SandboxIssuer;
  readonly graph: SandboxGraph;
  readonly pbx: SandboxPbx;
  readonly host: SandboxHost;
  /** Undefined: not wished for, or it would not start. */
  readonly chat: Playground | undefined;
  close(): Promise<void>;
}

function startPhones(tenant: SandboxTenant, options: SandboxOptions, port: number): Promise<SandboxPbx> {
  const phones = tenant.users.map(({ extension, displayName }) => ({ extension, name: displayName }));
  return startSandboxPbx({ phones, port, ...options.pbx });
}

function signPeopleIn(tenant: SandboxTenant, graph: SandboxGraph): void {
  for (const [index, user] of tenant.users.entries()) {
    graph.setTeamsClient(user.id, demoClients[index % demoClients.length] ?? 'active');
  }
}

/** The sandbox goes on without the chat where that program cannot run. */
async function startChat(tenant: SandboxTenant, dir: string, address: ChatAddress): Promise<Playground | undefined> {
  const [user] = tenant.users;
  if (user === undefined || address.port === undefined) return undefined;
  const endpoint = `${address.serviceUrl}/api/messages`;
  const person = { id: user.id, displayName: user.displayName, mail: user.mail };
  try {
    return await startPlayground({
      endpoint,
      tenantId: tenant.id,
      user: person,
      dir: join(dir, 'chat'),
      port: address.port,
    });
  } catch (fault) {
    console.error(`No chat with the bot: ${fault instanceof Error ? fault.message : String(fault)}`);
    return undefined;
  }
}

interface ChatAddress {
  readonly serviceUrl: string;
  readonly port: number | undefined;
}

/** Starts all parts and writes the configuration; the service itself is the caller's to start. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const tenant = options.tenant ?? makeTenant({ users: defaultUsers });
  const wished = [options.issuerPort, options.graphPort, options.pbxPort, options.hostPort, options.servicePort];
  const ports = await freePorts([...wished, options.chatPort].map((port) => port ?? 0));
  const [issuerPort = 0, graphPort = 0, pbxPort = 0, hostPort = 0, servicePort = 0, freeChatPort] = ports;
  const serviceUrl = `http://localhost:${String(servicePort)}`;
  const chatPort = options.chatPort === undefined ? undefined : freeChatPort;
  const chatStarts = startChat(tenant, options.dir, { serviceUrl, port: chatPort });
  const issuer = await startIssuer({ tenant, port: issuerPort, dir: options.dir });
  const graph = await startGraph({ tenant, keys: issuer, port: graphPort });
  const pbx = await startPhones(tenant, options, pbxPort);
  const chat = await chatStarts;
  const host = await startHost({
    tenant,
    issuer,
    graph,
    serviceUrl,
    port: hostPort,
    ...(pbx.controlUrl === null ? {} : { pbxUrl: pbx.controlUrl }),
    ...(chat === undefined ? {} : { botUrl: chat.url }),
  });
  if (options.demoPresence ?? true) signPeopleIn(tenant, graph);
  const written = writeServiceConfig({
    dir: options.dir,
    tenant,
    issuer,
    graphBaseUrl: graph.baseUrl,
    servicePort,
    pbx,
    hostOrigins: [host.origin],
    officeJsUrl: host.officeJsUrl,
    ...options.config,
  });
  const close = async (): Promise<void> => {
    await Promise.all([chat?.close(), host.close(), pbx.close(), graph.close(), issuer.close()]);
  };
  return { ...written, tenant, issuer, graph, pbx, host, chat, close };
}
