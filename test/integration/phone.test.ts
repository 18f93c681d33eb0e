// The own phone and a shared line over a real manager interface: message lamp, do not disturb, forwarding and calls, seen in streams.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { LiveCall, Me, PhoneAnswer, StreamEvent } from '#shared/contracts';
import { createSseParser } from '../../shared/client/sseParser.ts';
import { loadConfig } from '#bot/config';
import { silentLogger } from '#bot/telemetry';
import { buildApp, openPorts, type App } from '../../bot/app.ts';
import { startSandbox, type Sandbox } from '../sandbox/index.ts';
import { makeTenant, type SandboxUser } from '../sandbox/tenant/index.ts';
import { until } from '../support/until.ts';

const boss = '2000';
const assistant = '2001';
const stranger = '2002';
const outsider = '+12025550142';

interface File {
  tenants: [{ directory: Record<string, unknown>; voicemail?: object }];
}

let dir = '';
let made: Sandbox;
let app: App;
const open: IncomingMessage[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-phone-'));
  made = await startSandbox({
    dir,
    tenant: makeTenant({ users: 4 }),
    demoPresence: false,
    config: {
      pbxSettings: {
        userState: { presence: 'CustomPresence:{extension}', device: 'Custom:DND{extension}' },
        forwarding: { immediate: 'CF/{extension}', noAnswer: 'CFU/{extension}' },
      },
    },
  });
  const file = parse(readFileSync(made.configPath, 'utf8')) as File;
  const [tenant] = file.tenants;
  const lines = [{ extension: boss, user: userAt(boss).mail, sharedWith: [userAt(assistant).mail] }];
  tenant.directory = { ...tenant.directory, lines };
  tenant.voicemail = { accessCode: '*97', outsideKey: '*' };
  writeFileSync(made.configPath, stringify(file));
  await serve();
});

afterEach(async () => {
  for (const response of open.splice(0)) response.destroy();
  await app.stop();
  await made.close();
  rmSync(dir, { recursive: true, force: true });
});

async function serve(): Promise<void> {
  const read = () => loadConfig(made.configPath, made.env);
  app = buildApp(read(), { ...(await openPorts(read())), logger: silentLogger }, read);
  await app.http.listen({ host: '127.0.0.1', port: 0 });
  await app.start();
  await until(async () => (await app.http.inject({ url: '/readyz' })).statusCode === 200, 20_000);
}

function userAt(extension: string): SandboxUser {
  const user = made.tenant.byExtension(extension);
  if (user === undefined) throw new Error('no such user in the sandbox');
  return user;
}

async function authorization(extension: string): Promise<string> {
  return `Bearer ${await made.issuer.userToken(userAt(extension))}`;
}

async function ask(method: 'GET' | 'POST', url: string, extension: string, payload?: object) {
  const headers = { authorization: await authorization(extension) };
  return app.http.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) });
}

async function phoneOf(extension: string): Promise<PhoneAnswer['lines'][number] | undefined> {
  return (await ask('GET', '/phone', extension)).json<PhoneAnswer>().lines[0];
}

/** The events of a person's stream, as they come over a socket. */
async function stream(extension: string): Promise<StreamEvent[]> {
  const { port } = app.http.server.address() as AddressInfo;
  const headers = { authorization: await authorization(extension) };
  const events: StreamEvent[] = [];
  const parser = createSseParser({
    onRetry: () => undefined,
    onMessage: ({ data }) => void events.push(JSON.parse(data) as StreamEvent),
  });
  const asked = httpRequest({ port, path: '/api/v1/stream', headers, agent: false }, (response) => {
    open.push(response);
    response.on('error', () => undefined);
    response.setEncoding('utf8').on('data', (text: string) => {
      parser.push(text);
    });
  });
  asked.on('error', () => undefined).end();
  await until(() => events.length > 0);
  return events;
}

function lastShared(events: readonly StreamEvent[]): string {
  const [line] = events.flatMap((event) => (event.type === 'sharedLines' ? event.lines : [])).slice(-1);
  return line === undefined ? '' : `${line.extension} ${line.state} ${String(line.calls.length)}`;
}

function told(events: readonly StreamEvent[], type: StreamEvent['type']): number {
  return events.filter((event) => event.type === type).length;
}

