// The Asterisk connector: joins the connection with the mapper, takes the snapshot at every connect, places calls.
import { randomUUID } from 'node:crypto';
import type { PbxEvent } from '#shared/domain/call';
import { AppError, toAppError } from '#shared/errors';
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
import type { Fields } from './amiChannel.ts';
import { AmiConnection, type AmiAddress } from './connection.ts';
import { AmiMapper } from './map.ts';
import { ForwardingReader } from './forwardingReader.ts';
import { hangupAction } from './hangupAction.ts';
import { missingActions, neededActions, restricted } from './rights.ts';
import {
  forwardingAction,
  forwardingQuestion,
  isMissing,
  tellableStates,
  userStateActions,
  type AmiForwarding,
  type AmiUserState,
} from './settings.ts';

/** What the connector tells its surroundings beside events. */
export interface AmiObserver {
  onEvents(pbxId: string, events: readonly PbxEvent[]): void;
  onFault(pbxId: string, fault: AppError): void;
  onLink(pbxId: string, up: boolean): void;
  onRetry(pbxId: string, delayMs: number): void;
}

/** One Asterisk, as the configuration describes it. */
export interface AmiOptions {
  readonly id: string;
  readonly address: AmiAddress;
  readonly outboundContext: string;
  /** e.g. `PJSIP/{extension}` */
  readonly originateChannel: string;
  readonly originateTimeoutSeconds: number;
  /** Captures the extension in a channel name. */
  readonly devicePattern: string;
  /** Absent: it cannot be told the states of people. */
  readonly userState?: AmiUserState;
  /** Absent: it cannot be told where calls go. */
  readonly forwarding?: AmiForwarding;
  readonly observer: AmiObserver;
  /** How often the list of channels is compared with what was told. @default 300000 */
  readonly compareMs?: number;
  readonly now?: () => number;
  readonly random?: () => number;
}

const msPerSecond = 1000;
/** Classes an account needs for calls, queues and phones; `system` tells a restart of Asterisk. */
const eventMask = 'call,agent,user,system';
const stateLists = ['DeviceStateList', 'ExtensionStateList', 'PresenceStateList'] as const;
const mailboxQueriesAtOnce = 20;
/** How long a phone that was only rung is kept once it is answered. */
const ringPhoneSeconds = 3;
/** The list of channels is compared from time to time, so that no lost message can leave a call open for ever. */
const defaultCompareMs = 300_000;

/** The connector as the service knows it. */
export function createAmiConnector(options: AmiOptions): PbxPort {
  return new AmiConnector(options);
}

class AmiConnector implements PbxPort {
  readonly pbxId: string;
  private readonly options: AmiOptions;
  private readonly connection: AmiConnection;
  private readonly mapper: AmiMapper;
  private readonly now: () => number;
  private readonly forwardings: ForwardingReader;
  private readonly litMailboxes = new Set<string>();
  private readonly darkMailboxes = new Set<string>();
  private sink: PbxSink = () => undefined;
  private compareTimer: NodeJS.Timeout | undefined;
  /** Actions that the account may not use. */
  private missing: readonly string[] = [];
  /** Of these an admin was told: a link that comes and goes is no news of the account. */
  private toldMissing = '';
  private isDeaf = false;

  constructor(options: AmiOptions) {
    this.pbxId = options.id;
    this.options = options;
    this.now = options.now ?? Date.now;
    this.mapper = new AmiMapper(options.id, new RegExp(options.devicePattern));
    this.forwardings = new ForwardingReader({
      templates: options.forwarding,
      ask: (name, headers) => this.connection.askList(name, headers),
      tell: (deviceId, type, to) => {
        this.tell(this.mapper.forwarding(deviceId, type, to, this.now()));
      },
    });
    this.connection = new AmiConnection(
      options.address,
      {
        onUp: () => this.takeSnapshot(),
        onDown: (fault) => {
          this.options.observer.onFault(this.pbxId, fault);
          this.options.observer.onLink(this.pbxId, false);
          this.forwardings.setLink(false);
          this.tell(this.mapper.link(false, this.now()));
        },
        onMessages: (messages) => {
          this.onMessages(messages);
        },
        onFault: (fault) => {
          this.options.observer.onFault(this.pbxId, fault);
        },
        onRetry: (delayMs) => {
          this.options.observer.onRetry(this.pbxId, delayMs);
        },
      },
      options.random,
    );
  }

