// From the file's data to the configuration the rooms read: derived defaults in, secrets in, frozen.
import { completeDialPlan } from './completeDialPlan.ts';
import type { ConfigFile } from './configSchema.ts';
import { completePbx, secretAt } from './completePbx.ts';
import type { AuthConfig, Config, GraphConfig, TenantConfig } from './configTypes.ts';
import { deepFreeze } from './deepFreeze.ts';
import type { TenantFile } from './tenantSchema.ts';

/**
 * Microsoft's own client apps that hold our tab and add-in: Teams desktop and mobile, Teams web, Microsoft 365 web,
 * desktop, mobile and Outlook desktop, Outlook web, Outlook mobile.
 * https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-register-aad
 */
export const microsoftHostClients: readonly string[] = [
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
  '4765445b-32c6-49b0-83e6-1d93765276ca',
  '0ec893e0-5785-4de6-99da-4ed124e5296c',
  'd3590ed6-52b3-4102-aeff-aad2292ab01c',
  'bc59ab01-8403-45c6-8796-ac3ef710b3e3',
  '27922004-5251-4030-b22d-91ecd9a37ea4',
];

/** The finished configuration. `secrets` holds every secret by the path of its setting. */
export function completeConfig(file: ConfigFile, secrets: ReadonlyMap<string, string>): Config {
  const publicHost = new URL(file.server.publicUrl).host;
  const tenants = file.tenants.map((tenant, index) => completeTenant(tenant, publicHost, `tenants[${index}]`, secrets));
  const url = secrets.get('store.url');
  const store = { path: file.store.path, ...(url === undefined ? {} : { url }) };
  return deepFreeze({ ...file, store, tenants });
}

function completeTenant(
  tenant: TenantFile,
  publicHost: string,
  path: string,
  secrets: ReadonlyMap<string, string>,
): TenantConfig {
  const { bot, ...rest } = tenant;
  return {
    ...rest,
    ...(bot === undefined
      ? {}
      : { bot: { tenantId: tenant.id, ...bot, appSecret: secretAt(secrets, `${path}.bot.appSecret`) } }),
    auth: completeAuth(tenant, publicHost),
    dialPlan: { ...tenant.dialPlan, ...completeDialPlan(tenant.dialPlan, tenant.country) },
    graph: completeGraph(tenant, `${path}.graph`, secrets),
    pbx: tenant.pbx.map((pbx, index) => completePbx(pbx, `${path}.pbx[${index}]`, secrets)),
  };
}

function completeAuth({ id, auth }: TenantFile, publicHost: string): AuthConfig {
  const authority = defaultAuthority(id);
  return {
    audiences: [auth.clientId, `api://${publicHost}/${auth.clientId}`],
    issuer: `${authority}/v2.0`,
    jwksUri: `${authority}/discovery/v2.0/keys`,
    authority,
    ...auth,
    allowedClients: auth.allowedClients.length > 0 ? auth.allowedClients : [auth.clientId, ...microsoftHostClients],
  };
}

function completeGraph(
  { id, auth, graph }: TenantFile,
  path: string,
  secrets: ReadonlyMap<string, string>,
): GraphConfig {
  const moreRegistrations = graph.moreRegistrations.map(({ clientId }, index) => ({
    clientId,
    clientSecret: secretAt(secrets, `${path}.moreRegistrations[${index}].clientSecret`),
  }));
  const clientSecret = secretAt(secrets, `${path}.clientSecret`);
  return { authority: defaultAuthority(id), clientId: auth.clientId, ...graph, clientSecret, moreRegistrations };
}

function defaultAuthority(tenantId: string): string {
  return `https://login.microsoftonline.com/${tenantId}`;
}
