// What following Teams on the phones of one tenant is made of.
import type { PhoneWord, TeamsSession, TeamsToPbxPolicy } from '#shared/domain/presence';
import type { GraphPort } from '#bot/graph';
import type { PbxPort } from '#bot/pbx';
import type { AsyncStorePort } from '#bot/store';
import type { LoggerPort, MetricsPort } from '#bot/telemetry';
import type { LineBook, LinePlace } from '../lineBook.ts';
import type { TimersPort } from '../presence/timersPort.ts';
import type { PollRules } from './presencePoll.ts';

/** What the admin chooses; may change while the heart beats. */
export interface FollowRules extends PollRules, TeamsToPbxPolicy {
  /** False: phones are told nothing, and what they were told is taken back. */
  readonly enabled: boolean;
}

/** Ports and facts of one tenant; functions are asked each time. */
export interface FollowerOptions {
  readonly tenantId: string;
  readonly graph: Pick<GraphPort, 'readPresences'>;
  readonly rules: () => FollowRules | undefined;
  /** Everybody who has a line. */
  readonly owners: () => readonly string[];
  /** Everybody of the directory, counted. */
  readonly people: () => number;
  /** Where the lines of a person are. */
  readonly placesOf: (userId: string) => readonly LinePlace[];
  readonly port: (pbxId: string) => PbxPort | undefined;
  readonly lines: Pick<LineBook, 'link' | 'ownUserState' | 'markTold' | 'dropTold' | 'isTold'>;
  /** Sessions of ours that Teams may be showing of a person. */
  readonly sessionsOf: (userId: string) => readonly TeamsSession[];
  readonly reserveRead: () => (() => void) | undefined;
  /** Of one registration. */
  readonly quotaPer30s: number;
  readonly store: Pick<AsyncStorePort, 'keepText' | 'keptText'>;
  readonly logger: LoggerPort;
  readonly metrics: MetricsPort;
  readonly now: () => number;
  readonly random: () => number;
  /** @default the process's own timers */
  readonly timers?: TimersPort;
}

/** How far people are followed. */
export interface FollowFacts {
  readonly followed: number;
  /** People whose lines are all on PBXs that cannot be told what the policy says. */
  readonly notTellable: number;
  readonly withoutLine: number;
}

/** The words this PBX can be told. */
export function wordsOf(port: PbxPort | undefined): readonly PhoneWord[] {
  return port?.capabilities.tellUserStates ?? [];
}
