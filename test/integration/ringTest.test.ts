// The self-test rings the own phone over a real manager interface: it rings, nobody is called, and no call is told or kept.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallsPage, Me } from '#shared/contracts';
import { loadConfig } from '#bot/config';
import { silentLogger } from '#bot/telemetry';
import { buildApp, openPorts, type App } from '../../bot/app.ts';
import { startSandbox, type Sandbox } from '../sandbox/index.ts';
import { makeTenant } from '../sandbox/tenant/index.ts';
import { until } from '../support/until.ts';

const own = '2000';
const colleague = '2001';

let dir = '';
let made: Sandbox;
let app: App;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-ring-'));
  made = await startSandbox({ dir, tenant: makeTenant({ users: 3 }), demoPresence: false });
  const read = () => loadConfig(made.configPath, made.env);
  app = buildApp(read(), { ...(await openPorts(read())), logger: silentLogger }, read);
  await app.http.listen({ host: '127.0.0.1', port: 0 });
  await app.start();
  await until(async () => (await app.http.inject({ url: '/readyz' })).statusCode === 200, 20_000);
});

afterEach(async () => {
  await app.stop();
  await made.close();
  rmSync(dir, { recursive: true, force: true });
});

async function ask(method: 'GET' | 'POST', url: string, payload?: object) {
  const user = made.tenant.byExtension(own);
  if (user === undefined) throw new Error('no such user in the sandbox');
  const headers = { authorization: `Bearer ${await made.issuer.userToken(user)}` };
  return app.http.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) });
}

describe('the self-test of "ring my phone"', () => {
  it('is offered, rings the own phone, and leaves nothing in the log', async () => {
    expect((await ask('GET', '/me')).json<Me>().can.ringTest).toBe(true);
    const { desk } = made.pbx;
    const answer = await ask('POST', '/dial', { number: own, requestId: 'request-1', test: true });
    expect([answer.statusCode, answer.json()]).toEqual([202, { requestId: 'request-1', dialled: own }]);
    await until(() => !desk.isFree(own));
    expect([...desk.calls]).toEqual([]);
    await until(() => desk.isFree(own), 10_000);
    // Whoever calls now is told as ever; of the test there is nothing before it.
    desk.call({ from: colleague, to: own }).hangup(colleague);
    const log = async () => (await ask('GET', '/calls?filter=all&limit=50')).json<CallsPage>().items;
    await until(async () => (await log()).length > 0);
    expect(await log()).toMatchObject([{ direction: 'incoming', outcome: 'missed' }]);
  });

  it('refuses a call from a line to itself as before', async () => {
    const answer = await ask('POST', '/dial', { number: own, requestId: 'request-2' });
    expect(answer.json()).toMatchObject({ code: 'dial.numberInvalid' });
  });
});
