// Room entry: the heart.
export type { PbxFacts } from './adminPbx.ts';
export { createHeart } from './createHeart.ts';
export type { Caller, CallerRole, HeartPort, Readiness, StreamItem, UserDatumWire, WhyQuestion } from './HeartPort.ts';
export type { PersonalStorePort } from './keptDocument.ts';
export type { LogRules } from './logRules.ts';
export type { MissedCallNotice, NoticeOutcome, NoticePort } from './NoticePort.ts';
export type { PbxChange } from './pbxRoster.ts';
export { createPeopleKeeper, type PeopleKeeper } from './peopleKeeper.ts';
export { refreshDirectory, type DirectoryRefresher } from './refreshDirectory.ts';
export type { Registration } from './shardedWriter.ts';
export { TenantHeart } from './TenantHeart.ts';
export type { TenantOptions, TenantRules } from './tenantOptions.ts';
