// The configuration the sandbox writes is one the service takes, with its secrets in the environment only.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '#bot/config';
import { startIssuer, type SandboxIssuer } from '../../sandbox/issuer/index.ts';
import { writeServiceConfig } from '../../sandbox/serviceConfig.ts';
import { makeTenant } from '../../sandbox/tenant/index.ts';

const tenant = makeTenant({ users: 2 });
const pbx = { host: '127.0.0.1', port: 5038, username: 'hookswitch', secret: 'a-secret-of-the-pbx' };

let dir: string;
let issuer: SandboxIssuer;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-sandbox-'));
  issuer = await startIssuer({ tenant, dir });
});
afterAll(async () => {
  await issuer.close();
  rmSync(dir, { recursive: true });
});

describe('writeServiceConfig', () => {
  it('writes what loadConfig takes', () => {
    const { configPath, env, serviceUrl } = writeServiceConfig({
      dir,
      tenant,
      issuer,
      graphBaseUrl: 'http://localhost:21210/v1.0',
      servicePort: 21211,
      pbx,
      hostOrigins: ['http://localhost:21212'],
      officeJsUrl: 'http://localhost:21212/office-js/office.js',
      graph: { quotaPer30s: 100 },
    });
    const config = loadConfig(configPath, env);
    expect(serviceUrl).toBe('http://localhost:21211');
    expect(config.server).toMatchObject({ port: 21211, publicUrl: serviceUrl });
    expect(config.hosts).toEqual({
      extraOrigins: ['http://localhost:21212'],
      officeJsUrl: 'http://localhost:21212/office-js/office.js',
    });
    expect(config.tenants).toMatchObject([
      {
        id: tenant.id,
        auth: { clientId: tenant.clientId, issuer: issuer.issuer, jwksUri: issuer.jwksUri },
        graph: { clientSecret: tenant.clientSecret, authority: issuer.authority, quotaPer30s: 100 },
        pbx: [pbx],
      },
    ]);
  });

  it('keeps secrets out of the file', () => {
    const { configPath } = writeServiceConfig({
      dir,
      tenant,
      issuer,
      graphBaseUrl: 'http://localhost:1/v1.0',
      servicePort: 1,
      pbx,
    });
    const text = readFileSync(configPath, 'utf8');
    expect(text).not.toContain(tenant.clientSecret);
    expect(text).not.toContain(pbx.secret);
  });
});
