// Rules over several settings: what must not be there twice.
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
  return [...repeated(tenants, 'id', ['tenants']), ...perTenant];
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
