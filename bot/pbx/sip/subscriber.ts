// Moves single subscriptions through their states: sends, takes answers and NOTIFYs, plans refreshes and later tries.
import type { LoginChain, SipAccount } from './account.ts';
import { verdictOf, type AnswerVerdict } from './answerVerdict.ts';
import type { OnOutcome, SipOutcome } from './clientTransactions.ts';
import type { HeaderPairs } from './format.ts';
import type { RefusalReports } from './refusalReports.ts';
import type { SendQueue } from './sendQueue.ts';
import { routeOf, startDialog, subscribeHeaders, takeAccepted, type Subscription } from './subscription.ts';
import type { SyncWatch } from './syncWatch.ts';
import type { TimerWheel } from './timerWheel.ts';

/** How requests leave. */
export interface SubscriberLink {
  send(method: string, uri: string, headers: HeaderPairs, onOutcome: OnOutcome): void;
  contact(): string;
}

/** What all subscriptions of a connector share. */
export interface SubscriberContext {
  readonly link: SubscriberLink;
  readonly account: SipAccount;
  /** Our address of record. */
  readonly from: string;
  readonly wheel: TimerWheel;
  readonly queue: SendQueue;
  readonly sync: SyncWatch;
  readonly reports: RefusalReports;
  /** Open dialogs; a NOTIFY of any other belongs to nobody. */
  readonly byCallId: Map<string, Subscription>;
  readonly random: () => number;
  /** Unguessable text of 32 characters. */
  readonly token: () => string;
  /** Nothing will be told of this device and package for now. */
  onSilent(subscription: Subscription): void;
  /** The PBX does not know a dialog that stood. */
  onForgotten(): void;
  onLoginRefused(): void;
}

const msPerSecond = 1000;
/** Refresh between half and nine tenths of what was granted, so that they spread. */
const earliestRefresh = 0.5;
const refreshSpread = 0.4;
const shortestGrantSeconds = 10;
/** RFC 6665 4.1.2.4, timer N: a PBX that accepts and never notifies has not accepted. */
const firstNotifyLimitMs = 32_000;
const firstRetrySeconds = 5;
const slowRetrySeconds = 600;
const mostFailedRefreshes = 3;
/** RFC 6665 4.1.3: after these a new subscription is made at once. */
const renewingReasons = new Set(['deactivated', 'timeout', '']);

/** The moves. */
export class Subscriber {
  private readonly context: SubscriberContext;
  private expiresSeconds: number;
  /** When a refresh was last answered well, on the wheel's clock. */
  refreshedAt = 0;

  constructor(context: SubscriberContext, expiresSeconds: number) {
    this.context = context;
    this.expiresSeconds = expiresSeconds;
  }

  /** Sends the SUBSCRIBE that is due: the first of a new dialog, or a refresh. */
  sendDue(subscription: Subscription): void {
    subscription.stopTimer();
    if (subscription.state === 'waiting') {
      this.context.byCallId.delete(subscription.callId);
      startDialog(subscription, this.context.token);
      subscription.state = 'trying';
      this.context.byCallId.set(subscription.callId, subscription);
    } else subscription.state = 'refreshing';
    this.ask(subscription, { tries: 0, answered: new Set() });
  }

  /**
   * In a new dialog, as soon as the pace allows. Until then the old one is heard: when the PBX forgot some alone, the others must
   * not be deaf while tens of thousands wait for their turn.
   */
  restart(subscription: Subscription): void {
    subscription.stopTimer();
    this.context.queue.remove(subscription);
    subscription.state = 'waiting';
    this.context.queue.add(subscription);
  }

  /** For good; the PBX is told where a dialog stands. */
  leave(subscription: Subscription): void {
    const stood = this.context.byCallId.has(subscription.callId) && subscription.target !== undefined;
    this.forget(subscription);
    this.context.sync.settle(subscription);
    if (stood) this.transmit(subscription, 0, () => undefined);
  }

  /** The first NOTIFY may come before the answer to the SUBSCRIBE, which then decides on the refresh. */
  onFirstNotify(subscription: Subscription, expiresSeconds: number | undefined): void {
    if (subscription.state === 'active') this.planRefresh(subscription, expiresSeconds ?? subscription.grantedSeconds);
  }

  /** A NOTIFY said `terminated`. */
  onEnded(subscription: Subscription, reason: string, retryAfterSeconds: number | undefined): void {
    const backOff = this.backOffSeconds(subscription);
    const isFirst = subscription.failures === 0;
    // A PBX that ends each subscription at once is not asked again and again without a pause.
    subscription.failures += 1;
    if (reason === 'invariant') this.rest(subscription);
    else if (reason === 'rejected' || reason === 'noresource') this.refuse(subscription, reason, retryAfterSeconds);
    else if (renewingReasons.has(reason) && isFirst) this.renew(subscription, retryAfterSeconds ?? 0);
    else this.renew(subscription, retryAfterSeconds ?? backOff);
  }

  private ask(subscription: Subscription, chain: LoginChain): void {
    const { callId } = subscription;
    this.transmit(subscription, this.expiresSeconds, (outcome) => {
      // An answer to a dialog that was left meanwhile says nothing of the new one.
      const isOurs = this.context.byCallId.get(callId) === subscription && subscription.state !== 'waiting';
      if (!isOurs || !this.onOutcome(subscription, outcome, chain)) this.context.queue.answered();
    });
  }

