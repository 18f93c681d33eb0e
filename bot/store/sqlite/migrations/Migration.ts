// One step of the schema, and the rule for steps: never edited once released, only followed by a next one.
import type { SqlDatabase } from '../SqlDatabase.ts';

/** A step from schema `version - 1` to `version`. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** What no statement can do; runs behind `sql`, in the same transaction. */
  readonly fill?: (database: SqlDatabase) => void;
}
