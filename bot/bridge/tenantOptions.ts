// What the heart of one tenant is made of, and which calls concern it.
import type { Dialling, VoicemailSite } from '#shared/contracts';
import type { CallState } from '#shared/domain/call';
import type { DialPlan } from '#shared/domain/number';
import type { PresencePolicy } from '#shared/domain/presence';
import type { GraphPort, GraphUser } from '#bot/graph';
import type { PbxPort } from '#bot/pbx';
import type { AsyncStorePort } from '#bot/store';
import type { LoggerPort, MetricsPort } from '#bot/telemetry';
import type { PbxFacts } from './adminPbx.ts';
import type { Directory } from './directory.ts';
import type { ClockLimits } from './eventClock.ts';
import type { FollowRules } from './following/followOptions.ts';
import type { DirectoryRule } from './joinLines.ts';
import type { PersonalStorePort } from './keptDocument.ts';
import type { LogRules } from './logRules.ts';
import type { NoticePort } from './NoticePort.ts';
import type { Registration } from './shardedWriter.ts';
import type { SiteOffers } from './siteOffers.ts';

/** What may change while the heart beats. */
export interface TenantRules {
  readonly country: string;
  readonly dialling: Dialling;
  /** How the numbers of callers from outside are read. */
  readonly callerPlan: DialPlan;
  readonly directory: DirectoryRule;
  readonly policy: PresencePolicy;
  readonly pbxLossGraceSeconds: number;
  readonly callSessionMinutes: number;
  readonly otherSessionMinutes: number;
  /** Whether and how phones are told what people set in Teams. @default nobody is */
  readonly following?: FollowRules;
  /** @default `openLogRules` */
  readonly log?: LogRules;
  /** How people reach their mailboxes. @default nobody has told us */
  readonly voicemail?: VoicemailSite | undefined;
  /** What people may have read in their own name. @default nothing */
  readonly offers?: SiteOffers;
}

/** Ports and rules of one tenant. */
export interface TenantOptions extends TenantRules {
  readonly tenantId: string;
  readonly pbxs: readonly PbxPort[];
  /** What is known of a connection for those who look after it. @default nothing */
  readonly pbxFacts?: (pbxId: string) => PbxFacts | undefined;
  readonly graph: GraphPort;
  /** All app registrations that write presence, the first one too, by client id. @default `graph` alone */
  readonly registrations?: readonly Registration[];
  readonly store: AsyncStorePort;
  readonly personal: PersonalStorePort;
  readonly logger: LoggerPort;
  readonly metrics: MetricsPort;
  /** The bot; without one nobody is told of missed calls. */
  readonly notices?: NoticePort;
  /** Of each registration, as are the requests open at once. */
  readonly quotaPer30s: number;
  readonly concurrency: number;
  /** People as last known, so that a start without Graph still knows who owns which line. */
  readonly recallPeople: () => readonly GraphUser[] | Promise<readonly GraphUser[]>;
  /** Keeps those of `changedIds`. Rejects with `store.*`. */
  readonly keepPeople: (users: readonly GraphUser[], changedIds: ReadonlySet<string>) => void | Promise<void>;
  readonly now: () => number;
  /** How far the clocks of the PBXs may differ from `now`. @default `usualClockLimits` */
  readonly clockLimits?: ClockLimits;
  readonly random: () => number;
}

/** The options of a running heart: the rules in them are replaced when the admin changes them. */
export type LiveOptions = Omit<TenantOptions, keyof TenantRules> & {
  -readonly [Key in keyof TenantRules]: TenantRules[Key];
};

/** True when a leg of the call belongs to somebody of the tenant. */
export function isConcerning(call: CallState, directory: Directory): boolean {
  return call.connections.some((leg) => directory.ownerOf(call.pbxId, leg.deviceId) !== undefined);
}
