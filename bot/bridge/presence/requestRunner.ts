// Sends what is queued: picks the next request, has it put on disk, keeps to sockets and quota, and hands each write its end.
import type { PresenceOutcome } from '#bot/graph';
import type { QuotaWindow } from '../quotaWindow.ts';
import { sendWrites } from './sendWrites.ts';
import type { TenantGate } from './tenantGate.ts';
import type { WriteEntry } from './writeEntry.ts';
import { isCurrent, jobFor, needsWriteAhead, writtenAhead, type WriteJob } from './writeJob.ts';
import type { WriteQueue } from './writeQueue.ts';
import { batchParts, spareShare, type WriterOptions } from './writerOptions.ts';

/** What the runner shares with the writer. */
export interface RunnerParts {
  readonly entries: ReadonlyMap<string, WriteEntry>;
  readonly queue: WriteQueue;
  readonly quota: QuotaWindow;
  readonly gate: TenantGate;
}

/** Who keeps the entries: told when a write is on its way, was answered, or could not be sent. */
export interface RunnerOwner {
  taken(userId: string, entry: WriteEntry): void;
  answered(jobs: readonly WriteJob[], outcomes: readonly PresenceOutcome[]): void;
  /** Not sent; `outcome` says whether the disk refused. */
  putBack(job: WriteJob, outcome: PresenceOutcome): void;
  /** A socket is free again. */
  ended(): void;
}

/** The runner of one tenant. */
export class RequestRunner {
  private readonly options: WriterOptions;
  private readonly parts: RunnerParts;
  private readonly owner: RunnerOwner;
  private open = 0;
  private isStopped = false;

  constructor(options: WriterOptions, parts: RunnerParts, owner: RunnerOwner) {
    this.options = options;
    this.parts = parts;
    this.owner = owner;
  }

  stop(): void {
    this.isStopped = true;
  }

  /** Sends as much as sockets and quota allow; returns when the quota allows more, Infinity when an end will tell. */
  drain(): number {
    for (;;) {
      const { jobs, until } = this.pick();
      if (jobs.length > 0) void this.send(jobs);
      if (jobs.length === 0 || until < Infinity) return until;
    }
  }

  /** The next request: changes before renewals, and several users in one only when there are more than free sockets. */
  private pick(): { readonly jobs: readonly WriteJob[]; readonly until: number } {
    const { queue, quota, gate } = this.parts;
    const jobs: WriteJob[] = [];
    const isChange = queue.changes.size > 0;
    const heap = isChange ? queue.changes : queue.renewals;
    const free = this.socketsFor(isChange) - this.open;
    const size = gate.isConsentLost || heap.size <= free ? 1 : Math.min(batchParts, Math.ceil(heap.size / free));
    for (let first = heap.peek(); first !== undefined && free > 0 && jobs.length < size; first = heap.peek()) {
      const place = quota.take(this.options.now(), isChange ? 1 : spareShare);
      if (!place.ok) return { jobs, until: place.until };
      jobs.push(...this.take(first.key));
    }
    return { jobs, until: Infinity };
  }

  /** Renewals leave a fifth of the sockets to changes; while consent is lost, one request asks whether it is back. */
  private socketsFor(isChange: boolean): number {
    if (this.parts.gate.isConsentLost) return 1;
    const { concurrency } = this.options;
    return isChange ? concurrency : Math.max(1, Math.floor(concurrency * spareShare));
  }

  private take(userId: string): readonly WriteJob[] {
    const { entries, queue, quota } = this.parts;
    const entry = entries.get(userId);
    if (entry === undefined) {
      queue.forget(userId);
      quota.giveBack();
      return [];
    }
    const job = jobFor(userId, entry, this.options);
    this.owner.taken(userId, entry);
    return [job];
  }

  /** Never rejects: whatever happens is an outcome. */
  private async send(picked: readonly WriteJob[]): Promise<void> {
    this.open += 1;
    const pickedAt = this.options.now();
    const mustWait = picked.some((job) => needsWriteAhead(job, pickedAt));
    const jobs = mustWait ? await this.putOnDisk(picked) : picked;
    this.noteSent(jobs);
    const outcomes = await sendWrites(this.options.graph, jobs);
    this.open -= 1;
    this.parts.quota.answered(this.options.now(), jobs.length);
    if (this.isStopped) return;
    if (jobs.length > 0) this.owner.answered(jobs, outcomes);
    this.owner.ended();
  }

  /** The jobs that may be sent now: on disk for long enough, still wanted, and nobody has asked us to pause meanwhile. */
  private async putOnDisk(jobs: readonly WriteJob[]): Promise<readonly WriteJob[]> {
    const outcomes = await Promise.all(jobs.map((job) => writtenAhead(job, this.options)));
    const now = this.options.now();
    const isHeld = this.isStopped || now < this.parts.gate.pausedUntil;
    return jobs.filter((job, index) => {
      const outcome: PresenceOutcome = outcomes[index] ?? { ok: true };
      if (outcome.ok && !isHeld && isCurrent(job) && !needsWriteAhead(job, now)) return true;
      this.parts.quota.giveBack();
      if (!this.isStopped) this.owner.putBack(job, outcome);
      return false;
    });
  }

  private noteSent(jobs: readonly WriteJob[]): void {
    const { metrics, tenantId, now } = this.options;
    const sentAt = now();
    if (jobs.length > 1) metrics.presenceBatch(tenantId, jobs.length);
    for (const { entry, session, causedAt } of jobs) {
      entry.lastSentAt = sentAt;
      if (session !== null) entry.lastSet = session;
      if (causedAt > 0) metrics.relayLatency(tenantId, 'sent', sentAt - causedAt);
    }
  }
}
