// One websocket of a site, seen from the service: frames in order, acks after the disk, orders and their answers.
import type { PbxEvent } from '#shared/domain/call';
import { AppError, toAppError } from '#shared/errors';
import type { PbxCapabilities } from '../PbxPort.ts';
import { fromWire } from '../wireEvents.ts';
import {
  eventFramesUnderWay,
  maxWatched,
  parseFrame,
  siteMessageSchema,
  siteProtocol,
  type ServiceMessage,
  type SiteMessage,
  type SiteOrder,
} from './protocol.ts';
import type { SitePositions } from './sitePositions.ts';

/*
 *  greeting ──hello──▶ replaying ──present──▶ live          socket closed, wrong frame: any ──▶ closed
 */

/** The socket as the session needs it; text frames only. */
export interface SiteSocket {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Stops and goes on reading, so that a site that floods waits on the network. */
  pause(): void;
  resume(): void;
}

/** What the owner of a session provides and hears. */
export interface SessionOwner {
  readonly pbxId: string;
  readonly positions: SitePositions;
  readonly now: () => number;
  /** Resolves when everything told is on disk. Throws `store.*`. */
  written(): Promise<void>;
  onHello(capabilities: PbxCapabilities): void;
  /** Events as they happened; those of kind `link` tell the PBX at the site. */
  onEvents(events: readonly PbxEvent[]): void;
  /** The site has told everything from before this connection, and how things are now. */
  onPresent(isUp: boolean, liveConnectionIds: readonly string[]): void;
  onFault(fault: AppError): void;
  onClosed(session: SiteSession): void;
}

interface Pending {
  readonly resolve: () => void;
  readonly reject: (fault: AppError) => void;
  readonly timer: NodeJS.Timeout;
}

const retryWriteMs = 1_000;
/** The site's own PBX has 10 s to answer. */
const answerTimeoutMs = 15_000;
/** RFC 6455 7.4.1: the frame breaks the rules of this protocol. */
const policyViolation = 1_008;

/** A session from the first frame to the last. */
export class SiteSession {
  private readonly socket: SiteSocket;
  private readonly owner: SessionOwner;
  private readonly pending = new Map<string, Pending>();
  private readonly frames: SiteMessage[] = [];
  private state: 'greeting' | 'replaying' | 'live' | 'closed' = 'greeting';
  private journal = '';
  private lastTold = 0;
  private isWorking = false;
  private isGreeted = false;
  private askCount = 0;
  private watched: readonly string[] = [];

  constructor(socket: SiteSocket, owner: SessionOwner) {
    this.socket = socket;
    this.owner = owner;
  }

  /** One text frame of the site. */
  onText(text: string): void {
    if (this.state === 'closed') return;
    const message = parseFrame(siteMessageSchema, text);
    if (message === undefined || (message.type === 'hello') === this.isGreeted) {
      this.break('a frame that is not of the protocol');
      return;
    }
    this.isGreeted = true;
    if (message.type === 'answer') {
      this.settle(message);
      return;
    }
    this.frames.push(message);
    if (this.frames.length > eventFramesUnderWay) this.socket.pause();
    if (!this.isWorking) void this.work();
  }

