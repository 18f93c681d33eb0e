// Writes one turn of the heart as one statement: one round trip, one transaction, one flush to disk.
import { isToBeReturned, type CallRecord } from '#shared/domain/call';
import { wholeNumber } from '../wholeNumber.ts';
import { recordKinds } from '../recordKinds.ts';
import { recordKeys, type RecordKeys } from '../recordKeys.ts';
import { toStoredText } from '../safeText.ts';
import type { RecordChange, StoreTurn } from '../StorePort.ts';
import type { PgOwners } from './createPgOwners.ts';
import { createTenantOrder } from './createTenantOrder.ts';
import type { PgDatabase, PgValue } from './PgDatabase.ts';
import { isOwnerGone, pgFault } from './pgFault.ts';
import { pgKey } from './pgKey.ts';

/** `AsyncStorePort.commitTurn` over one database. */
export type PgTurnWriter = (tenantId: string, turn: StoreTurn) => Promise<readonly RecordChange[]>;

/** The writer over a database. */
export function createPgTurnWriter(database: PgDatabase, owners: PgOwners): PgTurnWriter {
  const write = async (tenantId: string, turn: StoreTurn): Promise<readonly RecordChange[]> => {
    const users = await owners.findOrAdd(tenantId, [...new Set(turn.records.map((record) => record.userId))]);
    const { sql, values } = turnStatement(tenantId, turn, users);
    if (sql === '') return [];
    const rows = await database.write(sql, values);
    const last = Number(rows[0]?.[0] ?? 0);
    const kept = new Set(rows.map((row) => `${String(row[1])} ${String(row[2])}`));
    const first = last - turn.records.length + 1;
    const changes = turn.records.map((record, index) => ({ seq: first + index, record }));
    return changes.filter(({ record }) => kept.has(`${users.get(record.userId) ?? ''} ${pgKey(record.id)}`));
  };
  const attempt = async (tenantId: string, turn: StoreTurn): Promise<readonly RecordChange[]> => {
    try {
      return await write(tenantId, turn);
    } catch (thrown) {
      owners.forget();
      if (!isOwnerGone(thrown)) throw pgFault(thrown);
      return write(tenantId, turn);
    }
  };
  const inOrder = createTenantOrder();
  return (tenantId, turn) => inOrder(tenantId, () => attempt(tenantId, turn));
}

interface Statement {
  readonly sql: string;
  readonly values: readonly PgValue[];
}

/** The parts of the turn that are not empty, as one statement; '' when all are. */
function turnStatement(tenantId: string, turn: StoreTurn, users: ReadonlyMap<string, number>): Statement {
  const values: PgValue[] = [pgKey(tenantId)];
  const bind = (value: PgValue, type: string): string => `$${values.push(value)}::${type}`;
  const hasRecords = turn.records.length > 0;
  const parts = [
    ...(hasRecords ? recordParts(turn, users, bind) : []),
    ...callParts(turn, bind),
    ...presenceParts(turn, bind),
    ...noticeParts(turn, bind),
  ];
  if (parts.length === 0) return { sql: '', values };
  const end = hasRecords
    ? 'SELECT seqs.last_seq, put.owner, put.id FROM seqs LEFT JOIN put ON true'
    : 'SELECT 0 WHERE $1::text IS NULL';
  return { sql: `WITH ${parts.join(',\n')}\n${end}`, values };
}

type Bind = (value: PgValue, type: string) => string;

interface TurnRow {
  readonly record: CallRecord;
  readonly keys: RecordKeys;
  readonly place: number;
  readonly owner: number;
  readonly kinds: number;
}

function recordParts(turn: StoreTurn, users: ReadonlyMap<string, number>, bind: Bind): readonly string[] {
  const rows = turn.records.map((record, index) => {
    const keys = recordKeys(record, turn.search?.[index]);
    return { record, keys, place: index + 1, owner: users.get(record.userId) ?? 0, kinds: recordKinds(record) };
  });
  const lines = bind(
    rows.map((row) => row.keys.line),
    'bigint[]',
  );
  const owners = bind(
    rows.map((row) => row.owner),
    'integer[]',
  );
  return [
    ...putParts(rows, bind),
    partyPart(
      rows.filter((row) => row.keys.party !== 0),
      bind,
    ),
    `line AS (INSERT INTO line_owners (tenant, line, owner)
      SELECT $1, * FROM unnest(${lines}, ${owners}) ON CONFLICT DO NOTHING)`,
  ];
}

/**
 * The tenant's row stays locked until the commit: numbers are given in the order in which they become visible, and a
 * reader that has seen one has seen all before it. Of two writings of one record the last is written.
 */
