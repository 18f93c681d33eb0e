// The built program: wrong configurations, taken ports, strange databases, kill -9 under load.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/index.ts';
import { runProgram, startServiceProcess, type RunningService } from '../support/serviceProcess.ts';
import { until } from '../support/until.ts';
import { inspectStore } from '../../bot/store/index.ts';
import { placeIn, postgresServer } from './store/postgresPlace.ts';

let dir = '';
const running: (() => Promise<unknown>)[] = [];
/** Six starts of the service on a busy machine. */
const killLimitMs = 300_000;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-service-'));
});
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
  rmSync(dir, { recursive: true, force: true });
});

async function sandbox(config: SandboxOptions['config'] = {}): Promise<Sandbox> {
  const made = await startSandbox({ dir, config });
  running.push(() => made.close());
  return made;
}

describe('serve', () => {
  describe('when the configuration is wrong', () => {
    it('names every fault by its path with the fix, and ends with 2', async () => {
      const made = await sandbox();
      const text = readFileSync(made.configPath, 'utf8');
      const path = join(dir, 'wrong.yaml');
      writeFileSync(path, `${text.replace(/country: \w+/, 'country: France')}\nservre: {}\n`);
      const { code, said } = await runProgram(['serve', '--config', path], {});
      expect(code).toBe(2);
      expect(said).toMatch(/^config\.invalid/);
      expect(said).toMatch(/tenants\[0\]\.country: .+ -> /);
      expect(said).toMatch(/servre: is not a setting -> did you mean server/);
      expect(said).toMatch(/tenants\[0\]\.graph\.clientSecret: .+ -> /); // the environment was not given
    });

    it('says that it cannot be read, and how the program is used', async () => {
      expect(await runProgram(['serve', '--config', join(dir, 'none.yaml')])).toMatchObject({ code: 2 });
      const { code, said } = await runProgram(['serv']);
      expect(code).toBe(2);
      expect(said).toContain('Usage');
    });
  });

  describe('when the port is taken', () => {
    it('says which and ends with 1', async () => {
      const made = await sandbox();
      const port = Number(new URL(made.serviceUrl).port);
      const squatter = createServer();
      await new Promise<void>((resolve) => squatter.listen(port, '0.0.0.0', resolve));
      running.push(() => new Promise((resolve) => squatter.close(resolve)));
      const { code, said } = await runProgram(['serve', '--config', made.configPath], made.env);
      expect(code).toBe(1);
      expect(said).toContain(`http.portTaken: port ${String((squatter.address() as AddressInfo).port)} is taken`);
    });
  });

  describe('when the database is of a newer version', () => {
    it('refuses to touch it and ends with 1', async () => {
      const made = await sandbox();
      const first = await startServiceProcess(made);
      expect(await first.kill('SIGTERM')).toBe(0);
      const database = new Database(join(dir, 'hookswitch.sqlite'));
      database.exec('PRAGMA user_version = 999');
      database.close();
      const { code, said } = await runProgram(['serve', '--config', made.configPath], made.env);
      expect(code).toBe(1);
      expect(said).toContain('store.newerSchema');
    });
  });

  describe.each(stores())(
    'on %s, when it is killed with SIGKILL again and again while calls go on',
    (_name, placeOf) => {
      it(
        'has every record it ever told a stream, once, and a sound store',
        async () => {
          const { place, config, env } = placeOf();
          const made = await sandbox(config);
          const target = { ...made, env: { ...made.env, ...env } };
          const told = new Map<string, Set<string>>();
          made.pbx.startTraffic({ bhcc: 40_000, seed: 7, meanTalkSeconds: 0.4 });
          for (let round = 0; round < 5; round += 1) {
            const service = await startServiceProcess(target);
            running.push(() => service.kill('SIGKILL'));
            const streams = await followStreams(made, told);
            const before = sizeOf(told);
            await until(() => sizeOf(told) > before + 4, killLimitMs / 5);
            await service.kill('SIGKILL');
            streams.abort();
          }
          await made.pbx.stopTraffic({ drain: true });
          const last = await startServiceProcess(target);
          running.push(() => last.kill('SIGTERM'));
          await expectAllKept(made, told);
          expect(last.log()).not.toMatch(/"level":"(error|fatal)"/);
          await expectNobodyStuck(made, last);
          expect(await last.kill('SIGTERM')).toBe(0);
          const { faults, counts } = await inspectStore(place);
          expect(faults).toEqual([]);
          expect(counts['open_calls']).toBe(0);
        },
        killLimitMs,
      );
    },
  );
});