  /** The socket is gone. */
  onClosed(): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.frames.length = 0;
    for (const { timer, reject } of this.pending.values()) {
      clearTimeout(timer);
      reject(new AppError('pbx.unreachable', 'the link to the site broke'));
    }
    this.pending.clear();
    this.owner.onClosed(this);
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
    this.onClosed();
  }

  watch(deviceIds: readonly string[]): void {
    this.watched = deviceIds.slice(0, maxWatched);
    if (this.state === 'replaying' || this.state === 'live') this.send({ type: 'watch', deviceIds: [...this.watched] });
  }

  /** Resolves when the site's PBX took the order. Throws `pbx.unreachable`, `pbx.timeout`, `pbx.refused`. */
  ask(order: SiteOrder): Promise<void> {
    if (this.state === 'closed') return Promise.reject(new AppError('pbx.unreachable', 'no link to the site'));
    this.askCount += 1;
    const id = String(this.askCount);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pending.delete(id);
        reject(new AppError('pbx.timeout', 'the site did not answer'));
      }, answerTimeoutMs);
      this.pending.set(id, { resolve, reject, timer });
      this.send({ type: 'ask', id, order });
    });
  }

  private settle({ id, ok, code }: Extract<SiteMessage, { type: 'answer' }>): void {
    const waiting = this.pending.get(id);
    if (waiting === undefined) return;
    this.pending.delete(id);
    clearTimeout(waiting.timer);
    if (ok) waiting.resolve();
    else waiting.reject(new AppError(orderCode(code), 'the PBX at the site did not take the order'));
  }

  /** Frames one by one: the next is looked at when the one before is on disk. */
  private async work(): Promise<void> {
    this.isWorking = true;
    for (let frame = this.frames.shift(); frame !== undefined; frame = this.frames.shift()) {
      await this.take(frame);
      if (this.frames.length <= 1) this.socket.resume();
    }
    this.isWorking = false;
  }

  private async take(frame: SiteMessage): Promise<void> {
    if (frame.type === 'hello') await this.greet(frame);
    else if (frame.type === 'events') await this.takeEvents(frame);
    else if (frame.type === 'states') this.owner.onEvents(frame.events.map((wire) => this.read(wire)));
    else if (frame.type === 'present') this.present(frame);
  }

  private async greet(hello: Extract<SiteMessage, { type: 'hello' }>): Promise<void> {
    await this.persist(async () => {
      // The site forgets what a welcome names: it must be on disk.
      await this.owner.written();
      this.lastTold = await this.owner.positions.of(hello.journal);
    });
    if (this.isClosed) return;
    this.journal = hello.journal;
    this.state = 'replaying';
    this.owner.onHello(hello.capabilities);
    this.send({ type: 'welcome', protocol: siteProtocol, sequence: this.lastTold });
    this.send({ type: 'watch', deviceIds: [...this.watched] });
  }

  private async takeEvents({ sequence, events }: Extract<SiteMessage, { type: 'events' }>): Promise<void> {
    const known = Math.max(0, this.lastTold + 1 - sequence);
    const missing = sequence - this.lastTold - 1;
    if (missing > 0) {
      const facts = { missing };
      this.owner.onFault(new AppError('pbx.gap', 'the site had to drop events while it was cut off', { facts }));
    }
    const fresh = events.slice(known).map((wire) => this.read(wire));
    const last = Math.max(this.lastTold, sequence + events.length - 1);
    this.lastTold = last;
    if (fresh.length > 0) {
      this.owner.positions.set(this.journal, last);
      this.owner.onEvents(fresh);
    }
    await this.persist(() => this.owner.written());
    this.send({ type: 'ack', sequence: last });
  }

  private present(frame: Extract<SiteMessage, { type: 'present' }>): void {
    this.state = 'live';
    this.owner.onPresent(frame.up, frame.liveConnectionIds);
  }

  private read(wire: Extract<SiteMessage, { type: 'events' }>['events'][number]): PbxEvent {
    return fromWire(wire, this.owner.pbxId, this.owner.now());
  }

  /** Tries until the store takes it: without that there is no ack, and the site keeps what it told. */
  private async persist(work: () => Promise<void>): Promise<void> {
    while (!this.isClosed) {
      try {
        await work();
        return;
      } catch (thrown) {
        this.owner.onFault(toAppError(thrown, 'store.unavailable'));
        await new Promise((resolve) => setTimeout(resolve, retryWriteMs).unref());
      }
    }
  }

  private get isClosed(): boolean {
    return this.state === 'closed';
  }

  private send(message: ServiceMessage): void {
    if (!this.isClosed) this.socket.send(JSON.stringify(message));
  }

  private break(reason: string): void {
    this.owner.onFault(new AppError('input.invalid', `the site sent ${reason}`));
    this.close(policyViolation, 'protocol');
  }
}

function orderCode(code: string | undefined): 'pbx.refused' | 'pbx.timeout' | 'pbx.unreachable' {
  return code === 'pbx.timeout' || code === 'pbx.unreachable' ? code : 'pbx.refused';
}
