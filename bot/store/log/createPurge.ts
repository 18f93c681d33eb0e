// The nightly purge: what is too old or too much goes, user by user, in steps so small that no writer waits long.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AsyncStorePort, RetentionRule } from '../AsyncStorePort.ts';
import { deletedKinds } from '../recordKinds.ts';
import { countsOf, newTally, removeRows, sweepParties, type OwnedLog, type RemovalTally } from './removeRows.ts';
import type { StoreSql } from './StoreSql.ts';

const maxBatch = 1_000;
const ownersAtOnce = 200;
// A purge has the whole night: it leaves the disk to others for twice as long as it takes it.
const restPart = 2;
const mostRestMs = 100;

/** `AsyncStorePort.purge` over one database. */
export function createPurge(sql: StoreSql): AsyncStorePort['purge'] {
  return async (tenantId, rule) => {
    const tenant = sql.dialect.keyOf(tenantId);
    const most = rule.batch === undefined ? undefined : Math.min(maxBatch, Math.max(1, Math.trunc(rule.batch)));
    const tally = newTally(most);
    let after = 0;
    for (;;) {
      const owners = await sql.read(
        `SELECT owner, "user" FROM owners WHERE tenant = ? AND owner > ? ORDER BY owner LIMIT ${ownersAtOnce}`,
        tenant,
        after,
      );
      for (const [owner, user] of owners) {
        await purgeLog(sql, { tenant, user: String(user), owner: Number(owner) }, rule, tally);
      }
      after = Number(owners.at(-1)?.[0] ?? 0);
      if (owners.length < ownersAtOnce) return countsOf(tally);
    }
  };
}

async function purgeLog(sql: StoreSql, log: OwnedLog, rule: RetentionRule, tally: RemovalTally): Promise<void> {
  const [startedAt, row] = await lastToGo(sql, log, rule);
  const before = tally.records;
  for (let isMore = startedAt >= 0; isMore;) {
    const batch = tally.pace.rows;
    const rows = await sql.read(
      `SELECT "row", id, party FROM records WHERE owner = ? AND (started_at, "row") <= (?, ?)
        ORDER BY started_at, "row" LIMIT ?`,
      log.owner,
      startedAt,
      row,
      batch,
    );
    await removeRows(sql, log, rows, tally);
    if (rows.length > 0) await sleep(Math.min(mostRestMs, tally.pace.lastMs * restPart));
    isMore = rows.length === batch;
  }
  if (tally.records === before) return;
  tally.users += 1;
  await sweepParties(sql, log.owner);
}

/** The place of the newest row that must go; (-1, ...) when none must. */
async function lastToGo(sql: StoreSql, log: OwnedLog, rule: RetentionRule): Promise<readonly [number, number]> {
  const byAge = [Math.trunc(rule.olderThan ?? 0) - 1, Number.MAX_SAFE_INTEGER] as const;
  if (rule.maxRowsPerUser === undefined) return byAge;
  const rows = await sql.read(
    `SELECT started_at, "row" FROM records WHERE owner = ? AND kinds <> ${deletedKinds}
      ORDER BY started_at DESC, "row" DESC LIMIT 1 OFFSET ?`,
    log.owner,
    Math.max(0, Math.trunc(rule.maxRowsPerUser)),
  );
  const byCount = [Number(rows[0]?.[0] ?? -1), Number(rows[0]?.[1] ?? -1)] as const;
  return byCount[0] > byAge[0] ? byCount : byAge;
}
