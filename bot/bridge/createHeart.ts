// The heart of the service: one tenant's heart for each tenant, found by the caller's own tenant id and no other way.
import { AppError } from '#shared/errors';
import type { StorePort } from '#bot/store';
import type { Caller, HeartPort, Readiness } from './HeartPort.ts';
import type { TenantHeart } from './TenantHeart.ts';

/** Joins the tenants' hearts into the one the routes see. */
export function createHeart(tenants: ReadonlyMap<string, TenantHeart>, store: StorePort): HeartPort {
  const of = (caller: Caller): TenantHeart => {
    const heart = tenants.get(caller.tenantId);
    if (heart === undefined) throw new AppError('auth.forbidden', 'the tenant is not served here');
    return heart;
  };
  return {
    me: (caller) => of(caller).me(caller),
    calls: (caller, query) => of(caller).callsPage(caller, query),
    people: (caller, query) => of(caller).people(query),
    dial: async (caller, request) => of(caller).dial(caller, request),
    subscribe: (caller, lastEventId, listener) => of(caller).subscribe(caller, lastEventId, listener),
    readiness: () => readinessOf(tenants, store),
  };
}

/** Ready = the store works and every tenant knows its people and its PBX. Lost consent is told, but calls are still logged. */
function readinessOf(tenants: ReadonlyMap<string, TenantHeart>, store: StorePort): Readiness {
  const parts: { part: string; ok: boolean; detail?: string }[] = [];
  try {
    store.check();
    parts.push({ part: 'store', ok: true });
  } catch (error) {
    parts.push({ part: 'store', ok: false, detail: error instanceof AppError ? error.code : 'internal' });
  }
  let index = 0;
  for (const heart of tenants.values()) {
    index += 1;
    const health = heart.health();
    // Numbered, not named: anybody who can reach the port may read this.
    const name = `tenant ${String(index)}`;
    parts.push({ part: `${name}: pbx`, ok: health.link === 'up', detail: health.link });
    parts.push({ part: `${name}: directory`, ok: health.people > 0, detail: `${String(health.people)} people` });
    parts.push({ part: `${name}: consent`, ok: true, detail: health.consentLost ? 'lost' : 'given' });
  }
  return { ready: parts.every((part) => part.ok), parts };
}