describe('the phone of a person on a manager interface', () => {
  it('lights the lamp of the mailbox in the stream, and again after a restart', async () => {
    const [own, other] = [await stream(boss), await stream(stranger)];
    const call = made.pbx.call({ from: 'outside', to: boss, number: outsider });
    call.noAnswer();
    made.pbx.desk.leaveMessage(call);
    const lit = {
      type: 'mailboxes',
      mailboxes: [{ extension: boss, isWaiting: true, newMessages: 1, oldMessages: 0 }],
    };
    await until(() => told(own, 'mailboxes') > 0);
    expect(own).toContainEqual(lit);
    expect(told(other, 'mailboxes')).toBe(0);
    await app.stop();
    await serve();
    const me = (await ask('GET', '/me', boss)).json<Me>();
    expect(me.voicemail).toEqual({ accessCode: '*97', setup: 'dialOwnExtension', outsideKey: '*' });
    await until(async () => (await ask('GET', '/me', boss)).json<Me>().mailboxes?.[0]?.newMessages === 1);
    // The lamp of the others is known to be dark.
    expect((await ask('GET', '/me', stranger)).json<Me>().mailboxes).toEqual([
      { extension: stranger, isWaiting: false },
    ]);
  });

  it('sets do not disturb and forwarding on the PBX, tells the other apps, and shows what a hand sets', async () => {
    const events = await stream(boss);
    const set = (payload: object) => ask('POST', '/phone', boss, { extension: boss, ...payload });
    expect((await set({ set: 'doNotDisturb', isOn: true })).statusCode).toBe(204);
    await until(() => made.pbx.state().phones[0]?.doNotDisturb === true);
    expect(await phoneOf(boss)).toMatchObject({ doNotDisturb: true, can: { doNotDisturb: true, forwarding: true } });
    await made.graph.waitForPresence(boss, { session: true }, 20_000);
    expect((await set({ set: 'forwarding', type: 'noAns', to: '01 99 00 20 15' })).statusCode).toBe(204);
    expect(made.pbx.database.get(`CFU/${boss}`)).toBe('+33199002015');
    expect(await phoneOf(boss)).toMatchObject({ forwarding: [{ type: 'noAns', to: '+33199002015' }] });
    expect(told(events, 'phone')).toBeGreaterThanOrEqual(2);
    await app.stop();
    await serve();
    await until(async () => (await phoneOf(boss))?.forwarding[0]?.to === '+33199002015');
    expect(await phoneOf(boss)).toMatchObject({ doNotDisturb: true });

    made.pbx.setDoNotDisturb(boss, false);
    await until(async () => (await phoneOf(boss))?.doNotDisturb === false);
    expect((await set({ set: 'forwarding', type: 'noAns', to: null })).statusCode).toBe(204);
    expect(made.pbx.database.has(`CFU/${boss}`)).toBe(false);
    expect(await phoneOf(boss)).toMatchObject({ doNotDisturb: false, forwarding: [] });
    expect((await set({ set: 'forwarding', type: 'busy', to: '2001' })).statusCode).toBe(502);
  });

  it('is nobody else’s to set, not even with a share of the line', async () => {
    for (const extension of [assistant, stranger]) {
      const isOn = { set: 'doNotDisturb', extension: boss, isOn: true };
      expect((await ask('POST', '/phone', extension, isOn)).statusCode).toBe(404);
    }
    expect(made.pbx.state().phones[0]?.doNotDisturb).toBe(false);
  });
});

describe('a line of the boss that is shared with the assistant', () => {
  it('shows its calls to the assistant alone, who can place one from it', async () => {
    const [mine, others] = [await stream(assistant), await stream(stranger)];
    const call = made.pbx.call({ from: 'outside', to: boss, number: outsider });
    await until(() => lastShared(mine) === `${boss} ringing 1`);
    call.answer();
    await until(() => lastShared(mine) === `${boss} connected 1`);
    call.hangup();
    await until(() => lastShared(mine) === `${boss} idle 0`);
    expect(told(others, 'sharedLines')).toBe(0);

    const order = { number: stranger, requestId: 'request-1', fromLine: boss };
    expect((await ask('POST', '/dial', stranger, { ...order, number: assistant })).statusCode).toBe(403);
    expect((await ask('POST', '/dial', assistant, order)).statusCode).toBe(202);
    await until(() => lastShared(mine).startsWith(`${boss} `) && lastShared(mine) !== `${boss} idle 0`);
  });

  it('lets its owner end a call through the PBX, and nobody else', async () => {
    const events = await stream(boss);
    const call = made.pbx.call({ from: 'outside', to: boss, number: outsider });
    call.answer();
    const live = (): LiveCall | undefined =>
      events.flatMap((event) => (event.type === 'calls' ? event.calls : [])).find(({ state }) => state === 'connected');
    await until(() => live() !== undefined);
    const url = `/calls/live/${encodeURIComponent(live()?.id ?? '')}`;
    expect(live()?.can).toEqual(['clear']);
    expect((await ask('POST', `${url}/clear`, assistant)).statusCode).toBe(404);
    expect((await ask('POST', `${url}/hold`, boss)).statusCode).toBe(502);
    expect((await ask('POST', `${url}/clear`, boss)).statusCode).toBe(202);
    await until(() => call.stage === 'over');
    expect((await ask('POST', `${url}/clear`, boss)).statusCode).toBe(404);
  });
});
