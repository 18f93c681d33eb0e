// The SQLite side of the common half: reads take turns with the rest of the program, writes run at once and whole.
import type { SqlDialect, SqlStep, StoreRow, StoreSql, StoreValue } from '../log/StoreSql.ts';
import { toStoredText } from '../safeText.ts';
import { createTurnTaker } from './createTurnTaker.ts';
import type { SqlDatabase, SqlStatement, SqlValue } from './SqlDatabase.ts';

const maxKept = 300;

const dialect: SqlDialect = {
  useIndex: (name) => `INDEXED BY ${name}`,
  isOneOf: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  isAmong: (column, query) => `${column} IN (${query})`,
  isOneOfTexts: (column) => `${column} IN (SELECT value FROM json_each(?))`,
  contains: (column) => `instr(${column}, ?) > 0`,
  pairs: '(SELECT value ->> 0 AS "row", value ->> 1 AS body, key + 1 AS place FROM json_each(?))',
  reusesNumbers: true,
  keyOf: toStoredText,
};

/** The common half's view of one SQLite database. */
export function createSqliteSql(database: SqlDatabase): StoreSql {
  const kept = new Map<string, SqlStatement>();
  const statementOf = (text: string): SqlStatement => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    if (kept.size >= maxKept) kept.clear();
    const statement = database.prepare(text);
    kept.set(text, statement);
    return statement;
  };
  const run = ({ sql, values }: SqlStep): readonly StoreRow[] => {
    const statement = statementOf(sql);
    if (statement.isReader) return statement.all(...values.map(toSqlValue));
    statement.run(...values.map(toSqlValue));
    return [];
  };
  const inTurn = createTurnTaker();
  return {
    dialect,
    read: (sql, ...values) => inTurn(() => run({ sql, values })),
    write: (steps) => inTurn(() => database.transaction(() => steps.map(run))),
  };
}

function toSqlValue(value: StoreValue): SqlValue {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
