// Migration of a PostgreSQL store beside the service.
import type { SchemaChange } from '../storeTools.ts';
import { migratePg } from './migratePg.ts';
import { openPgDatabase } from './PgDatabase.ts';
import { pgTarget } from './pgTarget.ts';

/** Brings the schema at `address` to this program's version; makes it when it is not there. */
export async function migratePostgres(address: string): Promise<SchemaChange> {
  const target = pgTarget(address);
  const database = openPgDatabase(target, { readers: 1, writers: 1 });
  try {
    return await migratePg(database, target.schema);
  } finally {
    await database.close();
  }
}
