// A tenant's heart on a test PBX that plays many stories at once, each with lines of its own.
import type { PbxObserver, PbxPort } from '#bot/pbx';
import type { CallRecord, Party, PbxEvent } from '#shared/domain/call';
import type { TeamsSession } from '#shared/domain/presence';
import { heartBench, tenantId, type HeartBench } from '../../support/heartBench.ts';
import { until } from '../../support/until.ts';
import { Cast } from './Cast.ts';
import type { Move, Story } from './story.ts';
import type { Conformant, Disturbance, TestPbx } from './TestPbx.ts';

/** What came of a story, in its own words. */
export interface Played {
  readonly log: readonly string[];
  readonly records: readonly CallRecord[];
  readonly presence: Readonly<Record<string, readonly string[]>>;
  /** Events by line. */
  readonly events: Readonly<Record<string, readonly PbxEvent[]>>;
}

interface BenchParts {
  readonly pbx: TestPbx;
  readonly port: PbxPort;
  /** What connectors tell, growing. */
  readonly events: readonly PbxEvent[];
  readonly bench: HeartBench;
}

const pbxId = 'pbx';

/** One bench; close it. */
export class ConformanceBench {
  readonly casts: readonly Cast[];
  private readonly events: readonly PbxEvent[];
  private readonly pbx: TestPbx;
  private port: PbxPort;
  private bench: HeartBench;

  private constructor(casts: readonly Cast[], parts: BenchParts) {
    this.casts = casts;
    this.pbx = parts.pbx;
    this.port = parts.port;
    this.events = parts.events;
    this.bench = parts.bench;
  }

  /** Starts everything for so many stories at once, and waits until the link is up. */
  static async start(conformant: Conformant, count: number, disturbance: Disturbance): Promise<ConformanceBench> {
    const casts = Array.from({ length: count }, (_, index) => new Cast(index));
    const events: PbxEvent[] = [];
    const pbx = await conformant.start({
      lines: casts.flatMap((cast) => cast.lines),
      ringGroups: Object.fromEntries(casts.map((cast) => [cast.real('120'), cast.members])),
      queues: Object.fromEntries(casts.map((cast) => [cast.real('600'), cast.members])),
      disturbance,
      observer: listening(events),
    });
    const port = await pbx.connector();
    const heart = await heartBench({ pbxs: [port], ...directoryOf(casts) });
    const bench = new ConformanceBench(casts, { pbx, port, bench: heart, events });
    await bench.linkIs('up').catch(async (error: unknown) => {
      await bench.close();
      throw error;
    });
    return bench;
  }

  get capabilities(): PbxPort['capabilities'] {
    return this.port.capabilities;
  }

  linkIs(word: 'up' | 'down'): Promise<void> {
    return until(() => this.bench.heart.health().link === word);
  }

  cut(): Promise<void> {
    return this.pbx.cut();
  }

  mend(): Promise<void> {
    return this.pbx.mend();
  }

  async stopService(): Promise<void> {
    await this.bench.heart.stop();
  }

  /** A new heart and a new connector on the same store; Teams still shows what it showed. */
  async startService(): Promise<void> {
    const { dir, keeper, graph } = this.bench;
    this.port = await this.pbx.connector();
    this.bench = await heartBench({ pbxs: [this.port], dir, store: keeper, graph, ...directoryOf(this.casts) });
    this.bench = { ...this.bench, graph };
    await this.linkIs('up');
  }

  async move(cast: Cast, move: Move): Promise<void> {
    await this.pbx.play(cast.move(move));
  }

  /** Waits until Teams shows these sessions by our doing for the lines of a story, and no other. */
  async shows(cast: Cast, expected: Readonly<Record<string, string>>, passing: readonly string[] = []): Promise<void> {
    const wanted = JSON.stringify(Object.entries(expected).sort());
    await until(() => {
      const shown = this.shown(cast).filter(([line]) => !passing.includes(line));
      return JSON.stringify(shown) === wanted;
    }).catch((error: unknown) => {
      throw new Error(`Teams shows ${JSON.stringify(this.shown(cast))}, not ${wanted}`, { cause: error });
    });
  }

