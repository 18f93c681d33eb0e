// Room entry: the sandbox PBX.
export { startSandboxPbx, type LinkMode, type SandboxPbx } from './startSandboxPbx.ts';
export type { SandboxPbxOptions } from './pbxOptions.ts';
export type { CallRequest } from './CallDesk.ts';
export type { SandboxCall } from './SandboxCall.ts';
export type { ExpectedRecord, StateChange } from './journal.ts';
export type { PbxState } from './pbxState.ts';
export type { TrafficOptions } from './traffic.ts';
export { replayCapture, type ReplayOptions, type ReplayPbx } from './replayCapture.ts';
