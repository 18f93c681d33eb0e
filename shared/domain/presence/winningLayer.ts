// Decides whose word others see in Teams: our session's, Teams' own, or nobody's (spec presence 3, last paragraph).
import type { TeamsSession } from './presenceTypes.ts';

/** Whose word is shown. `nothing`: nobody says that the person is busy or away. */
export type PresenceLayer = 'ours' | 'teams' | 'nothing' | 'unknown';

/**
 * Why: `same` (our session is what shows), `stronger` (a state of Teams' own outranks ours), `byHand` (only a person's own
 * choice can hide ours), `own` (we say nothing, Teams does), `quiet` (nobody says anything), `settling` (our change is too
 * young to show), `unsettled` (we do not know what stands in Teams), `unread` (Teams did not say what it shows).
 */
export type LayerReason = 'same' | 'stronger' | 'byHand' | 'own' | 'quiet' | 'settling' | 'unsettled' | 'unread';

/** What is compared. `seen` are Graph's own words; `isSettling`: Teams took our last change only a moment ago. */
export interface LayerInput {
  readonly session: TeamsSession | null | 'unknown';
  readonly seen: { readonly availability: string; readonly activity: string } | undefined;
  readonly isSettling: boolean;
}

/** The layer that is seen and why. */
export interface Winner {
  readonly layer: PresenceLayer;
  readonly reason: LayerReason;
}

const quiet: ReadonlySet<string> = new Set(['Available', 'AvailableIdle', 'Offline']);
/** States that outrank a session of ours: DoNotDisturb > Busy > Available > Away. A choice by hand beats them all. */
const strongerThan: Readonly<Record<TeamsSession['availability'], ReadonlySet<string>>> = {
  DoNotDisturb: new Set(),
  Busy: new Set(['DoNotDisturb']),
  Away: new Set(['DoNotDisturb', 'Busy', 'BusyIdle', 'Available', 'AvailableIdle']),
};

/** The rule. A native call looks exactly like our session and is then told as ours. */
export function winningLayer({ session, seen, isSettling }: LayerInput): Winner {
  if (seen === undefined || seen.availability === 'PresenceUnknown') return { layer: 'unknown', reason: 'unread' };
  if (session === 'unknown') return { layer: 'unknown', reason: 'unsettled' };
  if (session !== null && isSame(session, seen)) return { layer: 'ours', reason: 'same' };
  if (session === null && quiet.has(seen.availability)) return { layer: 'nothing', reason: 'quiet' };
  if (session !== null && strongerThan[session.availability].has(seen.availability))
    return { layer: 'teams', reason: 'stronger' };
  if (isSettling) return { layer: 'unknown', reason: 'settling' };
  if (session === null) return { layer: 'teams', reason: 'own' };
  // Equal rank, other activity: a meeting of Teams beside our call. Anything weaker can only have been chosen.
  const isPeer = seen.availability.startsWith(session.availability);
  return { layer: 'teams', reason: isPeer ? 'own' : 'byHand' };
}

function isSame(session: TeamsSession, seen: { readonly availability: string; readonly activity: string }): boolean {
  return session.availability === seen.availability && session.activity === seen.activity;
}
