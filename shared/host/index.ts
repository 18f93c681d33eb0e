// Room entry: the host port.
export type { HostCapability, HostPort, HostSnapshot, HostTheme } from './HostPort.ts';
