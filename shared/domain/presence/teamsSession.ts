// Decides which presence session, if any, we keep in Teams (spec presence 3).
import type { Composite, LineState, TeamsSession } from './presenceTypes.ts';

/** What a tenant decides about do-not-disturb: show it in Teams as Presenting, or keep it on the phone. */
export interface PresencePolicy {
  readonly doNotDisturb: 'presenting' | 'nothing';
}

/** Our session for a composite; null = none, so that Teams shows what its own clients say. Available is never pushed. */
export function teamsSessionFor(
  composite: Composite,
  lines: readonly LineState[],
  policy: PresencePolicy,
): TeamsSession | null {
  switch (composite) {
    case 'busy':
      return { availability: 'Busy', activity: lines.includes('conference') ? 'InAConferenceCall' : 'InACall' };
    case 'away':
      return { availability: 'Away', activity: 'Away' };
    case 'doNotDisturb':
      return policy.doNotDisturb === 'presenting' ? { availability: 'DoNotDisturb', activity: 'Presenting' } : null;
    case 'available':
    case 'offline':
    case 'unknown':
      return null;
  }
}

/** Two sessions that show the same in Teams. */
export function isSameSession(one: TeamsSession | null, other: TeamsSession | null): boolean {
  return one?.availability === other?.availability && one?.activity === other?.activity;
}
