// Room entry: presence rules.
export { composePresence } from './compose.ts';
export { isConsistent, needsHealing } from './isConsistent.ts';
export { backOffMs, isInStep, planWrite, renewBeforeMs, type WritePlan, type WriteState } from './planWrite.ts';
export type {
  Composite,
  LineState,
  PbxUserState,
  ShownPresence,
  TeamsClientState,
  TeamsSession,
} from './presenceTypes.ts';
export { shownInTeams } from './shownInTeams.ts';
export { isSameSession, teamsSessionFor, type PresencePolicy } from './teamsSession.ts';
export {
  defaultTeamsToPbx,
  followTeams,
  phoneWordFor,
  type PhoneWord,
  type TeamsState,
  type TeamsToPbxPolicy,
} from './teamsToPbx.ts';
export { winningLayer, type LayerReason, type PresenceLayer, type Winner } from './winningLayer.ts';
