// Room entry: the ports of the hosts, and what every keeper of them needs.
export { createNestedSignIn, type SignInOptions } from './createNestedSignIn.ts';
export { createTokenKeeper, keepUntil, usableUntil, type TokenWay } from './createTokenKeeper.ts';
export type { HostCapability, HostPlatform, HostPort, HostSnapshot, HostTheme } from './HostPort.ts';
export type { ItemPort, ItemSnapshot } from './ItemPort.ts';
export { limited } from './limited.ts';
