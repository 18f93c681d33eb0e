// The host of the sandbox over http: front page, Teams- and Outlook-like pages, tokens for them, the feed of their panel, and the way to the PBX's controls.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphControls, TeamsClientState } from '../graph/index.ts';
import { listen, readJson, readText, sendEmpty, sendJson } from '../httpTools.ts';
import type { SandboxIssuer } from '../issuer/index.ts';
import { officeFile, officeFilesPath } from '../outlook/index.ts';
import type { SandboxTenant, SandboxUser } from '../tenant/index.ts';
import { assetOf } from './assets.ts';
import { Feed } from './feed.ts';
import { grantTokens } from './signIn.ts';

const defaultColleagues = 12;
const proxyTimeoutMs = 5000;

/** How the host pages are started. */
export interface HostOptions {
  readonly tenant: SandboxTenant;
  readonly issuer: Pick<SandboxIssuer, 'userToken' | 'idToken'>;
  readonly graph: Pick<GraphControls, 'presences' | 'setTeamsClient'>;
  /** Origin of the service whose tab is shown. */
  readonly serviceUrl: string;
  /** Base address of the sandbox PBX's HTTP control; without it the phone buttons are off. */
  readonly pbxUrl?: string;
  /** Address of the chat with the bot; without it the front page says that there is none. */
  readonly botUrl?: string;
  /** @default chosen by the system */
  readonly port?: number;
  /** People offered in the page. @default 12 */
  readonly colleagues?: number;
}

/** The host pages. */
export interface SandboxHost {
  /** Front page. */
  readonly url: string;
  /** Teams-like page; add `?user=EXTENSION`. */
  readonly teamsUrl: string;
  /** Outlook-like page; add `?user=EXTENSION`, and `item=`, `pane=open`, `pin=on` as needed. */
  readonly outlookUrl: string;
  /** Where the add-in loads office.js from. */
  readonly officeJsUrl: string;
  readonly origin: string;
  readonly port: number;
  /** tel: links a browser handed to this sandbox's softphone page. */
  readonly telLinks: readonly string[];
  close(): Promise<void>;
}

interface World extends HostOptions {
  readonly feed: Feed;
  readonly telLinks: string[];
}

function addressOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://localhost');
}

function userOf(world: World, key: unknown): SandboxUser | undefined {
  const text = String(key);
  return world.tenant.find(text) ?? world.tenant.byExtension(text);
}

function pageConfig(world: World): object {
  const { tenant, serviceUrl, pbxUrl, botUrl, colleagues = defaultColleagues } = world;
  const users = tenant.users.slice(0, colleagues);
  return {
    tabUrl: `${serviceUrl}/tab/`,
    paneUrl: `${serviceUrl}/outlook/index.html`,
    commandsUrl: `${serviceUrl}/outlook/commands.html`,
    botUrl: botUrl ?? null,
    serviceUrl,
    tenantId: tenant.id,
    tenantName: tenant.name,
    clientId: tenant.clientId,
    hasPbx: pbxUrl !== undefined,
    users: users.map(({ id, displayName, userPrincipalName, extension, jobTitle, department }) => ({
      id,
      displayName,
      userPrincipalName,
      extension,
      jobTitle,
      department,
    })),
  };
}

async function answerToken(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request);
  const user = userOf(world, body.user);
  if (user === undefined) {
    sendJson(response, 404, { error: 'no such user' });
    return;
  }
  const grant = await grantTokens(world.issuer, world.tenant, {
    user,
    kind: body.kind === 'nested' ? 'nested' : 'getAuthToken',
    ...(typeof body.clientId === 'string' ? { clientId: body.clientId } : {}),
    ...(typeof body.scope === 'string' ? { scope: body.scope } : {}),
  });
  if (grant === undefined) {
    sendJson(response, 400, { error: 'AADSTS700016: application not found in the directory' });
    return;
  }
  sendJson(response, 200, grant);
}

async function answerClient(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { user, state } = await readJson(request);
  world.graph.setTeamsClient(String(user), state as TeamsClientState);
  sendEmpty(response);
}