function putParts(rows: readonly TurnRow[], bind: Bind): readonly string[] {
  const last = [...new Map(rows.map((row) => [`${row.owner} ${pgKey(row.record.id)}`, row])).values()];
  const columns = [
    bind(
      last.map((row) => row.owner),
      'integer[]',
    ),
    bind(
      last.map((row) => pgKey(row.record.id)),
      'text[]',
    ),
    bind(
      last.map((row) => row.place),
      'bigint[]',
    ),
    bind(
      last.map((row) => wholeNumber(row.record.startedAt)),
      'bigint[]',
    ),
    bind(
      last.map((row) => row.kinds),
      'integer[]',
    ),
    bind(
      last.map((row) => row.keys.line),
      'bigint[]',
    ),
    bind(
      last.map((row) => row.keys.party),
      'bigint[]',
    ),
    bind(
      last.map((row) => (isToBeReturned(row.record) ? row.place : null)),
      'bigint[]',
    ),
    // JSON.stringify escapes NUL and lone surrogates itself (well-formed JSON.stringify, ECMA-262 25.5.2).
    bind(
      last.map((row) => JSON.stringify(row.record)),
      'text[]',
    ),
  ];
  const count = bind(rows.length, 'bigint');
  return [
    `seqs AS (INSERT INTO tenants AS t (tenant, last_seq) VALUES ($1, ${count})
      ON CONFLICT (tenant) DO UPDATE SET last_seq = t.last_seq + excluded.last_seq RETURNING last_seq)`,
    `put AS (INSERT INTO records AS r (owner, id, seq, started_at, kinds, line, party, missed_seq, body)
      SELECT n.owner, n.id, s.last_seq - ${count} + n.place, n.started_at, n.kinds, n.line, n.party,
        s.last_seq - ${count} + n.missed, n.body
      FROM seqs s, unnest(${columns.join(', ')}) AS n (owner, id, place, started_at, kinds, line, party, missed, body)
      ON CONFLICT (owner, id) DO UPDATE SET seq = excluded.seq, started_at = excluded.started_at,
        kinds = excluded.kinds, line = excluded.line, party = excluded.party, body = excluded.body,
        missed_seq = CASE WHEN excluded.missed_seq IS NOT NULL THEN coalesce(r.missed_seq, excluded.missed_seq) END
      WHERE r.kinds <> 0 RETURNING owner, id)`,
  ];
}

function partyPart(rows: readonly TurnRow[], bind: Bind): string {
  const columns = [
    bind(
      rows.map((row) => row.owner),
      'integer[]',
    ),
    bind(
      rows.map((row) => row.keys.party),
      'bigint[]',
    ),
    bind(
      rows.map((row) => row.keys.digits),
      'text[]',
    ),
    bind(
      rows.map((row) => row.keys.name),
      'text[]',
    ),
  ];
  return `party AS (INSERT INTO parties (owner, party, digits, name)
    SELECT * FROM unnest(${columns.join(', ')}) ON CONFLICT DO NOTHING)`;
}

function callParts({ openCalls }: StoreTurn, bind: Bind): readonly string[] {
  const byKey = new Map(openCalls.map((call) => [JSON.stringify([call.pbxId, call.globalCallId]), call]));
  const calls = [...byKey.values()];
  const kept = calls.flatMap((call) => (call.body === null ? [] : [{ ...call, body: call.body }]));
  const gone = calls.filter((call) => call.body === null);
  const keys = (some: typeof calls): readonly string[] => [
    bind(
      some.map((call) => pgKey(call.pbxId)),
      'text[]',
    ),
    bind(
      some.map((call) => pgKey(call.globalCallId)),
      'text[]',
    ),
  ];
  const parts: string[] = [];
  if (kept.length > 0) {
    const names = bind(
      kept.map((call) => toStoredText(call.globalCallId)),
      'text[]',
    );
    const bodies = bind(
      kept.map((call) => toStoredText(call.body)),
      'text[]',
    );
    parts.push(`calls AS (INSERT INTO open_calls (tenant, pbx, call, name, body)
      SELECT $1, * FROM unnest(${[...keys(kept), names, bodies].join(', ')})
      ON CONFLICT (tenant, pbx, call) DO UPDATE SET body = excluded.body)`);
  }
  if (gone.length > 0) {
    parts.push(`ended AS (DELETE FROM open_calls o USING unnest(${keys(gone).join(', ')}) AS g (pbx, call)
      WHERE o.tenant = $1 AND o.pbx = g.pbx AND o.call = g.call)`);
  }
  return parts;
}

/** One statement may touch a row once: what is settled in this turn is not written first. */
function presenceParts({ presence, presenceSettled }: StoreTurn, bind: Bind): readonly string[] {
  const settled = new Set(presenceSettled);
  const intents = [...new Map(presence.map((intent) => [intent.userId, intent])).values()];
  const kept = intents.filter((intent) => !settled.has(intent.userId));
  const parts: string[] = [];
  if (kept.length > 0) {
    const columns = [
      bind(
        kept.map(({ userId }) => pgKey(userId)),
        'text[]',
      ),
      bind(
        kept.map(({ userId }) => toStoredText(userId)),
        'text[]',
      ),
      bind(
        kept.map(({ session }) => (session === null ? null : JSON.stringify(session))),
        'text[]',
      ),
      bind(
        kept.map(({ expiresAt }) => wholeNumber(expiresAt)),
        'bigint[]',
      ),
    ];
    parts.push(`intents AS (INSERT INTO presence (tenant, "user", name, session, expires_at)
      SELECT $1, * FROM unnest(${columns.join(', ')})
      ON CONFLICT (tenant, "user") DO UPDATE SET session = excluded.session, expires_at = excluded.expires_at)`);
  }
  if (settled.size > 0) {
    const users = bind([...settled].map(pgKey), 'text[]');
    parts.push(`settled AS (DELETE FROM presence WHERE tenant = $1 AND "user" = ANY (${users}))`);
  }
  return parts;
}

function noticeParts({ notices }: StoreTurn, bind: Bind): readonly string[] {
  if (notices.length === 0) return [];
  const columns = [
    bind(
      notices.map(({ userId }) => pgKey(userId)),
      'text[]',
    ),
    bind(
      notices.map(({ recordId }) => pgKey(recordId)),
      'text[]',
    ),
    bind(
      notices.map(({ userId, recordId }) => JSON.stringify([userId, recordId])),
      'text[]',
    ),
  ];
  return [
    `noted AS (INSERT INTO notices (tenant, "user", record, name)
      SELECT $1, * FROM unnest(${columns.join(', ')}) ON CONFLICT DO NOTHING)`,
  ];
}
