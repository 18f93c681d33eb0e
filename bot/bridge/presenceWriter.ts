// Brings Teams in step with the wanted presence: newest state only, inside the quota, through every refusal (spec presence 4).
import {
  backOffMs,
  isConsistent,
  isSameSession,
  needsHealing,
  renewBeforeMs,
  type ShownPresence,
  type TeamsSession,
} from '#shared/domain/presence';
import type { AppError } from '#shared/errors';
import type { PresenceOutcome } from '#bot/graph';
import { ReadBack, type Watch } from './presence/readBack.ts';
import { RequestRunner } from './presence/requestRunner.ts';
import { TenantGate } from './presence/tenantGate.ts';
import { Alarm, realTimers } from './presence/timersPort.ts';
import {
  doubtedEntry,
  factsOf,
  newEntry,
  noteAccepted,
  recalledEntry,
  type WriteEntry,
  type WriterFacts,
} from './presence/writeEntry.ts';
import { FadingSessions } from './presence/fadingSessions.ts';
import { faultsOf, mayBeDone, waitAfter } from './presence/writeFaults.ts';
import type { WriteJob } from './presence/writeJob.ts';
import { WriteQueue } from './presence/writeQueue.ts';
import { msPerMinute, quotaWindowMs, spareShare, type WriterOptions } from './presence/writerOptions.ts';
import { QuotaWindow } from './quotaWindow.ts';

/** A call in Teams itself looks like our session left behind: after so many clears we believe it. */
const mostHealings = 3;
/** Each look after a healing waits so many times longer. */
const healingPatience = 3;
/** Requests of a process that was killed take effect within this time after our start. */
const formerProcessMs = 15_000;

const everySession: readonly TeamsSession[] = [
  { availability: 'Busy', activity: 'InACall' },
  { availability: 'Busy', activity: 'InAConferenceCall' },
  { availability: 'Away', activity: 'Away' },
  { availability: 'DoNotDisturb', activity: 'Presenting' },
];

/** The writer of one tenant. */
export class PresenceWriter {
  private readonly options: WriterOptions;
  private readonly quota: QuotaWindow;
  private readonly gate = new TenantGate();
  private readonly queue = new WriteQueue();
  private readonly entries = new Map<string, WriteEntry>();
  private readonly alarm: Alarm;
  private readonly runner: RequestRunner;
  private readonly readBack: ReadBack;
  private readonly fading = new FadingSessions();
  private isStopped = false;
  private forgetGauges: () => void = () => undefined;

  constructor(options: WriterOptions) {
    this.options = options;
    this.quota = new QuotaWindow(options.quotaPer30s, quotaWindowMs);
    this.alarm = new Alarm(options.timers ?? realTimers, options.now, () => this.pump());
    const { entries, queue, quota, gate } = this;
    this.runner = new RequestRunner(
      options,
      { entries, queue, quota, gate },
      {
        taken: (userId, entry) => this.taken(userId, entry),
        answered: (jobs, outcomes) => this.answered(jobs, outcomes),
        putBack: (job, outcome) => this.putBack(job, outcome),
        ended: () => this.pump(),
      },
    );
    this.readBack = new ReadBack(options, quota, gate, (watch, shown) => this.seen(watch, shown));
  }

  /** Has the metrics ask this writer; sending needs no start. */
  start(): void {
    const { metrics, tenantId, now } = this.options;
    this.forgetGauges();
    this.forgetGauges = metrics.watchPresence(tenantId, () => ({
      backlog: this.backlog,
      oldestMs: now() - (this.queue.oldestSince ?? now()),
      quotaUsed: this.quota.used(now()),
    }));
  }

  /** Sends nothing more; answers still on their way are not waited for: the next start reads the disk. */
  stop(): void {
    this.isStopped = true;
    this.forgetGauges();
    this.alarm.stop();
    this.runner.stop();
    this.readBack.stop();
    this.queue.clear();
  }

  /** What may stand in Teams from before a restart; the next `want` settles it. */
  recall(userId: string, expiresAt: number): void {
    this.entries.set(userId, recalledEntry(expiresAt, this.options.now() + formerProcessMs));
  }

  /** Users whose state in Teams is not known: after a restart, or after a request that may have got through. */
  recalled(): readonly string[] {
    return [...this.entries].filter(([, entry]) => entry.state.acknowledged === 'unknown').map(([userId]) => userId);
  }

  /** Everybody in whose name something is wanted, stands in Teams, or may stand there. */
  known(): Iterable<string> {
    return this.entries.keys();
  }

