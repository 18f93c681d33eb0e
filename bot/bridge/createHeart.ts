// The heart of the service: one tenant's heart for each tenant, found by the caller's own tenant id and no other way.
import { AppError } from '#shared/errors';
import type { AsyncStorePort } from '#bot/store';
import type { Caller, HeartPort, Readiness } from './HeartPort.ts';
import type { TenantHeart } from './TenantHeart.ts';

/** Joins the tenants' hearts into the one the routes see. */
export function createHeart(tenants: ReadonlyMap<string, TenantHeart>, store: AsyncStorePort): HeartPort {
  const of = (caller: Caller): TenantHeart => {
    const heart = tenants.get(caller.tenantId);
    if (heart === undefined) throw new AppError('auth.forbidden', 'the tenant is not served here');
    return heart;
  };
  return {
    me: (caller) => of(caller).me(caller),
    calls: async (caller, query) => of(caller).log.page(caller, query),
    exportCalls: (caller, selection) => of(caller).log.export(caller, selection),
    missedCount: async (caller) => of(caller).log.missedCount(caller),
    markSeen: async (caller, upTo) => of(caller).log.markSeen(caller, upTo),
    deleteCall: async (caller, recordId) => of(caller).log.remove(caller, recordId),
    deleteSomeCalls: async (caller, recordIds) => of(caller).log.removeSome(caller, recordIds),
    deleteCalls: async (caller) => of(caller).log.removeAll(caller),
    userData: (caller, userId) => of(caller).log.data(caller, userId),
    eraseUser: async (caller, userId) => of(caller).log.erase(caller, userId),
    people: async (caller, search) => of(caller).people.find(caller, search),
    peoplePresences: async (caller, ids) => of(caller).people.presences(ids),
    meetings: async (caller, query) => of(caller).day.meetings(caller, query),
    dial: async (caller, request) => of(caller).dial(caller, request),
    speedDials: async (caller) => of(caller).personal.speedDials(caller),
    changeSpeedDials: async (caller, change) => of(caller).personal.changeSpeedDials(caller, change),
    settings: async (caller) => of(caller).personal.settings(caller),
    changeSettings: async (caller, change) => of(caller).personal.changeSettings(caller, change),
    report: async (caller, report) => of(caller).reports.take(caller, report),
    phone: (caller) => of(caller).phone.phone(caller),
    changePhone: async (caller, change) => of(caller).phone.change(caller, change),
    controlCall: async (caller, callId, action) => of(caller).calls.control(caller, callId, action),
    subscribe: async (caller, lastEventId, listener) => of(caller).log.subscribe(caller, lastEventId, listener),
    presenceWhy: async (caller, question) => of(caller).why.answer(caller, question),
    releasePresence: (caller, userId) => {
      of(caller).why.release(caller, userId);
    },
    adminLines: async (caller, query) => of(caller).admin.lines(query),
    adminPbx: async (caller, query) => of(caller).admin.pbxs(query.locale),
    readiness: () => readinessOf(tenants, store),
  };
}

/** Ready = the store works and every tenant knows its people and its PBX. Lost consent is told, but calls are still logged. */
async function readinessOf(tenants: ReadonlyMap<string, TenantHeart>, store: AsyncStorePort): Promise<Readiness> {
  const parts: { part: string; ok: boolean; detail?: string }[] = [];
  try {
    await store.check();
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
    if (health.following !== undefined) {
      parts.push({ part: `${name}: following`, ok: true, detail: health.following });
    }
  }
  return { ready: parts.every((part) => part.ok), parts };
}
