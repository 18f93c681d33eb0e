// A random history of one tenant in virtual time, played against the real presence writer, with what must hold all along.
import { isSameSession, type TeamsClientState, type TeamsSession } from '#shared/domain/presence';
import { AppError } from '#shared/errors';
import type { PresenceWrite } from '#bot/graph';
import { silentLogger, silentMetrics } from '#bot/telemetry';
import { PresenceWriter } from '../../bot/bridge/presenceWriter.ts';
import { GraphSimulation, lateDoneMs, type Fate, type GraphWeather } from './GraphSimulation.ts';
import { VirtualTime } from './VirtualTime.ts';

// Looked up once: in the tests' own context every look at a global is slow.
const { floor, imul } = Math;
const secondMs = 1_000;
const lifeMinutes = 5;
const lifeMs = lifeMinutes * 60 * secondMs;
const graceMs = 15 * secondMs;
const diskToleranceMs = secondMs;
const latencyMostMs = 2 * secondMs;

/**
 * Longest a session of ours may stand after its reason ended, whatever happens: the PBX link may be in its grace, the last
 * request may take effect long after it was given up, and then the session lives once more.
 */
export const stuckBoundMs = graceMs + lateDoneMs + 2 * latencyMostMs + lifeMs;
/** Longest until Teams shows what is wanted once all failures have ended. */
export const convergenceBoundMs = 180 * secondMs;
/** The same when Graph did something long after nobody waited for it: the next renewal or the end of the session mends it. */
export const lateConvergenceBoundMs = lateDoneMs + lifeMs + convergenceBoundMs;

const sessions: readonly (TeamsSession | null)[] = [
  null,
  { availability: 'Busy', activity: 'InACall' },
  { availability: 'Busy', activity: 'InACall' },
  { availability: 'Busy', activity: 'InAConferenceCall' },
  { availability: 'Away', activity: 'Away' },
  { availability: 'DoNotDisturb', activity: 'Presenting' },
];
const clientStates: readonly TeamsClientState[] = ['offline', 'offline', 'active', 'idle', 'inCall', 'presenting'];
const fates: readonly Fate[] = ['throttled', 'unavailable', 'consentLost', 'lost', 'doneUnanswered', 'lateDone'];

/** What came of one history. */
export interface SimulationReport {
  readonly seed: number;
  /** What did not hold; empty when all did. */
  readonly problems: readonly string[];
  readonly requests: number;
  readonly steps: number;
}

/** Plays the history of a seed. */
export async function simulatePresence(seed: number): Promise<SimulationReport> {
  return new History(seed).play();
}

/** Numbers in [0,1), the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One tenant: its phones, its PBX link, its process and its Graph. */
class History {
  private readonly seed: number;
  private readonly random: () => number;
  private readonly time = new VirtualTime();
  private readonly graph: GraphSimulation;
  private readonly users: readonly string[];
  private readonly quota: number;
  private readonly concurrency: number;
  /** What the phones do, and since when they give no reason for a session. */
  private readonly truth = new Map<string, TeamsSession | null>();
  private readonly reasonEnded = new Map<string, number>();
  /** What the service believes, which lags while the link is lost. */
  private readonly known = new Map<string, TeamsSession | null>();
  private readonly disk = new Map<string, number>();
  private readonly released = new Set<string>();
  private readonly problems: string[] = [];
  private link: 'up' | 'lost' | 'unknown' | 'connecting' = 'connecting';
  private writer: PresenceWriter | undefined;
  private hasJudged = false;
  private cancelGrace: () => void = () => undefined;
  private isDiskBad = false;
  private hadLate = false;

  constructor(seed: number) {
    this.seed = seed;
    this.random = seededRandom(seed);
    this.graph = new GraphSimulation(this.time, this.weather([], 0));
    const count = this.chance(0.04) ? 60 : 1 + this.below(6);
    this.users = Array.from({ length: count }, (_, index) => `user-${String(index)}`);
    this.quota = this.pick([30, 60, 1350]);
    this.concurrency = this.pick([1, 4, 16]);
    this.graph.onSend = (write) => {
      this.checkSent(write);
    };
  }

