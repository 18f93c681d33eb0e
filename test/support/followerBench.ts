// A follower on a workbench: virtual time, a Graph and a PBX that do as told, the true line book, a store in memory.
import { teamsSessionFor, type TeamsSession } from '#shared/domain/presence';
import { silentLogger, silentMetrics } from '#bot/telemetry';
import { CallBook } from '../../bot/bridge/callBook.ts';
import type { FollowerOptions, FollowRules } from '../../bot/bridge/following/followOptions.ts';
import { LineBook } from '../../bot/bridge/lineBook.ts';
import { TeamsFollower } from '../../bot/bridge/teamsFollower.ts';
import { GraphFake } from './GraphFake.ts';
import { PbxFake } from './PbxFake.ts';
import { VirtualTime, wholeTurn } from './VirtualTime.ts';

/** Everything on, with the defaults. */
export const followRules: FollowRules = {
  enabled: true,
  pollSeconds: 10,
  quotaSharePercent: 20,
  manualDoNotDisturb: 'doNotDisturb',
  presenting: 'doNotDisturb',
  focusing: 'doNotDisturb',
  manualBusy: 'nothing',
  inMeeting: 'nothing',
  inACall: 'nothing',
  away: 'nothing',
};

/** What survives a restart. */
export interface FollowerWorld {
  readonly time: VirtualTime;
  readonly graph: GraphFake;
  readonly pbx: PbxFake;
  readonly texts: Map<string, string>;
}

/** A new world with a PBX that reports what it is told. */
export function followerWorld(): FollowerWorld {
  const pbx = new PbxFake();
  pbx.doesReport = true;
  return { time: new VirtualTime(wholeTurn), graph: new GraphFake(), pbx, texts: new Map() };
}

/** The bench: user-101 has line 101 and so on; `rules` may be replaced. */
export class FollowerBench {
  readonly world: FollowerWorld;
  readonly lines: LineBook;
  readonly follower: TeamsFollower;
  rules: FollowRules;
  /** Sessions of ours that Teams may show. */
  readonly ours = new Map<string, TeamsSession>();
  owners: readonly string[];
  /** Fails while true, as a full disk does. */
  isDiskFull = false;
  /** While true, what is written waits. */
  isDiskSlow = false;
  /** Words of the log. */
  readonly said: string[] = [];
  reservable = true;
  openReads = 0;

  constructor(world: FollowerWorld, options: { readonly rules?: Partial<FollowRules>; readonly users?: number } = {}) {
    this.world = world;
    this.rules = { ...followRules, ...options.rules };
    this.owners = Array.from({ length: options.users ?? 3 }, (_, index) => `user-${String(101 + index)}`);
    this.lines = new LineBook(new CallBook(), ['pbx'], world.time.now());
    this.follower = new TeamsFollower(this.optionsOf(world));
    world.pbx.start((events) => {
      for (const event of events) {
        if (event.kind === 'userState') this.lines.setUserState('pbx', event.deviceId, event.state, event.receivedAt);
      }
    });
  }

  private optionsOf({ time, graph, pbx, texts }: FollowerWorld): FollowerOptions {
    return {
      tenantId: 'tenant',
      graph,
      rules: () => this.rules,
      owners: () => this.owners,
      people: () => this.owners.length + 2,
      placesOf: (userId) => (this.owners.includes(userId) ? [{ pbxId: 'pbx', extension: userId.slice(5) }] : []),
      port: (pbxId) => (pbxId === 'pbx' ? pbx : undefined),
      lines: this.lines,
      sessionsOf: (userId) => [this.ours.get(userId)].filter((session) => session !== undefined),
      reserveRead: () => this.reserve(),
      quotaPer30s: 1500,
      store: {
        keptText: async (_tenantId, key) => texts.get(key),
        keepText: async (_tenantId, key, text) => {
          while (this.isDiskSlow) await new Promise<void>((resolve) => time.after(100, resolve));
          if (this.isDiskFull) throw new Error('disk full');
          texts.set(key, text);
        },
      },
      logger: { ...silentLogger, warn: (event) => this.said.push(event), error: (event) => this.said.push(event) },
      metrics: silentMetrics,
      now: time.now,
      random: () => 0,
      timers: time,
    };
  }

  private reserve(): (() => void) | undefined {
    if (!this.reservable) return undefined;
    this.openReads += 1;
    return () => {
      this.openReads -= 1;
    };
  }

  /** As the heart starts it. */
  async start(): Promise<void> {
    await this.follower.recall();
    this.follower.start();
  }

  /** The PBX is there. */
  linkUp(): void {
    this.lines.setLink('pbx', 'up', this.world.time.now());
    this.follower.wake();
  }

  linkLost(): void {
    this.lines.setLink('pbx', 'lost', this.world.time.now());
    this.follower.wake();
  }

  /** What Teams shows of a person, `availability/activity`; null: Available. */
  show(userId: string, pair: string | null): void {
    if (pair === null) this.world.graph.teams.delete(userId);
    else {
      const [availability = '', activity = ''] = pair.split('/');
      this.world.graph.teams.set(userId, { availability, activity });
    }
  }

  /** Lets seconds pass. */
  pass(seconds: number): Promise<void> {
    return this.world.time.pass(seconds * 1000);
  }

  /** The person's own hand on the phone. */
  byHand(extension: string, state: 'available' | 'away' | 'doNotDisturb'): void {
    this.world.pbx.tell({ kind: 'userState', deviceId: extension, state });
  }

  /** `101 doNotDisturb`, in order. */
  get told(): readonly string[] {
    return this.world.pbx.toldStates.map(({ deviceId, state }) => `${deviceId} ${state}`);
  }

  /** The session the phone gives reason for; set it in `ours` to play the writer. */
  sessionOf(extension: string): TeamsSession | null {
    const { composite, lines } = this.lines.presence([{ pbxId: 'pbx', extension }]);
    return teamsSessionFor(composite, lines, { doNotDisturb: 'presenting' });
  }
}
