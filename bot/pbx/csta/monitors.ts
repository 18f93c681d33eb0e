// Keeps one monitor per watched line: starts them paced, takes each line's snapshot, retries refusals slowly.
import { AppError, toAppError } from '#shared/errors';
import { textAt } from '../xml/parseXml.ts';
import { isLimit, type CstaMessage, type XmlContent } from './message.ts';
import type { AskOptions } from './requests.ts';

/** A line and how the PBX writes its device. */
export interface WatchedLine {
  readonly lineId: string;
  readonly text: string;
}

/** What the monitors need of their surroundings. */
export interface MonitorPort {
  ask(name: string, content: XmlContent, options?: AskOptions): Promise<CstaMessage>;
  textOf(lineId: string): string;
  /** The monitor runs; told before any event it sends. */
  onStarted(line: WatchedLine): void;
  onDropped(line: WatchedLine): void;
  /** Asks for the calls and the settings of a line. */
  takeSnapshot(line: WatchedLine): Promise<void>;
  onFault(fault: AppError): void;
}

/** How fast. */
export interface MonitorPace {
  readonly perSecond: number;
  readonly retryRefusedMs: number;
}

const mostAtOnce = 20;
const retryTimeoutMs = 30_000;
const msPerSecond = 1000;

/** The monitors of one PBX. */
export class CstaMonitors {
  private readonly port: MonitorPort;
  private readonly pace: MonitorPace;
  private wanted = new Set<string>();
  private readonly crossRefs = new Map<string, string>();
  private readonly lineOf = new Map<string, string>();
  private readonly queue = new Set<string>();
  private readonly retries = new Map<string, NodeJS.Timeout>();
  /** Why a line has no monitor; told once, not at every try. */
  private readonly refused = new Map<string, string>();
  private running: Promise<void> | undefined;
  /** Rises when the connection is lost: what was under way then counts no more. */
  private session = 0;

  constructor(port: MonitorPort, pace: MonitorPace) {
    this.port = port;
    this.pace = pace;
  }

  /** The lines whose events are wanted. Differences are worked off while the link is up. */
  setWanted(lineIds: readonly string[], isUp: boolean): void {
    const before = this.wanted;
    this.wanted = new Set(lineIds);
    for (const lineId of before) if (!this.wanted.has(lineId)) this.drop(lineId);
    for (const lineId of this.wanted) if (!before.has(lineId)) this.queue.add(lineId);
    if (isUp) void this.work();
  }

  /** Starts every monitor anew; resolves when each has been tried once. */
  async startAll(): Promise<void> {
    this.reset();
    for (const lineId of this.wanted) this.queue.add(lineId);
    await this.work();
  }

  /** Forgets the monitors of a lost connection. */
  reset(): void {
    this.session += 1;
    this.running = undefined;
    this.queue.clear();
    this.crossRefs.clear();
    this.lineOf.clear();
    for (const timer of this.retries.values()) clearTimeout(timer);
    this.retries.clear();
  }

  /** The PBX stopped a monitor by itself: it is started again. */
  onStopped(crossRef: string): void {
    const lineId = this.lineOf.get(crossRef);
    if (lineId === undefined) return;
    this.lineOf.delete(crossRef);
    this.crossRefs.delete(lineId);
    if (!this.wanted.has(lineId)) return;
    this.queue.add(lineId);
    void this.work();
  }

  /** Takes the snapshots of these lines again, paced. */
  async compare(lineIds: readonly string[]): Promise<void> {
    const { session } = this;
    for (const lineId of lineIds) {
      if (session !== this.session) return;
      if (this.crossRefs.has(lineId)) await this.snapshot(this.line(lineId));
    }
  }

  get lines(): readonly string[] {
    return [...this.crossRefs.keys()];
  }

  private line(lineId: string): WatchedLine {
    return { lineId, text: this.port.textOf(lineId) };
  }

