// Every statement of the SQLite keeper, prepared once. Values are parameters, never text.
import type { SqlDatabase, SqlStatement } from './SqlDatabase.ts';

const sql = {
  nextSeqs: `INSERT INTO tenants (tenant, last_seq) VALUES (?, ?)
    ON CONFLICT (tenant) DO UPDATE SET last_seq = last_seq + excluded.last_seq RETURNING last_seq`,
  tenantSeqs: 'SELECT last_seq, forgotten_seq FROM tenants WHERE tenant = ?',
  findOwner: 'SELECT owner FROM owners WHERE tenant = ? AND user = ?',
  isOwner: 'SELECT 1 FROM owners WHERE owner = ? AND tenant = ? AND user = ?',
  addOwner: 'INSERT INTO owners (tenant, user) VALUES (?, ?) RETURNING owner',
  // A row its user has deleted (kinds 0) stays so. A call is missed once, however often its record is rewritten.
  putRecord: `INSERT INTO records (owner, id, seq, started_at, kinds, line, party, missed_seq, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (owner, id) DO UPDATE
    SET seq = excluded.seq, started_at = excluded.started_at, kinds = excluded.kinds, line = excluded.line,
      party = excluded.party, body = excluded.body, missed_seq = CASE WHEN excluded.missed_seq IS NULL THEN NULL
      ELSE coalesce(missed_seq, excluded.missed_seq) END
    WHERE kinds <> 0 RETURNING 1`,
  putParty: 'INSERT INTO parties (owner, party, digits, name) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  putLineOwner: 'INSERT INTO line_owners (tenant, line, owner) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  listRecords: `SELECT "row", started_at, body FROM records
    WHERE owner = ? AND (started_at, "row") < (?, ?) AND kinds & ? ORDER BY started_at DESC, "row" DESC LIMIT ?`,
  changes: 'SELECT seq, body FROM records WHERE owner = ? AND seq > ? AND kinds <> 0 ORDER BY seq LIMIT ?',
  putOpenCall: `INSERT INTO open_calls (tenant, pbx, call, body) VALUES (?, ?, ?, ?)
    ON CONFLICT (tenant, pbx, call) DO UPDATE SET body = excluded.body`,
  dropOpenCall: 'DELETE FROM open_calls WHERE tenant = ? AND pbx = ? AND call = ?',
  openCalls: 'SELECT call, body FROM open_calls WHERE tenant = ? AND pbx = ?',
  putPresence: `INSERT INTO presence (tenant, user, session, expires_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (tenant, user) DO UPDATE SET session = excluded.session, expires_at = excluded.expires_at`,
  dropPresence: 'DELETE FROM presence WHERE tenant = ? AND user = ?',
  presence: 'SELECT user, session, expires_at FROM presence WHERE tenant = ?',
  findRecord: 'SELECT body FROM records WHERE owner = ? AND id = ? AND kinds <> 0',
  putNotice: 'INSERT INTO notices (tenant, user, record) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  waitingNotices: 'SELECT user, record FROM notices WHERE tenant = ? AND is_taken = 0',
  takeNotice: `UPDATE notices SET is_taken = 1
    WHERE tenant = ? AND user = ? AND record = ? AND is_taken = 0 RETURNING 1`,
  returnNotice: 'UPDATE notices SET is_taken = 0 WHERE tenant = ? AND user = ? AND record = ?',
  putKept: `INSERT INTO kept (tenant, "key", body) VALUES (?, ?, ?)
    ON CONFLICT (tenant, "key") DO UPDATE SET body = excluded.body`,
  kept: 'SELECT body FROM kept WHERE tenant = ? AND "key" = ?',
  probeWrite: 'INSERT INTO probe (id, value) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET value = value + 1',
  probeRead: 'SELECT value FROM probe WHERE id = 1',
} as const;

/** The kept statements, by name. */
export type Statements = Readonly<Record<keyof typeof sql, SqlStatement>>;

/** Prepares them all: a schema that does not fit is found at the start, not in the first call. */
export function prepareStatements(database: SqlDatabase): Statements {
  const names = Object.keys(sql) as (keyof typeof sql)[];
  return Object.fromEntries(names.map((name) => [name, database.prepare(sql[name])])) as Record<
    keyof typeof sql,
    SqlStatement
  >;
}
