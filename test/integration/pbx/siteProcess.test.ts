// Service and site connector as processes, killed with SIGKILL in the middle of calls: every call once in the log, nobody stuck.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { startSite } from '#bot/site';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { PbxFake } from '../../support/PbxFake.ts';
import { startBuilt, type BuiltProcess } from '../../support/startBuilt.ts';
import { until } from '../../support/until.ts';

const secret = 'a secret of the site';
const env = { SITE_SECRET: secret };
let dir = '';
const running: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-site-'));
});
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
  rmSync(dir, { recursive: true, force: true });
});

interface ConfigData {
  readonly tenants: { pbx: Record<string, unknown>[] }[];
}

interface Stage {
  readonly made: Sandbox;
  readonly connectorPath: string;
  startService(): Promise<BuiltProcess>;
}

/** A sandbox whose service knows its PBX only through a site connector. */
async function stage(): Promise<Stage> {
  const made = await startSandbox({ dir });
  running.push(() => made.close());
  const config = parse(readFileSync(made.configPath, 'utf8')) as ConfigData;
  const [ami] = config.tenants[0]?.pbx ?? [];
  for (const tenant of config.tenants) {
    tenant.pbx = [{ id: 'office', kind: 'site', secrets: [{ env: 'SITE_SECRET' }] }];
  }
  const servicePath = join(dir, 'site-service.yaml');
  const connectorPath = join(dir, 'connector.yaml');
  writeFileSync(servicePath, stringify(config));
  const connector = {
    service: { url: made.serviceUrl, secret: { env: 'SITE_SECRET' } },
    journal: { path: join(dir, 'journal') },
    pbx: { ...ami, id: 'office' },
  };
  writeFileSync(connectorPath, stringify(connector));
  return {
    made,
    connectorPath,
    startService: async () => {
      const service = startBuilt('main', ['serve', '--config', servicePath], { ...made.env, ...env });
      running.push(() => service.kill('SIGKILL'));
      await until(() => service.said().includes('service.started'), 30_000);
      return service;
    },
  };
}

async function isReady(made: Sandbox): Promise<boolean> {
  const answer = await fetch(`${made.serviceUrl}/readyz`).catch(() => null);
  return answer?.status === 200;
}

interface Row {
  readonly id: string;
  readonly startedAt: string;
  readonly outcome: string;
}

async function logOf(made: Sandbox, user: Sandbox['tenant']['users'][number]): Promise<readonly Row[]> {
  const headers = { authorization: `Bearer ${await made.issuer.userToken(user)}` };
  const rows: Row[] = [];
  for (let next: string | undefined = ''; next !== undefined;) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const answer = await fetch(`${made.serviceUrl}/api/v1/calls?limit=200${cursor}`, { headers });
    const page = (await answer.json()) as { items: Row[]; next?: string };
    rows.push(...page.items);
    next = page.next;
  }
  return rows;
}

describe('a service that is killed with SIGKILL', () => {
  describe('when a site connector tells calls all the while', () => {
    it('has every call once, those from its absence with the times of the PBX', async () => {
      const { made, startService } = await stage();
      const [ada, bruno] = made.tenant.users;
      if (ada === undefined || bruno === undefined) throw new Error('the sandbox has no users');
      const pbx = new PbxFake('office');
      const site = startSite({
        pbx,
        identity: { url: made.serviceUrl, pbxId: 'office', secret },
        journal: { folder: join(dir, 'journal'), maxBytes: 64 * 1_048_576 },
        onLink: () => undefined,
        onFault: () => undefined,
        random: () => 0,
      });
      running.push(() => site.stop());
      pbx.comeUp();
      let calls = 0;
      const calling = setInterval(() => {
        calls += 1;
        const call = `call-${String(calls)}`;
        pbx.ring(call, ada.extension, bruno.extension);
        if (calls % 2 === 0) pbx.answer(call, ada.extension, bruno.extension);
        pbx.end(call, ada.extension, bruno.extension);
      }, 5);
      running.push(async () => clearInterval(calling));
      for (let round = 0; round < 4; round += 1) {
        const service = await startService();
        await until(() => isReady(made), 20_000);
        const before = calls;
        await until(() => calls > before + 40);
        await service.kill('SIGKILL');
        const away = calls;
        await until(() => calls > away + 40);
      }
      clearInterval(calling);
      await startService();
      await until(() => isReady(made), 20_000);
      await until(() => site.waiting() === 0, 20_000);
      for (const user of [ada, bruno]) {
        const rows = await logOf(made, user);
        expect(rows).toHaveLength(calls);
        expect(new Set(rows.map((row) => row.id)).size).toBe(calls);
        const answered = rows.filter((row) => row.outcome === 'answered');
        expect(answered).toHaveLength(Math.floor(calls / 2));
      }
      expect(calls).toBeGreaterThan(300);
    });
  });
});

describe('npm run connector', () => {
  const connector = (path: string, more: Readonly<Record<string, string>>): BuiltProcess => {
    const started = startBuilt('connector', ['--config', path], { ...env, ...more });
    running.push(() => started.kill('SIGKILL'));
    return started;
  };

  describe('when it is killed with SIGKILL again and again while calls go on', () => {
    it('comes back each time, leaves nobody in a call and no call twice', async () => {
      const { made, connectorPath, startService } = await stage();
      const service = await startService();
      made.pbx.startTraffic({ bhcc: 20_000, seed: 7, meanTalkSeconds: 0.4 });
      for (let round = 0; round < 3; round += 1) {
        const site = connector(connectorPath, made.env);
        await until(() => isReady(made), 30_000);
        const changes = service.said().split('call.changed').length;
        await until(() => service.said().split('call.changed').length > changes + 20, 20_000);
        await site.kill('SIGKILL');
        await until(async () => !(await isReady(made)));
      }
      await made.pbx.stopTraffic({ drain: true });
      const last = connector(connectorPath, made.env);
      await until(() => isReady(made), 30_000);
      await until(() => made.graph.presences().every((each) => each.activity !== 'InACall'), 20_000);
      for (const user of made.tenant.users.slice(0, 5)) {
        const ids = (await logOf(made, user)).map((row) => row.id);
        expect(new Set(ids).size).toBe(ids.length);
      }
      expect(service.said()).not.toMatch(/"level":"(error|fatal)"|pbx\.gap/);
      expect(await last.kill('SIGTERM')).toBe(0);
    });
  });

  describe('when it cannot run', () => {
    it('names every fault of its file, and ends with 2', async () => {
      const path = join(dir, 'wrong.yaml');
      writeFileSync(path, 'service: { url: x }\npbx: { kind: tapi }\n');
      const wrong = connector(path, {});
      expect(await wrong.ended).toBe(2);
      expect(wrong.said()).toMatch(/^config\.invalid/);
      expect(wrong.said()).toMatch(/pbx\.kind: is not one of the words allowed/);
      const unused = startBuilt('connector', [], {});
      expect(await unused.ended).toBe(2);
      expect(unused.said()).toContain('npm run connector');
    });
    it('ends with 1 when its journal cannot be opened', async () => {
      const { made, connectorPath } = await stage();
      const text = readFileSync(connectorPath, 'utf8').replace(join(dir, 'journal'), '/proc/none/journal');
      writeFileSync(connectorPath, text);
      const stuck = connector(connectorPath, made.env);
      expect(await stuck.ended).toBe(1);
      expect(stuck.said()).toContain('store.unavailable');
    });
  });
});
