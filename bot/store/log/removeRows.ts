// Removes rows for good, a small batch in a transaction of its own, with everything that hangs on them.
import type { RemovalCounts } from '../AsyncStorePort.ts';
import { createRemovalPace, type RemovalPace } from './createRemovalPace.ts';
import { step, type SqlStep, type StoreRow, type StoreSql } from './StoreSql.ts';

const sweptParties = 200;

/** A user's log, with the keys other tables know the user by. */
export interface OwnedLog {
  readonly tenant: string;
  readonly user: string;
  readonly owner: number;
}

/** What batches of removals come to. */
export interface RemovalTally {
  readonly pace: RemovalPace;
  records: number;
  users: number;
}

/** An empty tally; `most` rows go at once. */
export function newTally(most?: number): RemovalTally {
  return { pace: createRemovalPace(most), records: 0, users: 0 };
}

/** The tally as the port tells it. */
export function countsOf({ pace, records, users }: RemovalTally): RemovalCounts {
  return { records, users, longestMs: pace.longestMs };
}

/**
 * Removes the rows ("row", id, party) of one log in one transaction. Nobody can be told of each: the tenant's sequence moves
 * on and forgets, so that every stream that comes back starts anew.
 */
export async function removeRows(
  sql: StoreSql,
  log: OwnedLog,
  rows: readonly StoreRow[],
  tally: RemovalTally,
): Promise<void> {
  if (rows.length === 0) return;
  const { isOneOf, isOneOfTexts } = sql.dialect;
  const ids = rows.map((row) => String(row[1]));
  const steps = [
    forgetChanges(log.tenant),
    // Since they were read, somebody else may have removed the same rows, and SQLite gives the highest number again: to
    // another call, of another person, of another tenant.
    step(
      `DELETE FROM records WHERE owner = ? AND ${isOneOfTexts('id')} AND ${isOneOf('"row"')}`,
      log.owner,
      ids,
      rows.map((row) => Number(row[0])),
    ),
    step(
      `DELETE FROM notices WHERE tenant = ? AND "user" = ? AND ${isOneOfTexts('record')}`,
      log.tenant,
      log.user,
      ids,
    ),
    ...dropParties(
      sql,
      log.owner,
      rows.map((row) => Number(row[2])),
    ),
  ];
  await sql.calm();
  await tally.pace.step(rows.length, () => sql.write(steps));
  tally.records += rows.length;
}

/** Moves the tenant's sequence on by one and forgets all before. The first step: it keeps writers of the tenant in order. */
export function forgetChanges(tenant: string): SqlStep {
  return step('UPDATE tenants SET last_seq = last_seq + 1, forgotten_seq = last_seq + 1 WHERE tenant = ?', tenant);
}

/** The step that removes those of the parties nobody's row names any more: names and numbers go with the last row. */
export function dropParties(sql: StoreSql, owner: number, parties: readonly number[]): readonly SqlStep[] {
  const named = [...new Set(parties)].filter((party) => party !== 0);
  if (named.length === 0) return [];
  return [
    step(
      `DELETE FROM parties WHERE owner = ? AND ${sql.dialect.isOneOf('party')} AND NOT EXISTS
        (SELECT 1 FROM records r WHERE r.owner = parties.owner AND r.party = parties.party)`,
      owner,
      named,
    ),
  ];
}

/** Removes parties no row names, also those that rewritten rows left behind, a few at a time. */
export async function sweepParties(sql: StoreSql, owner: number): Promise<void> {
  let last = -1;
  for (let found = sweptParties; found === sweptParties;) {
    // Looked for without holding up anybody; whether they are still unnamed is asked again when they go.
    const rows = await sql.read(
      `SELECT party FROM parties p WHERE owner = ? AND party > ? AND NOT EXISTS
        (SELECT 1 FROM records r WHERE r.owner = p.owner AND r.party = p.party) ORDER BY party LIMIT ${sweptParties}`,
      owner,
      last,
    );
    const parties = rows.map((row) => Number(row[0]));
    const steps = dropParties(sql, owner, parties);
    if (steps.length > 0) await sql.write(steps);
    last = parties.at(-1) ?? last;
    found = parties.length;
  }
}