  /** What the account may not do is not offered to anybody. */
  get capabilities(): PbxCapabilities {
    const { userState, forwarding } = this.options;
    const may = (...actions: readonly string[]): boolean => actions.every((name) => !this.missing.includes(name));
    return {
      hasRemoteParty: true,
      hasCallId: true,
      hasTransferInfo: true,
      makeCall: may('Originate'),
      ringPhone: may('Originate'),
      messageWaiting: true,
      tellUserStates: may('Setvar') ? tellableStates(userState) : [],
      setForwarding: may('DBPut', 'DBDel') && forwarding !== undefined && Object.keys(forwarding).length > 0,
      // The manager interface hangs up; to answer and to hold are the phone's own.
      control: may('Hangup') ? ['clear'] : [],
    };
  }

  start(sink: PbxSink): void {
    this.sink = sink;
    this.connection.open();
    this.compareTimer = setInterval(() => {
      this.compareChannels();
    }, this.options.compareMs ?? defaultCompareMs);
    this.compareTimer.unref();
  }

  makeCall(order: MakeCallOrder): Promise<void> {
    const uniqueId = `hs-${randomUUID()}`;
    this.mapper.expectOrder(uniqueId, order);
    return this.originate(uniqueId, order, {
      Context: this.options.outboundContext,
      Exten: order.dialString,
      Priority: '1',
      CallerID: `"${callerName(order)}" <${order.dialString}>`,
    });
  }

  ringPhone(order: RingOrder): Promise<void> {
    const uniqueId = `hs-${randomUUID()}`;
    this.mapper.expectRing(uniqueId);
    const shown = { ...order, dialString: order.deviceId };
    return this.originate(uniqueId, order, {
      // Needs no sound file and no dial plan; then Asterisk hangs up.
      Application: 'Wait',
      Data: String(ringPhoneSeconds),
      CallerID: `"${callerName(shown)}" <${order.deviceId}>`,
    });
  }

  private async originate(uniqueId: string, { deviceId }: RingOrder, headers: Fields): Promise<void> {
    try {
      await this.connection.ask('Originate', {
        // Comes back with the result, which names no channel when none was made.
        ActionID: uniqueId,
        Channel: this.options.originateChannel.replaceAll('{extension}', deviceId),
        ChannelId: uniqueId,
        ...headers,
        Timeout: String(this.options.originateTimeoutSeconds * msPerSecond),
        Async: 'true',
      });
    } catch (error) {
      this.mapper.dropOrder(uniqueId);
      throw error;
    }
  }

  /** The manager interface tells of every device; where calls go has to be asked. */
  watch(deviceIds: readonly string[]): void {
    this.forwardings.watch(deviceIds);
  }

  async setUserState(deviceId: string, state: ToldUserState): Promise<void> {
    for (const { name, headers } of userStateActions(this.options.userState, deviceId, state)) {
      await this.connection.ask(name, headers);
    }
  }

  async setForwarding(order: ForwardingOrder): Promise<void> {
    const { name, headers } = forwardingAction(this.options.forwarding, order);
    try {
      await this.connection.ask(name, headers);
    } catch (error) {
      if (order.forwardTo !== undefined || !(await this.hasNoForwarding(order, error))) throw error;
    }
  }

  /** Asterisk refuses to delete what is not there; then the order is carried out already. */
  private async hasNoForwarding(order: ForwardingOrder, refusal: unknown): Promise<boolean> {
    if (!(refusal instanceof AppError) || refusal.code !== 'pbx.refused') return false;
    const { name, headers } = forwardingQuestion(this.options.forwarding, order);
    const answer = await this.connection.ask(name, headers).catch((error: unknown) => error);
    return isMissing(answer);
  }

  async controlCall({ action, connectionId, deviceId }: ControlOrder): Promise<void> {
    const { name, headers } = hangupAction(action, this.mapper.channelOf(connectionId, deviceId));
    await this.connection.ask(name, headers);
  }

  stop(): Promise<void> {
    clearInterval(this.compareTimer);
    return this.connection.close();
  }

