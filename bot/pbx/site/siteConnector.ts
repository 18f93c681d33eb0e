// A PBX that the service reaches through a connector inside the customer's network, which dials out to us.
import type { PbxEvent } from '#shared/domain/call';
import { AppError } from '#shared/errors';
import type { PbxObserver } from '../PbxObserver.ts';
import type {
  ControlOrder,
  ForwardingOrder,
  MakeCallOrder,
  PbxCapabilities,
  PbxPort,
  PbxSink,
  RingOrder,
  ToldUserState,
} from '../PbxPort.ts';
import type { SiteOrder } from './protocol.ts';
import { SitePositions, type PositionKeeper } from './sitePositions.ts';
import { SiteSession, type SiteSocket } from './siteSession.ts';

/** One site, as the configuration describes it. */
export interface SiteOptions {
  readonly id: string;
  readonly observer: PbxObserver;
  readonly position: PositionKeeper;
  /** Resolves when everything handed to the sink is on disk. Throws `store.*` when it is not. */
  readonly written: () => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** What an open socket tells the connector. */
export interface SiteListener {
  onText(text: string): void;
  onClosed(): void;
}

/** Before a site was here for the first time nothing is known of its PBX. */
const nothing: PbxCapabilities = {
  hasRemoteParty: false,
  hasCallId: false,
  hasTransferInfo: false,
  makeCall: false,
  messageWaiting: false,
  tellUserStates: [],
  setForwarding: false,
};
/** Our own close codes (RFC 6455 7.4.2: 4000 to 4999). */
const replacedCode = 4_000;
const stoppingCode = 1_001;

/** The link is up while the site is here, has told the past, and its own link to the PBX is up. */
export class SiteConnector implements PbxPort {
  readonly pbxId: string;
  private readonly options: SiteOptions;
  private readonly now: () => number;
  private readonly positions: SitePositions;
  private told: PbxCapabilities = nothing;
  private sink: PbxSink | undefined;
  private session: SiteSession | undefined;
  private watched: readonly string[] = [];
  private isLive = false;
  private isUp = false;
  private eventCount = 0;

  constructor(options: SiteOptions) {
    this.options = options;
    this.pbxId = options.id;
    this.now = options.now ?? Date.now;
    this.positions = new SitePositions(options.position);
  }

  /** As the site told them last. */
  get capabilities(): PbxCapabilities {
    return this.told;
  }

  start(sink: PbxSink): void {
    this.sink = sink;
  }

  /** Takes over an authenticated socket; one that was open before is closed. Throws `service.unavailable` before `start`. */
  accept(socket: SiteSocket): SiteListener {
    if (this.sink === undefined) throw new AppError('service.unavailable', 'the connector is not started');
    this.session?.close(replacedCode, 'replaced');
    const session: SiteSession = new SiteSession(socket, {
      pbxId: this.pbxId,
      positions: this.positions,
      now: this.now,
      written: this.options.written,
      onHello: (capabilities) => {
        this.told = capabilities;
      },
      onEvents: (events) => {
        this.onEvents(events);
      },
      onPresent: (isUp, liveConnectionIds) => {
        this.onPresent(isUp, liveConnectionIds);
      },
      onFault: (fault) => {
        this.options.observer.onFault(this.pbxId, fault);
      },
      onClosed: (closed) => {
        this.onClosed(closed);
      },
    });
    this.session = session;
    session.watch(this.watched);
    return session;
  }

  watch(deviceIds: readonly string[]): void {
    this.watched = deviceIds;
    this.session?.watch(deviceIds);
  }

  makeCall(order: MakeCallOrder): Promise<void> {
    return this.ask({ op: 'makeCall', ...order });
  }

  ringPhone(order: RingOrder): Promise<void> {
    return this.ask({ op: 'ringPhone', ...order });
  }

  setUserState(deviceId: string, state: ToldUserState): Promise<void> {
    return this.ask({ op: 'setUserState', deviceId, state });
  }

  setForwarding(order: ForwardingOrder): Promise<void> {
    return this.ask({ op: 'setForwarding', ...order });
  }

  controlCall(order: ControlOrder): Promise<void> {
    return this.ask({ op: 'controlCall', ...order });
  }

  stop(): Promise<void> {
    this.sink = undefined;
    this.session?.close(stoppingCode, 'stopping');
    return Promise.resolve();
  }

  private ask(order: SiteOrder): Promise<void> {
    return this.session?.ask(order) ?? Promise.reject(new AppError('pbx.unreachable', 'no link to the site'));
  }

  /** Links of the past say nothing: the link comes up when the site tells how things are now. */
  private onEvents(events: readonly PbxEvent[]): void {
    const facts = events.filter((event) => event.kind !== 'link');
    if (facts.length > 0) this.tell(facts);
    if (!this.isLive) return;
    for (const event of events) if (event.kind === 'link') this.setUp(event.up);
  }

  private onPresent(isUp: boolean, liveConnectionIds: readonly string[]): void {
    this.isLive = true;
    if (!isUp) return;
    this.tell([{ kind: 'snapshot', ...this.stamp('snapshot'), liveConnectionIds }]);
    this.setUp(true);
  }

  private onClosed(session: SiteSession): void {
    if (session !== this.session) return;
    this.session = undefined;
    this.isLive = false;
    this.options.observer.onFault(this.pbxId, new AppError('pbx.unreachable', 'the site is cut off'));
    this.setUp(false);
  }

  private setUp(isUp: boolean): void {
    if (isUp === this.isUp) return;
    this.isUp = isUp;
    this.options.observer.onLink(this.pbxId, isUp);
    this.tell([{ kind: 'link', ...this.stamp('link'), up: isUp }]);
  }

  private tell(events: readonly PbxEvent[]): void {
    this.options.observer.onEvents(this.pbxId, events);
    this.sink?.(events);
  }

  private stamp(name: string): { eventId: string; pbxId: string; occurredAt: number; receivedAt: number } {
    const at = this.now();
    this.eventCount += 1;
    const eventId = `${this.pbxId}:${name}:${String(at)}:${String(this.eventCount)}`;
    return { eventId, pbxId: this.pbxId, occurredAt: at, receivedAt: at };
  }
}