/** A place for a store, and what the service must be told of it. */
interface StorePlace {
  readonly place: string;
  readonly config: SandboxOptions['config'];
  readonly env: Readonly<Record<string, string>>;
}

/** Both keepers; the second where there is a PostgreSQL, which the run has said otherwise. */
function stores(): readonly (readonly [name: string, placeOf: () => StorePlace])[] {
  const sqlite = (): StorePlace => ({ place: join(dir, 'hookswitch.sqlite'), config: {}, env: {} });
  const server = postgresServer();
  if (server === undefined) return [['SQLite', sqlite]];
  const postgres = (): StorePlace => {
    const { url, drop } = placeIn(server);
    running.push(drop);
    const config = { overrides: { store: { url: { env: 'HOOKSWITCH_STORE_URL' } } } };
    return { place: url, config, env: { HOOKSWITCH_STORE_URL: url } };
  };
  return [
    ['SQLite', sqlite],
    ['PostgreSQL', postgres],
  ];
}

function sizeOf(told: ReadonlyMap<string, ReadonlySet<string>>): number {
  return [...told.values()].reduce((sum, ids) => sum + ids.size, 0);
}

async function tokenOf(made: Sandbox, userId: string): Promise<string> {
  const user = made.tenant.users.find((each) => each.id === userId);
  if (user === undefined) throw new Error('no such user in the sandbox');
  return made.issuer.userToken(user);
}

/** Opens a stream for each of the first users and notes the ids of the records it tells. */
async function followStreams(made: Sandbox, told: Map<string, Set<string>>): Promise<AbortController> {
  const abort = new AbortController();
  await Promise.all(
    made.tenant.users.slice(0, 10).map(async ({ id }) => {
      const headers = { authorization: `Bearer ${await tokenOf(made, id)}` };
      const answer = await fetch(`${made.serviceUrl}/api/v1/stream`, { headers, signal: abort.signal });
      expect(answer.status).toBe(200);
      const ids = told.get(id) ?? new Set<string>();
      told.set(id, ids);
      void readRecords(answer, ids);
    }),
  );
  return abort;
}

async function readRecords(answer: Response, ids: Set<string>): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (!/^event: record$/m.test(event) || data === undefined) continue;
        ids.add((JSON.parse(data) as { record: { id: string } }).record.id);
      }
    }
  } catch {
    // The service was killed: that is the point.
  }
}

async function expectAllKept(made: Sandbox, told: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
  expect(sizeOf(told)).toBeGreaterThan(20);
  for (const [userId, ids] of told) {
    const headers = { authorization: `Bearer ${await tokenOf(made, userId)}` };
    const kept: string[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const answer = await fetch(`${made.serviceUrl}/api/v1/calls?limit=200${cursor}`, { headers });
      const page = (await answer.json()) as { items: { id: string }[]; next?: string };
      kept.push(...page.items.map((item) => item.id));
      next = page.next;
    }
    expect(new Set(kept).size).toBe(kept.length);
    for (const id of ids) expect(kept).toContain(id);
  }
}

/** No presence session of ours is left once every call has ended. */
async function expectNobodyStuck(made: Sandbox, service: RunningService): Promise<void> {
  await until(() => made.graph.presences().every((each) => each.activity !== 'InACall'), 20_000);
  expect(service.log()).toContain('service.started');
}
