// Schema 1: log records, open calls, presence that may stand in Teams, and each tenant's sequence of changes.
import type { Migration } from './Migration.ts';

// `owner` stands for one user of one tenant: two GUIDs in every row and index would double their size, and a query
// by owner cannot cross tenants. `row` is the page cursor's tie-breaker and survives rewrites. `kinds` lies in the
// index so that a filter over a long log reads no record it does not return.
const sql = `
CREATE TABLE tenants (
  tenant TEXT PRIMARY KEY,
  last_seq INTEGER NOT NULL DEFAULT 0,
  -- Changes up to and including this one may have been forgotten.
  forgotten_seq INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE owners (
  owner INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  user TEXT NOT NULL,
  UNIQUE (tenant, user)
) STRICT;

CREATE TABLE records (
  "row" INTEGER PRIMARY KEY,
  owner INTEGER NOT NULL REFERENCES owners (owner),
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  kinds INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (owner, id)
) STRICT;
CREATE INDEX records_by_start ON records (owner, started_at, "row", kinds);
CREATE INDEX records_by_change ON records (owner, seq);

CREATE TABLE open_calls (
  tenant TEXT NOT NULL,
  pbx TEXT NOT NULL,
  call TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, pbx, call)
) STRICT, WITHOUT ROWID;

CREATE TABLE presence (
  tenant TEXT NOT NULL,
  user TEXT NOT NULL,
  -- NULL: must be cleared, not yet acknowledged.
  session TEXT,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, user)
) STRICT, WITHOUT ROWID;

-- Missed calls whose user is to be told once; a taken row stays, so that nobody is told twice.
CREATE TABLE notices (
  tenant TEXT NOT NULL,
  user TEXT NOT NULL,
  record TEXT NOT NULL,
  is_taken INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, user, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX notices_waiting ON notices (tenant) WHERE is_taken = 0;

-- Small documents of one tenant, e.g. its people as last read.
CREATE TABLE kept (
  tenant TEXT NOT NULL,
  "key" TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, "key")
) STRICT, WITHOUT ROWID;

CREATE TABLE probe (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value INTEGER NOT NULL
) STRICT;
`;

/** The first schema. */
export const m0001CallLog: Migration = { version: 1, name: 'call log', sql };
