// Brings Teams in step with the wanted presence: newest state only, inside the quota, through every refusal (spec presence 4).
import { backOffMs, isSameSession, planWrite, type TeamsSession, type WriteState } from '#shared/domain/presence';
import { toAppError, type AppError } from '#shared/errors';
import type { GraphPort } from '#bot/graph';
import type { LoggerPort, MetricsPort } from '#bot/telemetry';
import { QuotaWindow } from './quotaWindow.ts';

/** What the writer works with. Times in milliseconds unless named otherwise. */
export interface WriterOptions {
  readonly tenantId: string;
  readonly graph: GraphPort;
  readonly quotaPer30s: number;
  readonly concurrency: number;
  /** Life of a session in Teams, in minutes. */
  readonly minutesFor: (session: TeamsSession) => number;
  /** Must put the intent on disk before it returns; called before a session is set or renewed. */
  readonly writeAhead: (userId: string, session: TeamsSession | null, expiresAt: number) => void;
  /** Nothing of ours is left in Teams for the user. */
  readonly onSettled: (userId: string) => void;
  readonly logger: LoggerPort;
  readonly metrics: MetricsPort;
  readonly now: () => number;
  readonly random: () => number;
}

interface Entry {
  state: WriteState;
  failures: number;
  /** When the PBX told what caused the wanted state; 0 for renewals and start-up. */
  causedAt: number;
}

const quotaWindowMs = 30_000;
const sweepMs = 500;
const msPerMinute = 60_000;
/** A third of the shortest life: two more tries fit before the session fades. */
const renewBeforeMs = 100_000;
/** Renewals leave a fifth of the quota to changes. */
const renewalShare = 0.8;
const consentPauseMs = 60_000;
/** A user Graph does not know, or a request it refuses: asking again soon helps nobody. */
const hopelessPauseMs = 600_000;

/** The writer of one tenant. */
export class PresenceWriter {
  private readonly options: WriterOptions;
  private readonly quota: QuotaWindow;
  private readonly entries = new Map<string, Entry>();
  private readonly changes = new Set<string>();
  private readonly renewals = new Set<string>();
  private consentLost = false;
  private inFlight = 0;
  private pausedUntil = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(options: WriterOptions) {
    this.options = options;
    this.quota = new QuotaWindow(options.quotaPer30s, quotaWindowMs);
  }

  start(): void {
    this.timer = setInterval(() => {
      this.sweep();
    }, sweepMs);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.changes.clear();
    this.renewals.clear();
  }

  /** What may stand in Teams from before a restart; the next `want` settles it. */
  recall(userId: string, expiresAt: number): void {
    this.entries.set(userId, {
      state: { desired: null, acknowledged: 'unknown', expiresAt, inFlight: false, notBefore: 0 },
      failures: 0,
      causedAt: 0,
    });
  }

  /** Users whose state in Teams is not known: after a restart, or after a request that may have got through. */
  recalled(): readonly string[] {
    return [...this.entries].filter(([, entry]) => entry.state.acknowledged === 'unknown').map(([userId]) => userId);
  }

  /** The wanted session of a user. Returns true when it differs from what was wanted before, or was never settled. */
  want(userId: string, session: TeamsSession | null, causedAt: number): boolean {
    const entry = this.entries.get(userId);
    if (entry === undefined) {
      if (session === null) return false;
      this.entries.set(userId, {
        state: { desired: session, acknowledged: null, expiresAt: 0, inFlight: false, notBefore: 0 },
        failures: 0,
        causedAt,
      });
      return true;
    }
    const isSame = isSameSession(entry.state.desired, session);
    if (isSame && entry.state.acknowledged !== 'unknown') return false;
    if (!isSame) entry.causedAt = causedAt;
    entry.state = { ...entry.state, desired: session };
    return true;
  }

  /** Sends what can be sent now. Call after the intents of the turn are on disk. */
  push(userIds: Iterable<string>): void {
    for (const userId of userIds) this.changes.add(userId);
    this.pump();
  }

  /** Users whose wanted state is not acknowledged. */
  get backlog(): number {
    return this.changes.size + this.inFlight;
  }

  get isConsentLost(): boolean {
    return this.consentLost;
  }

  private pump(): void {
    const now = this.options.now();
    if (now < this.pausedUntil) return;
    this.drain(this.changes, 1, now);
    this.drain(this.renewals, renewalShare, now);
    this.options.metrics.presenceBacklog(this.options.tenantId, this.backlog);
  }