  async play(): Promise<SimulationReport> {
    this.begin();
    this.linkUp();
    const steps = 10 + this.below(30);
    for (let step = 0; step < steps && this.problems.length === 0; step += 1) {
      this.act();
      await this.pass(this.pick([0, 20, 500, 3 * secondMs, 20 * secondMs, 100 * secondMs]) * (0.5 + this.random()));
    }
    await this.calmDown();
    this.writer?.stop();
    return { seed: this.seed, problems: this.problems, requests: this.graph.requests, steps: this.time.fired };
  }

  private act(): void {
    const user = this.pick(this.users);
    const acts: readonly (() => void)[] = [
      () => this.phone(user, this.pick(sessions)),
      () => this.phone(user, this.pick(sessions)),
      () => this.flap(user),
      () => this.everybody(),
      () => this.changeWeather(),
      () => this.changeWeather(),
      () => this.crash(),
      () => (this.link === 'up' ? this.loseLink() : this.linkUp()),
      () => void this.graph.clients.set(user, this.pick(clientStates)),
      () => this.release(user),
      () => void (this.isDiskBad = this.chance(0.3)),
    ];
    this.pick(acts)();
  }

  private phone(user: string, session: TeamsSession | null): void {
    if (session === null && (this.truth.get(user) ?? null) !== null) this.reasonEnded.set(user, this.time.now());
    this.truth.set(user, session);
    if (this.link === 'up') this.learn([user]);
  }

  private flap(user: string): void {
    for (let times = 2 + this.below(5); times > 0; times -= 1) this.phone(user, this.pick(sessions));
  }

  private everybody(): void {
    const session = this.pick(sessions);
    for (const user of this.users) this.phone(user, session);
  }

  private learn(users: readonly string[]): void {
    for (const user of users) this.known.set(user, this.truth.get(user) ?? null);
    this.judge(users);
  }

  /** The service's turn: wishes, then their intents on disk, then the push. */
  private judge(users: readonly string[]): void {
    const { writer } = this;
    if (writer === undefined || this.link === 'connecting') return;
    const all = this.hasJudged ? users : new Set([...users, ...writer.recalled()]);
    this.hasJudged = true;
    const changed: string[] = [];
    for (const user of all) {
      const session = this.link === 'unknown' ? null : (this.known.get(user) ?? null);
      if (!writer.want(user, session, this.time.now())) continue;
      this.released.delete(user);
      changed.push(user);
      this.disk.set(user, this.time.now() + lifeMs);
    }
    writer.push(changed);
  }

  private release(user: string): void {
    if (this.writer?.release(user) === true) this.released.add(user);
  }

  private linkUp(): void {
    this.cancelGrace();
    if (this.writer === undefined) return;
    this.link = 'up';
    this.learn(this.users);
  }

  private loseLink(): void {
    this.link = 'lost';
    this.startGrace();
  }

  private startGrace(): void {
    this.cancelGrace();
    this.cancelGrace = this.time.after(graceMs, () => {
      this.link = 'unknown';
      this.judge(this.users);
    });
  }

  private crash(): void {
    this.kill();
    this.time.after(this.pick([0, secondMs, 90 * secondMs]), () => {
      if (this.writer === undefined) this.begin();
    });
  }

  private kill(): void {
    this.writer?.stop();
    this.writer = undefined;
    this.cancelGrace();
    this.link = 'connecting';
    this.released.clear();
    this.known.clear();
    this.hasJudged = false;
  }

  private begin(): void {
    this.graph.beginLife();
    this.writer = new PresenceWriter({
      tenantId: 't',
      graph: this.graph,
      quotaPer30s: this.quota,
      concurrency: this.concurrency,
      minutesFor: () => lifeMinutes,
      writeAhead: (userId, _session, expiresAt) => this.writeAhead(userId, expiresAt),
      onSettled: (userId) => void this.disk.delete(userId),
      logger: silentLogger,
      metrics: silentMetrics,
      now: this.time.now,
      random: this.random,
      timers: this.time,
    });
    this.writer.start();
    for (const [userId, expiresAt] of this.disk) this.writer.recall(userId, expiresAt);
    this.startGrace();
    this.time.after(this.below(20) * secondMs, () => {
      if (this.link === 'connecting') this.linkUp();
    });
  }