  private onMessages(messages: readonly Fields[]): void {
    const receivedAt = this.now();
    const events: PbxEvent[] = [];
    for (const fields of messages) {
      this.noteMailbox(fields);
      this.forwardings.onMessage(fields);
      for (const event of this.mapper.map(fields, receivedAt)) events.push(event);
    }
    this.tell(events);
  }

  private tell(events: readonly PbxEvent[]): void {
    if (events.length === 0) return;
    this.options.observer.onEvents(this.pbxId, events);
    this.sink(events);
  }

  /** Boxes with a lit lamp are asked for their counts; of the dark ones that they are dark says enough. */
  private noteMailbox(fields: Fields): void {
    if (fields.Event !== 'DeviceStateChange' || fields.ActionID === undefined) return;
    const mailbox = /^MWI:(.+)$/.exec(fields.Device ?? '')?.[1];
    if (mailbox === undefined) return;
    if (fields.State === 'INUSE') this.litMailboxes.add(mailbox);
    else if (fields.State === 'NOT_INUSE') this.darkMailboxes.add(mailbox);
  }

  private compareChannels(): void {
    if (!this.connection.isUp) return;
    this.mapper.snapshotBegins();
    this.connection
      .askList('CoreShowChannels')
      .then(() => {
        this.noteDeafness();
      })
      .catch((error: unknown) => {
        this.options.observer.onFault(this.pbxId, toAppError(error, 'pbx.unreachable'));
      });
  }

  /** Calls that nobody told us of: the account may not read class call, or a filter swallows it. Said once per connection. */
  private noteDeafness(): void {
    if (this.isDeaf || this.mapper.unheardChannels === 0) return;
    this.isDeaf = true;
    this.options.observer.onFault(this.pbxId, restricted(['call events']));
  }

  /** Everything that is true now; the events that follow on the wire change it. The link counts as up only after it. */
  private async takeSnapshot(): Promise<void> {
    await this.connection.ask('Events', { EventMask: eventMask });
    await this.checkRights();
    this.litMailboxes.clear();
    this.darkMailboxes.clear();
    this.mapper.snapshotBegins();
    await this.connection.askList('CoreShowChannels');
    await Promise.all(stateLists.map((action) => this.askList(action)));
    this.options.observer.onLink(this.pbxId, true);
    const dark = [...this.darkMailboxes].flatMap((mailbox) => this.mapper.darkMailbox(mailbox, this.now()));
    this.tell([...this.mapper.link(true, this.now()), ...dark]);
    this.forwardings.setLink(true);
    await this.askMailboxes();
  }

  /** Without the list of channels nothing can be known of calls under way: then the link does not come up. */
  private async checkRights(): Promise<void> {
    this.isDeaf = false;
    const answer = await this.connection.ask('ListCommands', {}).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'pbx.refused') return {};
      throw error;
    });
    this.missing = missingActions(neededActions(this.options), answer);
    if (this.missing.includes('CoreShowChannels')) throw restricted(this.missing);
    const missing = this.missing.join(' ');
    if (missing !== '' && missing !== this.toldMissing) {
      this.options.observer.onFault(this.pbxId, restricted(this.missing));
    }
    this.toldMissing = missing;
  }

  /** Old versions do not know every list: what is refused is left out and reported. */
  private async askList(action: string): Promise<void> {
    try {
      await this.connection.askList(action);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'pbx.refused') throw error;
      this.options.observer.onFault(this.pbxId, error);
    }
  }

  private async askMailboxes(): Promise<void> {
    const boxes = [...this.litMailboxes];
    for (let from = 0; from < boxes.length; from += mailboxQueriesAtOnce) {
      await Promise.all(boxes.slice(from, from + mailboxQueriesAtOnce).map((box) => this.askMailbox(box)));
    }
  }

  private async askMailbox(mailbox: string): Promise<void> {
    try {
      const fields = await this.connection.ask('MailboxCount', { Mailbox: mailbox });
      this.tell(this.mapper.mailboxCount(fields, this.now()));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'pbx.refused') throw error;
    }
  }
}

/** Quotes and angle brackets would end the caller id early; control characters never reach the wire. */
function callerName(order: MakeCallOrder): string {
  return (order.callerName ?? order.dialString).replaceAll(/["<>\\\p{Cc}]/gu, ' ').slice(0, 60);
}
