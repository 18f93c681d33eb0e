// What the service asks of Microsoft Graph for one tenant.
import type { TeamsSession } from '#shared/domain/presence';

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

/**
 * Every call has a timeout and throws only coded errors: `graph.timeout`, `graph.unavailable` (5xx, reset),
 * `graph.throttled` (facts.retryAfterMs when Graph named it), `graph.consentLost` (403), `graph.notFound`,
 * `graph.refused` (other 4xx), `graph.unreadable` (not JSON).
 */
export interface GraphPort {
  /** POST /users/{id}/presence/setPresence with our client id as session id. `expiresInMinutes` 5..240. */
  setPresence(userId: string, session: TeamsSession, expiresInMinutes: number): Promise<void>;
  /** POST /users/{id}/presence/clearPresence; a missing session (404) is success. */
  clearPresence(userId: string): Promise<void>;
  /** Every enabled user of the tenant, page by page. */
  listUsers(): AsyncIterable<readonly GraphUser[]>;
  stop(): Promise<void>;
}
