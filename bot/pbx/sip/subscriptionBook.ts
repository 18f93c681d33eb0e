// All subscriptions at one PBX: which devices are watched, whose NOTIFY it is, and when a round of subscribing is complete.
import { AppError } from '#shared/errors';
import type { SipAccount } from './account.ts';
import { escapeUser, isSafeUri } from './format.ts';
import { RefusalReports } from './refusalReports.ts';
import { SendQueue } from './sendQueue.ts';
import { headerOf, type SipRequest } from './sipMessage.ts';
import { Subscriber, type SubscriberLink } from './subscriber.ts';
import {
  newSubscription,
  takeNotify,
  type EventPackage,
  type NotifyVerdict,
  type Subscription,
} from './subscription.ts';
import { SyncWatch } from './syncWatch.ts';
import type { CancelTimer, TimerWheel } from './timerWheel.ts';

/** What the owner of the book hears. */
export interface BookListener {
  /** The body of a NOTIFY; `isFirst` in its dialog. */
  onDocument(subscription: Subscription, contentType: string, body: string, isFirst: boolean): void;
  /** Nothing will be told of this device and package for now. */
  onSilent(subscription: Subscription): void;
  /** Every subscription has told its state or will not. */
  onSynced(): void;
  onLoginRefused(): void;
  onFault(fault: AppError): void;
}

/** What the subscriptions of one PBX have in common. */
export interface BookOptions {
  readonly packages: readonly EventPackage[];
  /** The address of a device; `{extension}` stands for it. */
  readonly aorTemplate: string;
  /** Our address of record. */
  readonly from: string;
  readonly expiresSeconds: number;
  readonly subscribesPerSecond: number;
  readonly account: SipAccount;
  readonly wheel: TimerWheel;
  readonly random: () => number;
  /** Unguessable text of 32 characters. */
  readonly token: () => string;
}

const lookEveryMs = 1_000;
/** When no refresh was answered for so long, one is made early: it shows a PBX that restarted and forgot (spec pbx A.2.8). */
const canaryEveryMs = 12_000;
/** A PBX that forgets single subscriptions does not make us renew all of them again and again. */
const renewAllEveryMs = 60_000;

/** The subscriptions. Nothing leaves before `begin`. */
export class SubscriptionBook {
  private readonly options: BookOptions;
  private readonly listener: BookListener;
  private readonly queue: SendQueue;
  private readonly sync: SyncWatch;
  private readonly reports: RefusalReports;
  private readonly subscriber: Subscriber;
  private readonly byDevice = new Map<string, readonly Subscription[]>();
  private readonly byCallId = new Map<string, Subscription>();
  private ring: Iterator<Subscription> | undefined;
  private isRunning = false;
  private renewedAllAt = Number.NEGATIVE_INFINITY;
  private stopTimer: CancelTimer = () => undefined;

  constructor(options: BookOptions, link: SubscriberLink, listener: BookListener) {
    const { wheel, account, from, random, token } = options;
    this.options = options;
    this.listener = listener;
    this.reports = new RefusalReports((fault) => listener.onFault(fault));
    this.queue = new SendQueue(wheel, options.subscribesPerSecond, (subscription) => {
      this.subscriber.sendDue(subscription);
    });
    this.sync = new SyncWatch(wheel, () => {
      this.reports.close();
      listener.onSynced();
    });
    const { queue, sync, reports, byCallId } = this;
    const context = { link, account, from, wheel, queue, sync, reports, byCallId, random, token };
    const heard = {
      onSilent: (subscription: Subscription) => listener.onSilent(subscription),
      onForgotten: () => this.onForgotten(),
      onLoginRefused: () => listener.onLoginRefused(),
    };
    this.subscriber = new Subscriber({ ...context, ...heard }, options.expiresSeconds);
  }

  /** True for a device that is watched. */
  has(deviceId: string): boolean {
    return this.byDevice.has(deviceId);
  }

  /** The devices wanted from now on, all of them. Gives those that were dropped. */
  watch(deviceIds: readonly string[]): readonly string[] {
    const wanted = new Set(deviceIds);
    const dropped = [...this.byDevice.keys()].filter((deviceId) => !wanted.has(deviceId));
    for (const deviceId of dropped) this.dropDevice(deviceId);
    for (const deviceId of wanted) if (!this.byDevice.has(deviceId)) this.addDevice(deviceId);
    return dropped;
  }