/** Hands a request on to the PBX's control and its answer back. */
async function answerPbx(
  world: World,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (world.pbxUrl === undefined) {
    sendJson(response, 503, { error: 'this sandbox has no PBX' });
    return;
  }
  const method = request.method ?? 'GET';
  const body = method === 'GET' ? undefined : await readText(request);
  try {
    const answer = await fetch(world.pbxUrl + path, {
      method,
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(proxyTimeoutMs),
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' }).end(text);
  } catch (fault) {
    sendJson(response, 502, { error: fault instanceof Error ? fault.message : 'the PBX does not answer' });
  }
}

/** The softphone page was opened by a tel: link. */
function answerTel(world: World, request: IncomingMessage, response: ServerResponse): void {
  const uri = addressOf(request).searchParams.get('uri') ?? '';
  world.telLinks.push(uri);
  world.feed.send('link', { uri });
  sendAsset(response, 'page/softphone.html');
}

function sendAsset(response: ServerResponse, path: string): void {
  const asset = assetOf(path);
  if (asset === undefined) {
    sendJson(response, 404, { error: 'not found' });
    return;
  }
  response.writeHead(200, { 'content-type': asset.type, 'cache-control': 'no-cache' }).end(asset.text);
}

/** office.js asks for its other files with `crossorigin`, so they say who may read them. */
function sendOfficeFile(response: ServerResponse, path: string): void {
  const file = officeFile(path);
  if (file === undefined) {
    sendJson(response, 404, { error: 'not found' });
    return;
  }
  const headers = { 'content-type': file.type, 'cache-control': 'no-cache', 'access-control-allow-origin': '*' };
  response.writeHead(200, headers).end(file.body);
}

type Route = (world: World, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

const routes: Readonly<Record<string, Route>> = {
  'GET /': (_world, _request, response) => sendAsset(response, 'page/front.html'),
  'GET /teams': (_world, _request, response) => sendAsset(response, 'page/teams.html'),
  'GET /outlook': (_world, _request, response) => sendAsset(response, 'outlook/page/outlook.html'),
  'GET /_host/config': (world, _request, response) => sendJson(response, 200, pageConfig(world)),
  'GET /_host/state': async (world, _request, response) => sendJson(response, 200, await world.feed.look()),
  'GET /_host/events': (world, _request, response) => world.feed.attach(response),
  'GET /_host/tel': answerTel,
  'POST /_host/token': answerToken,
  'POST /_host/client': answerClient,
};

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = addressOf(request);
  const route = routes[`${request.method ?? 'GET'} ${pathname}`];
  if (route !== undefined) await route(world, request, response);
  else if (pathname.startsWith('/_pbx/')) await answerPbx(world, pathname.slice('/_pbx'.length), request, response);
  else if (pathname.startsWith(officeFilesPath)) sendOfficeFile(response, pathname.slice(officeFilesPath.length));
  else sendAsset(response, pathname.slice(1));
}

/** Starts the host pages. */
export async function startHost(options: HostOptions): Promise<SandboxHost> {
  const { graph, serviceUrl, pbxUrl, colleagues = defaultColleagues } = options;
  const feed = new Feed({ graph, serviceUrl, pbxUrl, colleagues });
  const world: World = { ...options, feed, telLinks: [] };
  const server = await listen(
    (request, response) => {
      answer(world, request, response).catch((fault: unknown) => {
        if (response.headersSent) response.destroy();
        else sendJson(response, 400, { error: fault instanceof Error ? fault.message : String(fault) });
      });
    },
    { port: options.port ?? 0 },
  );
  return {
    url: `${server.url}/`,
    teamsUrl: `${server.url}/teams`,
    outlookUrl: `${server.url}/outlook`,
    officeJsUrl: `${server.url}${officeFilesPath}office.js`,
    origin: server.url,
    port: server.port,
    telLinks: world.telLinks,
    close: () => {
      feed.stop();
      return server.close();
    },
  };
}
