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

/** The fields of a user in a change: what is absent is as it was, what is null is empty now. */
export interface UserFields {
  readonly displayName?: string | null;
  readonly userPrincipalName?: string;
  readonly mail?: string | null;
  readonly jobTitle?: string | null;
  readonly department?: string | null;
  readonly businessPhones?: readonly string[];
  readonly mobilePhone?: string | null;
}

/** One change of the directory. `isGone`: deleted, or the account is disabled. */
export interface UserChange {
  readonly id: string;
  readonly isGone?: true;
  readonly fields: UserFields;
}

/** What became of the directory since a position; changes of one user stand in their order. */
export interface UserChanges {
  /** True where the changes are everybody: whoever is not among them is gone. */
  readonly isWhole: boolean;
  readonly changes: readonly UserChange[];
  /** Where the next reading goes on. Opaque; it outlives a restart. */
  readonly position: string;
}

/** The right to act for a signed-in person: their own access token, which nothing but the exchange at the identity provider may see. */
export interface UserAssertion {
  readonly userId: string;
  reveal(): string;
}

/** An entry of somebody's calendar; all texts are untrusted. */
export interface CalendarEvent {
  readonly id: string;
  readonly subject: string;
  /** Milliseconds since the epoch; of a day that lasts all day midnight UTC of its date, whatever the zone. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly isAllDay: boolean;
  readonly isCancelled: boolean;
  /** The person has said no. */
  readonly isDeclined: boolean;
  readonly organizer?: string;
  readonly location?: string;
  readonly bodyHtml?: string;
  readonly bodyText?: string;
  readonly joinUrl?: string;
}

/** A moment to another, milliseconds since the epoch. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Somebody in a person's own contacts. */
export interface GraphContact {
  readonly id: string;
  readonly displayName: string;
  readonly mails: readonly string[];
  readonly jobTitle?: string;
  readonly companyName?: string;
  readonly businessPhones: readonly string[];
  readonly mobilePhone?: string;
  readonly homePhones: readonly string[];
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
  /**
   * GET /users/delta: what has changed since `position`, or everybody without one, and where Graph or we no longer know the
   * position. Disabled accounts come as gone.
   */
  userChanges(position?: string): Promise<UserChanges>;
  /**
   * GET /me/calendarView as the person, in order of start; the newest 400 entries at most, and none for a person without a mailbox.
   * Throws `graph.consentMissing` where nobody has agreed to it, `auth.invalid` when the person must sign in anew.
   */
  readCalendar(assertion: UserAssertion, range: TimeRange): Promise<readonly CalendarEvent[]>;
  /** GET /me/contacts as the person, 2,000 at most. Throws as `readCalendar`. */
  readContacts(assertion: UserAssertion): Promise<readonly GraphContact[]>;
  stop(): Promise<void>;
}
