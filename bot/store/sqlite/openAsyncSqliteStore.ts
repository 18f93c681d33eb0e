// Opens the SQLite keeper behind the asynchronous port: turns are written at once, everything else takes turns.
import { createLogChanges } from '../log/createLogChanges.ts';
import { createLogPages } from '../log/createLogPages.ts';
import { createDeletion } from '../log/createDeletion.ts';
import { createPurge } from '../log/createPurge.ts';
import { createUserData } from '../log/createUserData.ts';
import type { AsyncStorePort } from '../AsyncStorePort.ts';
import { createSqliteSql } from './createSqliteSql.ts';
import { promised } from './promised.ts';
import { openSqliteKeeper, type SqliteKeeper, type SqliteStoreOptions } from './openSqliteStore.ts';

/** Opens as `openSqliteStore` does, for the asynchronous port. Rejects with the same faults. */
export function openAsyncSqliteStore(path: string, options: SqliteStoreOptions = {}): Promise<AsyncStorePort> {
  return promised(() => {
    const keeper = openSqliteKeeper(path, options);
    return { ...logOf(keeper), ...asyncOf(keeper) };
  });
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

function logOf({ database, owners, store }: SqliteKeeper): Pick<AsyncStorePort, LogPart> {
  const sql = createSqliteSql(database);
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

/** The small methods answer on the spot. */
function asyncOf({ store }: SqliteKeeper): Omit<AsyncStorePort, LogPart> {
  return {
    commitTurn: (tenantId, turn) => promised(() => store.commitTurn(tenantId, turn)),
    openCalls: (tenantId, pbxId) => promised(() => store.openCalls(tenantId, pbxId)),
    presenceIntents: (tenantId) => promised(() => store.presenceIntents(tenantId)),
    waitingNotices: (tenantId) => promised(() => store.waitingNotices(tenantId)),
    takeNotice: (tenantId, notice) => promised(() => store.takeNotice(tenantId, notice)),
    returnNotice: (tenantId, notice) =>
      promised(() => {
        store.returnNotice(tenantId, notice);
      }),
    keepText: (tenantId, key, text) =>
      promised(() => {
        store.keepText(tenantId, key, text);
      }),
    keptText: (tenantId, key) => promised(() => store.keptText(tenantId, key)),
    check: () =>
      promised(() => {
        store.check();
      }),
    close: () =>
      promised(() => {
        store.close();
      }),
  };
}
