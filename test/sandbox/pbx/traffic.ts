// Random call traffic: Poisson arrivals at a busy-hour rate between free phones and the outside, with a fixed seed.
import type { CallDesk } from './CallDesk.ts';
import type { PhoneBook } from './phoneBook.ts';
import type { SandboxCall } from './SandboxCall.ts';
import type { Stories, Story, StoryOptions } from './stories.ts';
import type { Timers } from './timers.ts';

/** What kind of traffic. */
export interface TrafficOptions {
  /** Busy-hour call attempts: calls per hour. */
  readonly bhcc: number;
  /** @default 1 */
  readonly seed?: number;
  /** Share of calls that are answered. @default 0.7 */
  readonly answeredShare?: number;
  /** Share of calls with a party outside, half in, half out. @default 0.6 */
  readonly outsideShare?: number;
  /** @default 20 */
  readonly meanTalkSeconds?: number;
  /** No call talks longer. @default 3 x mean */
  readonly maxTalkSeconds?: number;
  /** @default 2 */
  readonly meanRingSeconds?: number;
  /** Lets a phone take a second call. @default false */
  readonly allowSecondCall?: boolean;
  /** New calls wait when so many are up. @default 2000 */
  readonly maxCalls?: number;
  /** What may happen to unanswered calls, in equal shares. @default missed, busy, declined, voicemail */
  readonly unanswered?: readonly ('missed' | 'busy' | 'declined' | 'voicemail')[];
}

const triesToFindFree = 50;

/** Plays traffic until stopped. */
export class Traffic {
  started = 0;
  skipped = 0;
  private readonly desk: CallDesk;
  private readonly stories: Stories;
  private readonly timers: Timers;
  private readonly extensions: readonly string[];
  private readonly extensionSet: ReadonlySet<string>;
  private readonly running = new Set<SandboxCall>();
  private options: TrafficOptions | undefined;
  private random: () => number = () => 0;
  private cancelNext: () => void = () => undefined;
  private readonly waitingForQuiet = new Set<() => void>();

  constructor(desk: CallDesk, stories: Stories, timers: Timers, book: PhoneBook) {
    this.desk = desk;
    this.stories = stories;
    this.timers = timers;
    this.extensions = [...book.phones.keys()];
    this.extensionSet = new Set(this.extensions);
  }

  get on(): boolean {
    return this.options !== undefined;
  }

  get active(): number {
    return this.running.size;
  }

  start(options: TrafficOptions): void {
    this.cancelNext();
    this.options = options;
    this.random = mulberry32(options.seed ?? 1);
    this.schedule(performance.now());
  }

  /** No new calls; with `drain` resolves when those under way have ended by themselves, else they are hung up. */
  async stop(how: { readonly drain: boolean } = { drain: false }): Promise<void> {
    this.cancelNext();
    this.options = undefined;
    if (!how.drain) for (const call of this.running) call.hangup();
    if (this.running.size === 0) return;
    await new Promise<void>((resolve) => this.waitingForQuiet.add(resolve));
  }

  /** Arrivals are drawn on an ideal clock, so that a late timer does not thin the traffic. */
  private schedule(dueAt: number): void {
    const options = this.options;
    if (options === undefined) return;
    const nextAt = dueAt + exponential(this.random, 3_600_000 / options.bhcc);
    this.cancelNext = this.timers.after(Math.max(0, nextAt - performance.now()), () => {
      this.arrive(options);
      this.schedule(nextAt);
    });
  }

  private arrive(options: TrafficOptions): void {
    const parties = this.running.size < (options.maxCalls ?? 2000) ? this.pickParties(options) : undefined;
    if (parties === undefined) {
      this.skipped += 1;
      return;
    }
    this.started += 1;
    this.follow(this.play(options, parties));
  }

  private play(options: TrafficOptions, parties: { readonly from: string; readonly to: string }): Story {
    const meanTalkMs = (options.meanTalkSeconds ?? 20) * 1000;
    const maxTalkMs = (options.maxTalkSeconds ?? (meanTalkMs / 1000) * 3) * 1000;
    const meanRingMs = (options.meanRingSeconds ?? 2) * 1000;
    const story = {
      ...parties,
      ringMs: clamp(exponential(this.random, meanRingMs), 100, meanRingMs * 4),
      talkMs: clamp(exponential(this.random, meanTalkMs), 200, maxTalkMs),
    };
    if (this.random() < (options.answeredShare ?? 0.7)) return this.stories.answered(story);
    const inside = this.extensionSet.has(parties.to);
    const kinds = inside ? (options.unanswered ?? ['missed', 'busy', 'declined', 'voicemail']) : ['missed', 'busy'];
    return this.unanswered(kinds[Math.floor(this.random() * kinds.length)] ?? 'missed', story);
  }

  private unanswered(kind: string, story: StoryOptions & { readonly talkMs: number }): Story {
    if (kind === 'busy') return this.stories.busy(story);
    if (kind === 'declined') return this.stories.declined(story);
    if (kind === 'voicemail') return this.stories.voicemail({ ...story, talkMs: Math.min(story.talkMs, 3000) });
    return this.stories.missed(story);
  }

  private pickParties(options: TrafficOptions): { readonly from: string; readonly to: string } | undefined {
    const dice = this.random();
    const outside = options.outsideShare ?? 0.6;
    const first = this.pickPhone(options);
    if (first === undefined) return undefined;
    if (dice < outside / 2) return { from: 'outside', to: first };
    if (dice < outside) return { from: first, to: `0012025550${100 + Math.floor(this.random() * 100)}` };
    const second = this.pickPhone(options, first);
    return second === undefined ? undefined : { from: first, to: second };
  }

  private pickPhone(options: TrafficOptions, not?: string): string | undefined {
    for (let i = 0; i < triesToFindFree; i += 1) {
      const extension = this.extensions[Math.floor(this.random() * this.extensions.length)];
      if (extension === undefined || extension === not) continue;
      if (options.allowSecondCall === true || this.desk.isFree(extension)) return extension;
    }
    return undefined;
  }

  private follow(story: Story): void {
    this.running.add(story.call);
    void story.call.over.then(() => {
      this.running.delete(story.call);
      if (this.running.size > 0) return;
      for (const resolve of this.waitingForQuiet) resolve();
      this.waitingForQuiet.clear();
    });
    // A story whose call was ended by hand stops at its next step: nothing is left to tell.
    story.done.catch(() => undefined);
  }
}

function exponential(random: () => number, mean: number): number {
  return -Math.log(1 - random()) * mean;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Small seeded generator (mulberry32, public domain): same seed, same traffic. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
