// A CSTA phase III PBX in a box on a real TCP socket. It follows ECMA-269/323 and the samples of the survey; no vendor's PBX has been
// tried, so it proves the connector against the standard's words and not against any product.
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Timers } from '../pbx/timers.ts';
import { CallMoves } from './callMoves.ts';
import { CstaSession } from './CstaSession.ts';
import { CstaSwitch, type Disturbance, type SimCall } from './CstaSwitch.ts';
import { playStory, type StoryName, type StoryParts } from './stories.ts';

/** How the sandbox behaves. */
export interface CstaSandboxOptions {
  /** @default 0: chosen by the system */
  readonly port?: number;
  /** @default 101 to 105 */
  readonly devices?: readonly string[];
  /** Time between the steps of a story, ms. @default 10 */
  readonly stepMs?: number;
  /** Sends SystemStatus at once, as OpenScape Voice does. */
  readonly statusFirst?: boolean;
  readonly refuseRegistration?: boolean;
  /** So many monitors and no more. */
  readonly monitorLimit?: number;
  /** Devices whose monitor is refused for want of a licence. */
  readonly unlicensed?: readonly string[];
  /** Namespace prefix of the elements, e.g. `csta:`. */
  readonly prefix?: string;
  /** Writes devices as `N<101>User 101;noa=nk`. */
  readonly representation?: boolean;
  /** A phone rung by MakeCall is lifted at once, and the other side answers and hangs up. @default true */
  readonly playsOrders?: boolean;
}

/** How the link to the service can be: up, refused (dropped and no new one), or silent (open but dead). */
export type CstaLinkMode = 'up' | 'refused' | 'silent';

/** A running sandbox. */
export interface CstaSandbox {
  readonly port: number;
  readonly devices: readonly string[];
  readonly pbx: CstaSwitch;
  readonly moves: CallMoves;
  /** Resolves when the story is over and its last event sent. */
  play(name: StoryName, parts?: StoryParts): Promise<void>;
  setDisturbance(disturbance: Disturbance): void;
  setDoNotDisturb(device: string, isOn: boolean): void;
  setMessageWaiting(device: string, isOn: boolean, mailbox?: string): void;
  setLink(mode: CstaLinkMode): Promise<void>;
  /** The PBX restarts: links drop, calls are gone, ids count from one. */
  restart(): void;
  /** The PBX stops the monitor of a device by itself. */
  stopMonitor(device: string): void;
  tellStatus(word: string): void;
  /** Bytes as they are, to every client. */
  raw(bytes: string | Uint8Array): void;
  /** Names of the requests heard so far, over all connections. */
  requests(): readonly string[];
  monitored(): readonly string[];
  stop(): Promise<void>;
}

/** Starts the sandbox. */
export async function startCstaSandbox(options: CstaSandboxOptions = {}): Promise<CstaSandbox> {
  const box = new Sandbox(options);
  await box.listen();
  return box;
}

const defaultDevices = ['101', '102', '103', '104', '105'];
const defaultStepMs = 10;

class Sandbox implements CstaSandbox {
  readonly pbx: CstaSwitch;
  readonly moves: CallMoves;
  readonly devices: readonly string[];
  private readonly options: CstaSandboxOptions;
  private readonly timers = new Timers();
  private readonly heard: CstaSession[] = [];
  private server: Server | undefined;
  private listeningPort: number;

  constructor(options: CstaSandboxOptions) {
    this.options = options;
    this.listeningPort = options.port ?? 0;
    this.devices = options.devices ?? defaultDevices;
    const write = (device: string): string =>
      options.representation === true && /^\d+$/.test(device) ? `N<${device}>User ${device};noa=nk` : device;
    this.pbx = new CstaSwitch(this.devices, write);
    this.moves = new CallMoves(this.pbx);
    this.pbx.onOrder = (call) => {
      if (options.playsOrders !== false) void this.playOrder(call);
    };
    this.pbx.onControl = (service, call, device) => {
      this.control(service, call, device);
    };
  }

  private control(service: string, call: SimCall, device: string): void {
    if (service === 'AnswerCall') this.moves.answer(call, device);
    else if (service === 'HoldCall') this.moves.hold(call, device);
    else if (service === 'RetrieveCall') this.moves.retrieve(call, device);
    else this.moves.hangUp(call, device);
    this.pbx.flush();
  }

  get port(): number {
    return this.listeningPort;
  }

  async listen(): Promise<void> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      const session = new CstaSession(socket, this.pbx, this.options);
      this.pbx.sessions.add(session);
      this.heard.push(session);
      socket.on('close', () => this.pbx.sessions.delete(session));
    });
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.listeningPort, '127.0.0.1', resolve);
    });
    this.listeningPort = (server.address() as AddressInfo).port;
  }

  async play(name: StoryName, parts: StoryParts = {}): Promise<void> {
    await playStory({ moves: this.moves, step: () => this.step() }, name, parts);
  }

  private async step(): Promise<void> {
    this.pbx.flush();
    await this.timers.wait(this.options.stepMs ?? defaultStepMs);
  }

  /** MakeCall with prompt: the caller's own phone rings, is lifted, and only then the number is dialled. */
  private async playOrder(call: SimCall): Promise<void> {
    await this.step();
    this.moves.lift(call, 'makeCall');
    this.moves.ring(call, call.calling, { cause: 'makeCall' });
    await this.step();
    this.moves.dialled(call);
    this.moves.ring(call, call.called);
    await this.step();
    this.moves.answer(call, call.called);
    await this.step();
    this.moves.hangUp(call, call.calling);
    await this.step();
  }

  setDisturbance(disturbance: Disturbance): void {
    this.pbx.disturbance = disturbance;
  }

  setDoNotDisturb(device: string, isOn: boolean): void {
    this.pbx.setDoNotDisturb(device, isOn);
  }

  setMessageWaiting(device: string, isOn: boolean, mailbox?: string): void {
    this.pbx.setMessageWaiting(device, isOn, mailbox);
  }

  async setLink(mode: CstaLinkMode): Promise<void> {
    if (mode === 'silent') for (const session of this.pbx.sessions) session.isSilent = true;
    if (mode === 'refused') await this.closeServer();
    if (mode === 'up' && this.server === undefined) await this.listen();
  }

  restart(): void {
    this.pbx.restart();
    for (const session of this.pbx.sessions) session.socket.destroy();
  }

  stopMonitor(device: string): void {
    for (const session of this.pbx.sessions) {
      for (const [crossRef, each] of session.monitors) {
        if (each !== device) continue;
        session.monitors.delete(crossRef);
        session.send('0007', 'MonitorStop', [['monitorCrossRefID', crossRef]]);
      }
    }
  }

  tellStatus(word: string): void {
    for (const session of this.pbx.sessions) session.send('0008', 'SystemStatus', [['systemStatus', word]]);
  }

  raw(bytes: string | Uint8Array): void {
    for (const session of this.pbx.sessions) session.socket.write(bytes);
  }

  requests(): readonly string[] {
    return this.heard.flatMap((session) => session.requests.map((request) => request.name));
  }

  monitored(): readonly string[] {
    return [...this.pbx.sessions].flatMap((session) => [...session.monitors.values()]).sort();
  }

  async stop(): Promise<void> {
    this.timers.clear();
    await this.closeServer();
  }

  private async closeServer(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    for (const session of this.pbx.sessions) session.socket.destroy();
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  }
}
