// Schema 2: what the log is searched, shared, counted and deleted by; fills it in for the rows that are there.
import { toRecord } from '../../log/rowBody.ts';
import { recordKeys } from '../../recordKeys.ts';
import { recordKinds } from '../../recordKinds.ts';
import type { SqlDatabase, SqlRow } from '../SqlDatabase.ts';
import type { Migration } from './Migration.ts';

// `parties` holds each pair of number and name a user has had calls with once: a search looks through hundreds of these
// instead of all calls. `line` and `party` are numbers, so that an index tells all a page needs but the record itself.
const sql = `
ALTER TABLE records ADD COLUMN line INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records ADD COLUMN party INTEGER NOT NULL DEFAULT 0;
-- Number of the change by which the call became a missed one.
ALTER TABLE records ADD COLUMN missed_seq INTEGER;
ALTER TABLE owners ADD COLUMN seen_seq INTEGER NOT NULL DEFAULT 0;

CREATE TABLE parties (
  owner INTEGER NOT NULL REFERENCES owners (owner),
  party INTEGER NOT NULL,
  digits TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (owner, party)
) STRICT, WITHOUT ROWID;

-- Whose log holds calls on a line: those a sharer of the line may look into.
CREATE TABLE line_owners (
  tenant TEXT NOT NULL,
  line INTEGER NOT NULL,
  owner INTEGER NOT NULL REFERENCES owners (owner),
  PRIMARY KEY (tenant, line, owner)
) STRICT, WITHOUT ROWID;
CREATE INDEX line_owners_by_owner ON line_owners (owner);

-- Nobody is told of calls missed before the count existed.
UPDATE owners SET seen_seq = coalesce((SELECT last_seq FROM tenants WHERE tenants.tenant = owners.tenant), 0);
DROP INDEX records_by_start;
`;

const indexes = `
CREATE INDEX records_by_start ON records (owner, started_at, "row", kinds, line, party);
CREATE INDEX records_by_party ON records (owner, party, started_at, "row", kinds, line);
CREATE INDEX records_missed ON records (owner, missed_seq) WHERE missed_seq IS NOT NULL;
`;

const rowsAtOnce = 500;

/** Search, sharing, counting and deletion. */
export const m0002LogSearch: Migration = { version: 2, name: 'log search', sql, fill };

function fill(database: SqlDatabase): void {
  const next = database.prepare(
    `SELECT "row", owner, body, tenant FROM records JOIN owners USING (owner) WHERE "row" > ? ORDER BY "row" LIMIT ${rowsAtOnce}`,
  );
  const fillRow = rowFiller(database);
  for (let rows = next.all(0); rows.length > 0; rows = next.all(Number(rows.at(-1)?.[0]))) rows.forEach(fillRow);
  database.exec(indexes);
}

function rowFiller(database: SqlDatabase): (row: SqlRow) => void {
  const setKeys = database.prepare('UPDATE records SET kinds = ?, line = ?, party = ? WHERE "row" = ?');
  const putParty = database.prepare('INSERT INTO parties VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const putLine = database.prepare('INSERT INTO line_owners VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  return ([row, owner, body, tenant]) => {
    const record = toRecord(body);
    const { line, party, digits, name } = recordKeys(record);
    setKeys.run(recordKinds(record), line, party, Number(row));
    if (party !== 0) putParty.run(Number(owner), party, digits, name);
    putLine.run(String(tenant), line, Number(owner));
  };
}
