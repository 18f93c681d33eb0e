// Removes rows for good, a small batch in a transaction of its own, with everything that hangs on them.
import type { RemovalCounts } from '../AsyncStorePort.ts';
import { step, type SqlStep, type StoreRow, type StoreSql } from './StoreSql.ts';

const sweptParties = 200;

/** A user's log, with the keys other tables know the user by. */
export interface OwnedLog {
  readonly tenant: string;
  readonly user: string;
  readonly owner: number;
}

/** What batches of removals come to. */
export interface RemovalTally extends RemovalCounts {
  records: number;
  users: number;
  longestMs: number;
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
  const startedAt = performance.now();
  await sql.write([
    forgetChanges(log.tenant),
    step(
      `DELETE FROM records WHERE ${isOneOf('"row"')}`,
      rows.map((row) => Number(row[0])),
    ),
    step(
      `DELETE FROM notices WHERE tenant = ? AND "user" = ? AND ${isOneOfTexts('record')}`,
      log.tenant,
      log.user,
      rows.map((row) => String(row[1])),
    ),
    ...dropParties(
      sql,
      log.owner,
      rows.map((row) => Number(row[2])),
    ),
  ]);
  tally.records += rows.length;
  tally.longestMs = Math.max(tally.longestMs, performance.now() - startedAt);
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
  let parties: number[] = [-1];
  while (parties.length > 0) {
    const rows = await sql.read(
      `SELECT party FROM parties WHERE owner = ? AND party > ? ORDER BY party LIMIT ${sweptParties}`,
      owner,
      parties.at(-1) ?? 0,
    );
    parties = rows.map((row) => Number(row[0]));
    const steps = dropParties(sql, owner, parties);
    if (steps.length > 0) await sql.write(steps);
  }
}