  private transmit(subscription: Subscription, expiresSeconds: number, onOutcome: OnOutcome): void {
    const { link, from, account } = this.context;
    const { uri, routes } = routeOf(subscription);
    const headers = [
      ...routes.map((route) => ['Route', route] as const),
      ...subscribeHeaders(subscription, { from, contact: link.contact(), expiresSeconds }),
      ...account.headers('SUBSCRIBE', uri),
    ];
    link.send('SUBSCRIBE', uri, headers, onOutcome);
  }

  /** True when the request was sent again at once. */
  private onOutcome(subscription: Subscription, outcome: SipOutcome, chain: LoginChain): boolean {
    const verdict = verdictOf(outcome);
    this.context.sync.moved();
    if (verdict.kind === 'login' && typeof outcome === 'object') {
      if (this.context.account.takeChallenge(outcome, chain) === 'again') {
        this.ask(subscription, chain);
        return true;
      }
      this.context.onLoginRefused();
    } else if (verdict.kind === 'tooBrief' && verdict.minExpiresSeconds > this.expiresSeconds) {
      this.expiresSeconds = verdict.minExpiresSeconds;
      this.ask(subscription, chain);
      return true;
    } else if (verdict.kind === 'accepted' && typeof outcome === 'object') {
      this.onAccepted(subscription, takeAccepted(subscription, outcome) ?? this.expiresSeconds);
    } else this.onRefused(subscription, verdict, typeof outcome === 'object' ? String(outcome.status) : outcome);
    return false;
  }

  private onAccepted(subscription: Subscription, grantedSeconds: number): void {
    this.context.queue.speedUp();
    if (subscription.state === 'refreshing') {
      this.refreshedAt = this.context.wheel.now();
      subscription.failures = 0;
    }
    subscription.state = 'active';
    subscription.grantedSeconds = grantedSeconds;
    if (subscription.isNotified) this.planRefresh(subscription, grantedSeconds);
    else {
      this.plan(subscription, firstNotifyLimitMs, () => {
        this.context.reports.report(subscription, 'no NOTIFY');
        this.renew(subscription, this.backOffSeconds(subscription));
        subscription.failures += 1;
      });
    }
  }

  private onRefused(subscription: Subscription, verdict: AnswerVerdict, answer: string): void {
    const { queue, reports } = this.context;
    if (verdict.kind === 'lost') return;
    if (verdict.kind === 'later') {
      queue.slowDown(verdict.isAll ? (verdict.retryAfterSeconds ?? 0) * msPerSecond : 0);
      reports.report(subscription, answer);
      this.later(subscription, verdict.retryAfterSeconds ?? this.backOffSeconds(subscription));
      return;
    }
    queue.speedUp();
    if (verdict.kind === 'forgotten') this.onUnknownDialog(subscription);
    else if (verdict.kind === 'noPackage') {
      reports.report(subscription, answer);
      this.rest(subscription);
    } else this.refuse(subscription, answer, undefined);
  }

  private onUnknownDialog(subscription: Subscription): void {
    const stood = subscription.state === 'refreshing';
    this.renew(subscription, stood ? 0 : this.backOffSeconds(subscription));
    if (stood) this.context.onForgotten();
    else subscription.failures += 1;
  }

  private refuse(subscription: Subscription, why: string, retryAfterSeconds: number | undefined): void {
    this.context.reports.report(subscription, why);
    this.renew(subscription, retryAfterSeconds ?? slowRetrySeconds * (1 + this.context.random()));
    this.fallSilent(subscription);
  }

  private rest(subscription: Subscription): void {
    this.forget(subscription);
    subscription.state = 'resting';
    this.fallSilent(subscription);
  }

  private fallSilent(subscription: Subscription): void {
    this.context.onSilent(subscription);
    this.context.sync.settle(subscription);
  }

  /** A refresh that failed for a passing reason leaves the dialog standing (RFC 6665 4.1.2.2), but not for ever. */
  private later(subscription: Subscription, delaySeconds: number): void {
    subscription.failures += 1;
    if (subscription.state !== 'refreshing' || subscription.failures > mostFailedRefreshes) {
      this.renew(subscription, delaySeconds);
      return;
    }
    subscription.state = 'active';
    this.planDue(subscription, delaySeconds);
  }

  private renew(subscription: Subscription, delaySeconds: number): void {
    this.forget(subscription);
    subscription.state = 'waiting';
    this.planDue(subscription, delaySeconds);
  }

  private forget(subscription: Subscription): void {
    subscription.stopTimer();
    this.context.queue.remove(subscription);
    this.context.byCallId.delete(subscription.callId);
  }

  private planRefresh(subscription: Subscription, grantedSeconds: number): void {
    const seconds = Math.max(shortestGrantSeconds, Math.min(grantedSeconds, this.expiresSeconds));
    this.planDue(subscription, seconds * (earliestRefresh + refreshSpread * this.context.random()));
  }

  private planDue(subscription: Subscription, delaySeconds: number): void {
    this.plan(subscription, delaySeconds * msPerSecond, () => {
      this.context.queue.add(subscription);
    });
  }

  private plan(subscription: Subscription, delayMs: number, action: () => void): void {
    subscription.stopTimer();
    subscription.stopTimer = this.context.wheel.after(delayMs, action);
  }

  private backOffSeconds(subscription: Subscription): number {
    const full = Math.min(slowRetrySeconds, firstRetrySeconds * 2 ** Math.min(subscription.failures, 10));
    return full * (0.5 + 0.5 * this.context.random());
  }
}
