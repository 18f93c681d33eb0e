// What the presence writer of one tenant is made of, and the figures it works with when none are given.
import type { TeamsSession } from '#shared/domain/presence';
import type { GraphPort } from '#bot/graph';
import type { LoggerPort, MetricsPort } from '#bot/telemetry';
import type { TimersPort } from './timersPort.ts';

/** What the writer works with. Times in milliseconds unless named otherwise. */
export interface WriterOptions {
  readonly tenantId: string;
  readonly graph: GraphPort;
  /** Requests of any kind in 30 seconds, head-room already taken off. */
  readonly quotaPer30s: number;
  /** Requests open at once. */
  readonly concurrency: number;
  /** Life of a session in Teams, in minutes. */
  readonly minutesFor: (session: TeamsSession) => number;
  /**
   * Must put the intent on disk before it returns, or before its promise resolves; called before a session is renewed, or set
   * to last longer than the disk says. When it throws or rejects, nothing is sent and it is asked again.
   */
  readonly writeAhead: (userId: string, session: TeamsSession | null, expiresAt: number) => void | Promise<void>;
  /** Nothing of ours is left in Teams for the user. */
  readonly onSettled: (userId: string) => void;
  readonly logger: LoggerPort;
  readonly metrics: MetricsPort;
  readonly now: () => number;
  /** In [0,1). */
  readonly random: () => number;
  /** @default the process's own timers */
  readonly timers?: TimersPort;
  /** From an accepted write to its read-back. @default 5000 */
  readonly readBackDelayMs?: number;
  /** Part of the quota read-backs may use, 0 = none. @default 0.05 */
  readonly readBackShare?: number;
}

export const quotaWindowMs = 30_000;
export const msPerMinute = 60_000;
/** Renewals and read-backs leave a fifth of the quota to changes. */
export const spareShare = 0.8;
/** Graph takes no more parts in one batch. */
export const batchParts = 20;
