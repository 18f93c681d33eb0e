// Reads what Teams shows of a person for those who ask why: a repeated question within seconds costs no request.
import { AppError, toAppError } from '#shared/errors';
import type { GraphPort } from '#bot/graph';
import type { SeenFacts } from './whyFacts.ts';

/** What the reader works with; times in milliseconds. */
export interface SeenReaderOptions {
  readonly graph: Pick<GraphPort, 'readPresences'>;
  /** Takes a place of the quota, to be given an end with the answer; undefined when there is none. @default not counted */
  readonly reserveRead?: () => (() => void) | undefined;
  readonly now: () => number;
}

interface Read {
  readonly at: number;
  readonly seen: Promise<SeenFacts>;
}

const keepMs = 5_000;
/** Somebody waits in front of a page: a late answer is no answer. */
const patienceMs = 4_000;
/** Per `keepMs` and tenant; the quota belongs to the changes of presence. */
const maxReads = 20;
const uncounted = (): void => undefined;

/** Remembers what was read, and what is being read, for five seconds. */
export class SeenReader {
  private readonly options: SeenReaderOptions;
  private readonly reads = new Map<string, Read>();

  constructor(options: SeenReaderOptions) {
    this.options = options;
  }

  /** Never rejects: what cannot be read is told by its code. */
  read(userId: string): Promise<SeenFacts> {
    const at = this.options.now();
    // Reads stand in the order of their times.
    for (const [id, read] of this.reads) {
      if (Math.abs(at - read.at) < keepMs) break;
      this.reads.delete(id);
    }
    const known = this.reads.get(userId);
    if (known !== undefined) return known.seen;
    if (this.reads.size >= maxReads) return Promise.resolve({ unavailable: 'graph.throttled' });
    const seen = this.ask(userId, at);
    this.reads.set(userId, { at, seen });
    return seen;
  }

  private async ask(userId: string, readAt: number): Promise<SeenFacts> {
    const { graph, reserveRead } = this.options;
    const answered = reserveRead === undefined ? uncounted : reserveRead();
    if (answered === undefined) return { unavailable: 'graph.throttled' };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new AppError('graph.timeout', 'Teams did not say in time what it shows'));
      }, patienceMs);
    });
    try {
      const [seen] = await Promise.race([graph.readPresences([userId]).finally(answered), late]);
      if (seen === undefined) return { unavailable: 'graph.notFound' };
      return { availability: seen.availability, activity: seen.activity, readAt };
    } catch (fault) {
      return { unavailable: toAppError(fault, 'graph.unavailable').code };
    } finally {
      clearTimeout(timer);
    }
  }
}
