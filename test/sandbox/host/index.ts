// Room entry: the host pages.
export { startHost, type HostOptions, type SandboxHost } from './startHost.ts';
export { watchLaunches, type LaunchWatch } from './watchLaunches.ts';
