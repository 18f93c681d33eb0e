// Decides what the answer to a SUBSCRIBE means (RFC 6665 4.1.2, RFC 3261 21): one table for first ones and refreshes.
import { numberHeader } from './sipMessage.ts';
import type { SipOutcome } from './clientTransactions.ts';

/** What to do with the subscription. */
export type AnswerVerdict =
  | { readonly kind: 'accepted' }
  /** The connection is gone; everything starts anew when it is back. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'login' }
  /** Once more at once, with at least so many seconds. */
  | { readonly kind: 'tooBrief'; readonly minExpiresSeconds: number }
  /** The PBX does not know this dialog (any more). */
  | { readonly kind: 'forgotten' }
  /** The PBX has no such package for this device: not asked again. */
  | { readonly kind: 'noPackage' }
  /** Overload or a passing fault; `isAll` when the PBX wants nothing at all for that time. */
  | { readonly kind: 'later'; readonly retryAfterSeconds: number | undefined; readonly isAll: boolean }
  /** Not this device; asked again after a long time. */
  | { readonly kind: 'refused' };

const longestMinExpires = 86_400;
const longestRetryAfterSeconds = 3_600;
const passing = new Set([408, 480, 500, 502, 503, 504]);

/** The verdict; a peer that asks for absurd times is refused like one that says no. */
export function verdictOf(outcome: SipOutcome): AnswerVerdict {
  if (outcome === 'lost') return { kind: 'lost' };
  if (outcome === 'timeout') return { kind: 'later', retryAfterSeconds: undefined, isAll: false };
  const { status } = outcome;
  if (status < 300) return { kind: 'accepted' };
  if (status === 401 || status === 407) return { kind: 'login' };
  if (status === 481) return { kind: 'forgotten' };
  if (status === 489) return { kind: 'noPackage' };
  if (status === 423) {
    const least = numberHeader(outcome, 'min-expires');
    return least === undefined || least > longestMinExpires
      ? { kind: 'refused' }
      : { kind: 'tooBrief', minExpiresSeconds: least };
  }
  if (!passing.has(status)) return { kind: 'refused' };
  const told = numberHeader(outcome, 'retry-after');
  const retryAfterSeconds = told === undefined ? undefined : Math.min(told, longestRetryAfterSeconds);
  return { kind: 'later', retryAfterSeconds, isAll: status === 503 && retryAfterSeconds !== undefined };
}
