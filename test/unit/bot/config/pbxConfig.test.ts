// The kinds of PBXs in the configuration, and the file of a site connector.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConnectorConfig, redactedConfig, sampleConnectorConfig } from '../../../../bot/config/index.ts';
import { faultsOf, load, spoiled } from './faultTools.ts';
import { settings, tenant } from './sampleSettings.ts';

const secret = { env: 'AMI_SECRET' };
const other = 'aaaaaaaa-1111-4222-8333-444444444444';
const webhook = { id: 'cloud', kind: 'webhook', secrets: [secret] };

function withPbx(pbx: Record<string, unknown>) {
  return { ...settings(), tenants: [tenant({ pbx: [pbx] })] };
}

describe('the PBXs of a tenant', () => {
  describe('when they are of several kinds', () => {
    it('are told apart by their kind', () => {
      const loaded = load(withPbx({ ...webhook, secrets: [secret, { env: 'GRAPH_SECRET' }] }));
      expect(loaded.tenants[0]?.pbx).toEqual([
        { id: 'cloud', kind: 'webhook', secrets: ['ami-secret-value', 'graph-secret-value'], silenceSeconds: 60 },
      ]);
      expect(JSON.stringify(redactedConfig(loaded))).not.toContain('secret-value');
    });
    it('have the port of their protocol', () => {
      const sip = { id: 'a', kind: 'sip', host: 'pbx.example.com', domain: 'pbx.example.com', username: 'u', secret };
      expect(load(withPbx(sip)).tenants[0]?.pbx[0]).toMatchObject({ port: 5060, transport: 'tcp' });
      expect(load(withPbx({ ...sip, transport: 'tls' })).tenants[0]?.pbx[0]).toMatchObject({ port: 5061 });
    });
    it('are registered with where the PBX wants it', () => {
      const csta = { id: 'a', kind: 'csta', host: 'pbx.example.com', port: 1040 };
      expect(load(withPbx(csta)).tenants[0]?.pbx[0]).not.toHaveProperty('register');
      const registered = load(withPbx({ ...csta, register: {} }));
      expect(registered.tenants[0]?.pbx[0]).toMatchObject({ register: { requestSystemStatus: false } });
    });
  });

  describe('when Asterisk is to be told things', () => {
    const ami = { id: 'main', host: 'pbx.example.com', username: 'u', secret };
    it('takes templates, each as it likes', () => {
      const told = { userState: { device: 'Custom:DND{extension}' }, forwarding: { busy: 'CFB/{extension}' } };
      expect(load(withPbx({ ...ami, ...told })).tenants[0]?.pbx[0]).toMatchObject(told);
      expect(load(withPbx(ami)).tenants[0]?.pbx[0]).not.toHaveProperty('userState');
    });
    it.each([
      [{ userState: { presence: 'PJSIP/{extension}' } }, 'userState.presence'],
      [{ userState: { presence: 'CustomPresence:all' } }, 'userState.presence'],
      [{ userState: { device: 'Custom:DND{extension})' } }, 'userState.device'],
      [{ userState: { device: 'Custom:{extension},x' } }, 'userState.device'],
      [{ forwarding: { immediate: '{extension}' } }, 'forwarding.immediate'],
      [{ forwarding: { noAnswer: 'CFU/{extension}/' } }, 'forwarding.noAnswer'],
    ])('refuses %j', (change, path) => {
      const faults = faultsOf(() => load(withPbx({ ...ami, ...change })));
      expect(faults).toEqual([expect.stringContaining(`tenants[0].pbx[0].${path}: is not valid`)]);
    });
  });

  describe('when one is wrong', () => {
    const cases: readonly [string, Record<string, unknown>, string][] = [
      [
        'a kind nobody speaks',
        { ...webhook, kind: 'tapi' },
        'pbx[0].kind: is not one of the words allowed -> write one of ami, sip, csta, webhook, site',
      ],
      ['no secret', { ...webhook, secrets: [] }, 'pbx[0].secrets: is empty -> give a list of one or 2'],
      [
        'three secrets',
        { ...webhook, secrets: [secret, secret, secret] },
        'pbx[0].secrets: is not valid -> give a list',
      ],
      [
        'a secret in the file',
        { ...webhook, secrets: ['hunter2'] },
        'pbx[0].secrets[0]: is a text, which does not fit',
      ],
      [
        'a secret from nowhere',
        { ...webhook, secrets: [{ env: 'NOT_SET' }] },
        'pbx[0].secrets[0]: environment variable NOT_SET',
      ],
      ['a setting of another kind', { ...webhook, host: 'x' }, 'pbx[0].host: is not a setting'],
      ['too short a silence', { ...webhook, silenceSeconds: 1 }, 'pbx[0].silenceSeconds: 1 is not allowed'],
    ];
    it.each(cases)('names path and fix of %s', (_name, pbx, expected) => {
      const faults = faultsOf(() => load(withPbx(pbx)));
      expect(faults).toContainEqual(expect.stringContaining(`tenants[0].${expected}`));
    });
    it('refuses a webhook of the same id in two tenants: the id is its address', () => {
      const faults = spoiled((data) => {
        data.tenants = [tenant({ pbx: [webhook] }), tenant({ id: other, pbx: [webhook] })];
      });
      expect(faults).toEqual([expect.stringContaining('tenants[1].pbx[0].id: is the webhook of another tenant')]);
    });
    it('lets a site have the id of a webhook, and two tenants PBXs of one name', () => {
      const ami = tenant().pbx[0];
      const tenants = [
        tenant({ pbx: [webhook, ami] }),
        tenant({ id: other, pbx: [{ ...webhook, kind: 'site' }, ami] }),
      ];
      expect(() => load({ ...settings(), tenants })).not.toThrow();
    });
  });
});

describe('the file of a site connector', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookswitch-connector-'));
  const path = join(folder, 'connector.yaml');
  const env = { HOOKSWITCH_SITE_SECRET: 'site-secret-value', HOOKSWITCH_AMI_SECRET: 'ami-secret-value' };
  afterAll(() => rmSync(folder, { recursive: true }));

  describe('when it is the sample', () => {
    it('loads as it is', () => {
      writeFileSync(path, sampleConnectorConfig());
      expect(loadConnectorConfig(path, env)).toMatchObject({
        service: { url: 'https://hookswitch.example.com', secret: 'site-secret-value' },
        journal: { maxMegabytes: 512 },
        pbx: { kind: 'ami', id: 'main', port: 5038, secret: 'ami-secret-value' },
      });
    });
  });
  describe('when it is wrong', () => {
    it('names every fault', () => {
      const service = { url: 'https://hookswitch.example.com/x', secret: 'hunter2', proxy: 'ftp://x' };
      writeFileSync(path, JSON.stringify({ service, pbx: webhook }));
      const faults = faultsOf(() => loadConnectorConfig(path, env)).join('\n');
      expect(faults).toMatch(/^service\.url: is not valid ->/m);
      expect(faults).toMatch(/^service\.secret: is a text/m);
      expect(faults).toMatch(/^service\.proxy: is not valid ->/m);
      expect(faults).toMatch(/^pbx\.kind: is not one of the words allowed/m);
      expect(faults).not.toContain('hunter2');
    });
  });
});
