// Rules over several settings: what must not be there twice, and what is allowed on localhost only.
import { faultText, isMap, type ConfigPath } from './schemaNode.ts';

/** Faults of the file's data as a whole; data of a wrong shape is left to the schema. */
export function crossFaults(data: unknown): string[] {
  const tenants = listOf(data, 'tenants');
  const perTenant = tenants.flatMap((tenant, index) => [
    ...repeated(listOf(tenant, 'pbx'), 'id', ['tenants', index, 'pbx']),
    ...repeated(listOf(isMap(tenant) ? tenant['directory'] : undefined, 'lines'), 'extension', [
      'tenants',
      index,
      'directory',
      'lines',
    ]),
  ]);
  return [...repeated(tenants, 'id', ['tenants']), ...perTenant, ...openBot(data)];
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
