// The host pages' server: pages, tokens for the chosen person, the panel's state, and the way to the PBX.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { startGraph, type SandboxGraph } from '../../sandbox/graph/index.ts';
import { startHost, type SandboxHost } from '../../sandbox/host/index.ts';
import { startIssuer, type SandboxIssuer } from '../../sandbox/issuer/index.ts';
import { makeTenant } from '../../sandbox/tenant/index.ts';

const tenant = makeTenant({ users: 5 });
const [ada, bruno] = tenant.users as [(typeof tenant.users)[0], (typeof tenant.users)[0]];

let issuer: SandboxIssuer;
let graph: SandboxGraph;
let host: SandboxHost;
let pbx: Server;
let asked: string[] = [];

async function post(path: string, body: object): Promise<Response> {
  return fetch(host.origin + path, { method: 'POST', body: JSON.stringify(body) });
}

beforeAll(async () => {
  pbx = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const phones = [{ extension: ada.extension, state: 'RINGING' }];
    response.end(JSON.stringify({ phones, traffic: { on: true } }));
  });
  await new Promise<void>((resolve) => pbx.listen(0, '127.0.0.1', resolve));
  const pbxUrl = `http://127.0.0.1:${String((pbx.address() as AddressInfo).port)}`;
  issuer = await startIssuer({ tenant });
  graph = await startGraph({ tenant, keys: issuer });
  host = await startHost({ tenant, issuer, graph, serviceUrl: 'http://localhost:9', pbxUrl });
});
afterAll(async () => {
  await Promise.all([host.close(), graph.close(), issuer.close()]);
  await new Promise((resolve) => pbx.close(resolve));
});
beforeEach(() => {
  asked = [];
});

describe('pages', () => {
  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/teams?user=2001', 'text/html; charset=utf-8'],
    ['/page/teams.css', 'text/css; charset=utf-8'],
    ['/page/teamsProtocol.ts', 'text/javascript; charset=utf-8'],
    ['/outlook?user=2001', 'text/html; charset=utf-8'],
    ['/outlook/page/officeFrame.ts', 'text/javascript; charset=utf-8'],
    ['/office-js/office.js', 'text/javascript; charset=utf-8'],
  ])('serves %s as %s', async (path, type) => {
    const answer = await fetch(host.origin + path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    expect(await answer.text()).not.toContain('interface HostMessage');
  });

  it.each([
    '/page/../startHost.ts',
    '/page/%2e%2e/startHost.ts',
    '/page/nothing.ts',
    '/package.json',
    '/graph/page/index.ts',
    '/office-js/../package.json',
  ])('does not serve %s', async (path) => {
    expect((await fetch(host.origin + path)).status).toBe(404);
  });

  it('tell the page who can be chosen and where the tab is', async () => {
    const config = (await (await fetch(`${host.origin}/_host/config`)).json()) as object;
    expect(config).toMatchObject({ tabUrl: 'http://localhost:9/tab/', tenantId: tenant.id, hasPbx: true });
    expect(config).toMatchObject({ paneUrl: 'http://localhost:9/outlook/index.html', botUrl: null });
    expect(config).not.toHaveProperty('clientSecret');
  });
});

describe('office.js', () => {
  it('may be read by the add-in’s page, which is of another origin', async () => {
    const answer = await fetch(host.officeJsUrl);
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect((await fetch(`${host.origin}/office-js/nothing.js`)).status).toBe(404);
  });
});

describe('tokens', () => {
  it.each([
    ['nested', tenant.clientId],
    ['getAuthToken', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'],
  ])('for %s are the issuer’s, asked for by %s', async (kind, azp) => {
    const scope = `openid profile api://localhost/${tenant.clientId}/access_as_user`;
    const answer = await post('/_host/token', { user: bruno.extension, kind, clientId: tenant.clientId, scope });
    const grant = (await answer.json()) as { access_token: string; id_token: string };
    const keys = createLocalJWKSet(issuer.jwks());
    const { payload } = await jwtVerify(grant.access_token, keys, { audience: tenant.clientId });
    expect(payload).toMatchObject({ oid: bruno.id, azp, scp: 'access_as_user' });
    expect((await jwtVerify(grant.id_token, keys)).payload).toMatchObject({ oid: bruno.id, aud: tenant.clientId });
  });

  it('are not given to strangers', async () => {
    expect((await post('/_host/token', { user: 'nobody', kind: 'nested' })).status).toBe(404);
    expect((await post('/_host/token', { user: ada.id, kind: 'nested', clientId: ada.id })).status).toBe(400);
  });
});

describe('the panel', () => {
  it('shows phones and presence together', async () => {
    graph.setTeamsClient(ada.id, 'inMeeting');
    const state: unknown = await (await fetch(`${host.origin}/_host/state`)).json();
    expect(state).toMatchObject({ service: false, pbx: true, traffic: true });
    expect(state).toMatchObject({
      people: [
        { extension: '2000', phone: 'ringing', availability: 'Busy', activity: 'InAMeeting', byPhone: false },
        { extension: '2001', phone: 'idle', availability: 'Offline' },
        {},
        {},
        {},
      ],
    });
  });

  it('is told by events, among them tel: links the browser handed over', async () => {
    const stop = new AbortController();
    const stream = await fetch(`${host.origin}/_host/events`, { signal: stop.signal });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const until = async (wanted: string): Promise<void> => {
      while (!text.includes(wanted)) text += (await reader?.read())?.value ?? '';
    };
    await until('event: state');
    await fetch(`${host.origin}/_host/tel?uri=${encodeURIComponent('tel:+33199002001')}`);
    await until('event: link\ndata: {"uri":"tel:+33199002001"}');
    stop.abort();
    expect(host.telLinks).toEqual(['tel:+33199002001']);
  });

  it('hands phone buttons on to the PBX', async () => {
    expect((await post('/_pbx/call', { from: 'outside', to: ada.extension })).status).toBe(200);
    expect(asked).toContain('POST /call');
  });

  it('signs a person’s Teams client in and out', async () => {
    await post('/_host/client', { user: bruno.id, state: 'active' });
    expect(graph.presence(bruno.id).availability).toBe('Available');
    await post('/_host/client', { user: bruno.id, state: 'offline' });
    expect(graph.presence(bruno.id).availability).toBe('Offline');
    expect((await post('/_host/client', { user: 'nobody', state: 'active' })).status).toBe(400);
  });
});
