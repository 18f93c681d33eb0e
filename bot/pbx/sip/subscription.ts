// One subscription of one device to one event package (RFC 6665): its dialog, and what each answer or NOTIFY means for it.
import { listValues, parseNameAddr, parseCSeq } from './headerValue.ts';
import { isSafeUri, type HeaderPairs } from './format.ts';
import { headerOf, headersOf, numberHeader, type SipRequest, type SipResponse } from './sipMessage.ts';
import type { CancelTimer } from './timerWheel.ts';

/*
 *              due                2xx, or a NOTIFY before it             due
 *  waiting ──────────▶ trying ──────────────────────────────▶ active ─────────▶ refreshing ──2xx──▶ active
 *     ▲                  │                                       │                  │
 *     ├── 403 404 5xx ───┤ (later)                               │ NOTIFY terminated│ 481 and other refusals
 *     ├───────────────── │ ◀─────────────────────────────────────┴──────────────────┘ (in a new dialog)
 *                        └── 489, NOTIFY terminated;invariant ──▶ resting (not tried again on this connection)
 */

/** The event packages a connector can subscribe to. */
export type EventPackage = 'dialog' | 'message-summary' | 'presence';

/** Where a subscription stands. */
export type SubscriptionState = 'waiting' | 'trying' | 'active' | 'refreshing' | 'resting';

/** One subscription; kept small, because a process holds tens of thousands. */
export interface Subscription {
  readonly deviceId: string;
  readonly eventPackage: EventPackage;
  readonly aor: string;
  state: SubscriptionState;
  callId: string;
  localTag: string;
  remoteTag: string | undefined;
  /** The dialog's Contact of the PBX; undefined before there is a dialog. */
  target: string | undefined;
  routes: readonly string[];
  cseq: number;
  lastNotifyCSeq: number;
  /** What the PBX granted last. */
  grantedSeconds: number;
  /** A NOTIFY came in this dialog: from now on it alone belongs to us. */
  isNotified: boolean;
  /** Its first NOTIFY came, or it is known that none will. */
  isSettled: boolean;
  /** The fault that was reported last, so that it is reported once. */
  reported: string | undefined;
  /** Tries that failed in a row. */
  failures: number;
  stopTimer: CancelTimer;
}

/** What a NOTIFY means. */
export type NotifyVerdict =
  | { readonly kind: 'refused'; readonly status: 481 }
  | { readonly kind: 'late' }
  | { readonly kind: 'active'; readonly isFirst: boolean; readonly expiresSeconds: number | undefined }
  | { readonly kind: 'ended'; readonly reason: string; readonly retryAfterSeconds: number | undefined };

const acceptOf: Readonly<Record<EventPackage, string>> = {
  dialog: 'application/dialog-info+xml, multipart/related, application/rlmi+xml',
  'message-summary': 'application/simple-message-summary, multipart/related, application/rlmi+xml',
  presence: 'application/pidf+xml, multipart/related, application/rlmi+xml',
};

/** A subscription that has not been sent yet. */
export function newSubscription(deviceId: string, eventPackage: EventPackage, aor: string): Subscription {
  return {
    deviceId,
    eventPackage,
    aor,
    state: 'waiting',
    callId: '',
    localTag: '',
    remoteTag: undefined,
    target: undefined,
    routes: [],
    cseq: 0,
    lastNotifyCSeq: 0,
    grantedSeconds: 0,
    isNotified: false,
    isSettled: true,
    reported: undefined,
    failures: 0,
    stopTimer: () => undefined,
  };
}

/** Leaves the old dialog; its NOTIFYs are strangers from now on. `random` gives unguessable text. */
export function startDialog(subscription: Subscription, random: () => string): void {
  subscription.callId = random();
  subscription.localTag = random().slice(0, 16);
  subscription.remoteTag = undefined;
  subscription.target = undefined;
  subscription.routes = [];
  subscription.cseq = 0;
  subscription.lastNotifyCSeq = 0;
  subscription.isNotified = false;
}

/** Request URI and Route headers (RFC 3261 12.2.1.1: a first route without `lr` is a strict router). */
export function routeOf(subscription: Subscription): { readonly uri: string; readonly routes: readonly string[] } {
  const target = subscription.target ?? subscription.aor;
  const first = parseNameAddr(subscription.routes[0] ?? '')?.uri;
  if (first === undefined || /;lr(?=[;=?]|$)/i.test(first)) return { uri: target, routes: subscription.routes };
  return { uri: first, routes: [...subscription.routes.slice(1), `<${target}>`] };
}