  private drop(lineId: string): void {
    this.queue.delete(lineId);
    this.refused.delete(lineId);
    clearTimeout(this.retries.get(lineId));
    this.retries.delete(lineId);
    const crossRef = this.crossRefs.get(lineId);
    if (crossRef === undefined) return;
    this.crossRefs.delete(lineId);
    this.lineOf.delete(crossRef);
    this.port.onDropped(this.line(lineId));
    this.stopMonitor(crossRef);
  }

  /** A refusal needs no care: what is not there any more sends nothing. */
  private stopMonitor(crossRef: string): void {
    this.port.ask('MonitorStop', [['monitorCrossRefID', crossRef]]).catch(() => undefined);
  }

  private work(): Promise<void> {
    if (this.running !== undefined) return this.running;
    const run = this.workOff(this.session).finally(() => {
      if (this.running !== run) return;
      this.running = undefined;
      // What was asked for while the last starts were finishing.
      if (this.queue.size > 0) void this.work();
    });
    this.running = run;
    return run;
  }

  private async workOff(session: number): Promise<void> {
    const underWay = new Set<Promise<void>>();
    for (let next = this.take(); next !== undefined; next = this.take()) {
      const starting = this.start(next, session).finally(() => underWay.delete(starting));
      underWay.add(starting);
      await pause(msPerSecond / this.pace.perSecond);
      if (underWay.size >= mostAtOnce) await Promise.race(underWay);
      if (session !== this.session) return;
      if (this.queue.size === 0) await Promise.all(underWay);
    }
    await Promise.all(underWay);
  }

  private take(): string | undefined {
    const next = this.queue.values().next();
    if (next.done === true) return undefined;
    this.queue.delete(next.value);
    return next.value;
  }

  private async start(lineId: string, session: number): Promise<void> {
    if (this.crossRefs.has(lineId) || !this.wanted.has(lineId)) return;
    const line = this.line(lineId);
    const content: XmlContent = [
      ['monitorObject', [['deviceObject', line.text]]],
      ['monitorType', 'device'],
    ];
    try {
      await this.port.ask('MonitorStart', content, {
        onAnswer: (answer) => {
          if (session === this.session) this.keep(line, textAt(answer.root, 'monitorCrossRefID') ?? '');
        },
      });
      this.refused.delete(lineId);
    } catch (error) {
      if (session === this.session) this.onRefused(lineId, toAppError(error, 'pbx.unreachable'));
      return;
    }
    if (session === this.session && this.crossRefs.has(lineId)) await this.snapshot(line);
  }

  private keep(line: WatchedLine, crossRef: string): void {
    if (!this.wanted.has(line.lineId)) {
      this.stopMonitor(crossRef); // given up while the answer was on its way
      return;
    }
    this.crossRefs.set(line.lineId, crossRef);
    this.lineOf.set(crossRef, line.lineId);
    this.port.onStarted(line);
  }

  private async snapshot(line: WatchedLine): Promise<void> {
    try {
      await this.port.takeSnapshot(line);
    } catch (error) {
      this.port.onFault(toAppError(error, 'pbx.unreachable'));
    }
  }

  /** A licence that is used up, or a device the PBX does not know, is not solved by asking again at once. */
  private onRefused(lineId: string, fault: AppError): void {
    if (fault.code === 'pbx.unreachable') return;
    const category = String(fault.facts.category ?? '');
    const word = String(fault.facts.word ?? '');
    const isRefusal = fault.code === 'pbx.refused';
    const reason = isRefusal ? (isLimit({ category, word }) ? 'limit' : 'refused') : 'timeout';
    if (this.refused.get(lineId) !== reason) {
      this.refused.set(lineId, reason);
      const facts = { lineId, reason, category, word };
      this.port.onFault(new AppError(fault.code, 'the PBX gives no monitor for a line', { cause: fault, facts }));
    }
    const timer = setTimeout(
      () => {
        this.retries.delete(lineId);
        this.queue.add(lineId);
        void this.work();
      },
      isRefusal ? this.pace.retryRefusedMs : retryTimeoutMs,
    );
    timer.unref();
    this.retries.set(lineId, timer);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
