// Composes a user's lines and PBX user state into one state (spec presence 2).
import type { Composite, LineState, PbxUserState } from './presenceTypes.ts';

const order: readonly Composite[] = ['away', 'doNotDisturb', 'busy', 'available', 'offline', 'unknown'];

const ofLine: Readonly<Record<LineState, Composite>> = {
  idle: 'available',
  ringing: 'available', // an unanswered call does not make busy
  dialling: 'busy',
  connected: 'busy',
  held: 'busy',
  conference: 'busy',
  doNotDisturb: 'doNotDisturb',
  unregistered: 'offline',
  unknown: 'unknown',
};

const ofUserState: Readonly<Record<PbxUserState, Composite>> = {
  available: 'available',
  away: 'away',
  meeting: 'busy',
  busy: 'busy',
  doNotDisturb: 'doNotDisturb',
  offline: 'offline',
  unknown: 'unknown',
};

/** The highest of all lines and the user state: away > doNotDisturb > busy > available > offline > unknown. */
export function composePresence(lines: readonly LineState[], userState: PbxUserState | undefined): Composite {
  const seen = new Set<Composite>(lines.map((line) => ofLine[line]));
  if (userState !== undefined) seen.add(ofUserState[userState]);
  return order.find((composite) => seen.has(composite)) ?? 'unknown';
}
