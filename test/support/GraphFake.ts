// A Graph that behaves: keeps presence sessions, remembers what it was told, refuses when told to.
import type {
  CalendarEvent,
  GraphContact,
  GraphPort,
  GraphUser,
  PresenceOutcome,
  PresenceWrite,
  SeenPresence,
  UserAssertion,
  UserChanges,
} from '#bot/graph';
import type { TeamsSession } from '#shared/domain/presence';
import { AppError, toAppError, type ErrorCode } from '#shared/errors';

/** One request as it arrived. */
export interface GraphCall {
  readonly op: 'set' | 'clear';
  readonly userId: string;
  readonly session?: TeamsSession;
  readonly minutes?: number;
}

/** GraphPort in memory. */
export class GraphFake implements GraphPort {
  readonly calls: GraphCall[] = [];
  readonly sessions = new Map<string, TeamsSession>();
  /** Sizes of the batches. */
  readonly batches: number[] = [];
  readonly reads: (readonly string[])[] = [];
  /** What Teams itself shows of a user. */
  readonly teams = new Map<string, { readonly availability: string; readonly activity: string }>();
  users: readonly GraphUser[] = [];
  private readonly refusals: AppError[] = [];
  private open = 0;
  /** While set, every request waits for it. */
  gate: Promise<void> | undefined;

  /** The next `times` requests are refused with this code. */
  refuse(code: ErrorCode, times = 1, facts: Readonly<Record<string, number>> = {}): void {
    for (let each = 0; each < times; each += 1) this.refusals.push(new AppError(code, 'told to refuse', { facts }));
  }

  async setPresence(userId: string, session: TeamsSession, minutes: number): Promise<void> {
    this.calls.push({ op: 'set', userId, session, minutes });
    await this.answer();
    this.sessions.set(userId, session);
  }

  async clearPresence(userId: string): Promise<void> {
    this.calls.push({ op: 'clear', userId });
    await this.answer();
    this.sessions.delete(userId);
  }

  async writePresences(writes: readonly PresenceWrite[]): Promise<readonly PresenceOutcome[]> {
    this.batches.push(writes.length);
    return Promise.all(
      writes.map(async ({ userId, session, minutes }): Promise<PresenceOutcome> => {
        try {
          await (session === null ? this.clearPresence(userId) : this.setPresence(userId, session, minutes));
          return { ok: true };
        } catch (fault) {
          return { ok: false, fault: toAppError(fault) };
        }
      }),
    );
  }

  /** Teams shows `teams` where it is set, else our session, else Available. */
  async readPresences(userIds: readonly string[]): Promise<readonly SeenPresence[]> {
    this.reads.push(userIds);
    await this.answer();
    return userIds.map((userId) => {
      const shown = this.teams.get(userId) ?? this.sessions.get(userId);
      return { userId, availability: shown?.availability ?? 'Available', activity: shown?.activity ?? 'Available' };
    });
  }

  private async answer(): Promise<void> {
    this.open += 1;
    try {
      await (this.gate ?? Promise.resolve());
      const refusal = this.refusals.shift();
      if (refusal !== undefined) throw refusal;
    } finally {
      this.open -= 1;
    }
  }

  async userChanges(position?: string): Promise<UserChanges> {
    await this.answer();
    const changes = this.users.map(({ id, ...fields }) => ({ id, fields }));
    return position === undefined
      ? { isWhole: true, changes, position: 'told' }
      : { isWhole: false, changes: [], position };
  }

  /** What is in the calendar and the contacts of each person. */
  readonly calendars = new Map<string, readonly CalendarEvent[]>();
  readonly contacts = new Map<string, readonly GraphContact[]>();

  async readCalendar({ userId }: UserAssertion): Promise<readonly CalendarEvent[]> {
    await this.answer();
    return this.calendars.get(userId) ?? [];
  }

  async readContacts({ userId }: UserAssertion): Promise<readonly GraphContact[]> {
    await this.answer();
    return this.contacts.get(userId) ?? [];
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /** Nothing is on its way and nobody is left with a session. */
  isQuiet(): boolean {
    return this.open === 0 && this.sessions.size === 0;
  }

  /** What each user's presence was told, in order. */
  sequences(nameOf: (userId: string) => string): Record<string, string[]> {
    const told: Record<string, string[]> = {};
    for (const call of this.calls) {
      const word = call.session === undefined ? 'clear' : `${call.session.availability}/${call.session.activity}`;
      (told[nameOf(call.userId)] ??= []).push(word);
    }
    return told;
  }
}
