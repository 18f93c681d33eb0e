// Has the turns of one tenant written in the order in which they were given, whatever connection each gets.

/** Runs `work` when all work given before for the same tenant has ended, well or not. */
export type TenantOrder = <T>(tenantId: string, work: () => Promise<T>) => Promise<T>;

/** An order of its own. Remembers a tenant only while work of it is under way. */
export function createTenantOrder(): TenantOrder {
  const last = new Map<string, Promise<unknown>>();
  return (tenantId, work) => {
    const done = (last.get(tenantId) ?? Promise.resolve()).then(work);
    const ended = done
      .catch(() => undefined)
      .then(() => {
        if (last.get(tenantId) === ended) last.delete(tenantId);
      });
    last.set(tenantId, ended);
    return done;
  };
}
