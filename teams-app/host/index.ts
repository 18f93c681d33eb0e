// Room entry: the Teams host.
export { createTeamsHost, isHosted } from './teamsHost.ts';