  private async writeAhead(userId: string, expiresAt: number): Promise<void> {
    await new Promise<void>((resolve) => this.time.after(this.pick([0, 30, 3_000]), resolve));
    if (this.isDiskBad && this.chance(0.5)) throw new AppError('store.locked', 'told to refuse');
    this.disk.set(userId, expiresAt);
  }

  private changeWeather(): void {
    const some = fates.filter(() => this.chance(0.3));
    this.hadLate ||= some.includes('lateDone');
    this.graph.weather = this.weather(some, this.pick([0.1, 0.5, 1]));
  }

  private weather(bad: readonly Fate[], probability: number): GraphWeather {
    const fate = (): Fate => (bad.length > 0 && this.chance(probability) ? this.pick(bad) : 'ok');
    return {
      fate,
      batchFate: () => (this.chance(0.5) ? fate() : 'ok'),
      latencyMs: () => Math.round(latencyMostMs * this.random() ** 4),
      retryAfterMs: () => (this.chance(0.5) ? this.below(20) * secondMs : undefined),
    };
  }

  /** All failures end; from the bound on Teams must show what is wanted, and go on showing it. */
  private async calmDown(): Promise<void> {
    this.graph.weather = this.weather([], 0);
    this.isDiskBad = false;
    // Calls in Teams itself would have the writer say its clears again, which is no backlog of the phones.
    this.graph.clients.clear();
    if (this.writer === undefined) this.begin();
    if (this.link !== 'up') this.linkUp();
    await this.pass(this.hadLate ? lateConvergenceBoundMs : convergenceBoundMs);
    for (let look = 0; look < 12 && this.problems.length === 0; look += 1) {
      this.checkConverged();
      await this.pass(30 * secondMs);
    }
  }

  private checkConverged(): void {
    for (const user of this.users) {
      const wanted = this.released.has(user) ? null : (this.truth.get(user) ?? null);
      const session = this.graph.sessionOf(user);
      if (!isSameSession(session, wanted)) {
        this.problems.push(`${user} shows ${activityOf(session)}, wanted ${activityOf(wanted)}`);
      }
    }
    if (this.writer?.backlog !== 0) this.problems.push(`a backlog of ${String(this.writer?.backlog)} remains`);
  }

  private async pass(ms: number): Promise<void> {
    await this.time.pass(Math.round(ms), () => {
      this.checkStep();
    });
    this.checkStep();
  }

  private checkStep(): void {
    if (this.problems.length > 0) return;
    if (this.graph.peak > this.quota) this.problems.push(`${String(this.graph.peak)} requests in 30 s`);
    for (const user of this.graph.sessions.keys()) {
      const endedAt = this.reasonEnded.get(user) ?? 0;
      const isStuck = (this.truth.get(user) ?? null) === null && this.time.now() - endedAt > stuckBoundMs;
      if (isStuck && this.graph.sessionOf(user) !== null) this.problems.push(`${user} is stuck`);
    }
  }

  /** Only the newest wish is sent, and the disk already knows of a session that may stand so long. */
  private checkSent({ userId, session }: PresenceWrite): void {
    const facts = this.writer?.facts(userId);
    const wanted = facts === undefined || facts.isReleased ? null : facts.wanted;
    if (!isSameSession(session, wanted)) this.problems.push(`${userId} was sent ${activityOf(session)}, an old wish`);
    const end = this.time.now() + lifeMs - diskToleranceMs;
    if (session !== null && (this.disk.get(userId) ?? 0) < end) this.problems.push(`${userId} was not written ahead`);
  }

  private chance(probability: number): boolean {
    return this.random() < probability;
  }

  private below(end: number): number {
    return floor(this.random() * end);
  }

  private pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new AppError('internal', 'nothing to pick from');
    return item;
  }
}

function activityOf(session: TeamsSession | null): string {
  return session?.activity ?? 'nothing';
}
