// What the common half of both keepers needs of a database: statements with `?` for values, and a dialect's few differences.

/** What may stand for a `?`; a list only where the dialect's `isOneOf` or `listed` asked for it. */
export type StoreValue = string | number | null | readonly number[] | readonly string[];
/** One row, column by column; whole numbers may come as text. */
export type StoreRow = readonly unknown[];

/** A statement with its values. */
export interface SqlStep {
  readonly sql: string;
  readonly values: readonly StoreValue[];
}

/** Where SQLite and PostgreSQL part. */
export interface SqlDialect {
  /** Forces the named index where the planner would have to guess; '' where it cannot be told. */
  readonly useIndex: (name: 'records_by_start' | 'records_by_party') => string;
  /** `column` is one of the numbers in a `?`. */
  readonly isOneOf: (column: string) => string;
  /**
   * What follows FROM: the rows `r` for which `isOwned` holds and whose party is among those of `found (party)`, each looked up by its
   * owner and party. Ends inside a WHERE.
   */
  readonly rowsOfFound: (isOwned: string) => string;
  /** `column` is one of the texts in a `?`. */
  readonly isOneOfTexts: (column: string) => string;
  /** The text in a `?` stands somewhere in `column`. */
  readonly contains: (column: string) => string;
  /** Rows ("row", body, id, place) from a `?` that holds a JSON list of [row, body, id]; place counts from 1. */
  readonly marks: string;
  /** A new owner may get the number of the last one when that one is gone. */
  readonly reusesNumbers: boolean;
  /** The text as a key column holds it. */
  readonly keyOf: (text: string) => string;
}

/** One open database. Every method rejects with coded `store.*` faults only. */
export interface StoreSql {
  readonly dialect: SqlDialect;
  read(sql: string, ...values: readonly StoreValue[]): Promise<readonly StoreRow[]>;
  /** Runs the steps in one write transaction: all of it is kept, or nothing; gives each step's rows. */
  write(steps: readonly SqlStep[]): Promise<readonly (readonly StoreRow[])[]>;
  /** Resolves when the keeper has nothing of its own to do on the disk; a removal of many rows waits for it before each step. */
  calm(): Promise<void>;
}

/** A step. */
export function step(sql: string, ...values: readonly StoreValue[]): SqlStep {
  return { sql, values };
}
