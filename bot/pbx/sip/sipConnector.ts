// The SIP connector: joins the connection, the subscriptions and the mapper, and takes the snapshot at every connect.
import { randomBytes } from 'node:crypto';
import type { PbxEvent } from '#shared/domain/call';
import { AppError } from '#shared/errors';
import type { PbxObserver } from '../PbxObserver.ts';
import type { PbxCapabilities, PbxPort, PbxSink } from '../PbxPort.ts';
import { SipAccount } from './account.ts';
import { SipConnection } from './connection.ts';
import { escapeUser } from './format.ts';
import { SipMapper } from './map.ts';
import { SubscriptionBook } from './subscriptionBook.ts';
import type { EventPackage } from './subscription.ts';
import { machineClock, TimerWheel, type SipClock } from './timerWheel.ts';
import type { SipAddress } from './transport.ts';

/** One PBX that tells its lines by SIP, as the configuration describes it. */
export interface SipOptions {
  readonly id: string;
  readonly address: SipAddress;
  /** The domain of our address of record. */
  readonly domain: string;
  /** The account that may watch. */
  readonly username: string;
  readonly secret: string;
  /** The address of a device, e.g. `sip:{extension}@{domain}` */
  readonly aorTemplate: string;
  readonly packages: readonly EventPackage[];
  /** @default 600 */
  readonly expiresSeconds?: number;
  /** @default 500 */
  readonly subscribesPerSecond?: number;
  readonly observer: PbxObserver;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly random?: () => number;
  readonly clock?: SipClock;
}

const defaultExpiresSeconds = 600;
const defaultSubscribesPerSecond = 500;
/** What the test PBX bore; at twenty times that it ran out of memory (spec pbx A.3). */
const mostSubscribesPerSecond = 1_000;

/** The connector as the service knows it. */
export function createSipConnector(options: SipOptions): PbxPort {
  return new SipConnector(options);
}

class SipConnector implements PbxPort {
  readonly pbxId: string;
  private readonly options: SipOptions;
  private readonly now: () => number;
  private readonly wheel: TimerWheel;
  private readonly account: SipAccount;
  private readonly connection: SipConnection;
  private readonly book: SubscriptionBook;
  private readonly mapper: SipMapper;
  private sink: PbxSink = () => undefined;
  private isToldUp = false;

  constructor(options: SipOptions) {
    this.pbxId = options.id;
    this.options = options;
    this.now = options.now ?? Date.now;
    this.wheel = new TimerWheel(options.clock ?? machineClock);
    this.account = new SipAccount(options.username, options.secret, newToken);
    this.mapper = new SipMapper(options.id, (deviceId) => this.book.has(deviceId));
    this.connection = this.newConnection();
    this.book = this.newBook();
  }

  /** Whether a PBX names the calls of its lines is known once it has named one: Asterisk never does, Kamailio does. */
  get capabilities(): PbxCapabilities {
    const { namesCalls } = this.mapper;
    return {
      hasRemoteParty: namesCalls,
      hasCallId: namesCalls,
      hasTransferInfo: false,
      makeCall: false,
      messageWaiting: this.options.packages.includes('message-summary'),
      tellUserStates: [],
      setForwarding: false,
    };
  }

  start(sink: PbxSink): void {
    this.sink = sink;
    this.wheel.start();
    this.connection.open();
  }

  watch(deviceIds: readonly string[]): void {
    for (const deviceId of this.book.watch(deviceIds)) this.mapper.drop(deviceId);
  }

  makeCall(): Promise<void> {
    return Promise.reject(new AppError('pbx.refused', 'this PBX places no calls for us'));
  }

  setUserState(): Promise<void> {
    return Promise.reject(new AppError('pbx.refused', 'this PBX is not told the states of people'));
  }

  setForwarding(): Promise<void> {
    return Promise.reject(new AppError('pbx.refused', 'this PBX is not told where calls go'));
  }

  stop(): Promise<void> {
    this.book.lose();
    this.connection.close();
    this.wheel.stop();
    return Promise.resolve();
  }

  private newConnection(): SipConnection {
    const { address, username, domain, random = Math.random, observer } = this.options;
    const options = { address, username, domain, random, wheel: this.wheel };
    return new SipConnection(options, {
      onUp: () => {
        this.account.forget();
        this.book.begin();
      },
      onDown: (fault) => {
        this.onDown(fault);
      },
      onFault: (fault) => {
        observer.onFault(this.pbxId, fault);
      },
      onRetry: (delayMs) => {
        observer.onRetry(this.pbxId, delayMs);
      },
      onNotify: (request) => this.book.onNotify(request),
    });
  }

  private newBook(): SubscriptionBook {
    const { packages, aorTemplate, username, domain, random = Math.random, observer } = this.options;
    const options = {
      packages,
      aorTemplate: aorTemplate.replaceAll('{domain}', domain),
      from: `sip:${escapeUser(username)}@${domain}`,
      expiresSeconds: this.options.expiresSeconds ?? defaultExpiresSeconds,
      subscribesPerSecond: Math.min(
        mostSubscribesPerSecond,
        this.options.subscribesPerSecond ?? defaultSubscribesPerSecond,
      ),
      account: this.account,
      wheel: this.wheel,
      random,
      token: newToken,
    };
    return new SubscriptionBook(options, this.connection, {
      onDocument: (subscription, contentType, body, isFirst) => {
        const mapped = this.mapper.map(subscription, contentType, body, isFirst, this.now());
        this.tell(mapped.events);
        if (mapped.isIncomplete) this.book.refresh(subscription);
      },
      onSilent: (subscription) => {
        this.tell(this.mapper.silent(subscription, this.now()));
      },
      onSynced: () => {
        this.onSynced();
      },
      onLoginRefused: () => {
        this.connection.fail(new AppError('pbx.loginRefused', 'the PBX refused the SIP login'));
      },
      onFault: (fault) => {
        observer.onFault(this.pbxId, fault);
      },
    });
  }

  /** The link counts as up only when its state is known. */
  private onSynced(): void {
    this.connection.confirm();
    this.tell(this.mapper.snapshot(this.now()));
    if (this.isToldUp) return;
    this.isToldUp = true;
    this.options.observer.onLink(this.pbxId, true);
    this.tell(this.mapper.link(true, this.now()));
  }

  private onDown(fault: AppError): void {
    this.book.lose();
    this.options.observer.onFault(this.pbxId, fault);
    if (!this.isToldUp) return;
    this.isToldUp = false;
    this.options.observer.onLink(this.pbxId, false);
    this.tell(this.mapper.link(false, this.now()));
  }

  private tell(events: readonly PbxEvent[]): void {
    if (events.length === 0) return;
    this.options.observer.onEvents(this.pbxId, events);
    this.sink(events);
  }
}

function newToken(): string {
  return randomBytes(16).toString('hex');
}
