// Numbers for (tenant, user) pairs: looked up once, then remembered.
import { toStoredText } from '../safeText.ts';
import type { Statements } from './statements.ts';

/** The owner numbers of one database. */
export interface Owners {
  /** The user's number, undefined when nothing was ever written for them. */
  find(tenantId: string, userId: string): number | undefined;
  /** The user's number, given now if need be: call inside a transaction. */
  findOrAdd(tenantId: string, userId: string): number;
  /** Forgets what was remembered; needed after a rollback, which takes new numbers back. */
  forget(): void;
}

/** Owner numbers over the kept statements. Only users that exist are remembered, so reads cannot fill the memory. */
export function createOwners(statements: Statements): Owners {
  const known = new Map<string, Map<string, number>>();
  const remember = (tenantId: string, userId: string, owner: number): number => {
    const users = known.get(tenantId) ?? new Map<string, number>();
    known.set(tenantId, users.set(userId, owner));
    return owner;
  };
  const find = (tenantId: string, userId: string): number | undefined => {
    const remembered = known.get(tenantId)?.get(userId);
    if (remembered !== undefined) return remembered;
    const row = statements.findOwner.first(toStoredText(tenantId), toStoredText(userId));
    return row === undefined ? undefined : remember(tenantId, userId, Number(row[0]));
  };
  // The person may have been erased since, by a step that ended a moment ago or by another process: what is written under
  // the old number would be nobody's, and outlive the erasure.
  const isStill = (owner: number, tenantId: string, userId: string): boolean =>
    statements.isOwner.first(owner, toStoredText(tenantId), toStoredText(userId)) !== undefined;
  const forgetOne = (tenantId: string, userId: string): void => {
    known.get(tenantId)?.delete(userId);
  };
  const add = (tenantId: string, userId: string): number => {
    const row = statements.addOwner.first(toStoredText(tenantId), toStoredText(userId));
    return remember(tenantId, userId, Number(row?.[0]));
  };
  return {
    find,
    findOrAdd: (tenantId, userId) => {
      const remembered = find(tenantId, userId);
      if (remembered !== undefined && isStill(remembered, tenantId, userId)) return remembered;
      forgetOne(tenantId, userId);
      return find(tenantId, userId) ?? add(tenantId, userId);
    },
    forget: () => known.clear(),
  };
}
