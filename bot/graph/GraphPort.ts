// What the service asks of Microsoft Graph for one tenant.
import type { TeamsSession } from '#shared/domain/presence';
import type { AppError } from '#shared/errors';

/** A user of the directory, as Graph gives it (only what we select). */
export interface GraphUser {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly mail?: string;
  readonly jobTitle?: string;
  readonly department?: string;
  readonly businessPhones: readonly string[];
  readonly mobilePhone?: string;
}

/** One presence write; `session` null clears. `minutes` 5..240, ignored by a clear. */
export interface PresenceWrite {
  readonly userId: string;
  readonly session: TeamsSession | null;
  readonly minutes: number;
}

/** What became of one write of a batch; `fault` is coded as those of a single call are. */
export type PresenceOutcome = { readonly ok: true } | { readonly ok: false; readonly fault: AppError };

/** What Teams shows of a user, all sessions and the user's own choice taken together; Graph's own words. */
export interface SeenPresence {
  readonly userId: string;
  readonly availability: string;
  readonly activity: string;
}

/**
 * Every call has a timeout and throws only coded errors: `graph.timeout`, `graph.unavailable` (5xx, reset),
 * `graph.throttled` (facts.retryAfterMs when Graph named it), `graph.consentLost` (403), `graph.notFound`,
 * `graph.refused` (other 4xx), `graph.unreadable` (not JSON), `input.invalid` (more users than one request may name).
 */
export interface GraphPort {
  /** POST /users/{id}/presence/setPresence with our client id as session id. `expiresInMinutes` 5..240. */
  setPresence(userId: string, session: TeamsSession, expiresInMinutes: number): Promise<void>;
  /** POST /users/{id}/presence/clearPresence; a missing session (404) is success. */
  clearPresence(userId: string): Promise<void>;
  /**
   * Up to 20 writes in one `$batch`, of different users because Graph keeps no order among parts; the outcomes stand in the
   * order of the writes. Each part counts against the quota. Throws only when the batch as a whole was not answered: then any
   * part may have got through.
   */
  writePresences(writes: readonly PresenceWrite[]): Promise<readonly PresenceOutcome[]>;
  /** POST /communications/getPresencesByUserId, at most 650 ids; users Graph does not know are absent. */
  readPresences(userIds: readonly string[]): Promise<readonly SeenPresence[]>;
  /** Every enabled user of the tenant, page by page. */
  listUsers(): AsyncIterable<readonly GraphUser[]>;
  stop(): Promise<void>;
}
