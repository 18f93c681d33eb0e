// The Asterisk connector: joins the connection with the mapper, takes the snapshot at every connect, places calls.
import { randomUUID } from 'node:crypto';
import type { PbxEvent } from '#shared/domain/call';
import { AppError, toAppError } from '#shared/errors';
import type { MakeCallOrder, PbxCapabilities, PbxPort, PbxSink } from '../PbxPort.ts';
import type { Fields } from './amiChannel.ts';
import { AmiConnection, type AmiAddress } from './connection.ts';
import { AmiMapper } from './map.ts';

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
  readonly observer: AmiObserver;
  readonly now?: () => number;
  readonly random?: () => number;
}

const msPerSecond = 1000;
/** Classes an account needs for calls, queues and phones; `system` tells a restart of Asterisk. */
const eventMask = 'call,agent,user,system';
const stateLists = ['DeviceStateList', 'ExtensionStateList', 'PresenceStateList'] as const;
const mailboxQueriesAtOnce = 20;
/** The list of channels is compared from time to time, so that no lost message can leave a call open for ever. */
const compareMs = 300_000;

/** The connector as the service knows it. */
export function createAmiConnector(options: AmiOptions): PbxPort {
  return new AmiConnector(options);
}

class AmiConnector implements PbxPort {
  readonly pbxId: string;
  readonly capabilities: PbxCapabilities = {
    hasRemoteParty: true,
    hasCallId: true,
    hasTransferInfo: true,
    makeCall: true,
    messageWaiting: true,
  };
  private readonly options: AmiOptions;
  private readonly connection: AmiConnection;
  private readonly mapper: AmiMapper;
  private readonly now: () => number;
  private readonly litMailboxes = new Set<string>();
  private sink: PbxSink = () => undefined;
  private compareTimer: NodeJS.Timeout | undefined;

  constructor(options: AmiOptions) {
    this.pbxId = options.id;
    this.options = options;
    this.now = options.now ?? Date.now;
    this.mapper = new AmiMapper(options.id, new RegExp(options.devicePattern));
    this.connection = new AmiConnection(
      options.address,
      {
        onUp: () => this.takeSnapshot(),
        onDown: (fault) => {
          this.options.observer.onFault(this.pbxId, fault);
          this.options.observer.onLink(this.pbxId, false);
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

  start(sink: PbxSink): void {
    this.sink = sink;
    this.connection.open();
    this.compareTimer = setInterval(() => {
      this.compareChannels();
    }, compareMs);
    this.compareTimer.unref();
  }

  async makeCall(order: MakeCallOrder): Promise<void> {
    const uniqueId = `hs-${randomUUID()}`;
    this.mapper.expectOrder(uniqueId, order.dialString);
    try {
      await this.connection.ask('Originate', {
        Channel: this.options.originateChannel.replaceAll('{extension}', order.deviceId),
        ChannelId: uniqueId,
        Context: this.options.outboundContext,
        Exten: order.dialString,
        Priority: '1',
        CallerID: `"${callerName(order)}" <${order.dialString}>`,
        Timeout: String(this.options.originateTimeoutSeconds * msPerSecond),
        Async: 'true',
      });
    } catch (error) {
      this.mapper.dropOrder(uniqueId);
      throw error;
    }
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
      for (const event of this.mapper.map(fields, receivedAt)) events.push(event);
    }
    this.tell(events);
  }

  private tell(events: readonly PbxEvent[]): void {
    if (events.length === 0) return;
    this.options.observer.onEvents(this.pbxId, events);
    this.sink(events);
  }

  /** Boxes with a lit lamp are asked for their counts; the dark ones need no question. */
  private noteMailbox(fields: Fields): void {
    if (fields.Event !== 'DeviceStateChange' || fields.ActionID === undefined) return;
    const mailbox = /^MWI:(.+)$/.exec(fields.Device ?? '')?.[1];
    if (mailbox !== undefined && fields.State === 'INUSE') this.litMailboxes.add(mailbox);
  }

  private compareChannels(): void {
    if (!this.connection.isUp) return;
    this.mapper.snapshotBegins();
    this.connection.askList('CoreShowChannels').catch((error: unknown) => {
      this.options.observer.onFault(this.pbxId, toAppError(error, 'pbx.unreachable'));
    });
  }

  /** Everything that is true now; the events that follow on the wire change it. The link counts as up only after it. */
  private async takeSnapshot(): Promise<void> {
    await this.connection.ask('Events', { EventMask: eventMask });
    this.litMailboxes.clear();
    this.mapper.snapshotBegins();
    await this.connection.askList('CoreShowChannels');
    await Promise.all(stateLists.map((action) => this.askList(action)));
    this.options.observer.onLink(this.pbxId, true);
    this.tell(this.mapper.link(true, this.now()));
    await this.askMailboxes();
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
