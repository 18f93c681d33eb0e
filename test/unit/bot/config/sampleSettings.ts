// A small correct configuration as data, for tests to spoil.

export const tenantId = '11111111-1111-4111-8111-111111111111';
export const clientId = '22222222-2222-4222-8222-222222222222';
/** Environment that resolves the secrets of `settings`. */
export const env = { GRAPH_SECRET: 'graph-secret-value', AMI_SECRET: 'ami-secret-value' };

/** Data of a file, loose enough to be spoiled. */
export interface Settings {
  [key: string]: unknown;
  server: Record<string, unknown>;
  tenants: Tenant[];
}
/** One tenant of the data. */
export interface Tenant {
  [key: string]: unknown;
  auth: Record<string, unknown>;
  graph: Record<string, unknown>;
  pbx: Record<string, unknown>[];
}

/** The least a file must say. */
export function settings(): Settings {
  return { server: { publicUrl: 'https://hookswitch.example.com' }, tenants: [tenant()] };
}

/** The least a tenant must say. */
export function tenant(changes: Record<string, unknown> = {}): Tenant {
  return {
    id: tenantId,
    name: 'Example Company',
    country: 'fr',
    auth: { clientId },
    graph: { clientSecret: { env: 'GRAPH_SECRET' } },
    pbx: [{ id: 'main', host: 'pbx.example.com', username: 'hookswitch', secret: { env: 'AMI_SECRET' } }],
    ...changes,
  };
}
