// Rules over several settings: what must not be there twice, and what is allowed on localhost only.
import { faultText, isMap, type ConfigPath } from './schemaNode.ts';

/** Faults of the file's data as a whole; data of a wrong shape is left to the schema. */
export function crossFaults(data: unknown): string[] {
  const tenants = listOf(data, 'tenants');
  const perTenant = tenants.flatMap((tenant, index) => [
    ...repeated(listOf(tenant, 'pbx'), 'id', ['tenants', index, 'pbx']),
    ...lineFaults(tenant, ['tenants', index, 'directory', 'lines']),
  ]);
  const registrations = tenants.flatMap((tenant, index) => sameRegistration(tenant, index));
  return [
    ...repeated(tenants, 'id', ['tenants']),
    ...perTenant,
    ...registrations,
    ...sharedDoors(tenants),
    ...openBot(data),
  ];
}

/** A line is given once on each PBX, or once for all of them; and only on a PBX that is there. */
function lineFaults(tenant: unknown, path: ConfigPath): string[] {
  const lines = listOf(isMap(tenant) ? tenant['directory'] : undefined, 'lines').filter(isMap);
  const pbxIds = listOf(tenant, 'pbx').map((pbx) => (isMap(pbx) ? pbx['id'] : undefined));
  const places = lines.map(({ pbx, extension }) =>
    typeof extension === 'string' ? { place: `${typeof pbx === 'string' ? pbx : ''}/${extension}` } : {},
  );
  return [
    ...repeated(places, 'place', path).map((fault) => fault.replace('.place: ', '.extension: ')),
    ...lines.flatMap(({ pbx }, index) =>
      typeof pbx !== 'string' || pbxIds.includes(pbx)
        ? []
        : [faultText([...path, index, 'pbx'], 'is no PBX of the company', 'give the id of one, or leave it out')],
    ),
  ];
}

/** The id of a webhook or a site is its address, so no two tenants may share one. */
function sharedDoors(tenants: readonly unknown[]): string[] {
  const owners = new Map<string, number>();
  return tenants.flatMap((tenant, tenantIndex) =>
    listOf(tenant, 'pbx').flatMap((pbx, index) => {
      if (!isMap(pbx) || typeof pbx['id'] !== 'string') return [];
      const { id, kind } = pbx;
      if (kind !== 'webhook' && kind !== 'site') return [];
      const key = `${kind} ${id}`;
      const owner = owners.get(key) ?? tenantIndex;
      owners.set(key, owner);
      if (owner === tenantIndex) return [];
      const fix = 'give each its own: it is the address of the sender';
      return [faultText(['tenants', tenantIndex, 'pbx', index, 'id'], `is the ${kind} of another tenant`, fix)];
    }),
  );
}

/** The same registration twice would count on a quota it does not have. */
function sameRegistration(tenant: unknown, tenantIndex: number): string[] {
  const { graph, auth } = isMap(tenant) ? tenant : {};
  const more = listOf(graph, 'moreRegistrations');
  const own = isMap(graph) && graph['clientId'] !== undefined ? graph : auth;
  const seen = new Set([clientIdOf(own)]);
  return more.flatMap((registration, index) => {
    const clientId = clientIdOf(registration);
    const isFirst = clientId === undefined || !seen.has(clientId);
    seen.add(clientId);
    const path = ['tenants', tenantIndex, 'graph', 'moreRegistrations', index, 'clientId'];
    return isFirst ? [] : [faultText(path, 'is there twice', 'give each registration its own, or remove one')];
  });
}

function clientIdOf(registration: unknown): string | undefined {
  const clientId = isMap(registration) ? registration['clientId'] : undefined;
  return typeof clientId === 'string' ? clientId.toLowerCase() : undefined;
}

/** A bot endpoint that believes everybody must not be reachable by anybody. */
function openBot(data: unknown): string[] {
  const bot = isMap(data) ? data['bot'] : undefined;
  const server = isMap(data) ? data['server'] : undefined;
  if (!isMap(bot) || bot['allowAnonymous'] !== true || !isMap(server)) return [];
  const url = server['publicUrl'];
  const isLocal = typeof url === 'string' && URL.canParse(url) && isLocalHost(new URL(url).hostname);
  const fix = 'remove it; give the tenant a bot with appId and appSecret';
  return isLocal ? [] : [faultText(['bot', 'allowAnonymous'], 'is allowed on localhost only', fix)];
}

function isLocalHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

function listOf(data: unknown, key: string): readonly unknown[] {
  const value = isMap(data) ? data[key] : undefined;
  return Array.isArray(value) ? value : [];
}

function repeated(entries: readonly unknown[], key: string, path: ConfigPath): string[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, index) => {
    const value = isMap(entry) ? entry[key] : undefined;
    if (typeof value !== 'string') return [];
    const isFirst = !seen.has(value.toLowerCase());
    seen.add(value.toLowerCase());
    return isFirst
      ? []
      : [faultText([...path, index, key], 'is there twice', 'give each entry its own, or remove one')];
  });
}
