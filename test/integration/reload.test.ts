// Two PBXs over real sockets: one comes, changes and goes while the other is under load and loses nothing.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { AdminPbx, AdminReload, CallRecordWire, CallsPage } from '#shared/contracts';
import { loadConfig } from '#bot/config';
import { silentLogger, type LogFacts } from '#bot/telemetry';
import { buildApp, openPorts, type App } from '../../bot/app.ts';
import { startSandbox, type Sandbox } from '../sandbox/index.ts';
import { startSandboxPbx, type SandboxPbx } from '../sandbox/pbx/index.ts';
import type { SandboxUser } from '../sandbox/tenant/index.ts';
import { startServiceProcess } from '../support/serviceProcess.ts';
import { until } from '../support/until.ts';

interface File {
  server: Record<string, unknown>;
  tenants: [{ pbx: Record<string, unknown>[]; presence: Record<string, unknown> }];
}

const traffic = { bhcc: 40_000, seed: 11, meanTalkSeconds: 0.3, meanRingSeconds: 0.1 };
const graceSeconds = 1;
let dir = '';
let made: Sandbox;
let branch: SandboxPbx;
let app: App | undefined;
let audit: [string, LogFacts | undefined][] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-reload-'));
  const config = { presence: { pbxLossGraceSeconds: graceSeconds } };
  made = await startSandbox({ dir, pbx: { phones: { count: 10, first: 2000 } }, config });
  branch = await startSandboxPbx({ phones: { count: 10, first: 2010 }, noAnswerMs: 600_000 });
  audit = [];
});

afterEach(async () => {
  await app?.stop();
  app = undefined;
  await Promise.all([branch.close(), made.close()]);
  rmSync(dir, { recursive: true, force: true });
});

async function startApp(): Promise<App> {
  const read = () => loadConfig(made.configPath, made.env);
  const keep = (event: string, facts?: LogFacts): void => {
    if (event.startsWith('config.')) audit.push([event, facts]);
  };
  const ports = { ...(await openPorts(read())), logger: { ...silentLogger, info: keep, warn: keep } };
  app = buildApp(read(), ports, read);
  await app.http.ready();
  await app.start();
  await until(async () => (await ask('/readyz')).statusCode === 200, 10_000);
  return app;
}

/** Changes the file; nobody has read it yet. */
function edit(change: (file: File) => void): void {
  const file = parse(readFileSync(made.configPath, 'utf8')) as File;
  change(file);
  writeFileSync(made.configPath, stringify(file));
}

function addBranch(file: File, change: object = {}): void {
  const [main] = file.tenants[0].pbx;
  file.tenants[0].pbx = [{ ...main }, { ...main, id: 'branch', port: branch.port, ...change }];
}

function userAt(extension: string): SandboxUser {
  const user = made.tenant.byExtension(extension);
  if (user === undefined) throw new Error('no such user in the sandbox');
  return user;
}

async function ask(url: string, extension = '2000', method: 'GET' | 'POST' = 'GET') {
  const token = await made.issuer.userToken(userAt(extension), { roles: ['Hookswitch.Admin'] });
  if (app === undefined) throw new Error('not started');
  return app.http.inject({ method, url, headers: { authorization: `Bearer ${token}` } });
}

async function reload(): Promise<AdminReload> {
  return (await ask('/api/v1/admin/reload', '2000', 'POST')).json<AdminReload>();
}

async function connections(): Promise<AdminPbx['connections']> {
  return (await ask('/api/v1/admin/pbx')).json<AdminPbx>().connections;
}

async function isUp(id: string): Promise<boolean> {
  return (await connections()).some((each) => each.id === id && each.link === 'up');
}

function isInCall(extension: string): boolean {
  const { id } = userAt(extension);
  return made.graph.presences().some((each) => each.id === id && each.activity === 'InACall');
}

