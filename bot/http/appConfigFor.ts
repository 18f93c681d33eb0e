// What the pages are told at load, from the configuration: one tenant's sign-in, or everybody's when there are several.
import type { AppConfig } from '#shared/contracts';

const everyOrganisation = 'https://login.microsoftonline.com/organizations';

/** The parts of the configuration the pages depend on. */
export interface AppConfigSource {
  readonly publicUrl: string;
  readonly extraOrigins: readonly string[];
  readonly tenants: readonly {
    readonly auth: {
      readonly clientId: string;
      readonly authority: string;
      readonly scope: string;
      readonly audiences: readonly string[];
    };
  }[];
}

/** Several tenants share the first one's application (a multi-tenant registration); ids and origins only, no secrets. */
export function appConfigFor(source: AppConfigSource): AppConfig {
  const [first] = source.tenants;
  const auth = first?.auth ?? { clientId: '', authority: everyOrganisation, scope: 'access_as_user', audiences: [] };
  // Entra wants the application ID URI before the scope; it is one of the audiences, api://host/clientId by default.
  const standard = `api://${new URL(source.publicUrl).host}/${auth.clientId}`;
  const resource = auth.audiences.find((audience) => audience.startsWith('api://')) ?? standard;
  return {
    clientId: auth.clientId,
    authority: source.tenants.length > 1 ? everyOrganisation : auth.authority,
    scope: `${resource}/${auth.scope}`,
    hostOrigins: [...source.extraOrigins],
    apiBase: '/api/v1',
  };
}
