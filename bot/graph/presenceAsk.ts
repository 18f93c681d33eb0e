// What one presence write looks like to Graph, alone or as a part of a batch.
import { AppError } from '#shared/errors';
import type { PresenceWrite } from './GraphPort.ts';

const shortestSessionMinutes = 5;
const longestSessionMinutes = 240;

/** A POST below the version of the address; `path` begins without a slash. */
export interface PresenceAsk {
  readonly op: 'setPresence' | 'clearPresence';
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
}

/** The request of a write, with our client id as session id (microsoft365.md 1.1). Throws `graph.refused` for what is no user id. */
export function presenceAsk(sessionId: string, write: PresenceWrite): PresenceAsk {
  const { userId, session, minutes } = write;
  if (session === null)
    return { op: 'clearPresence', path: presencePath(userId, 'clearPresence'), body: { sessionId } };
  const { availability, activity } = session;
  return {
    op: 'setPresence',
    path: presencePath(userId, 'setPresence'),
    body: { sessionId, availability, activity, expirationDuration: sessionDuration(minutes) },
  };
}

function presencePath(userId: string, action: string): string {
  // Dots alone would climb in the path, encoded or not (WHATWG URL 4.4); half a surrogate pair cannot be encoded.
  if (/^\.*$|\p{Surrogate}/u.test(userId)) throw new AppError('graph.refused', 'not a user id');
  return `users/${encodeURIComponent(userId)}/presence/${action}`;
}

/** ISO 8601, PT5M..PT4H: what lies outside is brought to the nearer end. */
function sessionDuration(minutes: number): string {
  const whole = Math.round(minutes);
  const kept = Math.min(Math.max(whole, shortestSessionMinutes), longestSessionMinutes);
  return kept % 60 === 0 ? `PT${String(kept / 60)}H` : `PT${String(kept)}M`;
}
