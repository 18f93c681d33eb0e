// Room entry: presence rules.
export { composePresence } from './compose.ts';
export { backOffMs, planWrite, type WritePlan, type WriteState } from './planWrite.ts';
export type { Composite, LineState, PbxUserState, TeamsSession } from './presenceTypes.ts';
export { isSameSession, teamsSessionFor, type PresencePolicy } from './teamsSession.ts';
