// Opens the keeper a place names: PostgreSQL for an address, SQLite for a path.
import type { AsyncStorePort } from './AsyncStorePort.ts';
import { openPostgresStore } from './postgres/openPostgresStore.ts';
import { isPgAddress } from './postgres/pgTarget.ts';
import { openAsyncSqliteStore } from './sqlite/openAsyncSqliteStore.ts';

/** The store at `place`: `postgres://...` or the path of a SQLite file. Rejects as the keepers do. */
export function openStore(place: string): Promise<AsyncStorePort> {
  return isPgAddress(place) ? openPostgresStore(place) : openAsyncSqliteStore(place);
}
