// Works out whose logs are seen by others: whole lines, by extension.
import type { LineClaim, LineShare } from './joinLines.ts';

/** Who sees what of whom. */
export interface SharedLog {
  /** Extensions of the lines others share with a user. */
  readonly linesOf: ReadonlyMap<string, readonly string[]>;
  /** Who sees the calls on an extension beside its owners. */
  readonly sharersOf: ReadonlyMap<string, readonly string[]>;
  /** Who sees some line of a user. */
  readonly sharersWith: ReadonlyMap<string, readonly string[]>;
}

/**
 * A log is read by extension, whatever the PBX: where two PBXs have lines of the same extension, somebody sees it only when each
 * of these lines is shared with them.
 */
export function sharedLogOf(claims: readonly LineClaim[], shares: readonly LineShare[]): SharedLog {
  const linesOf = new Map<string, string[]>();
  const sharersOf = new Map<string, string[]>();
  const sharersWith = new Map<string, string[]>();
  const usersOf = new Map(shares.map(({ claim, userIds }) => [claim, new Set(userIds)]));
  for (const { claim, userIds } of shares) {
    const { extension } = claim;
    const all = claims.filter((each) => each.extension === extension);
    for (const userId of userIds) {
      if (!all.every((each) => each.userId === userId || usersOf.get(each)?.has(userId) === true)) continue;
      add(linesOf, userId, extension);
      add(sharersOf, extension, userId);
      add(sharersWith, claim.userId, userId);
    }
  }
  return { linesOf, sharersOf, sharersWith };
}

function add(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}
