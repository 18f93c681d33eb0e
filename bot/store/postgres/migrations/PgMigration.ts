// One step of the PostgreSQL schema, and the rule for steps: never edited once released, only followed by a next one.

/** A step from schema `version - 1` to `version`. */
export interface PgMigration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
