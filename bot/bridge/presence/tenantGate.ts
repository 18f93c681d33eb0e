// Whether anything may be sent for the tenant now: pauses after 429 and while consent is lost (spec presence 4.3).
import { backOffMs } from '#shared/domain/presence';
import type { PresenceOutcome } from '#bot/graph';
import { consentPauseMs, faultsOf, retryAfterOf } from './writeFaults.ts';

/*
 *  open ──429 for half of a request──▶ paused ──time──▶ open
 *  open ──403──▶ lost: one request a minute ──accepted──▶ open
 */

/** What an answer has changed about consent. */
export type ConsentNews = 'lost' | 'back' | 'same';

/** The gate of one tenant. Times in milliseconds since the epoch. */
export class TenantGate {
  isConsentLost = false;
  private throttledUntil = 0;
  private consentUntil = 0;
  private throttles = 0;
  private acceptedAt = 0;

  /** Nothing is sent before this time. */
  get pausedUntil(): number {
    return Math.max(this.throttledUntil, this.consentUntil);
  }

  /** True when somebody was served since this time: a second refusal is then the user's own, not the tenant's. */
  hasServedSince(at: number): boolean {
    return this.acceptedAt >= at;
  }

  /** Learns from the outcomes of one request; `isOwnFault` when a 403 concerns its users only; `random` in [0,1). */
  learn(outcomes: readonly PresenceOutcome[], now: number, random: number, isOwnFault: boolean): ConsentNews {
    const isServed = outcomes.some(({ ok }) => ok);
    this.throttle(outcomes, now, random);
    if (isServed) {
      this.acceptedAt = now;
      this.consentUntil = 0;
      return this.setConsentLost(false);
    }
    if (isOwnFault || faultsOf(outcomes, 'graph.consentLost').length === 0) return 'same';
    this.consentUntil = now + consentPauseMs;
    return this.setConsentLost(true);
  }

  /** Half of a request throttled means the tenant is; less means those users only. */
  private throttle(outcomes: readonly PresenceOutcome[], now: number, random: number): void {
    const faults = faultsOf(outcomes, 'graph.throttled');
    const isTenants = faults.length > 0 && faults.length * 2 >= outcomes.length;
    if (!isTenants) {
      if (outcomes.some(({ ok }) => ok)) this.throttles = 0;
      return;
    }
    // Requests that were open together are refused together: once is once.
    if (now >= this.throttledUntil) this.throttles += 1;
    const waits = faults.map((fault) => retryAfterOf(fault) ?? backOffMs(this.throttles - 1, random));
    this.throttledUntil = Math.max(this.throttledUntil, now + Math.max(...waits));
  }

  private setConsentLost(isLost: boolean): ConsentNews {
    if (this.isConsentLost === isLost) return 'same';
    this.isConsentLost = isLost;
    return isLost ? 'lost' : 'back';
  }
}
