// Judges a read-back: can Teams show this while our session stands as we believe (spec presence 4.6)?
import type { ShownPresence, TeamsSession } from './presenceTypes.ts';

const highOnes: ReadonlySet<string> = new Set(['Busy', 'BusyIdle', 'DoNotDisturb']);

/**
 * True when what is seen proves our session in force, or shows a state only the person can have chosen. What could be either
 * the person's choice or our session missing (Available while we say Busy) proves nothing and is false. For a cleared session
 * (null) anything but the `former` one of ours is proof.
 */
export function isConsistent(session: TeamsSession | null, seen: ShownPresence, former?: TeamsSession | null): boolean {
  if (seen.availability === 'PresenceUnknown') return false;
  if (session === null) return !isShownAs(former ?? null, seen);
  if (isChosen(seen)) return true;
  switch (session.availability) {
    case 'DoNotDisturb':
      return seen.availability === 'DoNotDisturb';
    case 'Busy':
      return highOnes.has(seen.availability);
    case 'Away': // the lowest of the sessions: every other one may hide it
      return !isOffline(seen);
  }
}

/**
 * True when the last word to Teams should be said again: our cleared session still shows word for word (a call in Teams itself
 * looks the same, so this is no proof), or nobody is seen at all where our session alone would show somebody.
 */
export function needsHealing(session: TeamsSession | null, seen: ShownPresence, former?: TeamsSession | null): boolean {
  if (session !== null) return isOffline(seen);
  // Away is what an idle Teams client shows all day: no sign of ours.
  return former !== undefined && former?.availability !== 'Away' && isShownAs(former, seen);
}

/** Be right back, and appear offline: no session gives these. */
function isChosen({ availability, activity }: ShownPresence): boolean {
  return availability === 'BeRightBack' || activity === 'OffWork';
}

function isOffline({ availability, activity }: ShownPresence): boolean {
  return availability === 'Offline' && activity === 'Offline';
}

function isShownAs(session: TeamsSession | null, seen: ShownPresence): boolean {
  return session?.availability === seen.availability && session.activity === seen.activity;
}
