// The PostgreSQL side of the common half.
import type { SqlDialect, StoreSql } from '../log/StoreSql.ts';
import type { PgDatabase } from './PgDatabase.ts';
import { pgKey } from './pgKey.ts';

const maxKnown = 2_000;

const dialect: SqlDialect = {
  useIndex: () => '',
  isOneOf: (column) => `${column} = ANY (?::bigint[])`,
  // Written as `party = ANY (...)` the parties become a filter as soon as statistics say that a usual log is short, and the longest
  // logs are read from end to end. OFFSET 0 keeps the look-up a look-up.
  rowsOfFound: (isOwned) => `found f CROSS JOIN LATERAL (SELECT r."row", r.owner, r.started_at, r.kinds, r.line, r.party
    FROM records r WHERE ${isOwned} AND r.party = f.party OFFSET 0) r WHERE true`,
  isOneOfTexts: (column) => `${column} = ANY (?::text[])`,
  contains: (column) => `strpos(${column}, ?) > 0`,
  marks: `(SELECT (value ->> 0)::bigint AS "row", value ->> 1 AS body, value ->> 2 AS id, place
    FROM json_array_elements(?::json) WITH ORDINALITY AS listed (value, place))`,
  reusesNumbers: false,
  keyOf: pgKey,
};

/** The common half's view of one PostgreSQL database. */
export function createPgSql(database: PgDatabase): StoreSql {
  const known = new Map<string, string>();
  const textOf = (sql: string): string => {
    const text = known.get(sql) ?? withNumbers(sql);
    if (known.size < maxKnown) known.set(sql, text);
    return text;
  };
  return {
    dialect,
    read: (sql, ...values) => database.read(textOf(sql), values),
    write: async ([first, ...others]) => {
      if (first === undefined) return [];
      if (others.length === 0) return [await database.write(textOf(first.sql), first.values)];
      return database.transaction(async (query) => {
        const results = [];
        for (const { sql, values } of [first, ...others]) results.push(await query(textOf(sql), values));
        return results;
      });
    },
    calm: () => Promise.resolve(),
  };
}

/** `?` is `$1`, `$2`, ... here; no statement of the common half has a question mark of its own. */
function withNumbers(sql: string): string {
  let count = 0;
  return sql.replace(/\?/g, () => `$${++count}`);
}
