// What Teams shows of the people on somebody's screen: read for all screens together and remembered for half a minute.
import { toAppError } from '#shared/errors';
import type { GraphPort, SeenPresence } from '#bot/graph';
import type { LoggerPort } from '#bot/telemetry';
import { withPatience } from './patience.ts';

/** What the reader works with; times in milliseconds. */
export interface ColleaguePresencesOptions {
  readonly tenantId: string;
  readonly graph: Pick<GraphPort, 'readPresences'>;
  /** Takes a place of the spare quota, to be given an end with the answer; undefined when there is none. */
  readonly reserveRead: () => (() => void) | undefined;
  readonly logger: LoggerPort;
  readonly now: () => number;
}

type Seen = ReadonlyMap<string, SeenPresence>;

interface Read {
  readonly at: number;
  readonly seen: Promise<Seen>;
}

const keepMs = 30_000;
const mostKept = 5_000;
const patienceMs = 4_000;
/** After a fault nobody asks for a while; after a refusal, which only an administrator lifts, for longer. */
const faultPauseMs = 10_000;
const refusedPauseMs = 600_000;
const nothing: Seen = new Map();

/** Never rejects: whoever cannot be read is not in the answer. */
export class ColleaguePresences {
  private readonly options: ColleaguePresencesOptions;
  /** In the order of their times. */
  private readonly reads = new Map<string, Read>();
  private pausedUntil = 0;
  private hasTold = false;

  constructor(options: ColleaguePresencesOptions) {
    this.options = options;
  }

  /** `userIds` must be of the tenant; in their order. */
  async read(userIds: readonly string[]): Promise<readonly SeenPresence[]> {
    const ids = [...new Set(userIds)];
    this.forgetOld();
    const missing = ids.filter((id) => !this.reads.has(id));
    if (missing.length > 0) this.ask(missing);
    const seen = await Promise.all(ids.map((id) => this.reads.get(id)?.seen ?? Promise.resolve(nothing)));
    return ids.flatMap((id, index) => seen[index]?.get(id) ?? []);
  }

  private forgetOld(): void {
    const at = this.options.now();
    for (const [id, read] of this.reads) {
      if (at - read.at < keepMs && this.reads.size <= mostKept) break;
      this.reads.delete(id);
    }
  }

  private ask(ids: readonly string[]): void {
    const { reserveRead, now } = this.options;
    const at = now();
    if (at < this.pausedUntil) return;
    const answered = reserveRead();
    if (answered === undefined) return;
    const seen = this.fetch(ids, answered);
    for (const id of ids) this.reads.set(id, { at, seen });
  }

  private async fetch(ids: readonly string[], answered: () => void): Promise<Seen> {
    try {
      const asked = this.options.graph.readPresences(ids).finally(answered);
      const seen = await withPatience(asked, patienceMs, undefined);
      if (seen === undefined) this.giveUp(ids, faultPauseMs);
      return new Map((seen ?? []).map((presence) => [presence.userId, presence]));
    } catch (thrown) {
      this.noteFault(ids, thrown);
      return nothing;
    }
  }

  private noteFault(ids: readonly string[], thrown: unknown): void {
    const { tenantId, logger } = this.options;
    const { code } = toAppError(thrown, 'graph.unavailable');
    const isRefused = code === 'graph.consentLost';
    this.giveUp(ids, isRefused ? refusedPauseMs : faultPauseMs);
    if (!isRefused) logger.info('people.presenceFailed', { tenantId, code });
    else if (!this.hasTold) {
      this.hasTold = true;
      logger.warn('people.presenceNotAllowed', { tenantId, code });
    }
  }

  private giveUp(ids: readonly string[], pauseMs: number): void {
    this.pausedUntil = this.options.now() + pauseMs;
    for (const id of ids) this.reads.delete(id);
  }
}
