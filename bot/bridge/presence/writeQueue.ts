// Who is next: changes by age, renewals by urgency, and everything that waits for a time.
import { isInStep, planWrite } from '#shared/domain/presence';
import { KeyedHeap } from './keyedHeap.ts';
import type { WriteEntry } from './writeEntry.ts';

/** The writer's queues of users. No operation costs more than the logarithm of the users in it. */
export class WriteQueue {
  /** To be sent now; the oldest first. */
  readonly changes = new KeyedHeap();
  /** To be renewed now; what ends first comes first. */
  readonly renewals = new KeyedHeap();
  /** Users out of step since when, whether queued, under way or waiting for a retry. */
  private readonly unmet = new KeyedHeap();
  private readonly due = new KeyedHeap();

  /** Users whose wanted state is not acknowledged. */
  get backlog(): number {
    return this.unmet.size;
  }

  /** Since when the oldest of the backlog waits. */
  get oldestSince(): number | undefined {
    return this.unmet.peek()?.rank;
  }

  /** When the next user must be placed anew. */
  get nextDue(): number {
    return this.due.peek()?.rank ?? Infinity;
  }

  dueOf(userId: string): number | undefined {
    return this.due.rankOf(userId);
  }

  /** Puts a user where the state of the entry belongs; call after each change of it. True when there is nothing to do. */
  place(userId: string, entry: WriteEntry, now: number, since = now): boolean {
    const plan = planWrite(entry.state, now, entry.renewBeforeMs);
    if (isInStep(entry.state, now)) this.unmet.delete(userId);
    else if (this.unmet.rankOf(userId) === undefined) this.unmet.set(userId, since);
    const isChange = plan.do === 'send' && !plan.renewal;
    const isRenewal = plan.do === 'send' && plan.renewal;
    put(this.changes, userId, isChange ? this.unmet.rankOf(userId) : undefined);
    put(this.renewals, userId, isRenewal ? entry.state.expiresAt : undefined);
    // A renewal that was not sent in time is a change: the person no longer shows as busy.
    const lapse = isRenewal ? entry.state.expiresAt : undefined;
    put(this.due, userId, plan.do === 'wait' ? plan.until : lapse);
    return plan.do === 'nothing' && !entry.state.inFlight;
  }

  /** The present change was met: what is wanted since then queues by its own age. */
  met(userId: string): void {
    this.unmet.delete(userId);
  }

  /** Users whose time has come, each once. */
  *fallenDue(now: number): Iterable<string> {
    for (let first = this.due.peek(); first !== undefined && first.rank <= now; first = this.due.peek()) {
      this.due.delete(first.key);
      yield first.key;
    }
  }

  forget(userId: string): void {
    for (const heap of [this.changes, this.renewals, this.unmet, this.due]) heap.delete(userId);
  }

  clear(): void {
    for (const heap of [this.changes, this.renewals, this.unmet, this.due]) heap.clear();
  }
}

function put(heap: KeyedHeap, userId: string, rank: number | undefined): void {
  if (rank === undefined) heap.delete(userId);
  else heap.set(userId, rank);
}