  /** The wanted session of a user. Returns true when it differs from what was wanted before, or was never settled. */
  want(userId: string, session: TeamsSession | null, causedAt: number): boolean {
    const known = this.entries.get(userId);
    if (known === undefined && session === null) return false;
    const entry = known ?? newEntry(null);
    if (known === undefined) this.entries.set(userId, entry);
    const isSame = isSameSession(entry.wanted, session);
    if (isSame && (entry.isReleased || entry.state.acknowledged !== 'unknown')) return false;
    entry.isReleased = false;
    entry.isSettled = false;
    entry.wanted = session;
    if (!isSame) entry.causedAt = causedAt;
    return true;
  }

  /** Sends what can be sent now. Call after the intents of the turn are on disk, with the life of `minutesFor` from now. */
  push(userIds: Iterable<string>): void {
    for (const userId of userIds) {
      const entry = this.entries.get(userId);
      if (entry !== undefined) this.adopt(userId, entry);
    }
    this.pump();
  }

  /**
   * Clears our session of the user until the wanted one changes to something else. False when none is wanted. Not kept on disk:
   * a restart forgets it.
   */
  release(userId: string): boolean {
    const entry = this.entries.get(userId);
    if (entry === undefined || entry.wanted === null) return false;
    entry.isReleased = true;
    this.push([userId]);
    return true;
  }

  /** What is known of the user's session, for who asks why. */
  facts(userId: string): WriterFacts {
    const queued = this.queue.changes.rankOf(userId) ?? this.queue.renewals.rankOf(userId);
    const now = this.options.now();
    const next = queued === undefined ? this.queue.dueOf(userId) : Math.max(now, this.gate.pausedUntil);
    return factsOf(this.entries.get(userId), next);
  }

  /** Sessions of ours that Teams may be showing of the user: all that there are while nobody knows. */
  sessionsShown(userId: string): readonly TeamsSession[] {
    const entry = this.entries.get(userId);
    const fading = this.fading.of(userId, this.options.now());
    if (entry === undefined) return fading;
    const { acknowledged, inFlight } = entry.state;
    if (acknowledged === 'unknown') return everySession;
    return [acknowledged, inFlight ? entry.lastSet : null, ...fading].filter((session) => session !== null);
  }

  /**
   * Takes a place of the quota for a read that is no write's own, of at most this `share` of it all; undefined when there is none.
   * To be called once the read is answered.
   */
  reserveRead(share = spareShare): (() => void) | undefined {
    const { now } = this.options;
    if (this.isStopped || now() < this.gate.pausedUntil || !this.quota.take(now(), share).ok) return undefined;
    return () => {
      this.quota.answered(now());
    };
  }

  /** Users whose wanted state is not acknowledged. */
  get backlog(): number {
    return this.queue.backlog;
  }

  get isConsentLost(): boolean {
    return this.gate.isConsentLost;
  }

  private adopt(userId: string, entry: WriteEntry): void {
    const now = this.options.now();
    const desired = entry.isReleased ? null : entry.wanted;
    if (!isSameSession(desired, entry.state.desired)) {
      entry.desiredAt = now;
      entry.healings = 0;
    }
    if (desired !== null) entry.writtenUntil = now + this.options.minutesFor(desired) * msPerMinute;
    // Only a refusal makes a new state wait.
    const notBefore = entry.failures === 0 ? 0 : entry.state.notBefore;
    entry.state = { ...entry.state, desired, notBefore };
    this.place(userId, entry);
  }

  private place(userId: string, entry: WriteEntry, since?: number): void {
    const isIdle = this.queue.place(userId, entry, this.options.now(), since);
    // A wish that was not pushed yet has its intent on disk: not settled.
    if (!isIdle || (entry.wanted !== null && !entry.isReleased)) return;
    if (!entry.isReleased) this.entries.delete(userId);
    if (!entry.isSettled) this.options.onSettled(userId);
    entry.isSettled = true;
  }

  private pump(): void {
    if (this.isStopped) return;
    const now = this.options.now();
    for (const userId of this.queue.fallenDue(now)) {
      const entry = this.entries.get(userId);
      if (entry !== undefined) this.place(userId, entry);
    }
    const { pausedUntil } = this.gate;
    const until = now < pausedUntil ? pausedUntil : this.runner.drain();
    if (this.queue.changes.size + this.queue.renewals.size > 0) this.alarm.set(until);
    this.alarm.set(this.queue.nextDue);
  }

  private taken(userId: string, entry: WriteEntry): void {
    entry.state = { ...entry.state, inFlight: true };
    this.place(userId, entry);
  }

  private putBack({ userId, entry }: WriteJob, outcome: PresenceOutcome): void {
    const { now, random, logger, tenantId } = this.options;
    entry.state = { ...entry.state, inFlight: false };
    if (!outcome.ok) {
      const waitMs = backOffMs(entry.failures, random());
      const { code } = outcome.fault;
      entry.failures += 1;
      entry.lastFault = { code, at: now() };
      entry.state = { ...entry.state, notBefore: now() + waitMs };
      logger.warn('presence.notOnDisk', { tenantId, userId, code, waitMs });
    }
    this.place(userId, entry);
  }