  /** The connection stands: everything is subscribed in new dialogs, paced. */
  begin(): void {
    this.isRunning = true;
    this.queue.start();
    this.renewAll();
    this.lookAgain();
  }

  /** The connection is gone. */
  lose(): void {
    this.isRunning = false;
    this.stopTimer();
    this.queue.stop();
    this.sync.abort();
    this.byCallId.clear();
    for (const subscription of this.all()) {
      subscription.stopTimer();
      subscription.state = 'waiting';
    }
  }

  /** Asks for the whole state again, within the dialog. */
  refresh(subscription: Subscription): void {
    if (this.isRunning && subscription.state === 'active') this.queue.add(subscription);
  }

  /** The status that answers a NOTIFY. */
  onNotify(request: SipRequest): number {
    const event = (headerOf(request, 'event') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!this.options.packages.some((each) => each === event)) return 489;
    const subscription = this.byCallId.get(headerOf(request, 'call-id') ?? '');
    if (subscription?.eventPackage !== event) return 481;
    const verdict = takeNotify(subscription, request);
    if (verdict.kind === 'refused') return verdict.status;
    this.applyNotify(subscription, verdict, request);
    return 200;
  }

  private applyNotify(subscription: Subscription, verdict: NotifyVerdict, request: SipRequest): void {
    if (verdict.kind === 'ended') this.subscriber.onEnded(subscription, verdict.reason, verdict.retryAfterSeconds);
    if (verdict.kind !== 'active') return;
    if (verdict.isFirst) this.subscriber.onFirstNotify(subscription, verdict.expiresSeconds);
    this.listener.onDocument(subscription, headerOf(request, 'content-type') ?? '', request.body, verdict.isFirst);
    this.sync.settle(subscription);
  }

  private *all(): Generator<Subscription> {
    for (const subscriptions of this.byDevice.values()) yield* subscriptions;
  }

  private addDevice(deviceId: string): void {
    const aor = this.options.aorTemplate.replaceAll('{extension}', () => escapeUser(deviceId));
    if (deviceId === '' || !isSafeUri(aor)) {
      this.listener.onFault(new AppError('input.invalid', 'a device has no SIP address', { facts: { deviceId } }));
      return;
    }
    const subscriptions = this.options.packages.map((each) => newSubscription(deviceId, each, aor));
    this.byDevice.set(deviceId, subscriptions);
    if (this.isRunning) this.startAll(subscriptions);
  }

  /** All are counted before the first is sent, or a quick answer would end the round. */
  private startAll(subscriptions: Iterable<Subscription>): void {
    const started = [...subscriptions];
    for (const subscription of started) this.sync.expect(subscription);
    for (const subscription of started) this.subscriber.restart(subscription);
  }

  private dropDevice(deviceId: string): void {
    for (const subscription of this.byDevice.get(deviceId) ?? []) this.subscriber.leave(subscription);
    this.byDevice.delete(deviceId);
  }

  private renewAll(): void {
    this.subscriber.refreshedAt = this.options.wheel.now();
    this.sync.begin();
    this.ring = undefined;
    this.startAll(this.all());
    this.sync.check();
  }

  /** Probably all are forgotten (a restart nobody heard of): they are renewed before each refresh finds it out by itself. */
  private onForgotten(): void {
    const now = this.options.wheel.now();
    if (!this.isRunning || now - this.renewedAllAt < renewAllEveryMs) return;
    this.renewedAllAt = now;
    this.renewAll();
  }

  /** Once a second: a round that does not move ends; a PBX that forgot is found out. */
  private lookAgain(): void {
    this.stopTimer();
    this.stopTimer = this.options.wheel.after(lookEveryMs, () => {
      const now = this.options.wheel.now();
      if (this.sync.isRunning) this.sync.check();
      else if (now - this.subscriber.refreshedAt > canaryEveryMs) this.sendCanary(now);
      if (this.isRunning) this.lookAgain();
    });
  }

  private sendCanary(now: number): void {
    this.subscriber.refreshedAt = now;
    for (let turn = 0; turn < 2; turn += 1) {
      this.ring ??= this.byCallId.values();
      for (let next = this.ring.next(); next.done !== true; next = this.ring.next()) {
        if (next.value.state !== 'active' || !next.value.isNotified) continue;
        this.queue.add(next.value);
        return;
      }
      this.ring = undefined;
    }
  }
}
