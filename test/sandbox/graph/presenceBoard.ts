// Keeps every user's sessions and preferred presence; what has expired is found when it is looked at, so no timer runs.
import {
  aggregate,
  clientPresence,
  fade,
  isAlive,
  type PresencePair,
  type TeamsClientState,
  type TimedPresence,
} from './presenceRules.ts';

/** One user's presence as Graph answers it, with the sessions behind it for tests. */
export interface PresenceView extends PresencePair {
  readonly id: string;
  readonly sequenceNumber: string;
  /** Application sessions alive now, by application id. */
  readonly sessions: readonly (PresencePair & { readonly app: string; readonly expiresAtMs: number })[];
}

interface Kept {
  readonly apps: Map<string, TimedPresence>;
  readonly clients: Map<string, PresencePair>;
  preferred: TimedPresence | undefined;
  statusMessage: unknown;
  sequence: number;
  lastSeen: string;
}

/** All presence of one tenant. Times are milliseconds of `now`. */
export class PresenceBoard {
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept>();
  readonly #listeners = new Set<(userId: string) => void>();
  #sequence = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** setPresence: a later call of the same application replaces its session. */
  setSession(userId: string, app: string, pair: PresencePair, lifeMs: number): void {
    const setAtMs = this.#now();
    this.#of(userId).apps.set(app, { ...pair, setAtMs, expiresAtMs: setAtMs + lifeMs });
    this.#changed(userId);
  }

  /** clearPresence: false when the application holds no living session for this user. */
  clearSession(userId: string, app: string): boolean {
    const kept = this.#of(userId);
    const session = kept.apps.get(app);
    kept.apps.delete(app);
    if (session === undefined || !isAlive(session, this.#now())) return false;
    this.#changed(userId);
    return true;
  }

  /** True while the application holds a living session for this user. */
  holdsSession(userId: string, app: string): boolean {
    const session = this.#kept.get(userId)?.apps.get(app);
    return session !== undefined && isAlive(session, this.#now());
  }

  setPreferred(userId: string, pair: PresencePair, lifeMs: number): void {
    const setAtMs = this.#now();
    this.#of(userId).preferred = { ...pair, setAtMs, expiresAtMs: setAtMs + lifeMs };
    this.#changed(userId);
  }

  clearPreferred(userId: string): void {
    this.#of(userId).preferred = undefined;
    this.#changed(userId);
  }

  setStatusMessage(userId: string, statusMessage: unknown): void {
    this.#of(userId).statusMessage = statusMessage;
    this.#changed(userId);
  }

  statusMessageOf(userId: string): unknown {
    return this.#kept.get(userId)?.statusMessage ?? null;
  }

  /** What a Teams client of this user does; it lasts until told otherwise. `client` names the device. */
  setTeamsClient(userId: string, state: TeamsClientState, client = 'desktop'): void {
    const pair = clientPresence[state];
    const { clients } = this.#of(userId);
    if (pair === null) clients.delete(client);
    else clients.set(client, pair);
    this.#changed(userId);
  }

  /** The presence others see now. */
  read(userId: string): PresenceView {
    const kept = this.#of(userId);
    const nowMs = this.#now();
    const living = [...kept.apps].filter(([, session]) => isAlive(session, nowMs));
    const preferred = kept.preferred !== undefined && isAlive(kept.preferred, nowMs) ? kept.preferred : undefined;
    const seen = aggregate([...living.map(([, session]) => fade(session, nowMs)), ...kept.clients.values()], preferred);
    this.#renewSequence(kept, seen);
    return {
      id: userId,
      availability: seen.availability,
      activity: seen.activity,
      sequenceNumber: `A${String(kept.sequence).padStart(13, '0')}`,
      sessions: living.map(([app, { availability, activity, expiresAtMs }]) => ({
        app,
        availability,
        activity,
        expiresAtMs,
      })),
    };
  }

  /** Told after each write (not after a mere expiry). Returns how to stop. */
  onChange(listener: (userId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Everyone offline, nothing preferred. */
  reset(): void {
    this.#kept.clear();
  }

  #of(userId: string): Kept {
    const known = this.#kept.get(userId);
    if (known !== undefined) return known;
    const kept: Kept = {
      apps: new Map(),
      clients: new Map(),
      preferred: undefined,
      statusMessage: null,
      sequence: 0,
      lastSeen: '',
    };
    this.#kept.set(userId, kept);
    return kept;
  }

  /** The stamp grows whenever the visible presence differs from the one given out before, also by expiry. */
  #renewSequence(kept: Kept, seen: PresencePair): void {
    const text = `${seen.availability}/${seen.activity}`;
    if (kept.lastSeen === text) return;
    kept.lastSeen = text;
    kept.sequence = ++this.#sequence;
  }

  #changed(userId: string): void {
    for (const listener of this.#listeners) listener(userId);
  }
}
