// From the file's data to the configuration the rooms read: derived defaults in, secrets in, frozen.
import { AppError } from '#shared/errors';
import type { ConfigFile } from './configSchema.ts';
import type { AmiConfig, AuthConfig, Config, GraphConfig, TenantConfig } from './configTypes.ts';
import type { TenantFile } from './tenantSchema.ts';

const amiPort = 5038;
const amiTlsPort = 5039;

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
  return deepFreeze({ ...file, tenants });
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
    graph: completeGraph(tenant, secretAt(secrets, `${path}.graph.clientSecret`)),
    pbx: tenant.pbx.map((pbx, index) => completeAmi(pbx, secretAt(secrets, `${path}.pbx[${index}].secret`))),
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

function completeGraph({ id, auth, graph }: TenantFile, clientSecret: string): GraphConfig {
  return { authority: defaultAuthority(id), clientId: auth.clientId, ...graph, clientSecret };
}

function completeAmi(pbx: TenantFile['pbx'][number], secret: string): AmiConfig {
  return { port: pbx.tls ? amiTlsPort : amiPort, ...pbx, secret };
}

function defaultAuthority(tenantId: string): string {
  return `https://login.microsoftonline.com/${tenantId}`;
}

function secretAt(secrets: ReadonlyMap<string, string>, path: string): string {
  const secret = secrets.get(path);
  if (secret === undefined) throw new AppError('config.invalid', `${path}: the secret was not resolved`);
  return secret;
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null && !Object.isFrozen(inner)) deepFreeze(inner as object);
  }
  return Object.freeze(value);
}
