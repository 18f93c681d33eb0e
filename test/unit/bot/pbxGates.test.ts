// Doors of PBXs that come to us: open from start to stop, and never opened by a connector that was only built.
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PbxConfig } from '#bot/config';
import { createMetrics, silentLogger } from '#bot/telemetry';
import { openAsyncSqliteStore, type AsyncStorePort } from '#bot/store';
import { wirePbx, type PbxWiring } from '../../../bot/wirePbx.ts';
import { parseConfig } from '../../../bot/config/loadConfig.ts';
import { env, settings, tenant } from './config/sampleSettings.ts';

const [served] = parseConfig(JSON.stringify({ ...settings(), tenants: [tenant()] }), env).tenants;
const site = (...secrets: string[]): PbxConfig => ({ id: 'office', kind: 'site', secrets });
const webhook = (secret: string): PbxConfig => ({
  id: 'cloud',
  kind: 'webhook',
  secrets: [secret],
  silenceSeconds: 60,
});

let wiring: PbxWiring;
let store: AsyncStorePort;
let dir = '';
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-gates-'));
  store = await openAsyncSqliteStore(join(dir, 'test.sqlite'));
  wiring = wirePbx(store, { logger: silentLogger, metrics: createMetrics() });
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

function build(pbx: PbxConfig) {
  if (served === undefined) throw new Error('no tenant');
  wiring.attach(served.id, { note: () => undefined, written: () => Promise.resolve() });
  return wiring.pbxFor(pbx, served);
}

function deliver(secret: string) {
  const body = Buffer.from(
    JSON.stringify({ events: [{ kind: 'heartbeat', eventId: 'e1', occurredAt: new Date().toISOString() }] }),
  );
  const at = String(Math.floor(Date.now() / 1_000));
  const digest = createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex');
  return wiring.doors.deliver('cloud', { signature: `t=${at},v1=${digest}`, body });
}

describe('the doors of PBXs', () => {
  it('are closed to a connector that was built and never started', async () => {
    build(site('one'));
    build(webhook('one'));
    expect(wiring.doors.siteSecrets('office')).toEqual([]);
    await expect(deliver('one')).rejects.toMatchObject({ code: 'http.notFound' });
  });

  it('open with the start and close with the stop', async () => {
    const connector = build(site('one'));
    connector.start(() => undefined);
    expect(wiring.doors.siteSecrets('office')).toEqual(['one']);
    await connector.stop();
    expect(wiring.doors.siteSecrets('office')).toEqual([]);
  });

  it('belong to the running connector while its successor is only built, and to the successor after the change', async () => {
    const old = build(site('old'));
    old.start(() => undefined);
    const next = build(site('new'));
    expect(wiring.doors.siteSecrets('office')).toEqual(['old']);
    await old.stop();
    next.start(() => undefined);
    await old.stop();
    expect(wiring.doors.siteSecrets('office')).toEqual(['new']);
    expect(wiring.pbxFacts(served?.id ?? '', 'office')).toMatchObject({ kind: 'site' });
  });

  it('ask for the secret of the connector that runs', async () => {
    build(webhook('right')).start(() => undefined);
    await expect(deliver('wrong')).rejects.toMatchObject({ code: 'pbx.signatureInvalid' });
    expect(await deliver('right')).toEqual({ accepted: 1, duplicates: 0 });
  });
});