  private shown(cast: Cast): readonly (readonly [string, string])[] {
    return [...this.bench.graph.sessions]
      .flatMap(([userId, session]) => {
        const line = cast.roleOf(lineOf(userId));
        return line === undefined ? [] : [[line, wordOf(session)] as const];
      })
      .sort();
  }

  /** Plays a story to its end. */
  async play(cast: Cast, story: Story): Promise<void> {
    for (const { moves, shows } of story.steps) {
      for (const move of moves) await this.move(cast, move);
      const passing = story.fleeting?.filter((line) => moves.length > 1 && shows[line] === undefined);
      await this.shows(cast, shows, passing);
    }
  }

  /** Waits until everything was heard, no call is open and Teams was told everything. */
  async settled(): Promise<void> {
    await this.pbx.heard();
    await until(() => this.bench.store.openCalls(tenantId, pbxId).length === 0);
    await until(() => this.bench.graph.isQuiet());
  }

  played(cast: Cast): Played {
    const records = cast.lines.flatMap((line) => this.recordsOf(line));
    const sequences = this.bench.graph.sequences(lineOf);
    return {
      records,
      log: records.map((record) => cast.told(lineText(record))),
      presence: byRole(cast, sequences),
      events: byRole(cast, Object.fromEntries(cast.lines.map((line) => [line, this.eventsOf(line)]))),
    };
  }

  private eventsOf(line: string): readonly PbxEvent[] {
    return this.events.filter((event) => 'deviceId' in event && event.deviceId === line);
  }

  private recordsOf(line: string): readonly CallRecord[] {
    const page = this.bench.store.listRecords(tenantId, userOf(line), { filter: 'all', limit: 100 });
    return [...page.items].sort((one, other) => one.startedAt - other.startedAt || one.id.localeCompare(other.id));
  }

  async close(): Promise<void> {
    await this.bench.heart.stop();
    await this.pbx.close();
    await this.bench.close();
  }
}

function listening(events: PbxEvent[]): PbxObserver {
  return {
    onEvents: (_id, told) => void events.push(...told),
    onFault: () => undefined,
    onLink: () => undefined,
    onRetry: () => undefined,
  };
}

function directoryOf(
  casts: readonly Cast[],
): Pick<Parameters<typeof heartBench>[0] & object, 'directory' | 'recallPeople'> {
  const lines = casts.flatMap((cast) => cast.lines);
  const users = lines.map((line) => ({
    id: userOf(line),
    displayName: `User ${line}`,
    userPrincipalName: `user${line}@example.com`,
    businessPhones: [],
  }));
  return {
    recallPeople: () => users,
    directory: {
      extensionFrom: 'businessPhones',
      extensionPattern: '^none(\\d)$',
      lines: lines.map((extension) => ({ extension, user: userOf(extension), sharedWith: [] })),
    },
  };
}

function userOf(line: string): string {
  return `user-${line}`;
}

function lineOf(userId: string): string {
  return userId.replace('user-', '');
}

function wordOf({ availability, activity }: TeamsSession): string {
  return `${availability}/${activity}`;
}

function byRole<Value>(cast: Cast, byLine: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(byLine).flatMap(([line, value]) => {
      const role = cast.roleOf(line);
      return role === undefined ? [] : [[role, value]];
    }),
  );
}

function lineText(record: CallRecord): string {
  const numberOf = (party: Party | undefined): string => party?.number ?? '?';
  const { group, answeredBy, originalTarget, transferredTo, transferredFrom } = record;
  const extras = [
    ...(group === undefined ? [] : [`${group.kind} ${group.id}`]),
    ...(answeredBy === undefined ? [] : [`by ${numberOf(answeredBy)}`]),
    ...(originalTarget === undefined ? [] : [`for ${numberOf(originalTarget)}`]),
    ...(transferredTo === undefined ? [] : [`to ${numberOf(transferredTo)}`]),
    ...(transferredFrom === undefined ? [] : [`from ${numberOf(transferredFrom)}`]),
    ...(record.endUnknown === true ? ['end unknown'] : []),
  ];
  return [record.deviceId, record.direction, record.outcome, numberOf(record.other), ...extras].join(' ');
}
