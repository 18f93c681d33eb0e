// Puts the sandbox PBX together: phones, switchboard, manager interface, stories, traffic, HTTP control.
import { answerAction } from './amiActions.ts';
import { AmiServer } from './amiServer.ts';
import type { EventClass } from './amiText.ts';
import { CallDesk, type CallRequest } from './CallDesk.ts';
import { startControl } from './control.ts';
import { Journal } from './journal.ts';
import { NoisyOutlet } from './noise.ts';
import type { Originator } from './originate.ts';
import { defaultQueues, defaultRingGroups, phoneSpecs, type SandboxPbxOptions } from './pbxOptions.ts';
import { PhoneBook } from './phoneBook.ts';
import { setDoNotDisturb, setPresence, setRegistered } from './phoneMoves.ts';
import { pbxCounts, type PbxCounts, pbxState, type PbxState } from './pbxState.ts';
import type { SandboxCall } from './SandboxCall.ts';
import { makeStories, type Stories } from './stories.ts';
import { Switchboard } from './switchboard.ts';
import { Timers } from './timers.ts';
import { Traffic, type TrafficOptions } from './traffic.ts';

/** How the link to the service can be: up, refused (dropped and no new one), or silent (open but dead). */
export type LinkMode = 'up' | 'refused' | 'silent';

/** A running sandbox PBX. */
export interface SandboxPbx {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly secret: string;
  /** Base of the HTTP control, or null. */
  readonly controlUrl: string | null;
  readonly desk: CallDesk;
  readonly stories: Stories;
  readonly journal: Journal;
  /** Places a call; it rings when this returns. */
  call(request: CallRequest): SandboxCall;
  startTraffic(options: TrafficOptions): void;
  stopTraffic(how?: { readonly drain: boolean }): Promise<void>;
  setDoNotDisturb(extension: string, on: boolean): void;
  /** The presence state alone, in Asterisk's words, e.g. `away`. */
  setPresence(extension: string, status: string): void;
  /** Asterisk's database: `family/key` and value. */
  readonly database: ReadonlyMap<string, string>;
  setRegistered(extension: string, registered: boolean): void;
  setLink(mode: LinkMode): Promise<void>;
  /** Bytes as they are, to every logged-in client. */
  raw(bytes: string | Uint8Array): void;
  whenLoggedIn(): Promise<void>;
  state(): PbxState;
  counts(): PbxCounts;
  close(): Promise<void>;
}

const lightClasses: readonly EventClass[] = ['call', 'agent', 'user'];
const fullClasses: readonly EventClass[] = [...lightClasses, 'system', 'dialplan', 'cdr'];

/** Starts a PBX in a box: a manager interface with real-looking traffic behind it. */
export async function startSandboxPbx(options: SandboxPbxOptions): Promise<SandboxPbx> {
  const specs = phoneSpecs(options.phones);
  const book = new PhoneBook(
    specs,
    options.ringGroups ?? defaultRingGroups(specs),
    options.queues ?? defaultQueues(specs),
  );
  const timers = new Timers();
  const journal = new Journal();
  const server: AmiServer = makeServer(options, (session, action) => answerAction(originator, session, action));
  const outlet = options.profile === 'full' ? new NoisyOutlet(server) : server;
  const board = new Switchboard(book, journal, outlet, options.context ?? 'from-internal');
  const desk = makeDesk(board, timers, options);
  const pickUpAfterMs = options.originatePickUpAfterMs === undefined ? 800 : options.originatePickUpAfterMs;
  const originator: Originator = {
    board,
    desk,
    timers,
    behaviour: { pickUpAfterMs },
    forbidden: options.forbidden ?? [],
  };
  await server.listen();
  return withControl(assemble({ server, board, desk, timers, journal, options }), options);
}

interface Parts {
  readonly server: AmiServer;
  readonly board: Switchboard;
  readonly desk: CallDesk;
  readonly timers: Timers;
  readonly journal: Journal;
  readonly options: SandboxPbxOptions;
}

function assemble({ server, board, desk, timers, journal, options }: Parts): SandboxPbx {
  const stories = makeStories(desk, timers);
  const traffic = new Traffic(desk, stories, timers, board.book);
  return {
    host: options.host ?? '127.0.0.1',
    port: server.port,
    username: usernameOf(options),
    secret: secretOf(options),
    controlUrl: null,
    desk,
    stories,
    journal,
    call: (request) => desk.call(request),
    startTraffic: (how) => traffic.start(how),
    stopTraffic: (how) => traffic.stop(how),
    setDoNotDisturb: (extension, on) => setDoNotDisturb(board, extension, on),
    setPresence: (extension, status) => setPresence(board, extension, status),
    database: board.database,
    setRegistered: (extension, registered) => setRegistered(board, extension, registered),
    setLink: (mode) => setLink(server, mode),
    raw: (bytes) => server.raw(bytes),
    whenLoggedIn: () => server.whenLoggedIn(),
    state: () => pbxState(board, desk, server, traffic),
    counts: () => pbxCounts(desk, server, traffic),
    close: async () => {
      timers.clear();
      await server.refuse();
    },
  };
}

async function withControl(pbx: SandboxPbx, options: SandboxPbxOptions): Promise<SandboxPbx> {
  if (options.controlPort === false) return pbx;
  const control = await startControl(pbx, options.controlPort ?? 0);
  return {
    ...pbx,
    controlUrl: control.url,
    close: async () => {
      await control.close();
      await pbx.close();
    },
  };
}

function makeServer(
  options: SandboxPbxOptions,
  onAction: ConstructorParameters<typeof AmiServer>[0]['onAction'],
): AmiServer {
  return new AmiServer({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    tls: options.tls,
    username: usernameOf(options),
    secret: secretOf(options),
    readable: new Set(options.profile === 'full' ? fullClasses : lightClasses),
    onAction,
  });
}

function makeDesk(board: Switchboard, timers: Timers, options: SandboxPbxOptions): CallDesk {
  return new CallDesk(board, timers, {
    noAnswerMs: options.noAnswerMs ?? 30_000,
    voicemailMs: options.voicemailMs ?? 4000,
    outsideAnswersMs: options.outsideAnswersMs ?? 2000,
    longestCallMs: options.longestCallMs ?? 3_600_000,
  });
}

async function setLink(server: AmiServer, mode: LinkMode): Promise<void> {
  if (mode === 'refused') await server.refuse();
  else if (mode === 'silent') server.fallSilent();
  else await server.comeBack();
}

function usernameOf(options: SandboxPbxOptions): string {
  return options.username ?? 'hookswitch';
}

function secretOf(options: SandboxPbxOptions): string {
  return options.secret ?? 'sandbox-secret';
}
