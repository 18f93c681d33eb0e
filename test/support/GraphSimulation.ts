// A Graph in virtual time: latency, sessions that end, its own count of requests, and every way to fail.
import type {
  CalendarEvent,
  GraphContact,
  GraphPort,
  PresenceOutcome,
  PresenceWrite,
  SeenPresence,
  UserChanges,
} from '#bot/graph';
import { shownInTeams, type TeamsClientState, type TeamsSession } from '#shared/domain/presence';
import { AppError, type ErrorCode } from '#shared/errors';
import type { VirtualTime } from './VirtualTime.ts';

/** What becomes of a request. `lateDone`: the client gives up, and Graph does it long after. */
export type Fate = 'ok' | 'throttled' | 'unavailable' | 'consentLost' | 'lost' | 'doneUnanswered' | 'lateDone';

/** How Graph behaves now: `fate` of each request or part, `batchFate` of a batch as a whole. */
export interface GraphWeather {
  fate(): Fate;
  batchFate(): Fate;
  latencyMs(): number;
  retryAfterMs(): number | undefined;
}

interface Standing {
  readonly session: TeamsSession;
  readonly until: number;
}

/** Longest a client waits for an answer. */
export const clientTimeoutMs = 10_000;
/** How long after the request a `lateDone` takes effect. */
export const lateDoneMs = 25_000;
const windowMs = 30_000;
const msPerMinute = 60_000;
const refusals: Readonly<Partial<Record<Fate, ErrorCode>>> = {
  throttled: 'graph.throttled',
  unavailable: 'graph.unavailable',
  consentLost: 'graph.consentLost',
};

/** One tenant's presence at Graph. */
export class GraphSimulation implements GraphPort {
  readonly sessions = new Map<string, Standing>();
  readonly clients = new Map<string, TeamsClientState>();
  weather: GraphWeather;
  /** Looks at every write as it leaves the client. */
  onSend: (write: PresenceWrite) => void = () => undefined;
  requests = 0;
  /** Most requests Graph has counted in any window of 30 s, reads and parts included. */
  peak = 0;
  private readonly time: VirtualTime;
  private arrivals: number[] = [];
  private oldest = 0;
  private life = 0;

  constructor(time: VirtualTime, weather: GraphWeather) {
    this.time = time;
    this.weather = weather;
  }

  /** Our session of a user as Graph holds it now. */
  sessionOf(userId: string): TeamsSession | null {
    const standing = this.sessions.get(userId);
    return standing !== undefined && standing.until > this.time.now() ? standing.session : null;
  }

  setPresence(userId: string, session: TeamsSession, minutes: number): Promise<void> {
    return this.single({ userId, session, minutes });
  }

  clearPresence(userId: string): Promise<void> {
    return this.single({ userId, session: null, minutes: 0 });
  }

  async writePresences(writes: readonly PresenceWrite[]): Promise<readonly PresenceOutcome[]> {
    const whole = this.weather.batchFate();
    writes.forEach(this.onSend);
    const { life } = this;
    await this.wait(this.weather.latencyMs());
    this.count(writes.length, life);
    if (whole !== 'ok') {
      for (const write of writes) this.carryOut(write, whole);
      throw await this.failure(whole);
    }
    const outcomes = writes.map((write): PresenceOutcome => {
      // A part of a batch that is answered has its answer in it.
      const drawn = this.weather.fate();
      const fate = drawn in refusals ? drawn : 'ok';
      this.carryOut(write, fate);
      return fate === 'ok' ? { ok: true } : { ok: false, fault: this.refusal(fate) };
    });
    await this.wait(this.weather.latencyMs());
    return outcomes;
  }

  async readPresences(userIds: readonly string[]): Promise<readonly SeenPresence[]> {
    const fate = this.weather.fate();
    const { life } = this;
    await this.wait(this.weather.latencyMs());
    this.count(1, life);
    if (fate !== 'ok') throw await this.failure(fate);
    const seen = userIds.map((userId) => ({
      userId,
      ...shownInTeams(this.sessionOf(userId), this.clients.get(userId) ?? 'offline'),
    }));
    await this.wait(this.weather.latencyMs());
    return seen;
  }

  userChanges(): Promise<UserChanges> {
    return Promise.resolve({ isWhole: true, changes: [], position: 'told' });
  }

  readCalendar(): Promise<readonly CalendarEvent[]> {
    return Promise.resolve([]);
  }

  readContacts(): Promise<readonly GraphContact[]> {
    return Promise.resolve([]);
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /** Starts counting anew: another life of the client, which cannot know what the former one sent. */
  beginLife(): void {
    this.life += 1;
    this.arrivals = [];
    this.oldest = 0;
  }

  private async single(write: PresenceWrite): Promise<void> {
    this.onSend(write);
    const fate = this.weather.fate();
    const { life } = this;
    await this.wait(this.weather.latencyMs());
    this.count(1, life);
    this.carryOut(write, fate);
    if (fate !== 'ok') throw await this.failure(fate);
    await this.wait(this.weather.latencyMs());
  }

  private carryOut({ userId, session, minutes }: PresenceWrite, fate: Fate): void {
    const apply = (): void => {
      if (session === null) this.sessions.delete(userId);
      else this.sessions.set(userId, { session, until: this.time.now() + minutes * msPerMinute });
    };
    if (fate === 'ok' || fate === 'doneUnanswered') apply();
    if (fate === 'lateDone') this.time.after(lateDoneMs, apply);
  }

  private async failure(fate: Fate): Promise<AppError> {
    if (fate in refusals) {
      await this.wait(this.weather.latencyMs());
      return this.refusal(fate);
    }
    await this.wait(clientTimeoutMs);
    return new AppError('graph.timeout', 'no answer');
  }

  private refusal(fate: Fate): AppError {
    const retryAfterMs = this.weather.retryAfterMs();
    const facts = fate === 'throttled' && retryAfterMs !== undefined ? { retryAfterMs } : {};
    return new AppError(refusals[fate] ?? 'graph.unavailable', fate, { facts });
  }

  private count(parts: number, life: number): void {
    const now = this.time.now();
    this.requests += parts;
    if (life !== this.life) return;
    while ((this.arrivals[this.oldest] ?? now) <= now - windowMs) this.oldest += 1;
    for (let part = 0; part < parts; part += 1) this.arrivals.push(now);
    this.peak = Math.max(this.peak, this.arrivals.length - this.oldest);
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.time.after(ms, resolve));
  }
}
