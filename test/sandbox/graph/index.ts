// Room entry: Microsoft Graph in a box.
export { startGraph, type GraphOptions, type SandboxGraph } from './startGraph.ts';
export type { GraphControls, NamedPresence, PresenceWish } from './control.ts';
export type { Fault, FaultKind } from './faults.ts';
export type { AppQuota, QuotaReport } from './quotaReport.ts';
export type { JournalEntry, JournalPage } from './journal.ts';
export type { UserEdit } from './directoryBook.ts';
export type { SandboxContact, SandboxMeeting } from './mailboxes.ts';
export type { Violation } from './engine.ts';
export { loadOpenapiCheck, type OpenapiCheck } from './openapiCheck.ts';
export type { PresencePair, TeamsClientState } from './presenceRules.ts';
