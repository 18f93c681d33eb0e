// Room entry: the store.
export { openSqliteStore, type SqliteStoreOptions } from './sqlite/openSqliteStore.ts';
export type {
  NoticeKey,
  OpenCallRow,
  PresenceIntent,
  RecordChange,
  RecordFilter,
  RecordPage,
  StorePort,
  StoreTurn,
} from './StorePort.ts';
