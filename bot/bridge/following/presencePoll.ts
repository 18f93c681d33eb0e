// Reads what Teams shows of many people, round after round, in shards spread over the interval and within a share of the quota.
import { backOffMs } from '#shared/domain/presence';
import { toAppError, type AppError } from '#shared/errors';
import type { GraphPort, SeenPresence } from '#bot/graph';
import type { LoggerPort } from '#bot/telemetry';
import { Alarm, type TimersPort } from '../presence/timersPort.ts';
import { mayBeDone, retryAfterOf } from '../presence/writeFaults.ts';
import { quotaWindowMs } from '../presence/writerOptions.ts';
import { QuotaWindow } from '../quotaWindow.ts';

/** How often is asked; times in seconds, `quotaSharePercent` of the presence requests of one registration. */
export interface PollRules {
  readonly pollSeconds: number;
  readonly quotaSharePercent: number;
}

/** What the poll works with. */
export interface PresencePollOptions {
  readonly tenantId: string;
  readonly graph: Pick<GraphPort, 'readPresences'>;
  /** Read at every shard; undefined while nothing is to be read. */
  readonly rules: () => PollRules | undefined;
  /** Asked at the beginning of every round. */
  readonly users: () => readonly string[];
  /** What was shown of those who were asked about; whom Graph does not know is missing. */
  readonly onSeen: (seen: readonly SeenPresence[], asked: readonly string[]) => void;
  /** Takes a place of the quota the writes have too; undefined when it has none to spare. To be called with the answer. */
  readonly reserveRead: () => (() => void) | undefined;
  /** Of one registration. */
  readonly quotaPer30s: number;
  readonly logger: LoggerPort;
  readonly now: () => number;
  readonly random: () => number;
  readonly timers: TimersPort;
}

const shardIds = 650;
const shortestRoundMs = 10_000;
const msPerSecond = 1000;
const percent = 100;
/** The writes have taken the quota: it is asked for again. */
const crowdedMs = 1_000;
/** Reading was refused (no permission). */
const refusedPauseMs = 600_000;

interface Shard {
  readonly userIds: readonly string[];
  readonly failures: number;
  readonly notBefore: number;
}

/** Requests in 30 seconds that the share allows, at least one. */
export function shareOf(quotaPer30s: number, { quotaSharePercent }: PollRules): number {
  return Math.max(1, Math.floor((quotaPer30s * quotaSharePercent) / percent));
}

/** How long a round of so many shards takes: the interval, stretched where the share of the quota wants it. Milliseconds. */
export function roundMs(shards: number, quotaPer30s: number, rules: PollRules): number {
  const byQuota = (shards / shareOf(quotaPer30s, rules)) * quotaWindowMs;
  return Math.max(shortestRoundMs, rules.pollSeconds * msPerSecond, Math.ceil(byQuota));
}

/** The poll of one tenant. */
export class PresencePoll {
  private readonly options: PresencePollOptions;
  private readonly alarm: Alarm;
  private shards: readonly Shard[] = [];
  private next = 0;
  private own = new QuotaWindow(1, quotaWindowMs);
  private notBefore = 0;
  private isReading = false;
  private isStopped = true;

  constructor(options: PresencePollOptions) {
    this.options = options;
    this.alarm = new Alarm(options.timers, options.now, () => {
      void this.step();
    });
  }

  /** Begins a round at once; while one runs over several shards it goes on, so that the last of them get their turn. */
  start(): void {
    if (!this.isStopped && this.shards.length > 1) return;
    this.isStopped = false;
    this.alarm.set(Math.max(this.options.now(), this.notBefore));
  }

  stop(): void {
    this.isStopped = true;
    this.alarm.stop();
    this.shards = [];
    this.next = 0;
  }

  private async step(): Promise<void> {
    const rules = this.options.rules();
    if (this.isStopped || this.isReading) return;
    if (rules === undefined) {
      this.stop();
      return;
    }
    if (this.next >= this.shards.length) this.beginRound(rules);
    const startedAt = this.options.now();
    const stepMs = roundMs(this.shards.length, this.options.quotaPer30s, rules) / Math.max(1, this.shards.length);
    const shard = this.shards[this.next];
    if (shard !== undefined && shard.notBefore <= startedAt && !(await this.read(shard, this.next))) return;
    if (this.isCut()) return;
    this.next += 1;
    this.arm(startedAt + stepMs);
  }

  /** Stopped while an answer was awaited. */
  private isCut(): boolean {
    return this.isStopped;
  }

  private arm(at: number): void {
    this.alarm.set(Math.max(this.options.now(), at, this.notBefore));
  }

  /** A shard that fails keeps its back-off as long as the number of shards is the same: it is about the same people. */
  private beginRound(rules: PollRules): void {
    const userIds = this.options.users();
    const former = this.shards;
    const count = Math.ceil(userIds.length / shardIds);
    const limit = shareOf(this.options.quotaPer30s, rules);
    if (limit !== this.own.limit) this.own = new QuotaWindow(limit, quotaWindowMs);
    this.shards = Array.from({ length: count }, (_, index) => ({
      failures: former.length === count ? (former[index]?.failures ?? 0) : 0,
      notBefore: former.length === count ? (former[index]?.notBefore ?? 0) : 0,
      userIds: userIds.slice(index * shardIds, (index + 1) * shardIds),
    }));
    this.next = 0;
  }

  /** False when the quota has no place now: the same shard is asked later. */
  private async read(shard: Shard, index: number): Promise<boolean> {
    const { graph, now, onSeen } = this.options;
    const answered = this.takeQuota();
    if (answered === undefined) {
      this.arm(now() + crowdedMs);
      return false;
    }
    this.isReading = true;
    try {
      const seen = await graph.readPresences(shard.userIds);
      this.keep(index, { ...shard, failures: 0, notBefore: 0 });
      if (!this.isStopped) onSeen(seen, shard.userIds);
    } catch (thrown) {
      this.failed(shard, index, toAppError(thrown, 'graph.unavailable'));
    } finally {
      this.isReading = false;
      answered();
    }
    return true;
  }

  private takeQuota(): (() => void) | undefined {
    const { now, reserveRead } = this.options;
    const { own } = this;
    if (!own.take(now()).ok) return undefined;
    const answered = reserveRead();
    if (answered === undefined) {
      own.giveBack();
      return undefined;
    }
    return () => {
      own.answered(now());
      answered();
    };
  }

  /** What concerns the whole tenant (throttled, refused) holds everything up; anything else only these people. */
  private failed(shard: Shard, index: number, fault: AppError): void {
    const { now, random, logger, tenantId } = this.options;
    const failures = shard.failures + 1;
    const own = backOffMs(failures, random());
    const isTenants = !mayBeDone(fault.code);
    const waitMs = isTenants && fault.code !== 'graph.throttled' ? refusedPauseMs : (retryAfterOf(fault) ?? own);
    if (isTenants) this.notBefore = now() + waitMs;
    this.keep(index, { ...shard, failures, notBefore: now() + waitMs });
    logger.warn('following.readFailed', { tenantId, code: fault.code, users: shard.userIds.length, waitMs });
  }

  private keep(index: number, shard: Shard): void {
    this.shards = this.shards.map((each, place) => (place === index ? shard : each));
  }
}
