// What a running service takes over from a changed file, and what it says needs a restart.
import { stringify } from 'yaml';
import type { Config } from '#bot/config';
import { parseConfig } from '../../../../bot/config/loadConfig.ts';
import { planReload } from '../../../../bot/config/planReload.ts';
import { env, settings, tenant, tenantId } from './sampleSettings.ts';

const otherTenantId = '99999999-9999-4999-8999-999999999999';
const pbx = (id: string, change: object = {}): Record<string, unknown> => ({
  id,
  host: 'pbx.example.com',
  username: 'hookswitch',
  secret: { env: 'AMI_SECRET' },
  ...change,
});

function config(change: Record<string, unknown> = {}, file: object = {}): Config {
  return parseConfig(stringify({ ...settings(), tenants: [tenant(change)], ...file }), env);
}

const paths = (next: Config, before = config()): readonly string[] =>
  planReload(before, next).restart.map(({ path }) => path);

describe('planReload', () => {
  it('finds nothing between two readings of one file', () => {
    expect(planReload(config(), config())).toEqual({ restart: [], tenants: [] });
  });

  it('sorts PBXs into added, removed, replaced and untouched', () => {
    const before = config({ pbx: [pbx('stays'), pbx('moves'), pbx('goes')] });
    const after = config({ pbx: [pbx('comes'), pbx('moves', { port: 5999 }), pbx('stays')] });
    const [change, ...others] = planReload(before, after).tenants;
    expect(others).toEqual([]);
    expect(change?.added.map(({ id }) => id)).toEqual(['comes']);
    expect(change?.replaced.map(({ id }) => id)).toEqual(['moves']);
    expect(change?.removed).toEqual(['goes']);
    expect(change?.hasNewRules).toBe(false);
  });

  it('replaces a PBX whose secret is another', () => {
    const text = stringify({ ...settings() });
    const { tenants } = planReload(parseConfig(text, env), parseConfig(text, { ...env, AMI_SECRET: 'renewed' }));
    expect(tenants[0]?.replaced.map(({ id }) => id)).toEqual(['main']);
  });

  it.each([
    ['country', { country: 'de' }],
    ['directory', { directory: { extensionPattern: '(\\d{4})$' } }],
    ['presence', { presence: { pbxLossGraceSeconds: 30 } }],
    ['dial plan', { dialPlan: { isOn: true, outsideLine: '0' } }],
    ['mailbox code', { voicemail: { accessCode: '*97' } }],
  ])('takes over another %s', (_what, change) => {
    const plan = planReload(config(), config(change));
    expect(plan.restart).toEqual([]);
    expect(plan.tenants).toMatchObject([{ hasNewRules: true, added: [], replaced: [], removed: [] }]);
  });

  it('names what needs a restart, by path and never by value', () => {
    expect(paths(config({}, { server: { publicUrl: 'https://other.example.com', port: 9000 } }))).toEqual([
      'server.port',
      'server.publicUrl',
      'tenants[0].auth.audiences[1]',
    ]);
    expect(paths(config({}, { store: { path: './elsewhere.sqlite' } }))).toEqual(['store.path']);
    expect(paths(config({ graph: { clientSecret: { env: 'AMI_SECRET' } } }))).toEqual([
      'tenants[0].graph.clientSecret',
    ]);
    const bot = { appId: tenantId, appSecret: { env: 'AMI_SECRET' } };
    expect(paths(config({ bot }))).toEqual(['tenants[0].bot']);
  });

  it('asks for a restart when a presence setting differs that no heart takes over', () => {
    const { tenants, ...rest } = config();
    const other = tenants.map((each) => ({ ...each, presence: { ...each.presence, newer: { pollSeconds: 5 } } }));
    expect(paths({ ...rest, tenants: other })).toEqual(['tenants[0].presence.newer']);
  });

  it('takes over no tenant that comes or goes', () => {
    const two = config({}, { tenants: [tenant(), tenant({ id: otherTenantId })] });
    expect(paths(two)).toEqual(['tenants']);
    expect(paths(config(), two)).toEqual(['tenants']);
    const swapped = config({}, { tenants: [tenant({ id: otherTenantId }), tenant()] });
    expect(planReload(two, swapped)).toEqual({ restart: [], tenants: [] });
  });
});
