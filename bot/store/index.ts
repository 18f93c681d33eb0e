// Room entry: the store.
export { openAsyncSqliteStore } from './sqlite/openAsyncSqliteStore.ts';
export { openSqliteStore, type SqliteStoreOptions } from './sqlite/openSqliteStore.ts';
export { openPostgresStore } from './postgres/openPostgresStore.ts';
export type { PgOptions } from './postgres/PgDatabase.ts';
export { openStore } from './openStore.ts';
export { backupStore, inspectStore, migrateStore, type SchemaChange, type StoreInspection } from './storeTools.ts';
export { userTextKey, userTexts } from './userTextKey.ts';
export type {
  AsyncStorePort,
  GroupPage,
  LogChange,
  LogFilter,
  LogPageQuery,
  LogQuery,
  RecordDeletion,
  RecordGroup,
  RemovalCounts,
  RetentionRule,
  UserDatum,
} from './AsyncStorePort.ts';
export type {
  NoticeKey,
  OpenCallRow,
  PresenceIntent,
  RecordChange,
  RecordFilter,
  RecordPage,
  RecordSearch,
  StorePort,
  StoreTurn,
} from './StorePort.ts';
