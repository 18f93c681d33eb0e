// Do not disturb chosen in Teams reaches the phones of a real manager interface and leaves them again, whatever happens between.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { loadConfig } from '#bot/config';
import { silentLogger } from '#bot/telemetry';
import { buildApp, openPorts, type App } from '../../bot/app.ts';
import { startSandbox, type Sandbox } from '../sandbox/index.ts';
import { makeTenant } from '../sandbox/tenant/index.ts';
import { until } from '../support/until.ts';

const chosen = { availability: 'DoNotDisturb', activity: 'DoNotDisturb' };
const extensions = ['2000', '2001', '2002', '2003', '2004'];
/** A poll every ten seconds, and some for a slow machine. */
const onePollMs = 20_000;

const running: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

async function sandbox(): Promise<Sandbox> {
  const dir = mkdtempSync(join(tmpdir(), 'hookswitch-follow-'));
  running.push(() => rmSync(dir, { recursive: true, force: true }));
  const made = await startSandbox({
    dir,
    tenant: makeTenant({ users: 6 }),
    demoPresence: false,
    config: {
      presence: { teamsToPbx: { enabled: true }, pbxLossGraceSeconds: 1 },
      pbxSettings: { userState: { presence: 'CustomPresence:{extension}', device: 'Custom:DND{extension}' } },
    },
  });
  running.push(() => made.close());
  for (const extension of extensions) made.graph.setTeamsClient(extension, 'active');
  return made;
}

async function serve(made: Sandbox): Promise<App> {
  const read = () => loadConfig(made.configPath, made.env);
  const built = buildApp(read(), { ...(await openPorts(read())), logger: silentLogger }, read);
  let stopped: Promise<void> | undefined;
  const app = { ...built, stop: () => (stopped ??= built.stop()) };
  running.push(app.stop);
  await app.http.ready();
  await app.start();
  return app;
}

async function readyParts(app: App): Promise<string> {
  return (await app.http.inject({ url: '/readyz' })).body;
}

/** Phones on do not disturb. One that was told half of it counts as neither: a hand on it would get between our two settings. */
function doNotDisturb(made: Sandbox): readonly string[] {
  return made.pbx.state().phones.flatMap((phone) => {
    const isWhole = phone.doNotDisturb === (phone.presence === 'dnd');
    if (!isWhole) return [`${phone.extension} by half`];
    return phone.doNotDisturb ? [phone.extension] : [];
  });
}

async function phonesAre(made: Sandbox, on: readonly string[]): Promise<void> {
  await until(() => doNotDisturb(made).join() === on.join(), onePollMs).catch(() => undefined);
  expect(doNotDisturb(made)).toEqual(on);
}

/** Presence requests that set something, in the name of whomever. */
function sets(made: Sandbox): number {
  return made.graph.entries().filter(({ path }) => path.includes('setPresence') || path.includes('Preferred')).length;
}

function choose(made: Sandbox, people: readonly string[], what: typeof chosen | null): void {
  for (const extension of people) made.graph.setPreferred(extension, what);
}

describe('do not disturb of Teams on the phone', () => {
  it('comes and goes with the choice, through a lost link and a restart, and is never a session of ours', async () => {
    const made = await sandbox();
    const app = await serve(made);
    await until(async () => (await readyParts(app)).includes('6 followed, 0 on PBXs that cannot be told'));
    choose(made, extensions, chosen);
    await phonesAre(made, extensions);
    choose(made, ['2000'], null);
    await phonesAre(made, extensions.slice(1));
    expect(made.graph.presence('2000')).toMatchObject({ availability: 'Available', sessions: [] });

    await made.pbx.setLink('refused');
    choose(made, ['2001'], null);
    choose(made, ['2000'], chosen);
    await made.pbx.setLink('up');
    await phonesAre(made, ['2000', '2002', '2003', '2004']);

    await app.stop();
    choose(made, ['2002'], null);
    await serve(made);
    await phonesAre(made, ['2000', '2003', '2004']);
    choose(made, extensions, null);
    await phonesAre(made, []);
    expect(sets(made)).toBe(0);
    expect(made.graph.violations).toEqual([]);
  });

  it('is taken back at start once the company has switched it off, and what a hand set on a phone counts', async () => {
    const made = await sandbox();
    const app = await serve(made);
    choose(made, ['2000', '2001'], chosen);
    await phonesAre(made, ['2000', '2001']);
    made.pbx.setDoNotDisturb('2001', false);
    made.pbx.setDoNotDisturb('2001', true);
    await made.graph.waitForPresence('2001', { session: true }, 20_000);
    await app.stop();
    const file = parse(readFileSync(made.configPath, 'utf8')) as { tenants: { presence: object }[] };
    for (const tenant of file.tenants) tenant.presence = {};
    writeFileSync(made.configPath, stringify(file));
    const after = await serve(made);
    await phonesAre(made, ['2001']);
    expect(await readyParts(after)).not.toContain('followed');
  });
});
