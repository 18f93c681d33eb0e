// Opens the SQLite keeper behind the asynchronous port: turns are written on the spot, everything else runs beside the program.
import { availableParallelism } from 'node:os';
import { createLogChanges } from '../log/createLogChanges.ts';
import { createLogPages } from '../log/createLogPages.ts';
import { createDeletion } from '../log/createDeletion.ts';
import { createPurge } from '../log/createPurge.ts';
import { createUserData } from '../log/createUserData.ts';
import type { StoreSql } from '../log/StoreSql.ts';
import type { AsyncStorePort } from '../AsyncStorePort.ts';
import { createCheckpoints } from './createCheckpoints.ts';
import { createReaders } from './createReaders.ts';
import { createSqliteSql } from './createSqliteSql.ts';
import { createWriteOrder } from './createWriteOrder.ts';
import { promised } from './promised.ts';
import { openSqliteKeeper, pragmasOf, type SqliteKeeper, type SqliteStoreOptions } from './openSqliteStore.ts';
import { openSqlThread, type SqlThread } from './SqlThread.ts';

// A read is mostly the processor's work: more connections than cores would only hold memory.
const mostReaders = Math.max(2, Math.min(4, availableParallelism()));
const busyTimeoutMs = 1_000;
// Checkpoints run beside the program; should they ever fail for long, a turn does one at 64 MiB of log.
const lastResortPages = 16_384;

/** Opens as `openSqliteStore` does, for the asynchronous port. Rejects with the same faults. */
export function openAsyncSqliteStore(path: string, options: SqliteStoreOptions = {}): Promise<AsyncStorePort> {
  return promised(() => createAsyncStore(openSqliteKeeper(path, options), path, options));
}

function createAsyncStore(keeper: SqliteKeeper, path: string, options: SqliteStoreOptions): AsyncStorePort {
  keeper.database.exec(`PRAGMA wal_autocheckpoint = ${lastResortPages}`);
  const open = (more: string) => (): Promise<SqlThread> =>
    openSqlThread(path, options.busyTimeoutMs ?? busyTimeoutMs, `${pragmasOf(options)}; ${more}`);
  const order = createWriteOrder();
  const checkpoints = createCheckpoints(open('PRAGMA wal_autocheckpoint = 0'), order);
  const readers = createReaders(open('PRAGMA query_only = ON'), mostReaders);
  const openWriter = open('PRAGMA wal_autocheckpoint = 0');
  let writing: Promise<SqlThread> | undefined;
  const writer = (): Promise<SqlThread> => {
    writing ??= openWriter().catch((thrown: unknown) => {
      writing = undefined;
      throw thrown;
    });
    return writing;
  };
  const sql = createSqliteSql({ readers, writer, order, checkpoints });
  const write = <T>(work: () => T): Promise<T> =>
    order.turn(() => {
      const result = work();
      checkpoints.wake();
      return result;
    });
  const close = async (): Promise<void> => {
    await Promise.all([readers.close(), checkpoints.stop()]);
    await order.background(async () => (await writing)?.close());
    keeper.store.close();
  };
  return { ...logOf(keeper, sql), ...promisedOf(keeper), ...writesOf(keeper, write), close };
}

type LogPart =
  | 'listRecords'
  | 'listGroups'
  | 'exportRecords'
  | 'findRecord'
  | 'changesSince'
  | 'lastSeq'
  | 'missedCount'
  | 'markSeen'
  | 'deleteRecords'
  | 'deleteAllRecords'
  | 'purge'
  | 'exportUser'
  | 'eraseUser';

function logOf({ owners, store }: SqliteKeeper, sql: StoreSql): Pick<AsyncStorePort, LogPart> {
  const findOwner = (tenantId: string, userId: string) => promised(() => owners.find(tenantId, userId));
  const pages = createLogPages(sql, findOwner);
  const parts = {
    sql,
    findOwner,
    forgetOwners: owners.forget,
    exportRecords: pages.exportRecords,
    presenceIntents: (tenantId: string) => promised(() => store.presenceIntents(tenantId)),
  };
  return {
    ...pages,
    ...createLogChanges(sql, findOwner),
    ...createDeletion(sql, findOwner),
    purge: createPurge(sql),
    ...createUserData(parts),
  };
}

type WritePart = 'commitTurn' | 'takeNotice' | 'returnNotice' | 'keepText' | 'check';

/** What is written in a moment is written on the spot. */
function writesOf({ store }: SqliteKeeper, write: <T>(work: () => T) => Promise<T>): Pick<AsyncStorePort, WritePart> {
  return {
    commitTurn: (tenantId, turn) => write(() => store.commitTurn(tenantId, turn)),
    takeNotice: (tenantId, notice) => write(() => store.takeNotice(tenantId, notice)),
    returnNotice: (tenantId, notice) => write(() => store.returnNotice(tenantId, notice)),
    keepText: (tenantId, key, text) => write(() => store.keepText(tenantId, key, text)),
    check: () => write(() => store.check()),
  };
}

/** What is read in a moment is read on the spot. */
function promisedOf({ store }: SqliteKeeper): Omit<AsyncStorePort, LogPart | WritePart | 'close'> {
  return {
    openCalls: (tenantId, pbxId) => promised(() => store.openCalls(tenantId, pbxId)),
    presenceIntents: (tenantId) => promised(() => store.presenceIntents(tenantId)),
    waitingNotices: (tenantId) => promised(() => store.waitingNotices(tenantId)),
    keptText: (tenantId, key) => promised(() => store.keptText(tenantId, key)),
  };
}
