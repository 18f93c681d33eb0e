// Decides what Graph accepts as a presence and what others see of several of them (microsoft365.md 1.1, presence.md 3).

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** A session set Available fades after this long, and again after as long (documentation of setPresence). */
const fadeMs = 5 * minuteMs;

/** What a presence consists of. */
export interface PresencePair {
  readonly availability: string;
  readonly activity: string;
}

/** A presence with the times that age it, in milliseconds of the sandbox clock. */
export interface TimedPresence extends PresencePair {
  readonly setAtMs: number;
  readonly expiresAtMs: number;
}

/** State of a Teams client, in the words of presence.md's table. */
export type TeamsClientState = 'offline' | 'idle' | 'active' | 'inCall' | 'inMeeting' | 'presenting' | 'focusing';

/** What people see of someone without any session. */
export const offline: PresencePair = { availability: 'Offline', activity: 'Offline' };

/** The session a Teams client in this state holds; `null` for none. */
export const clientPresence: Readonly<Record<TeamsClientState, PresencePair | null>> = {
  offline: null,
  idle: { availability: 'Away', activity: 'Away' },
  active: { availability: 'Available', activity: 'Available' },
  inCall: { availability: 'Busy', activity: 'InACall' },
  inMeeting: { availability: 'Busy', activity: 'InAMeeting' },
  presenting: { availability: 'DoNotDisturb', activity: 'Presenting' },
  focusing: { availability: 'DoNotDisturb', activity: 'Focusing' },
};

const sessionPairs: ReadonlySet<string> = new Set([
  'Available/Available',
  'Busy/InACall',
  'Busy/InAConferenceCall',
  'Away/Away',
  'DoNotDisturb/Presenting',
]);

const preferredLifeMs: ReadonlyMap<string, number> = new Map([
  ['Available/Available', 7 * dayMs],
  ['Busy/Busy', dayMs],
  ['DoNotDisturb/DoNotDisturb', dayMs],
  ['BeRightBack/BeRightBack', 7 * dayMs],
  ['Away/Away', 7 * dayMs],
  ['Offline/OffWork', 7 * dayMs],
]);

/** Higher wins among sessions. */
const rank: Readonly<Record<string, number>> = {
  DoNotDisturb: 6,
  Busy: 5,
  Available: 4,
  AvailableIdle: 3,
  Away: 2,
  Offline: 1,
};

/** How long a session may live: five minutes to four hours, five minutes when nothing is said. */
export const sessionLifeMs = { min: 5 * minuteMs, max: 4 * hourMs, default: 5 * minuteMs } as const;

/** True for a pair setPresence takes. */
export function isSessionPair(pair: PresencePair): boolean {
  return sessionPairs.has(`${pair.availability}/${pair.activity}`);
}

/** How long a preferred presence lives by default, or `undefined` when the pair is not one. */
export function preferredDefaultLifeMs(pair: PresencePair): number | undefined {
  return preferredLifeMs.get(`${pair.availability}/${pair.activity}`);
}

/** ISO 8601 duration of days, hours, minutes and seconds in milliseconds; `null` when it is not one. */
export function parseDurationMs(text: string): number | null {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (match === null || text === 'P' || text.endsWith('T')) return null;
  const [days, hours, minutes, seconds] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  return (days ?? 0) * dayMs + (hours ?? 0) * hourMs + (minutes ?? 0) * minuteMs + (seconds ?? 0) * 1000;
}

/** True until the moment of expiry. */
export function isAlive(presence: TimedPresence, nowMs: number): boolean {
  return nowMs < presence.expiresAtMs;
}

/**
 * An application's session as it shows now: Available becomes inactive after 5 minutes and Away after 10. The page of setPresence
 * calls the first "AvailableInactive"; read back it is availability AvailableIdle, as the presence resource lists its values.
 */
export function fade(presence: TimedPresence, nowMs: number): PresencePair {
  if (presence.availability !== 'Available') return presence;
  const ageMs = nowMs - presence.setAtMs;
  if (ageMs >= 2 * fadeMs) return { availability: 'Away', activity: 'Away' };
  return ageMs >= fadeMs ? { availability: 'AvailableIdle', activity: 'Inactive' } : presence;
}

/** What others see: the preferred presence if any session lives, else the highest session, the earliest among equals. */
export function aggregate(sessions: readonly PresencePair[], preferred: PresencePair | undefined): PresencePair {
  let best: PresencePair | undefined;
  for (const session of sessions) {
    if (best === undefined || (rank[session.availability] ?? 0) > (rank[best.availability] ?? 0)) best = session;
  }
  if (best === undefined) return offline;
  return preferred ?? best;
}
