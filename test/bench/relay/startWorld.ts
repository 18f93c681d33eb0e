// Starts what a relay bench runs on: Graph with its issuer, the PBX, and the built service; three processes, real sockets.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeServiceConfig } from '../../sandbox/serviceConfig.ts';
import { makeTenant, type SandboxTenant } from '../../sandbox/tenant/index.ts';
import type { BenchOptions } from './benchOptions.ts';
import type { Child, Children } from './Children.ts';
import { type Usage, usageOf } from './processUsage.ts';

/** The running world. */
export interface World {
  readonly tenant: SandboxTenant;
  readonly graphUrl: string;
  readonly pbxUrl: string;
  readonly storePath: string;
  readonly service: Child;
  /** What the service had used when it was ready. */
  readonly usedAtReady: Usage | null;
  readonly readySeconds: number;
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

const pbxAccount = { username: 'hookswitch', secret: 'bench-secret' } as const;
const readyLimitMs = 120_000;
const logTailChars = 3000;

/** Starts all three; `root` is the repository, `dir` a folder that may be thrown away. */
export async function startWorld(children: Children, options: BenchOptions, root: string, dir: string): Promise<World> {
  const main = join(root, options.main);
  if (!existsSync(main)) throw new Error('the service is not built: run "npm run build" first');
  const [graph, pbx] = await Promise.all([startGraph(children, options, root, dir), startPbx(children, options, root)]);
  const tenant = makeTenant({ users: options.users });
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
  const logFile = join(dir, 'service.log');
  const startedAt = performance.now();
  const loader = main.endsWith('.ts') ? ['--import', 'tsx'] : [];
  const args = [...loader, main, 'serve', '--config', config.configPath];
  const service = children.start({
    name: 'service',
    args,
    cwd: root,
    env: { ...config.env, NODE_ENV: 'production' },
    logFile,
  });
  await untilReady(service, config.serviceUrl, pbx.controlUrl, logFile);
  const readySeconds = (performance.now() - startedAt) / 1000;
  const usedAtReady = usageOf(service.pid);
  return { tenant, graphUrl: graph.url, pbxUrl: pbx.controlUrl, storePath, service, usedAtReady, readySeconds };
}

async function startGraph(children: Children, options: BenchOptions, root: string, dir: string): Promise<GraphReady> {
  const args = ['--import', 'tsx', 'test/sandbox/graph/main.ts', '--users', String(options.users)];
  args.push('--quota', String(options.quota), '--dir', dir);
  return (await children.startReady({ name: 'graph', args, cwd: root })).ready as GraphReady;
}

async function startPbx(children: Children, options: BenchOptions, root: string): Promise<PbxReady> {
  const args = ['--import', 'tsx', 'test/sandbox/pbx/main.ts', '--users', String(options.users)];
  args.push('--profile', options.profile, '--username', pbxAccount.username, '--secret', pbxAccount.secret);
  return (await children.startReady({ name: 'pbx', args, cwd: root })).ready as PbxReady;
}

/** Ready is: /readyz says so and the connector is logged in at the PBX. */
async function untilReady(service: Child, serviceUrl: string, pbxUrl: string, logFile: string): Promise<void> {
  const until = performance.now() + readyLimitMs;
  for (;;) {
    if (service.hasExited())
      throw new Error(`the service ended at start:\n${readFileSync(logFile, 'utf8').slice(-logTailChars)}`);
    if (performance.now() > until)
      throw new Error(`the service was not ready in time:\n${await say(`${serviceUrl}/readyz`)}`);
    if ((await isOk(`${serviceUrl}/readyz`)) && (await hasClient(pbxUrl))) return;
    await wait(100);
  }
}

async function isOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function say(url: string): Promise<string> {
  try {
    return await (await fetch(url)).text();
  } catch (fault) {
    return String(fault);
  }
}

async function hasClient(pbxUrl: string): Promise<boolean> {
  const counts = (await (await fetch(`${pbxUrl}/counts`)).json()) as { readonly clients: number };
  return counts.clients > 0;
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