async function logOf(extension: string): Promise<readonly CallRecordWire[]> {
  const items: CallRecordWire[] = [];
  let next: string | undefined;
  do {
    const cursor = next === undefined ? '' : `&cursor=${encodeURIComponent(next)}`;
    const page: CallsPage = (await ask(`/api/v1/calls?limit=200${cursor}`, extension)).json();
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return items;
}

/** `direction outcome` of every row, sorted. */
const rows = (list: readonly { direction: string; outcome: string }[]): readonly string[] =>
  list.map(({ direction, outcome }) => `${direction} ${outcome}`).sort();

/** Every row the loaded PBX expects is there, once, and nothing else. */
async function expectNothingLost(): Promise<void> {
  await until(() => made.pbx.journal.records().length > 60, 20_000);
  await made.pbx.stopTraffic({ drain: true });
  const expected = made.pbx.journal.records();
  for (let extension = 2000; extension < 2010; extension += 1) {
    const line = String(extension);
    const wanted = rows(expected.filter((record) => record.extension === line));
    await until(async () => (await logOf(line)).length >= wanted.length, 5_000);
    expect(rows(await logOf(line))).toEqual(wanted);
  }
}

describe('reading the configuration again', () => {
  describe('when a PBX comes, changes and goes while another is under load', () => {
    it('loses no event of the untouched one', async () => {
      await startApp();
      made.pbx.startTraffic(traffic);
      edit(addBranch);
      expect(await reload()).toMatchObject({ applied: true, changes: [{ what: 'pbxAdded', pbxId: 'branch' }] });
      await until(() => isUp('branch'), 10_000);

      const first = branch.call({ from: '2010', to: '2011' });
      first.answer();
      await until(() => isInCall('2011'), 10_000);
      edit((file) => {
        addBranch(file, { pingSeconds: 3 });
      });
      expect(await reload()).toMatchObject({ applied: true, changes: [{ what: 'pbxReplaced', pbxId: 'branch' }] });
      await until(() => isUp('branch'), 10_000);
      expect(branch.counts().clients).toBe(1);
      first.hangup();
      await until(async () => (await logOf('2011')).length === 1, 10_000);
      const [answered] = await logOf('2011');
      expect(answered).toMatchObject({ outcome: 'answered' });
      expect(answered).not.toHaveProperty('endUnknown');

      const second = branch.call({ from: '2012', to: '2013' });
      second.answer();
      await until(() => isInCall('2013'), 10_000);
      edit((file) => void file.tenants[0].pbx.pop());
      expect(await reload()).toMatchObject({ applied: true, changes: [{ what: 'pbxRemoved', pbxId: 'branch' }] });
      await until(() => branch.counts().clients === 0, 5_000);
      await until(() => !isInCall('2013'), 10_000);
      await until(async () => (await connections()).length === 1, 5_000);
      expect(await logOf('2013')).toMatchObject([{ outcome: 'answered', endUnknown: true }]);

      await expectNothingLost();
      expect(await connections()).toMatchObject([{ id: 'sandbox-pbx', kind: 'ami', link: 'up', reconnects: 0 }]);
      expect(made.pbx.counts().clients).toBe(1);
      expect(audit.map(([event]) => event)).toEqual(['config.reloaded', 'config.reloaded', 'config.reloaded']);
      expect(audit[0]?.[1]).toMatchObject({ byUserId: userAt('2000').id, tenantId: made.tenant.id });
    });
  });

  describe('when the file has faults', () => {
    it('changes nothing and names their paths', async () => {
      await startApp();
      edit((file) => {
        addBranch(file, { host: '', prot: 1 });
      });
      const answer = await reload();
      expect(answer).toMatchObject({ applied: false, changes: [] });
      expect(answer.faults.map(({ path }) => path).sort()).toEqual([
        'tenants[0].pbx[1].host',
        'tenants[0].pbx[1].prot',
      ]);
      expect(await connections()).toMatchObject([{ id: 'sandbox-pbx', link: 'up' }]);
      expect(audit.map(([event]) => event)).toEqual(['config.refused']);
    });

    it('says what needs a restart, and takes over nothing else of that file', async () => {
      await startApp();
      edit((file) => {
        addBranch(file);
        file.server['port'] = 1;
      });
      const { faults, applied } = await reload();
      expect(applied).toBe(false);
      expect(faults).toMatchObject([
        { path: 'server.port', says: expect.stringContaining('Restart the service') as unknown },
      ]);
      expect(await connections()).toHaveLength(1);
    });
  });

  describe('when the process gets SIGHUP', () => {
    it('reads the file again, and goes on with the old one when the new one is wrong', async () => {
      const service = await startServiceProcess(made);
      try {
        edit(addBranch);
        service.signal('SIGHUP');
        await until(() => branch.counts().clients === 1, 10_000);
        expect(service.log()).toMatch(/pbxAdded branch.*config\.reloaded/);
        edit((file) => void (file.tenants[0].presence['pbxLossGraceSeconds'] = -1));
        service.signal('SIGHUP');
        await until(() => /tenants\[0\]\.presence\.pbxLossGraceSeconds.*config\.refused/.test(service.log()), 10_000);
        expect(branch.counts().clients).toBe(1);
      } finally {
        expect(await service.kill('SIGTERM')).toBe(0);
      }
    });
  });
});
