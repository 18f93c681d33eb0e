// The CSTA connector: joins the connection, the monitors and the mapper; places calls, sets do-not-disturb and forwarding.
import type { PbxEvent } from '#shared/domain/call';
import { AppError, toAppError } from '#shared/errors';
import { textAt } from '../xml/parseXml.ts';
import type {
  ControlOrder,
  ForwardingOrder,
  MakeCallOrder,
  PbxCapabilities,
  PbxPort,
  PbxSink,
  ToldUserState,
} from '../PbxPort.ts';
import type { PbxObserver } from '../PbxObserver.ts';
import { CstaConnection, systemStatusOf, type CstaAddress } from './connection.ts';
import { connectionAt } from './deviceId.ts';
import { controlRequest, controllable } from './controlRequest.ts';
import { CstaMapper } from './map.ts';
import { forwardingWord } from './mapDevices.ts';
import type { CstaMessage } from './message.ts';
import { CstaMonitors } from './monitors.ts';
import { LineSnapshots } from './lineSnapshots.ts';

/** One CSTA PBX, as the configuration describes it. */
export interface CstaOptions {
  readonly id: string;
  readonly address: CstaAddress;
  /** How the PBX writes the device of an extension, e.g. `N<{extension}>`. @default {extension} */
  readonly deviceTemplate?: string;
  /** MonitorStart requests a second. @default 50 */
  readonly monitorsPerSecond?: number;
  /** A line whose monitor was refused is tried again after so long. @default 600000 */
  readonly retryRefusedMs?: number;
  /** With `prompt` the caller's phone rings first, with `doNotPrompt` it dials hands-free at once. @default prompt */
  readonly autoOriginate?: 'prompt' | 'doNotPrompt';
  /** Devices that are mailboxes, e.g. `*97`. Others are learnt from message-waiting events. */
  readonly voicemailDevices?: readonly string[];
  /** A line without a monitor is a fault with the facts `lineId`, `reason` (`limit`, `refused`, `timeout`), `category`, `word`. */
  readonly observer: PbxObserver;
  readonly now?: () => number;
  readonly random?: () => number;
}

const defaultMonitorsPerSecond = 50;
const defaultRetryRefusedMs = 600_000;
/** Calls are compared with the PBX from time to time, so that no lost event can leave one open for ever. */
const compareMs = 300_000;
/** How long a fresh connection waits to be told which lines it is for. */
const firstWatchMs = 5_000;
/** Words of a SystemStatus that mean: whatever was monitored before is gone. */
const restartWords: ReadonlySet<string> = new Set(['initializing', 'initialising', 'enabled']);

/** The connector as the service knows it. */
export function createCstaConnector(options: CstaOptions): PbxPort {
  return new CstaConnector(options);
}

class CstaConnector implements PbxPort {
  readonly pbxId: string;
  readonly capabilities: PbxCapabilities = {
    hasRemoteParty: true,
    hasCallId: true,
    hasTransferInfo: true,
    makeCall: true,
    messageWaiting: true,
    tellUserStates: ['doNotDisturb'],
    setForwarding: true,
    control: controllable,
  };
  private readonly options: CstaOptions;
  private readonly connection: CstaConnection;
  private readonly mapper: CstaMapper;
  private readonly monitors: CstaMonitors;
  private readonly snapshots: LineSnapshots;
  private readonly now: () => number;
  private sink: PbxSink = () => undefined;
  private collected: PbxEvent[] = [];
  private isReady = false;
  /** Rises when the link is lost: a start-up that is still under way then has failed. */
  private losses = 0;
  private hasWatch = false;
  private onFirstWatch: () => void = () => undefined;
  private compareTimer: NodeJS.Timeout | undefined;

  constructor(options: CstaOptions) {
    this.pbxId = options.id;
    this.options = options;
    this.now = options.now ?? Date.now;
    this.mapper = new CstaMapper(options.id, options.voicemailDevices);
    this.connection = this.makeConnection();
    this.snapshots = new LineSnapshots({
      mapper: this.mapper,
      now: this.now,
      ask: (name, content, how) => this.connection.ask(name, content, how),
      tell: (events) => {
        this.collect(events);
      },
    });
    this.monitors = this.makeMonitors();
  }

  private makeConnection(): CstaConnection {
    const { address, random } = this.options;
    const listener = {
      onUp: () => this.comeUp(),
      onDown: (fault: AppError) => {
        this.goDown(fault);
      },
      onEvent: (message: CstaMessage) => {
        this.collect(this.mapper.map(message.root, this.now()));
      },
      onRequest: (message: CstaMessage) => {
        this.onRequest(message);
      },
      onReadEnd: () => {
        this.flush();
      },
      onFault: (fault: AppError) => {
        this.report(fault);
      },
      onRetry: (delayMs: number) => {
        this.options.observer.onRetry(this.pbxId, delayMs);
      },
    };
    return new CstaConnection(address, listener, random);
  }

  private makeMonitors(): CstaMonitors {
    const port = {
      ask: this.connection.ask.bind(this.connection),
      textOf: (lineId: string) => this.textOf(lineId),
      onStarted: (line: { lineId: string; text: string }) => {
        this.mapper.watch(line.lineId, line.text);
      },
      onDropped: (line: { lineId: string; text: string }) => {
        this.tell(this.mapper.unwatch(line.lineId, line.text, this.now()));
      },
      takeSnapshot: (line: { lineId: string; text: string }) => this.snapshots.take(line),
      onFault: (fault: AppError) => {
        this.report(fault);
      },
    };
    return new CstaMonitors(port, {
      perSecond: this.options.monitorsPerSecond ?? defaultMonitorsPerSecond,
      retryRefusedMs: this.options.retryRefusedMs ?? defaultRetryRefusedMs,
    });
  }

