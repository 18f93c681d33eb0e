// Room entry: the heart.
export { createHeart } from './createHeart.ts';
export type { Caller, HeartPort, Readiness, StreamItem } from './HeartPort.ts';
export type { MissedCallNotice, NoticeOutcome, NoticePort } from './NoticePort.ts';
export { refreshDirectory, type DirectoryRefresher } from './refreshDirectory.ts';
export { TenantHeart } from './TenantHeart.ts';
export type { TenantOptions } from './tenantOptions.ts';
