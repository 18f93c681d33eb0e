// What the heart of one tenant is made of, and which calls concern it.
import type { CallState } from '#shared/domain/call';
import type { PresencePolicy } from '#shared/domain/presence';
import type { GraphPort, GraphUser } from '#bot/graph';
import type { PbxPort } from '#bot/pbx';
import type { StorePort } from '#bot/store';
import type { LoggerPort, MetricsPort } from '#bot/telemetry';
import type { Directory, DirectoryRule } from './directory.ts';
import type { NoticePort } from './NoticePort.ts';

/** Ports and rules of one tenant. */
export interface TenantOptions {
  readonly tenantId: string;
  readonly country: string;
  readonly pbxs: readonly PbxPort[];
  readonly graph: GraphPort;
  readonly store: StorePort;
  readonly logger: LoggerPort;
  readonly metrics: MetricsPort;
  readonly directory: DirectoryRule;
  /** The bot; without one nobody is told of missed calls. */
  readonly notices?: NoticePort;
  readonly policy: PresencePolicy;
  readonly pbxLossGraceSeconds: number;
  readonly callSessionMinutes: number;
  readonly otherSessionMinutes: number;
  readonly quotaPer30s: number;
  readonly concurrency: number;
  /** People as last known, so that a start without Graph still knows who owns which line. */
  readonly recallPeople: (key: string) => readonly GraphUser[];
  readonly keepPeople: (key: string, users: readonly GraphUser[]) => void;
  readonly now: () => number;
  readonly random: () => number;
}

/** True when a leg of the call belongs to somebody of the tenant. */
export function isConcerning(call: CallState, directory: Directory): boolean {
  return call.connections.some((leg) => directory.ownerOf(leg.deviceId) !== undefined);
}