  start(sink: PbxSink): void {
    this.sink = sink;
    this.connection.open();
    this.compareTimer = setInterval(() => {
      if (!this.isReady) return;
      this.tell(this.mapper.expire(this.now()));
      void this.monitors.compare(this.mapper.linesInCalls());
    }, compareMs);
    this.compareTimer.unref();
  }

  watch(deviceIds: readonly string[]): void {
    this.hasWatch = true;
    this.monitors.setWanted(deviceIds, this.connection.isUp);
    this.onFirstWatch();
  }

  async makeCall(order: MakeCallOrder): Promise<void> {
    const content = [
      ['callingDevice', this.textOf(order.deviceId)],
      ['calledDirectoryNumber', order.dialString],
      ['autoOriginate', this.options.autoOriginate ?? 'prompt'],
    ] as const;
    await this.connection.ask('MakeCall', content, {
      onAnswer: (answer) => {
        const callId = connectionAt(answer.root, 'callingDevice')?.callId;
        if (callId === undefined) return;
        const line = { lineId: order.deviceId, text: this.textOf(order.deviceId) };
        this.collect(this.mapper.orderPlaced(line, callId, order.dialString, this.now()));
      },
    });
  }

  async setUserState(deviceId: string, state: ToldUserState): Promise<void> {
    if (state === 'busy') throw new AppError('pbx.refused', 'CSTA knows do-not-disturb and nothing between');
    await this.connection.ask('SetDoNotDisturb', [
      ['device', this.textOf(deviceId)],
      ['doNotDisturbOn', String(state === 'doNotDisturb')],
    ]);
  }

  async setForwarding(order: ForwardingOrder): Promise<void> {
    const { forwardTo } = order;
    await this.connection.ask('SetForwarding', [
      ['device', this.textOf(order.deviceId)],
      ['forwardingType', forwardingWord[order.forwardingType]],
      ['activateForward', String(forwardTo !== undefined)],
      ...(forwardTo === undefined ? [] : [['forwardDN', forwardTo] as const]),
    ]);
  }

  async controlCall({ action, deviceId, connectionId }: ControlOrder): Promise<void> {
    const leg = this.mapper.connectionOf(deviceId, connectionId);
    if (leg === undefined) throw new AppError('pbx.refused', 'the call is not there any more');
    const { name, content } = controlRequest(action, leg.callId, this.textOf(leg.key));
    await this.connection.ask(name, content);
  }

  stop(): Promise<void> {
    this.losses += 1;
    clearInterval(this.compareTimer);
    this.monitors.reset();
    return this.connection.close();
  }

  private textOf(lineId: string): string {
    return (this.options.deviceTemplate ?? '{extension}').replaceAll('{extension}', lineId);
  }

  /** Monitors and snapshots first: the link counts as up only when what is shown is true. */
  private async comeUp(): Promise<void> {
    const { losses } = this;
    await this.firstWatch();
    await this.monitors.startAll();
    if (losses !== this.losses || !this.connection.isUp) return;
    this.isReady = true;
    // Without a word about the lines nothing was asked, and nothing may be taken for ended.
    const snapshot = this.hasWatch ? this.mapper.snapshot(this.now()) : [];
    this.options.observer.onLink(this.pbxId, true);
    this.tell([...snapshot, ...this.mapper.link(true, this.now())]);
  }

  private firstWatch(): Promise<void> {
    if (this.hasWatch) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, firstWatchMs);
      timer.unref();
      this.onFirstWatch = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private goDown(fault: AppError): void {
    this.losses += 1;
    this.monitors.reset();
    this.report(fault);
    if (!this.isReady) return;
    this.isReady = false;
    this.options.observer.onLink(this.pbxId, false);
    this.tell(this.mapper.link(false, this.now()));
  }

  private onRequest(message: CstaMessage): void {
    if (message.name === 'MonitorStop') {
      this.monitors.onStopped(textAt(message.root, 'monitorCrossRefID') ?? '');
      return;
    }
    if (message.name !== 'SystemStatus' || !this.isReady) return;
    const word = systemStatusOf(message);
    if (restartWords.has(word)) this.connection.drop(new AppError('pbx.unreachable', 'the PBX has restarted'));
    else if (word === 'messagesLost') void this.monitors.compare(this.monitors.lines);
    else if (word !== 'normal') {
      this.report(new AppError('pbx.refused', 'the PBX tells trouble of its own', { facts: { status: word } }));
    }
  }

  private report(fault: AppError): void {
    this.options.observer.onFault(this.pbxId, toAppError(fault));
  }

  private collect(events: readonly PbxEvent[]): void {
    for (const event of events) this.collected.push(event);
  }

  private flush(): void {
    const events = this.collected;
    this.collected = [];
    this.tell(events);
  }

  private tell(events: readonly PbxEvent[]): void {
    if (events.length === 0) return;
    this.options.observer.onEvents(this.pbxId, events);
    this.sink(events);
  }
}
