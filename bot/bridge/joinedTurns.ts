// Makes one turn of two: the later word about the same thing wins.
import type { StoreTurn } from '#bot/store';

/** A turn that writes nothing. */
export const emptyTurn: StoreTurn = { records: [], openCalls: [], presence: [], presenceSettled: [], notices: [] };

/** True for a turn that writes nothing. */
export function isEmptyTurn({ records, openCalls, presence, presenceSettled, notices }: StoreTurn): boolean {
  return records.length + openCalls.length + presence.length + presenceSettled.length + notices.length === 0;
}

/** Both turns in one transaction; a user wanted again is not settled, and one settled since is not wanted. */
export function joinedTurns(first: StoreTurn, second: StoreTurn): StoreTurn {
  if (isEmptyTurn(first)) return second;
  if (isEmptyTurn(second)) return first;
  const wanted = new Set(second.presence.map((intent) => intent.userId));
  const settled = new Set(second.presenceSettled);
  const presence = [...first.presence.filter(({ userId }) => !settled.has(userId)), ...second.presence];
  const stillSettled = first.presenceSettled.filter((userId) => !wanted.has(userId) && !settled.has(userId));
  return {
    ...recordsOf(first, second),
    openCalls: lastBy([...first.openCalls, ...second.openCalls], (row) => `${row.pbxId}\n${row.globalCallId}`),
    presence: lastBy(presence, (intent) => intent.userId),
    notices: [...first.notices, ...second.notices],
    presenceSettled: [...stillSettled, ...second.presenceSettled],
  };
}

/** Records and what they are found by stay side by side. */
function recordsOf(first: StoreTurn, second: StoreTurn): Pick<StoreTurn, 'records' | 'search'> {
  const both = [...withSearch(first), ...withSearch(second)];
  const pairs = lastBy(both, ({ record }) => `${record.userId}\n${record.id}`);
  return { records: pairs.map(({ record }) => record), search: pairs.map(({ search }) => search) };
}

function withSearch({ records, search }: StoreTurn) {
  return records.map((record, index) => ({ record, search: search?.[index] }));
}

function lastBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
