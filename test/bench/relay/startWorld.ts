// Starts what a relay bench runs on: Graph with its issuer, the PBX, and the built service (or the peer); real sockets between processes.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeServiceConfig } from '../../sandbox/serviceConfig.ts';
import { makeTenant, type SandboxTenant } from '../../sandbox/tenant/index.ts';
import { serviceFlags } from '../../support/launch/serviceFlags.mjs';
import type { BenchOptions } from './benchOptions.ts';
import type { Child, Children, ChildStart } from './Children.ts';
import { hasClient, monotonicUs } from './httpJson.ts';
import { Lives } from './Lives.ts';

/** The running world. */
export interface World {
  readonly tenant: SandboxTenant;
  readonly graphUrl: string;
  readonly pbxUrl: string;
  /** Undefined for the peer, which keeps nothing. */
  readonly storePath: string | undefined;
  /** The process that is measured: ours, or the peer. */
  readonly lives: Lives;
  /** Ends it with SIGKILL and starts it again; resolves when it is ready. */
  restart(): Promise<void>;
  /** Stops Graph and the PBX. */
  close(): Promise<void>;
}

interface GraphReady {
  readonly url: string;
  readonly baseUrl: string;
  readonly issuer: string;
  readonly authority: string;
  readonly jwksUri: string;
  readonly caFile: string;
}

interface PbxReady {
  readonly host: string;
  readonly port: number;
  readonly controlUrl: string;
}

interface Ground {
  readonly children: Children;
  readonly options: BenchOptions;
  /** The repository. */
  readonly root: string;
  /** A folder that may be thrown away. */
  readonly dir: string;
  readonly tenant: SandboxTenant;
  readonly graph: GraphReady;
  readonly pbx: PbxReady;
}

/** How the measured process is started, and when it is ready. */
interface Subject {
  readonly start: ChildStart;
  readonly isReady: () => Promise<boolean>;
  readonly storePath?: string;
}

const pbxAccount = { username: 'hookswitch', secret: 'bench-secret' } as const;
const readyLimitMs = 120_000;
const logTailChars = 3000;

/** Starts all; `root` is the repository, `dir` a folder that may be thrown away. */
export async function startWorld(
  subject: 'service' | 'peer',
  children: Children,
  options: BenchOptions,
  place: { readonly root: string; readonly dir: string },
): Promise<World> {
  const { root } = place;
  const dir = join(place.dir, subject);
  mkdirSync(dir, { recursive: true });
  const tenant = makeTenant({ users: options.users, registrations: options.registrations });
  const [graph, pbx] = await Promise.all([startGraph(children, options, root, dir), startPbx(children, options, root)]);
  const ground = { children, options, root, dir, tenant, graph: graph.ready, pbx: pbx.ready };
  const start = subject === 'service' ? await serviceOf(ground) : peerOf(ground);
  const lives = new Lives();
  await begin(ground, start, lives);
  return {
    tenant,
    graphUrl: graph.ready.url,
    pbxUrl: pbx.ready.controlUrl,
    storePath: start.storePath,
    lives,
    restart: async () => {
      await lives.kill();
      await begin(ground, start, lives);
    },
    close: async () => {
      await Promise.all([graph.child.stop(), pbx.child.stop()]);
    },
  };
}

async function startGraph(
  children: Children,
  options: BenchOptions,
  root: string,
  dir: string,
): Promise<{ readonly child: Child; readonly ready: GraphReady }> {
  const args = ['--import', 'tsx', 'test/sandbox/graph/main.ts', '--users', String(options.users)];
  args.push('--quota', String(options.quota), '--registrations', String(options.registrations), '--dir', dir);
  const { child, ready } = await children.startReady({ name: 'graph', args, cwd: root });
  return { child, ready: ready as GraphReady };
}

async function startPbx(
  children: Children,
  options: BenchOptions,
  root: string,
): Promise<{ readonly child: Child; readonly ready: PbxReady }> {
  const args = ['--import', 'tsx', 'test/sandbox/pbx/main.ts', '--users', String(options.users)];
  args.push('--profile', options.profile, '--username', pbxAccount.username, '--secret', pbxAccount.secret);
  const { child, ready } = await children.startReady({ name: 'pbx', args, cwd: root });
  return { child, ready: ready as PbxReady };
}

async function serviceOf({ options, root, dir, tenant, graph, pbx }: Ground): Promise<Subject> {
  const main = join(root, options.main);
  if (!existsSync(main)) throw new Error('the service is not built: run "npm run build" first');
  const storePath = join(dir, 'hookswitch.sqlite');
  const config = writeServiceConfig({
    dir,
    tenant,
    issuer: graph,
    graphBaseUrl: graph.baseUrl,
    servicePort: await freePort(),
    pbx: { host: pbx.host, port: pbx.port, ...pbxAccount },
    storePath,
    graph: { quotaPer30s: options.quota },
  });
  const loader = main.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const args = [...serviceFlags, ...loader, main, 'serve', '--config', config.configPath];
  const env = { ...config.env, NODE_ENV: 'production' };
  return {
    start: { name: 'service', args, cwd: root, env, logFile: join(dir, 'service.log') },
    isReady: async () => (await isOk(`${config.serviceUrl}/readyz`)) && (await hasClient(pbx.controlUrl)),
    storePath,
  };
}

/** Its secrets go by the environment, as the service's do. */
function peerOf({ options, root, dir, tenant, graph, pbx }: Ground): Subject {
  const args = ['--import', 'tsx', 'test/bench/relay/plainPeerProcess.ts', '--users', String(options.users)];
  args.push('--graph', graph.baseUrl, '--token-endpoint', `${graph.authority}/oauth2/v2.0/token`);
  args.push('--pbx', `${pbx.host}:${String(pbx.port)}`, '--pbx-username', pbxAccount.username);
  args.push('--client-id', tenant.clientId);
  const secrets = { PEER_PBX_SECRET: pbxAccount.secret, PEER_CLIENT_SECRET: tenant.clientSecret };
  const env = { ...secrets, NODE_EXTRA_CA_CERTS: graph.caFile };
  return {
    start: { name: 'peer', args, cwd: root, env, logFile: join(dir, 'peer.log') },
    isReady: () => hasClient(pbx.controlUrl),
  };
}

async function begin({ children }: Ground, { start, isReady }: Subject, lives: Lives): Promise<void> {
  const startedUs = monotonicUs();
  const child = children.start(start);
  const until = performance.now() + readyLimitMs;
  while (!(await isReady())) {
    if (child.hasExited() || performance.now() > until) {
      const said = readFileSync(start.logFile ?? '', 'utf8').slice(-logTailChars);
      throw new Error(`${start.name} ${child.hasExited() ? 'ended at start' : 'was not ready in time'}:\n${said}`);
    }
    await wait(100);
  }
  lives.add({ child, startedUs, readySeconds: (monotonicUs() - startedUs) / 1_000_000 });
}

async function isOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
