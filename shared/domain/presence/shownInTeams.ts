// What Teams shows of a user when its own clients, our session and the user's choice are taken together (spec presence 3).
import type { ShownPresence, TeamsClientState, TeamsSession } from './presenceTypes.ts';

/** The session a Teams client keeps by itself. */
const ofClient: Readonly<Record<TeamsClientState, ShownPresence | null>> = {
  offline: null,
  idle: { availability: 'Away', activity: 'Away' },
  active: { availability: 'Available', activity: 'Available' },
  inCall: { availability: 'Busy', activity: 'InACall' },
  inMeeting: { availability: 'Busy', activity: 'InAMeeting' },
  presenting: { availability: 'DoNotDisturb', activity: 'Presenting' },
  focusing: { availability: 'DoNotDisturb', activity: 'Focusing' },
};

const order: readonly string[] = ['DoNotDisturb', 'Busy', 'Available', 'Away'];
const offline: ShownPresence = { availability: 'Offline', activity: 'Offline' };

/**
 * The state others see. A choice of the user beats every session but shows only where there is one; among sessions
 * DoNotDisturb > Busy > Available > Away (Microsoft: concepts, manage presence state).
 */
export function shownInTeams(
  session: TeamsSession | null,
  client: TeamsClientState,
  preferred?: ShownPresence,
): ShownPresence {
  const sessions = [ofClient[client], session].filter((each) => each !== null);
  const highest = order.flatMap((word) => sessions.filter(({ availability }) => availability === word))[0];
  if (highest === undefined) return offline;
  return preferred ?? { availability: highest.availability, activity: highest.activity };
}
