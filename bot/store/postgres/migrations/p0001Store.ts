// PostgreSQL schema 1: the tables of the SQLite schema 2, with keys short enough for an index whatever comes from outside.
import type { PgMigration } from './PgMigration.ts';

// Key columns hold the text itself, or its hash when it is long; what must be given back exactly stands in `name` columns or in the
// JSON. Keys compare byte by byte (COLLATE "C"): the order of a language has no place in them.
const sql = `
CREATE TABLE tenants (
  tenant text COLLATE "C" PRIMARY KEY,
  last_seq bigint NOT NULL DEFAULT 0,
  forgotten_seq bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE owners (
  owner integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text COLLATE "C" NOT NULL,
  "user" text COLLATE "C" NOT NULL,
  seen_seq bigint NOT NULL DEFAULT 0,
  UNIQUE (tenant, "user")
);

CREATE TABLE records (
  "row" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner integer NOT NULL REFERENCES owners (owner),
  id text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  started_at bigint NOT NULL,
  kinds integer NOT NULL,
  line bigint NOT NULL,
  party bigint NOT NULL,
  missed_seq bigint,
  body text NOT NULL,
  UNIQUE (owner, id)
);
CREATE INDEX records_by_start ON records (owner, started_at, "row") INCLUDE (kinds, line, party);
CREATE INDEX records_by_party ON records (owner, party, started_at, "row") INCLUDE (kinds, line);
CREATE INDEX records_by_change ON records (owner, seq);
CREATE INDEX records_missed ON records (owner, missed_seq) WHERE missed_seq IS NOT NULL;

CREATE TABLE parties (
  owner integer NOT NULL REFERENCES owners (owner),
  party bigint NOT NULL,
  digits text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  PRIMARY KEY (owner, party) INCLUDE (digits, name)
);

CREATE TABLE line_owners (
  tenant text COLLATE "C" NOT NULL,
  line bigint NOT NULL,
  owner integer NOT NULL REFERENCES owners (owner),
  PRIMARY KEY (tenant, line, owner)
);
CREATE INDEX line_owners_by_owner ON line_owners (owner);

CREATE TABLE open_calls (
  tenant text COLLATE "C" NOT NULL,
  pbx text COLLATE "C" NOT NULL,
  call text COLLATE "C" NOT NULL,
  name text NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (tenant, pbx, call)
) WITH (fillfactor = 70);

CREATE TABLE presence (
  tenant text COLLATE "C" NOT NULL,
  "user" text COLLATE "C" NOT NULL,
  name text NOT NULL,
  session text,
  expires_at bigint NOT NULL,
  PRIMARY KEY (tenant, "user")
) WITH (fillfactor = 70);

CREATE TABLE notices (
  tenant text COLLATE "C" NOT NULL,
  "user" text COLLATE "C" NOT NULL,
  record text COLLATE "C" NOT NULL,
  name text NOT NULL,
  is_taken integer NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, "user", record)
);
CREATE INDEX notices_waiting ON notices (tenant) WHERE is_taken = 0;

CREATE TABLE kept (
  tenant text COLLATE "C" NOT NULL,
  "key" text COLLATE "C" NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (tenant, "key")
);

CREATE TABLE probe (
  id integer PRIMARY KEY CHECK (id = 1),
  value bigint NOT NULL
);
`;

/** The first schema. */
export const p0001Store: PgMigration = { version: 1, name: 'store', sql };
