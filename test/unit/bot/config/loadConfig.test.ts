// The configuration file: defaults, every fault by path with its fix, secrets that stay secret.
import { defaultTeamsToPbx } from '#shared/domain/presence';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadConfig } from '../../../../bot/config/index.ts';
import { parseConfig } from '../../../../bot/config/loadConfig.ts';
import { faultOf, faultsOf, load, spoiled } from './faultTools.ts';
import { clientId, env, settings, tenant, tenantId } from './sampleSettings.ts';

describe('loadConfig', () => {
  describe('when the file says only what it must', () => {
    it('fills in every default', () => {
      const config = load(settings());
      expect(config.server).toEqual({
        host: '0.0.0.0',
        port: 8443,
        publicUrl: 'https://hookswitch.example.com',
        trustProxy: false,
      });
      expect(config.store.path).toBe('./data/hookswitch.sqlite');
      expect(config.log.level).toBe('info');
      expect([config.outbound, config.hosts, config.web]).toEqual([
        {},
        { extraOrigins: [], officeJsUrl: 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js' },
        { dir: './dist/web' },
      ]);
    });
    it('derives the addresses of Entra from the tenant and the audiences from the public address', () => {
      const { auth, graph, country } = load(settings()).tenants[0] ?? {};
      const authority = `https://login.microsoftonline.com/${tenantId}`;
      expect(country).toBe('FR');
      expect(auth).toMatchObject({
        audiences: [clientId, `api://hookswitch.example.com/${clientId}`],
        issuer: `${authority}/v2.0`,
        jwksUri: `${authority}/discovery/v2.0/keys`,
        authority,
        scope: 'access_as_user',
      });
      expect(auth?.allowedClients).toHaveLength(8);
      expect(auth?.allowedClients[0]).toBe(clientId);
      expect(graph).toEqual({
        baseUrl: 'https://graph.microsoft.com/v1.0',
        authority,
        clientId,
        clientSecret: 'graph-secret-value',
        timeoutMs: 10_000,
        connections: 16,
        quotaPer30s: 1500,
        headRoomPercent: 10,
        moreRegistrations: [],
      });
    });
    it('fills in presence, directory and PBX', () => {
      const { presence, directory, pbx } = load(settings()).tenants[0] ?? {};
      expect(presence).toEqual({
        doNotDisturb: 'presenting',
        pbxLossGraceSeconds: 15,
        callSessionMinutes: 5,
        otherSessionMinutes: 60,
        teamsToPbx: { enabled: false, pollSeconds: 10, quotaSharePercent: 20, ...defaultTeamsToPbx },
      });
      expect(directory).toEqual({
        extensionFrom: 'businessPhones',
        extensionPattern: '(\\d{3,6})$',
        refreshMinutes: 15,
        lines: [],
      });
      expect(pbx).toEqual([
        {
          id: 'main',
          kind: 'ami',
          host: 'pbx.example.com',
          port: 5038,
          tls: false,
          username: 'hookswitch',
          secret: 'ami-secret-value',
          login: 'md5',
          outboundContext: 'from-internal',
          originateChannel: 'PJSIP/{extension}',
          originateTimeoutSeconds: 30,
          deviceExtensionPattern: '^(?:PJSIP|SIP|IAX2|SCCP)/([^-@]+)',
          pingSeconds: 5,
        },
      ]);
    });
    it('takes 5039 for an AMI over TLS, and any port that is given', () => {
      const data = settings();
      const [main] = data.tenants[0]?.pbx ?? [];
      data.tenants[0]?.pbx.push({ ...main, id: 'tls', tls: true }, { ...main, id: 'own', tls: true, port: 6000 });
      expect(load(data).tenants[0]?.pbx).toMatchObject([{ port: 5038 }, { port: 5039 }, { port: 6000 }]);
    });
    it('is frozen to the bottom', () => {
      const config = load(settings());
      expect(Object.isFrozen(config.tenants[0]?.pbx[0])).toBe(true);
      expect(() => Object.assign(config.tenants[0]?.auth.audiences ?? [], ['x'])).toThrow(TypeError);
    });
  });

  describe('when values need tidying', () => {
    it('cuts trailing slashes, lowers GUIDs, keeps a port in the audience', () => {
      const data = settings();
      data.server['publicUrl'] = 'http://localhost:8443/';
      data.tenants[0] = tenant({
        id: tenantId.toUpperCase(),
        graph: { ...tenant().graph, baseUrl: 'http://127.0.0.1:4/v1.0/' },
      });
      const config = load(data);
      expect(config.server.publicUrl).toBe('http://localhost:8443');
      expect(config.tenants[0]?.id).toBe(tenantId);
      expect(config.tenants[0]?.graph.baseUrl).toBe('http://127.0.0.1:4/v1.0');
      expect(config.tenants[0]?.auth.audiences[1]).toBe(`api://localhost:8443/${clientId}`);
    });
    it('keeps the slash at the end of an issuer, which tokens repeat exactly', () => {
      const issuer = `https://sts.windows.net/${tenantId}/`;
      const data = { ...settings(), tenants: [tenant({ auth: { clientId, issuer } })] };
      expect(load(data).tenants[0]?.auth.issuer).toBe(issuer);
    });
    it('takes an empty section for a section left out', () => {
      const text = `${JSON.stringify(settings()).slice(0, -1)}, "store": null, "log": {"level": null}}`;
      expect(parseConfig(text, env).log.level).toBe('info');
    });
  });

  describe('when it is read from disk', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hookswitch-config-'));
    const path = join(folder, 'config.yaml');
    afterAll(() => rmSync(folder, { recursive: true }));

    it('reads YAML, and a secret from a file without its line end', () => {
      writeFileSync(join(folder, 'ami'), 'from-a-file\n');
      const data = settings();
      data.tenants[0] = tenant({ pbx: [{ ...tenant().pbx[0], secret: { file: join(folder, 'ami') } }] });
      writeFileSync(path, `# a comment\n${JSON.stringify(data, null, 2)}`);
      expect(loadConfig(path, env).tenants[0]?.pbx[0]).toMatchObject({ secret: 'from-a-file' });
    });
    it('refuses a secret file of two lines', () => {
      writeFileSync(join(folder, 'two'), 'one\ntwo\n');
      const faults = spoiled(
        (d) => (d.tenants[0] = tenant({ graph: { clientSecret: { file: join(folder, 'two') } } })),
      );
      expect(faults).toEqual([expect.stringContaining('is more than one line ->')]);
    });
    it.each([
      ['missing', join(folder, 'none.yaml')],
      ['a folder', folder],
    ])('says unreadable when it is %s', (_name, at) => {
      expect(faultOf(() => loadConfig(at, env))).toMatchObject({ code: 'config.unreadable', facts: { path: at } });
    });
    it.each([
      ['broken YAML', 'server: [\n  secret: hunter2', 'line '],
      ['a key twice', 'server: {}\nserver: {}', 'line 2: Map keys must be unique'],
      ['an unknown tag', 'server: !!js/function hunter2', 'Unresolved tag'],
      ['an alias bomb', aliasBomb(), 'too many aliases'],
      ['too large', 'a'.repeat(1_000_001), 'larger'],
    ])('says unreadable of %s, with the place and without the line', (_name, text, expected) => {
      const fault = faultOf(() => parseConfig(text, env));
      expect(fault.code).toBe('config.unreadable');
      expect(String(fault.facts['faults'])).toContain(expected);
      expect(fault.message).not.toContain('hunter2');
    });
    it.each(['', '# nothing', '[]', 'text', '42', 'null', '{}'])('says invalid of the document %j', (text) => {
      expect(faultsOf(() => parseConfig(text, env)).length).toBeGreaterThan(0);
    });
  });

  describe('when the data is hostile', () => {
    it('never fails without a code', () => {
      const anything = fc.object({
        key: fc.constantFrom('server', 'tenants', 'pbx', 'tls', '__proto__', 'constructor', 'x'),
      });
      fc.assert(
        fc.property(anything, (data) => faultOf(() => load(data)).code === 'config.invalid'),
        { numRuns: 300 },
      );
      fc.assert(
        fc.property(fc.string(), (text) => /^config\./.test(faultOf(() => parseConfig(text, env)).code)),
        { numRuns: 300 },
      );
    });
    it('leaves prototypes alone', () => {
      expect(faultsOf(() => parseConfig('{"__proto__": {"polluted": true}}', env))).toContainEqual(
        expect.stringContaining('__proto__: is not a setting'),
      );
      expect({}).not.toHaveProperty('polluted');
    });
  });
});

function aliasBomb(): string {
  const levels = Array.from(
    { length: 9 },
    (_, n) =>
      `l${n}: &l${n} [${
        n === 0
          ? 'x'
          : Array(9)
              .fill(`*l${n - 1}`)
              .join(',')
      }]`,
  );
  return levels.join('\n');
}
