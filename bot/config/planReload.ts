// Compares two configurations: what a running service can take over, and which settings need a restart.
import { isDeepStrictEqual } from 'node:util';
import type { Config, PbxConfig, TenantConfig } from './configTypes.ts';
import { isMap, pathText, type ConfigPath } from './schemaNode.ts';

/** What changes for one tenant. */
export interface TenantChange {
  /** As it is to be. */
  readonly tenant: TenantConfig;
  readonly added: readonly PbxConfig[];
  readonly replaced: readonly PbxConfig[];
  readonly removed: readonly string[];
  /** Country, directory, dial plan, presence rules, those of the log or the codes of the mailboxes differ. */
  readonly hasNewRules: boolean;
}

/** From one configuration to the next. */
export interface ReloadPlan {
  /** Settings that differ and cannot change while the service runs; unless it is empty, nothing may be applied. */
  readonly restart: readonly { readonly path: string; readonly tenantId?: string }[];
  /** Tenants for which something changes. */
  readonly tenants: readonly TenantChange[];
}

/** Parts of a tenant that its heart can take over; everything else of it is built in at the start. */
const liveParts: ReadonlySet<string> = new Set([
  'name',
  'country',
  'presence',
  'directory',
  'dialPlan',
  'log',
  'personal',
  'voicemail',
  'pbx',
]);
const livePresence: ReadonlySet<string> = new Set([
  'doNotDisturb',
  'pbxLossGraceSeconds',
  'callSessionMinutes',
  'otherSessionMinutes',
]);
const ruleParts = ['country', 'presence', 'directory', 'dialPlan', 'log', 'personal', 'voicemail'] as const;

/** Pure; no value of a setting is in the answer, only paths. */
export function planReload(before: Config, after: Config): ReloadPlan {
  const { tenants: oldTenants, ...oldRest } = before;
  const { tenants: newTenants, ...newRest } = after;
  const known = new Map(oldTenants.map((tenant) => [tenant.id, tenant]));
  const kept = new Set(newTenants.map(({ id }) => id));
  const pairs = newTenants.flatMap((tenant, index) => {
    const old = known.get(tenant.id);
    return old === undefined ? [] : [{ old, tenant, index }];
  });
  const isOther = newTenants.some(({ id }) => !known.has(id)) || oldTenants.some(({ id }) => !kept.has(id));
  return {
    restart: [
      ...differing(oldRest, newRest, []).map((path) => ({ path })),
      ...(isOther ? [{ path: 'tenants' }] : []),
      ...pairs.flatMap(({ old, tenant, index }) =>
        differing(fixed(old), fixed(tenant), ['tenants', index]).map((path) => ({ path, tenantId: tenant.id })),
      ),
    ],
    tenants: pairs.flatMap(({ old, tenant }) => changeOf(old, tenant)),
  };
}

function fixed(tenant: TenantConfig): object {
  return { ...without(tenant, liveParts), presence: without(tenant.presence, livePresence) };
}

function without(section: object, parts: ReadonlySet<string>): object {
  return Object.fromEntries(Object.entries(section).filter(([part]) => !parts.has(part)));
}

function changeOf(old: TenantConfig, tenant: TenantConfig): readonly TenantChange[] {
  const known = new Map(old.pbx.map((pbx) => [pbx.id, pbx]));
  const kept = new Set(tenant.pbx.map(({ id }) => id));
  const change = {
    tenant,
    added: tenant.pbx.filter(({ id }) => !known.has(id)),
    replaced: tenant.pbx.filter((pbx) => known.has(pbx.id) && !isDeepStrictEqual(known.get(pbx.id), pbx)),
    removed: old.pbx.map(({ id }) => id).filter((id) => !kept.has(id)),
    hasNewRules: ruleParts.some((part) => !isDeepStrictEqual(old[part], tenant[part])),
  };
  return isDeepStrictEqual(old, tenant) ? [] : [change];
}

/** Paths at which two settings differ, as deep as both are sections or lists of one length. */
function differing(before: unknown, after: unknown, path: ConfigPath): readonly string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((item, index) => differing(item, after[index], [...path, index]));
  if (!isMap(before) || !isMap(after)) return [pathText(path)];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differing(before[key], after[key], [...path, key]));
}
