// Spreads the users of a tenant over its app registrations: each has a quota and a presence writer of its own.
import { createHash } from 'node:crypto';
import type { TeamsSession } from '#shared/domain/presence';
import { AppError } from '#shared/errors';
import type { GraphPort } from '#bot/graph';
import { PresenceWriter } from './presenceWriter.ts';
import type { WriterFacts } from './presence/writeEntry.ts';
import type { WriterOptions } from './presence/writerOptions.ts';

/** An app registration of the tenant: `id` is its client id, `graph` speaks in its name. */
export interface Registration {
  readonly id: string;
  readonly graph: GraphPort;
}

/** `PresenceWriter` for one or more registrations; quota and sockets of the options are those of each. */
export interface ShardedOptions extends Omit<WriterOptions, 'graph'> {
  /** At least one. */
  readonly registrations: readonly Registration[];
  /** Sessions from before a restart may be in the name of any registration, not only of the user's own. */
  readonly hasNewList: boolean;
  /** No session in another's name is left, so the list of registrations may count as known. */
  readonly onListKnown: () => void;
}

interface Shard {
  readonly id: string;
  readonly writer: PresenceWriter;
  /** Users in whose name this registration may have something in Teams. */
  readonly users: Set<string>;
}

/** The writers of one tenant as one; methods mean what they mean on `PresenceWriter`. */
export class ShardedWriter {
  private readonly shards: readonly Shard[];
  private readonly options: ShardedOptions;
  /** Registration of each user who was ever written for; bounded by the people of the tenant. */
  private readonly homes = new Map<string, Shard>();
  /** Clears owed for sessions that another registration than the user's may have left. */
  private strays = 0;

  constructor(options: ShardedOptions) {
    this.options = options;
    this.shards = options.registrations.map(({ id, graph }) => {
      const users = new Set<string>();
      const onSettled = (userId: string): void => {
        this.settled(shard, userId);
      };
      const shard: Shard = { id, users, writer: new PresenceWriter({ ...options, graph, onSettled }) };
      return shard;
    });
  }

  start(): void {
    for (const { writer } of this.shards) writer.start();
    if (this.options.hasNewList && this.strays === 0) this.options.onListKnown();
  }

  stop(): void {
    for (const { writer } of this.shards) writer.stop();
  }

  /** Of all registrations when the list is new: a clear where there is nothing does no harm. Call before `start`. */
  recall(userId: string, expiresAt: number): void {
    const home = this.homeOf(userId);
    for (const shard of this.options.hasNewList ? this.shards : [home]) {
      shard.writer.recall(userId, expiresAt);
      if (shard !== home && !shard.users.has(userId)) this.strays += 1;
      shard.users.add(userId);
    }
  }

  recalled(): readonly string[] {
    return [...new Set(this.shards.flatMap(({ writer }) => writer.recalled()))];
  }

  /** As `PresenceWriter.known`. For everybody else no session is the same as nothing wanted. */
  *known(): Generator<string> {
    for (const { writer, users } of this.shards) {
      yield* writer.known();
      yield* users;
    }
  }

  want(userId: string, session: TeamsSession | null, causedAt: number): boolean {
    const home = this.homeOf(userId);
    let isNews = home.writer.want(userId, session, causedAt);
    if (isNews) home.users.add(userId);
    for (const shard of this.shards) {
      if (shard !== home && shard.users.has(userId) && shard.writer.want(userId, null, causedAt)) isNews = true;
    }
    return isNews;
  }

  push(userIds: Iterable<string>): void {
    const all = [...userIds];
    for (const { writer, users } of this.shards) {
      const own = all.filter((userId) => users.has(userId));
      if (own.length > 0) writer.push(own);
    }
  }

  release(userId: string): boolean {
    return this.homeOf(userId).writer.release(userId);
  }

  facts(userId: string): WriterFacts {
    return this.homeOf(userId).writer.facts(userId);
  }

  /** Of all registrations: before a change of their list has settled, another one's session may show. */
  sessionsShown(userId: string): readonly TeamsSession[] {
    return this.shards.flatMap(({ writer }) => writer.sessionsShown(userId));
  }

  /** A place of the quota of the first registration, which is the one that reads. */
  reserveRead(share?: number): (() => void) | undefined {
    return this.shards[0]?.writer.reserveRead(share);
  }

  get backlog(): number {
    return this.shards.reduce((sum, { writer }) => sum + writer.backlog, 0);
  }

  /** True when any registration has lost its consent: its share of the people is not served. */
  get isConsentLost(): boolean {
    return this.shards.some(({ writer }) => writer.isConsentLost);
  }

  /** The disk forgets a user only when no registration has anything left in Teams. */
  private settled(shard: Shard, userId: string): void {
    const isStray = shard !== this.homeOf(userId) && shard.users.has(userId);
    shard.users.delete(userId);
    if (!this.shards.some(({ users }) => users.has(userId))) this.options.onSettled(userId);
    if (!isStray) return;
    this.strays -= 1;
    if (this.strays === 0) this.options.onListKnown();
  }

  private homeOf(userId: string): Shard {
    const known = this.homes.get(userId);
    if (known !== undefined) return known;
    const [first, ...others] = this.shards;
    if (first === undefined) throw new AppError('internal', 'a tenant has no app registration');
    const home = others.reduce((best, shard) => (weight(shard, userId) > weight(best, userId) ? shard : best), first);
    this.homes.set(userId, home);
    return home;
  }
}

/** Highest weight wins (rendezvous hashing): one registration more or less moves only the users it gains or loses. */
function weight({ id }: Shard, userId: string): number {
  return createHash('sha256').update(`${id} ${userId}`).digest().readUIntBE(0, 6);
}
