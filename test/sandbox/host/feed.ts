// Tells the host pages what changes: colleagues' phones and presence, whether service and PBX answer, and tel: links received.
import type { ServerResponse } from 'node:http';
import type { GraphControls } from '../graph/index.ts';

const tickMs = 400;
const probeTimeoutMs = 1500;
const probeEveryTicks = 5;

/** One colleague as the panel shows it. */
export interface FeedPerson {
  readonly extension: string;
  readonly availability: string;
  readonly activity: string;
  /** Our application holds a session for this user now. */
  readonly byPhone: boolean;
  /** State of the phone on the PBX, `unknown` when the PBX does not answer. */
  readonly phone: string;
}

/** What is sent whenever it differs from what was sent before. */
export interface FeedState {
  readonly people: readonly FeedPerson[];
  readonly service: boolean;
  readonly pbx: boolean;
  readonly traffic: boolean;
}

/** Where the feed looks. */
export interface FeedOptions {
  readonly graph: Pick<GraphControls, 'presences'>;
  readonly colleagues: number;
  readonly serviceUrl: string;
  readonly pbxUrl: string | undefined;
}

interface PbxState {
  readonly traffic: boolean;
  readonly phones: ReadonlyMap<string, string>;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Words of the page for Asterisk's device states; others are shown as they are. */
const phoneWords: Readonly<Record<string, string>> = {
  NOT_INUSE: 'idle',
  INUSE: 'busy',
  BUSY: 'busy',
  RINGING: 'ringing',
  RINGINUSE: 'ringing',
  ONHOLD: 'onHold',
  UNAVAILABLE: 'notRegistered',
};

/** State of each phone by extension. */
function phonesOf(value: unknown): ReadonlyMap<string, string> {
  const phones = Array.isArray(value) ? value.filter(isRecord) : [];
  return new Map(
    phones.map(({ extension, state }) => [String(extension), phoneWords[String(state)] ?? String(state)] as const),
  );
}

async function fetchPbx(url: string): Promise<PbxState | null> {
  try {
    const answer = await fetch(`${url}/state`, { signal: AbortSignal.timeout(probeTimeoutMs) });
    const state: unknown = await answer.json();
    if (!isRecord(state)) return null;
    const traffic = isRecord(state.traffic) ? state.traffic.on === true : state.traffic === true;
    return { traffic, phones: phonesOf(state.phones) };
  } catch {
    return null;
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(probeTimeoutMs) })).ok;
  } catch {
    return false;
  }
}

/** Server-sent events for any number of pages; looks only while somebody listens. */
export class Feed {
  readonly #options: FeedOptions;
  readonly #listeners = new Set<ServerResponse>();
  #isRunning = false;
  #last = '';
  #ticks = 0;
  #service = false;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Keeps a response open as a stream of events. */
  attach(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 1000\n\n');
    this.#listeners.add(response);
    response.once('close', () => this.#listeners.delete(response));
    this.#last = '';
    if (!this.#isRunning) void this.#run();
  }

  /** Sends one event now, e.g. a launched link. */
  send(event: string, data: unknown): void {
    for (const listener of this.#listeners) listener.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  stop(): void {
    for (const listener of this.#listeners) listener.end();
    this.#listeners.clear();
  }

  /** The state now. */
  async look(): Promise<FeedState> {
    const { graph, colleagues, pbxUrl, serviceUrl } = this.#options;
    const pbx = pbxUrl === undefined ? null : await fetchPbx(pbxUrl);
    if (this.#ticks++ % probeEveryTicks === 0) this.#service = await isReady(serviceUrl);
    const people = graph.presences(colleagues).map(({ extension, availability, activity, sessions }) => ({
      extension,
      availability,
      activity,
      byPhone: sessions.length > 0,
      phone: pbx === null ? 'unknown' : (pbx.phones.get(extension) ?? 'idle'),
    }));
    return { people, service: this.#service, pbx: pbx !== null, traffic: pbx?.traffic ?? false };
  }

  /** Looks as long as somebody listens. */
  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#listeners.size > 0) {
      const state = await this.look();
      const text = JSON.stringify(state);
      if (text !== this.#last) this.send('state', state);
      this.#last = text;
      await new Promise((resolve) => setTimeout(resolve, tickMs).unref());
    }
    this.#isRunning = false;
  }
}
