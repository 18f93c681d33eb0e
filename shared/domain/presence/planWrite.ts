// The convergent writer's rule: from desired and acknowledged state to the next request, if any (spec presence 4).
import type { TeamsSession } from './presenceTypes.ts';
import { isSameSession } from './teamsSession.ts';

/*
 *  settled ──desire──▶ waiting ──send──▶ inFlight ──accepted──▶ settled
 *                         ▲                  │ refused (retry at) / newer desire
 *                         └──────────────────┘
 */

/** What is known of one user's session in Teams. Times in milliseconds since the epoch. */
export interface WriteState {
  readonly desired: TeamsSession | null;
  /** Last state Teams acknowledged; `unknown` when a request may or may not have got through. */
  readonly acknowledged: TeamsSession | null | 'unknown';
  /** When the acknowledged session ends by itself. */
  readonly expiresAt: number;
  readonly inFlight: boolean;
  /** Not before this time (back-off or Retry-After). */
  readonly notBefore: number;
}

/** What to do for a user now. */
export type WritePlan =
  | { readonly do: 'nothing' }
  | { readonly do: 'wait'; readonly until: number }
  | { readonly do: 'send'; readonly session: TeamsSession | null; readonly renewal: boolean };

/** True while Teams has acknowledged what is desired and has not let it end. */
export function isInStep(state: WriteState, now: number): boolean {
  if (!isAsDesired(state)) return false;
  return state.desired === null || state.expiresAt > now;
}

/**
 * The next step; `renewMs` before its expiry a session that is still wanted is sent again. One that has already ended is
 * sent as a change, because others no longer see it.
 */
export function planWrite(state: WriteState, now: number, renewMs: number): WritePlan {
  if (state.inFlight) return { do: 'nothing' };
  const asDesired = isAsDesired(state);
  if (asDesired && state.desired === null) return { do: 'nothing' };
  const dueAt = asDesired ? state.expiresAt - renewMs : 0;
  const at = Math.max(dueAt, state.notBefore);
  if (at > now) return { do: 'wait', until: at };
  return { do: 'send', session: state.desired, renewal: asDesired && state.expiresAt > now };
}

/** How long to wait after the `failures`-th refusal in a row: doubling from 0.5 s to 60 s, with jitter from `random` in [0,1). */
export function backOffMs(failures: number, random: number): number {
  const firstMs = 500;
  const longestMs = 60_000;
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 20));
  return Math.round(full / 2 + (full / 2) * random);
}

/**
 * How long before its end a session is renewed: a third of its life, so that more tries fit before it fades, and up to a tenth
 * more by `random` in [0,1), so that sessions that began together are not renewed together.
 */
export function renewBeforeMs(lifeMs: number, random: number): number {
  return Math.round(lifeMs / 3 + (lifeMs / 10) * random);
}

function isAsDesired(state: WriteState): boolean {
  return state.acknowledged !== 'unknown' && isSameSession(state.desired, state.acknowledged);
}