  private answered(jobs: readonly WriteJob[], outcomes: readonly PresenceOutcome[]): void {
    const { logger, metrics, tenantId, random, now } = this.options;
    const answeredAt = now();
    const isOwnFault = jobs.every(({ entry }) => this.isForbiddenAgain(entry));
    const news = this.gate.learn(outcomes, answeredAt, random(), isOwnFault);
    if (news === 'lost') logger.error('graph.consentLost', { tenantId });
    if (news === 'back') logger.info('graph.consentBack', { tenantId });
    faultsOf(outcomes, 'graph.throttled').forEach(() => metrics.graphThrottled(tenantId));
    jobs.forEach((job, index) => {
      const outcome = outcomes[index];
      if (outcome?.ok === true) this.accepted(job, answeredAt);
      else if (outcome !== undefined) this.refused(job, outcome.fault, answeredAt);
    });
  }

  /** Refused before, while others were served since: it is not the tenant's consent. */
  private isForbiddenAgain({ lastFault }: WriteEntry): boolean {
    return lastFault?.code === 'graph.consentLost' && this.gate.hasServedSince(lastFault.at);
  }

  private accepted({ userId, entry, session, expiresAt, renewal, causedAt, former }: WriteJob, now: number): void {
    const { metrics, tenantId, minutesFor, random } = this.options;
    if (causedAt > 0) metrics.relayLatency(tenantId, 'accepted', now - causedAt);
    const { healings } = entry;
    if (former !== null && !isSameSession(former, session)) this.fading.note(userId, former, now);
    // Timed once: a later retry of the same state is not what the phone told.
    if (entry.causedAt === causedAt) entry.causedAt = 0;
    const lifeMs = session === null ? 0 : minutesFor(session) * msPerMinute;
    noteAccepted(entry, { session, expiresAt }, renewBeforeMs(lifeMs, random()), now);
    this.queue.met(userId);
    this.place(userId, entry, entry.desiredAt);
    if (now < entry.doubtUntil && !this.entries.has(userId)) this.clearAgain(userId, entry.doubtUntil);
    if (renewal || healings >= mostHealings) return;
    this.readBack.watch({ userId, session, former, causedAt, healings }, healingPatience ** healings);
  }

  private clearAgain(userId: string, at: number): void {
    const entry = doubtedEntry(at);
    this.entries.set(userId, entry);
    this.place(userId, entry);
  }

  private refused({ userId, entry }: WriteJob, fault: AppError, now: number): void {
    const { logger, tenantId, random } = this.options;
    const waitMs = waitAfter(fault, entry.failures, random());
    entry.failures += 1;
    entry.lastFault = { code: fault.code, at: now };
    const acknowledged = mayBeDone(fault.code) ? 'unknown' : entry.state.acknowledged;
    entry.state = { ...entry.state, acknowledged, inFlight: false, notBefore: now + waitMs };
    logger.warn('presence.writeFailed', { tenantId, userId, code: fault.code, waitMs, failures: entry.failures });
    this.place(userId, entry);
  }

  /** What Teams shows of a user, a few seconds after a write was accepted. */
  private seen(watch: Watch, shown: ShownPresence): void {
    if (this.isStopped || !this.isStanding(watch)) return;
    const { metrics, tenantId, now } = this.options;
    if (isConsistent(watch.session, shown, watch.former)) {
      if (watch.causedAt > 0) metrics.relayLatency(tenantId, 'confirmed', now() - watch.causedAt);
    } else if (needsHealing(watch.session, shown, watch.former)) this.heal(watch);
  }

  /** True while nothing was wanted or sent since the write that was looked after. */
  private isStanding({ userId, session }: Watch): boolean {
    const entry = this.entries.get(userId);
    if (entry === undefined) return session === null;
    const { desired, acknowledged, inFlight } = entry.state;
    if (inFlight || acknowledged === 'unknown') return false;
    return isSameSession(desired, session) && isSameSession(acknowledged, session);
  }

  private heal({ userId, session, former, healings }: Watch): void {
    const { metrics, logger, tenantId } = this.options;
    const entry = this.entries.get(userId) ?? doubtedEntry(0);
    this.entries.set(userId, entry);
    entry.lastSet = session ?? former;
    entry.healings = healings + 1;
    entry.state = { ...entry.state, acknowledged: 'unknown' };
    metrics.presenceHealed(tenantId);
    logger.warn('presence.healed', { tenantId, userId, attempt: entry.healings });
    this.place(userId, entry);
    this.pump();
  }
}