  private drain(queue: Set<string>, share: number, now: number): void {
    for (const userId of queue) {
      if (this.inFlight >= this.options.concurrency) return;
      const entry = this.entries.get(userId);
      const plan = entry === undefined ? undefined : planWrite(entry.state, now, renewBeforeMs);
      if (entry === undefined || plan?.do !== 'send') {
        // In flight or waiting: its own end, or the sweep, brings it back.
        queue.delete(userId);
        if (entry !== undefined && plan?.do === 'nothing') this.settleIfDone(userId, entry);
        continue;
      }
      if (!this.quota.take(now, share).ok) return;
      queue.delete(userId);
      void this.send(userId, entry, plan.session, plan.renewal);
    }
  }

  private settleIfDone(userId: string, entry: Entry): void {
    const { desired, acknowledged, inFlight } = entry.state;
    if (desired !== null || acknowledged !== null || inFlight) return;
    this.entries.delete(userId);
    this.options.onSettled(userId);
  }

  private async send(userId: string, entry: Entry, session: TeamsSession | null, renewal: boolean): Promise<void> {
    const { graph, metrics, tenantId, now } = this.options;
    const minutes = session === null ? 0 : this.options.minutesFor(session);
    const expiresAt = session === null ? 0 : now() + minutes * msPerMinute;
    const causedAt = renewal ? 0 : entry.causedAt;
    entry.state = { ...entry.state, inFlight: true };
    this.inFlight += 1;
    try {
      if (renewal) this.options.writeAhead(userId, session, expiresAt);
      if (causedAt > 0) metrics.relayLatency(tenantId, 'sent', now() - causedAt);
      await (session === null ? graph.clearPresence(userId) : graph.setPresence(userId, session, minutes));
      if (causedAt > 0) metrics.relayLatency(tenantId, 'accepted', now() - causedAt);
      this.accepted(entry, session, expiresAt);
    } catch (error) {
      this.refused(userId, entry, toAppError(error, 'graph.unavailable'));
    } finally {
      this.inFlight -= 1;
      this.changes.add(userId);
      this.pump();
    }
  }

  private accepted(entry: Entry, session: TeamsSession | null, expiresAt: number): void {
    if (this.consentLost) this.options.logger.info('graph.consentBack', { tenantId: this.options.tenantId });
    this.consentLost = false;
    entry.failures = 0;
    entry.state = { ...entry.state, acknowledged: session, expiresAt, inFlight: false, notBefore: 0 };
  }

  private refused(userId: string, entry: Entry, fault: AppError): void {
    const { logger, tenantId, now, random } = this.options;
    const waitMs = this.waitAfter(entry, fault, random());
    entry.failures += 1;
    // A request that timed out may have got through: only a new answer tells.
    entry.state = { ...entry.state, acknowledged: 'unknown', inFlight: false, notBefore: now() + waitMs };
    const facts = { tenantId, userId, code: fault.code, waitMs, failures: entry.failures };
    if (fault.code === 'graph.consentLost') {
      if (!this.consentLost) logger.error('graph.consentLost', facts);
      this.consentLost = true;
      this.pausedUntil = now() + consentPauseMs;
    } else if (fault.code === 'graph.throttled') {
      this.options.metrics.graphThrottled(tenantId);
      this.pausedUntil = now() + waitMs;
      logger.warn('presence.throttled', facts);
    } else logger.warn('presence.writeFailed', facts);
  }

  private waitAfter(entry: Entry, fault: AppError, random: number): number {
    const retryAfter = fault.facts.retryAfterMs;
    if (fault.code === 'graph.throttled' && typeof retryAfter === 'number') return retryAfter;
    if (fault.code === 'graph.consentLost') return consentPauseMs;
    if (fault.code === 'graph.notFound' || fault.code === 'graph.refused') return hopelessPauseMs;
    return backOffMs(entry.failures, random);
  }

  /** Brings back what waits for a time: renewals that are due, retries, and everything after a pause. */
  private sweep(): void {
    const now = this.options.now();
    for (const [userId, entry] of this.entries) {
      const plan = planWrite(entry.state, now, renewBeforeMs);
      if (plan.do === 'send') (plan.renewal ? this.renewals : this.changes).add(userId);
    }
    this.pump();
  }
}