/** The headers of the next SUBSCRIBE in the dialog but for its route and login. */
export function subscribeHeaders(
  subscription: Subscription,
  own: { readonly from: string; readonly contact: string; readonly expiresSeconds: number },
): HeaderPairs {
  const { remoteTag, eventPackage } = subscription;
  subscription.cseq += 1;
  return [
    ['From', `<${own.from}>;tag=${subscription.localTag}`],
    ['To', `<${subscription.aor}>${remoteTag === undefined ? '' : `;tag=${remoteTag}`}`],
    ['Call-ID', subscription.callId],
    ['CSeq', `${String(subscription.cseq)} SUBSCRIBE`],
    ['Contact', own.contact],
    ['Event', eventPackage],
    ['Accept', acceptOf[eventPackage]],
    ['Supported', 'eventlist'],
    ['Expires', String(own.expiresSeconds)],
  ];
}

/** Takes the dialog from a 2xx, unless a NOTIFY made it first (RFC 6665 4.1.2.4). The granted seconds where it tells them. */
export function takeAccepted(subscription: Subscription, response: SipResponse): number | undefined {
  if (!subscription.isNotified) {
    subscription.remoteTag = parseNameAddr(headerOf(response, 'to') ?? '')?.params.get('tag');
    subscription.routes = [...listValues(headersOf(response, 'record-route'))].reverse();
  }
  takeTarget(subscription, headerOf(response, 'contact'));
  return numberHeader(response, 'expires');
}

/** Takes a NOTIFY with our Call-ID. The first one makes the dialog; those of other forks are refused (RFC 6665 4.4.1). */
export function takeNotify(subscription: Subscription, request: SipRequest): NotifyVerdict {
  const from = parseNameAddr(headerOf(request, 'from') ?? '')?.params.get('tag') ?? '';
  const to = parseNameAddr(headerOf(request, 'to') ?? '')?.params.get('tag');
  if (to !== subscription.localTag) return { kind: 'refused', status: 481 };
  if (subscription.isNotified && from !== subscription.remoteTag) return { kind: 'refused', status: 481 };
  const isFirst = !subscription.isNotified;
  if (isFirst) {
    const isOtherFork = subscription.remoteTag !== from;
    if (isOtherFork || subscription.routes.length === 0)
      subscription.routes = listValues(headersOf(request, 'record-route'));
    subscription.remoteTag = from;
    subscription.isNotified = true;
  }
  takeTarget(subscription, headerOf(request, 'contact'));
  return stateTold(subscription, request, isFirst);
}

function stateTold(subscription: Subscription, request: SipRequest, isFirst: boolean): NotifyVerdict {
  const told = parseNameAddrLike(headerOf(request, 'subscription-state') ?? 'active');
  const cseq = parseCSeq(headerOf(request, 'cseq') ?? '')?.number ?? 0;
  const isLate = !isFirst && cseq <= subscription.lastNotifyCSeq;
  subscription.lastNotifyCSeq = Math.max(subscription.lastNotifyCSeq, cseq);
  if (told.word === 'terminated') {
    return {
      kind: 'ended',
      reason: told.params.get('reason')?.toLowerCase() ?? '',
      retryAfterSeconds: seconds(told, 'retry-after'),
    };
  }
  return isLate ? { kind: 'late' } : { kind: 'active', isFirst, expiresSeconds: seconds(told, 'expires') };
}

interface Told {
  readonly word: string;
  readonly params: ReadonlyMap<string, string>;
}

/** `word;name=value` has the shape of an address without brackets. */
function parseNameAddrLike(value: string): Told {
  const parsed = parseNameAddr(value);
  return { word: parsed?.uri.toLowerCase() ?? '', params: parsed?.params ?? new Map<string, string>() };
}

function seconds(told: Told, name: string): number | undefined {
  const digits = /^\d{1,9}$/.exec(told.params.get(name) ?? '')?.[0];
  return digits === undefined ? undefined : Number(digits);
}

function takeTarget(subscription: Subscription, contact: string | undefined): void {
  const uri = parseNameAddr(listValues([contact ?? ''])[0] ?? '')?.uri;
  if (uri !== undefined && isSafeUri(uri)) subscription.target = uri;
}
